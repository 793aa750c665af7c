#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# parts.sh COTEJO DEMO
#
# A bundle holds the parts that were asked for, and its manifest is right; a
# slide is 1920 x 1080; a font that is not there is told; what figures were
# made with is in results.json.
set -eu

program=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$2"

# expect OPTION... -- NAME...: what the folder must hold besides two files.
expect() {
    options=
    while [ "$1" != -- ]; do
        options="$options $1"
        shift
    done
    shift
    rm -rf "$work/out"
    # shellcheck disable=SC2086
    "$program" report native=native emulated=emulated -q -o "$work/out" $options
    found=$(ls "$work/out" | grep -vxE 'README.md|MANIFEST.sha256' | tr '\n' ' ')
    test "$found" = "$* " || {
        echo "with$options: $found" >&2
        exit 1
    }
    (cd "$work/out" && sha256sum --quiet -c MANIFEST.sha256)
}

expect --only=figures,tables -- figures tables
expect --only=xlsx -- results.xlsx
expect --without=xlsx,paper,figures,tables -- \
    comparisons.csv raw.csv results.json summary.csv
grep -q '"libraries"' "$work/out/results.json" && exit 1
status=0
"$program" report native=native --only=figure -o "$work/no" 2>/dev/null || status=$?
test "$status" -eq 2
status=0
"$program" report native=native --only=xlsx --without=xlsx -o "$work/no" \
    2>/dev/null || status=$?
test "$status" -eq 2

# A paper without its tables and figures still compiles.
expect --only=paper -- cotejo-preamble.tex numbers.tex paper.tex
(cd "$work/out" && pdflatex -interaction=batchmode -halt-on-error paper >/dev/null)

"$program" chart box native=native emulated=emulated --metric real_time \
    --profile slide -q -o "$work/slide.png"
# Width and height stand at byte 16 of a PNG, most significant first.
size=$(od -An -t u1 -j 16 -N 8 "$work/slide.png" |
    awk '{ print (($1 * 256 + $2) * 256 + $3) * 256 + $4, (($5 * 256 + $6) * 256 + $7) * 256 + $8 }')
test "$size" = "1920 1080"

"$program" chart box native=native emulated=emulated --metric real_time \
    --font 'No Such Font' -o "$work/font.pdf" 2>"$work/errors"
grep -q "'No Such Font' is not installed" "$work/errors"

# The font in results.json is the one embedded, and its digest a file's.
"$program" report native=native emulated=emulated -q -o "$work/all"
family=$(sed -n 's/.*"font": {"family": "\([^"]*\)".*/\1/p' "$work/all/results.json")
digest=$(sed -n 's/.*"font": .*"sha256": "\([0-9a-f]*\)".*/\1/p' "$work/all/results.json")
pdffonts "$work/all/figures/forest.pdf" | grep -q "$(echo "$family" | tr -d ' ')"
sha256sum "$(fc-match -f '%{file}' "$family")" | grep -q "^$digest "
echo "parts, slide and font are as asked for ($family)"
