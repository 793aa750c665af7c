#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# paper.sh BUNDLE
#
# The paper of a bundle compiles with pdflatex, twice, and once more where the
# numbers of the figures moved a page break, with shell escape allowed: no error, nothing overfull or undefined, no character missing, all
# fonts embedded, and nothing that a name in the logs tried to do was done.
set -eu

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp -r "$1/." "$work"
cd "$work"
sha256sum --quiet -c MANIFEST.sha256

before=$(ls)
SOURCE_DATE_EPOCH=0 FORCE_SOURCE_DATE=1
export SOURCE_DATE_EPOCH FORCE_SOURCE_DATE
for pass in 1 2 3; do
    if [ $pass = 3 ] && ! grep -q 'Rerun to get cross-references' paper.log; then
        continue
    fi
    pdflatex -shell-escape -interaction=nonstopmode paper >pass-$pass.txt || {
        grep -A5 '^!' paper.log >&2
        exit 1
    }
done
if grep -nE '^!|Overfull|[Uu]ndefined|Missing character|Float too large|^LaTeX Warning' paper.log; then
    echo "the paper's log is not clean" >&2
    exit 1
fi
# The text speaks of every figure, once.
grep -o 'label{fig:[^}]*}' paper.tex | sed 's/label/ref/' | while read -r ref; do
    test "$(grep -oF "\\$ref" paper.tex | wc -l)" -eq 1 || {
        echo "not spoken of once: $ref" >&2
        exit 1
    }
done
after=$(ls | grep -vE '^(paper\.(aux|log|pdf|out)|pass-[123]\.txt)$')
if [ "$before" != "$after" ]; then
    echo "compiling made something: $after" >&2
    exit 1
fi

# Every figure stands alone: title, description, well formed.
for figure in figures/*.svg; do
    xmllint --noout "$figure"
done
# Every figure has its five files and every table its three.
for figure in figures/*.pdf; do
    for suffix in png svg csv txt; do
        test -s "${figure%.pdf}.$suffix"
    done
done
for table in tables/*.tex; do
    test -s "${table%.tex}.md" && test -s "${table%.tex}.csv"
done
if pdffonts paper.pdf | tail -n +3 | awk '$(NF-4) != "yes"' | grep .; then
    echo "a font is not embedded" >&2
    exit 1
fi
echo "$(pdfinfo paper.pdf | awk '/^Pages/ {print $2}') pages, $(ls figures/*.pdf | wc -l) figures"
