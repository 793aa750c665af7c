#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Names that would steer a terminal, end a line, or be options: every log is
# read, and no such byte reaches either stream.
. "$2/lib.sh"
make_logs lab 7
escape=$(printf 'e\033[31mred\033]0;title\007.log')
mv lab/run-1.log "lab/$escape"
mv lab/run-2.log "lab/$(printf 'two\nlines.log')"
mv lab/run-3.log "lab/$(printf 'bad\377utf8\303.log')"
mv lab/run-4.log "lab/$(printf 'turn\342\200\256around.log')"
mv lab/run-5.log "lab/-v --help.log"
mv lab/run-6.log "lab/'; DROP TABLE run;--.log"
mv lab/run-7.log "lab/$(printf '%0240d' 0).log"
printf 'no log\n' >"$escape"

harmless() {
    # Tabs are not printed either; line feeds end lines.
    if LC_ALL=C grep -nP '[\x00-\x08\x0b-\x1f\x7f]|\xe2\x80\xae|\xff' out err; then
        fail "$1: such a byte"
    fi
    iconv -f UTF-8 -t UTF-8 out err >/dev/null || fail "$1: bad UTF-8"
}

"$program" inspect lab >out 2>err || fail "inspect: status $?"
harmless inspect
[ "$(grep -c '^lab/' out)" = 7 ] || fail "inspect: not seven logs"
"$program" inspect --json lab >out 2>err || fail "inspect --json: status $?"
harmless "inspect --json"
[ "$(wc -l <out)" -eq 7 ] || fail "inspect --json: not seven lines"
"$program" inspect "$escape" >out 2>err
[ $? = 3 ] || fail "inspect of no log: status $?"
harmless "inspect of no log"
name=$(printf 'K\033[2JV\nM')
"$program" ingest -v -d lab.db "$name=lab" >out 2>err || fail "ingest: $?"
harmless ingest
[ "$(n_runs lab.db)" = 7 ] || fail "ingest: $(n_runs lab.db) runs"
"$program" describe -d lab.db >out 2>err || fail "describe: status $?"
harmless describe
"$program" ingest -d "$escape" "$name=lab" >out 2>err
[ $? = 5 ] || fail "ingest into no store: status $?"
harmless "ingest into no store"
"$program" "$name" >out 2>err
[ $? = 2 ] || fail "no command: status $?"
harmless "no command"
