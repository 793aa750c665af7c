#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# workbook.sh RESULTS.xlsx
#
# LibreOffice reads the workbook twice: once as it is stored, once with
# recalculation forced. Every cell must come out the same within 1e-9, no
# formula may be an error, and there must be formulas to recalculate.
set -eu

book=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# $1: 0 always, 1 never recalculate. $2: the folder for the sheets as CSV.
convert() {
    profile=$work/profile-$1
    mkdir -p "$profile/user" "$2"
    cat >"$profile/user/registrymodifications.xcu" <<XCU
<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>$1</value></prop></item>
</oor:items>
XCU
    # 44,34,76: comma, quote, UTF-8; raw values; every sheet (-1).
    soffice "-env:UserInstallation=file://$profile" --headless --convert-to \
        'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,-1' \
        --outdir "$2" "$book" >/dev/null 2>&1
}

convert 1 "$work/stored"
convert 0 "$work/computed"

sheets=0
for stored in "$work"/stored/*.csv; do
    computed=$work/computed/${stored##*/}
    sheets=$((sheets + 1))
    if grep -nE '#(DIV|NAME|NUM|REF|VALUE|N/A)|Err:' "$computed"; then
        echo "an error value in ${stored##*/}" >&2
        exit 1
    fi
    paste -d '\t' "$stored" "$computed" | awk -F '\t' '
        function bare(s) { gsub(/["%]/, "", s); return s }
        function number(s) { return s ~ /^-?[0-9.]+([eE][-+]?[0-9]+)?$/ }
        {
            n = split($1, a, ","); m = split($2, b, ",")
            if (n != m) { print FILENAME, NR, "another width"; bad = 1; next }
            for (i = 1; i <= n; i++) {
                if (a[i] == b[i]) continue
                x = bare(a[i]); y = bare(b[i])
                d = x - y; if (d < 0) d = -d
                s = x < 0 ? -x : x + 0; if (s < 1e-12) s = 1e-12
                if (number(x) && number(y) && d <= 1e-9 * s) continue
                print "row " NR ", field " i ": " a[i] " stored, " b[i] " computed"
                bad = 1
            }
        }
        END { exit bad }' || {
        echo "recalculated values differ in ${stored##*/}" >&2
        exit 1
    }
done
test "$sheets" -ge 6

# Formulas there must be, and only our own: none with data, no link out.
unzip -q -o "$book" -d "$work/parts"
formulas=$(cat "$work"/parts/xl/worksheets/sheet*.xml | grep -o '<f>' | wc -l)
test "$formulas" -ge 20
if grep -rl 'TargetMode="External"' "$work/parts"; then
    echo "a link out of the workbook" >&2
    exit 1
fi
# Functions by name; what data could smuggle in (HYPERLINK, DDE) is not here.
known='ABS|AVERAGE|COUNT|IF|IFERROR|ISNUMBER|MAX|MEDIAN|MIN|QUARTILE|ROWS|SQRT'
known="$known|SUMPRODUCT|_xlfn.BETA.DIST|_xlfn.BETA.INV|_xlfn.STDEV.S|_xlfn.VAR.S"
known="$known|DEVSQ|EXP|LN|_xlfn.COVARIANCE.S"
if cat "$work"/parts/xl/worksheets/sheet*.xml | grep -o '<f>[^<]*</f>' |
    grep -oE "[A-Za-z_.]+\(|[^A-Za-z0-9_.]'|\|" | sort -u |
    grep -vxE "($known)\("; then
    echo "a formula that is not ours" >&2
    exit 1
fi
for part in $(find "$work/parts" -name '*.xml' -o -name '*.rels' | tr '\n' ' '); do
    xmllint --noout "$part"
done
echo "$sheets sheets, $formulas formulas: stored and recalculated values agree"
