#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Eight processes add the same 40 logs to a store that is not there yet: each
# log is there once, and every process ends well.
. "$2/lib.sh"
make_logs lab 40
n=0
while [ $n -lt 8 ]; do
    n=$((n + 1))
    { "$program" ingest -d lab.db KVM=lab >out.$n 2>err.$n
      echo $? >status.$n; } &
done
wait
added=0
for n in 1 2 3 4 5 6 7 8; do
    [ "$(cat status.$n)" = 0 ] || { cat err.$n; fail "process $n: $(cat status.$n)"; }
    now=$(sed -n 's/^lab.db: \([0-9]*\) log.*/\1/p' out.$n)
    added=$((added + now))
done
[ $added = 40 ] || fail "$added logs were added"
[ "$(n_runs lab.db)" = 40 ] || fail "$(n_runs lab.db) runs are there"
