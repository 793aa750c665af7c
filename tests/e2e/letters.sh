#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# letters.sh COTEJO DEMO
#
# Names in other letters than English ones: what LaTeX can set is in the PDF,
# with the encoding T1 and without, what it cannot is named on standard error,
# and nothing is too wide.
set -eu

program=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$2"

status=0
"$program" table compare 'Ускоритель щётка=native' 'Ωμέγα=emulated' \
    'Gdańsk ęđþðŋ 仮想 ș=native-again' --no-config --standalone --strict \
    -o "$work/t1.tex" 2>"$work/told" || status=$?
test "$status" -eq 1 # one warning: the name that cannot be set
grep -q "no letter '仮' for system 'Gdańsk.*U+4EEE stands" "$work/told"
grep -q "'Ускоритель щётка' is in Latin letters (ISO 9)" "$work/told"
test "$(grep -c LaTeX "$work/told")" -eq 2

# Words break at their marks only.
if grep -E '[a-z]\\allowbreak [a-z]' "$work/t1.tex"; then
    exit 1
fi
grep -v lmodern "$work/t1.tex" >"$work/ot1.tex"
for paper in t1 ot1; do
    (cd "$work" && pdflatex -interaction=nonstopmode -halt-on-error $paper >/dev/null)
    if grep -E '^!|Overfull|Missing character' "$work/$paper.log"; then
        exit 1
    fi
    pdftotext "$work/$paper.pdf" "$work/$paper.txt"
    grep -q 'U+4EEEU+60F3' "$work/$paper.txt"
    grep -q 'Uskoritel' "$work/$paper.txt"
done
grep -q 'đþðŋ' "$work/t1.txt"
grep -q 'edthdng' "$work/ot1.txt"

# ASCII names need no word about them.
"$program" table compare A=native B=emulated --no-config -o "$work/a.tex" \
    2>"$work/told"
if grep -q LaTeX "$work/told"; then
    exit 1
fi
