#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# again.sh COTEJO DEMO
#
# The same logs give the same bundle, byte for byte: from another folder, in
# another time zone and locale, with another number of threads. And another
# margin gives another one.
set -eu

program=$1
demo=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

cd "$demo"
"$program" report native=native emulated=emulated --jobs 1 -o "$work/one" -q
cp -r native emulated "$work"
cd "$work"
TZ=Asia/Tokyo LC_ALL=pt_BR.UTF-8 LANG=pt_BR.UTF-8 \
    "$program" report native=native emulated=emulated --jobs 4 -o two -q
# The command is told in two files; nothing else may differ.
for folder in one two; do
    sed -e '/"command":/d' "$folder/results.json" |
        grep -v '"path": "README.md"' >"$folder.json"
done
cmp one.json two.json
diff -r -q -x results.json -x README.md -x MANIFEST.sha256 one two

"$program" report native=native emulated=emulated --margin 5% -o three -q
if cmp -s one/comparisons.csv three/comparisons.csv; then
    echo "a margin changes nothing" >&2
    exit 1
fi
if grep -rlE '\b(nan|inf)\b' one/*.csv one/results.json one/tables; then
    echo "a number that is none" >&2
    exit 1
fi
if grep -rl "$demo" one; then
    echo "the place of the logs shows" >&2
    exit 1
fi
echo "the same bundle, twice"
