#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# table.sh COTEJO DEMO
#
# A table on standard output is plain text; as a workbook, LibreOffice reads
# from it the rows that the CSV of the same table has: every number, in the
# workbook as a number and in the CSV as text, is the same.
set -eu

program=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$2"

"$program" table operations innodb=innodb durable-off=durable-off -q \
    >"$work/table.txt"
head -n 1 "$work/table.txt" | grep -q ' of [0-9]* operations\.$'
rows=$(grep -cE ' (< )?[01]\.[0-9]{3} +[a-z-]' "$work/table.txt")
total=$("$program" table operations innodb=innodb durable-off=durable-off \
    --all --format csv | wc -l)
test "$rows" -gt 0
test "$rows" -lt $((total - 1))
# The chart leaves out the same rows, says how many, and has them on demand.
for all in '' --all; do
    "$program" chart operations innodb=innodb durable-off=durable-off $all \
        --dump-layout -q >"$work/layout$all"
done
hidden=$(grep -oE '[0-9]+ (without a verdict|operations of 0) not shown' \
    "$work/layout" | sort -u | awk '{ n += $1 } END { print n }')
test "$hidden" -eq $((total - 1 - rows))
if grep -q '"drop_index"' "$work/layout"; then
    exit 1
fi
grep -q '"drop_index"' "$work/layout--all"
if grep -q 'without a verdict not shown' "$work/layout--all"; then
    exit 1
fi

"$program" table compare native=native emulated=emulated -q \
    -o "$work/table.xlsx"
"$program" table compare native=native emulated=emulated -q \
    -o "$work/table.csv"
# Tab, no quotes, UTF-8, cells as shown, first sheet only.
soffice "-env:UserInstallation=file://$work/profile" --headless \
    --convert-to 'csv:Text - txt - csv (StarCalc):9,0,76,1,,0,false,false,true,false,false,1' \
    --outdir "$work/read" "$work/table.xlsx" >/dev/null 2>&1
# Of both: no quotes, no commas in numbers, one kind of dash, blank and minus.
plain() {
    sed -e 's/"//g' -e 's/\xc2\xa0/ /g' -e 's/ %/%/g' -e 's/\xe2\x88\x92/-/g' \
        -e 's/\xe2\x80\x93//g' -e 's/[,\t]//g' | tail -n +2
}
plain <"$work/table.csv" >"$work/csv"
plain <"$work"/read/table-Table.csv >"$work/xlsx"
test "$(wc -l <"$work/csv")" -ge 3
diff "$work/csv" "$work/xlsx"
# Numbers are numbers: at least three a row.
unzip -p "$work/table.xlsx" xl/worksheets/sheet1.xml >"$work/sheet.xml"
numbers=$(grep -o '<c r="[A-Z]*[0-9]*" s="[0-9]*"><v>' "$work/sheet.xml" | wc -l)
test "$numbers" -ge $((3 * $(wc -l <"$work/csv")))
# Alone it compiles; as a fragment it does in a float of somebody's own.
for kind in compare summary; do
    "$program" table $kind native=native emulated=emulated -q --standalone \
        -o "$work/alone.tex"
    "$program" table $kind native=native emulated=emulated -q --fragment \
        -o "$work/fragment.tex"
    if grep -E 'begin\{table\}|caption' "$work/fragment.tex"; then
        exit 1
    fi
    grep -q 'toprule' "$work/fragment.tex"
    sed 's/\\begin{table}.*/\\begin{table}\\input{fragment}\\caption{Mine}\\end{table}\\end{document}/
        /\\begin{table}/q' "$work/alone.tex" >"$work/own.tex"
    for paper in alone own; do
        grep -q 'end{document}' "$work/$paper.tex"
        (cd "$work" && pdflatex -interaction=nonstopmode -halt-on-error $paper >/dev/null)
        if grep -E '^!|Overfull|Missing character' "$work/$paper.log"; then
            exit 1
        fi
    done
done
echo "$rows operations of $((total - 1)), $numbers numbers in the workbook"
