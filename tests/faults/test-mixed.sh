#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The log of a script that ran several tools one after the other: all their
# runs are there, each at its line, with the values it has alone; in a long log,
# compressed and from a pipe too. A reply that is dumped proves nothing.
. "$2/lib.sh"
odd=$here/../data/odd
demo=$here/../../data/demo/native
ab=$here/good.log
httperf=$(find "$demo/httperf" -name '*.log' | sort | head -n 1)
wget=$(find "$demo/wget" -name '*.log' | sort | head -n 1)

# values LOG: tool, line relative to the run, name and digits of every value.
values() {
    "$program" ingest -d "$1.db" "x=$1" >out 2>err || fail "$1 was not read"
    sqlite3 "$1.db" "SELECT value.tool, max(value.line - runs.line, -1), metric, digits,
        exponent FROM value JOIN runs USING (run)
        ORDER BY value.tool, runs.line, value.line, metric, item"
}

for tool in ab httperf wget; do
    eval "cp \"\$$tool\" $tool.log"
    values $tool.log >$tool.values
    [ -s $tool.values ] || fail "no value of $tool alone"
done
cat ab.values httperf.values wget.values >expected

# together LOG...: these logs behind each other, each after a line of words.
together() {
    for log in "$@"; do
        echo "=== $log"
        cat "$log"
    done
}

together ab.log httperf.log wget.log >mixed.log
values mixed.log | diff expected - || fail "mixed"
together wget.log httperf.log ab.log >turned.log
values turned.log | diff expected - || fail "turned"
# More than is read at once.
{
    together ab.log httperf.log
    seq -f 'something %g that no tool said, of some length' 3000
    together wget.log
} >long.log
[ "$(wc -c <long.log)" -gt 120000 ] || fail "not long"
values long.log | diff expected - || fail "long"
gzip -k long.log
values long.log.gz | diff expected - || fail "long.log.gz"

# What cannot be read again is not passed over without a word.
"$program" inspect - <long.log >out 2>err || fail "from a file on standard input"
[ "$(grep -c '  line [0-9]*: good' out)" = 3 ] || fail "standard input: $(cat out)"
cat long.log | "$program" inspect - >out 2>err || fail "from a pipe"
grep -q 'other-tool: line [0-9]*: runs of httperf, not read' out ||
    fail "a pipe: $(cat out)"

# A page that shows another tool's report.
{
    sed '/^Benchmarking/q' ab.log
    printf '...INFO: GET header == \n---\nGET / HTTP/1.0\n---\n'
    printf 'LOG: header received:\nHTTP/1.1 200 OK\n\n'
    cat httperf.log
    printf 'LOG: Response code = 200\n..done\n\n\n'
    sed '1,/^Finished/d' ab.log
} >dump.log
"$program" inspect dump.log >out 2>err
! grep -q 'good, httperf' out || fail "a reply was believed: $(cat out)"
