#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# use.sh COTEJO DEMO
#
# In the workbook, "use" of one value set to 0 and recalculated by
# LibreOffice gives what the program computes without that run: every number
# of its comparison and summary within 1e-9, and the check says "edited".
set -eu

program=$1
demo=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp -r "$demo/native" "$demo/emulated" "$work"
cd "$work"

# Sheets as CSV, recalculated always, numbers as they are.
sheets() {
    mkdir -p profile/user "$2"
    cat >profile/user/registrymodifications.xcu <<'XCU'
<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
XCU
    soffice "-env:UserInstallation=file://$work/profile" --headless \
        --convert-to 'csv:Text - txt - csv (StarCalc):9,0,76,1,,0,false,false,false,false,false,-1' \
        --outdir "$2" "$1" >/dev/null 2>&1
}

"$program" report native=native emulated=emulated -o all -q

# The first value of Raw, H2: set its "use" to 0. Raw is the fourth sheet.
mkdir edited && cd edited && unzip -q ../all/results.xlsx
raw=xl/worksheets/sheet4.xml
grep -q '<c r="H2"[^>]*><v>1</v>' $raw
sed -i 's|\(<c r="H2"[^>]*>\)<v>1</v>|\1<v>0</v>|' $raw
zip -q -X -r ../edited.xlsx '[Content_Types].xml' .
cd ..
sheets edited.xlsx edited-csv

# The program without that run: its log is named in the column "source".
log=$(awk -F '\t' 'NR == 2 { print $11 }' edited-csv/*Raw.csv)
test -f "native/$log"
rm "native/$log"
"$program" report native=native emulated=emulated -o without -q
sheets without/results.xlsx without-csv

for sheet in Comparisons Summary; do
    awk -F '\t' -v sheet="$sheet" '
        function number(s) { gsub(/%/, "", s); return s }
        NR == FNR { left[FNR] = $0; next }
        FNR == 1 { n = split($0, head, "\t"); next }
        {
            split(left[FNR], a, "\t"); split($0, b, "\t")
            for (i = 1; i <= n; i++) {
                if (head[i] ~ /^(verdict|check|p as computed)$/) continue
                if (a[i] == b[i]) { same++; continue }
                x = number(a[i]); y = number(b[i]); d = x - y
                if (d < 0) d = -d
                s = y < 0 ? -y : y + 0; if (s < 1e-12) s = 1e-12
                if (x ~ /^-?[0-9.]+([eE][-+]?[0-9]+)?$/ && d <= 1e-9 * s) { same++; continue }
                print sheet ", row " FNR ", " head[i] ": " a[i] " edited, " b[i] " without the run"
                bad = 1
            }
            if (FNR == 2 && sheet == "Comparisons") {
                for (i = 1; i <= n; i++)
                    if (head[i] == "check" && a[i] != "edited") { print "the check does not see it"; bad = 1 }
                    else if (head[i] == "n reference" && a[i] != 19) { print "n is " a[i]; bad = 1 }
            }
        }
        END { if (same < 50) { print sheet ": only " same " cells compared"; bad = 1 }; exit bad }
    ' edited-csv/*"$sheet".csv without-csv/*"$sheet".csv
done
echo "without $log: the workbook and the program agree"
