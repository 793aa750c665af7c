#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# kill -9 at every N-th write and sync of an ingest, into a new store and into
# one with runs: what is there afterwards is as before or as after, and the
# same ingest then ends well. With FAULTS=all every call, else every third.
. "$2/lib.sh"
make_logs first 2
make_logs lab 6
step=3
[ "${FAULTS-}" = all ] && step=1
n_killed=0

# kill_at CALLS N BEFORE: BEFORE runs are there now.
kill_at() {
    fresh lab.db
    strace -f -qq -o trace -e "trace=$1" -e "inject=$1:signal=KILL:when=$2" \
        "$program" ingest -d lab.db KVM=lab >out 2>err
    status=$?
    now=$(n_runs lab.db)
    [ "$now" = "$3" ] || [ "$now" = 6 ] || fail "$1 $2: $now runs"
    [ $status = 137 ] || return 1
    n_killed=$((n_killed + 1))
    "$program" ingest -d lab.db KVM=lab >out 2>err || fail "$1 $2: not again"
    [ "$(n_runs lab.db)" = 6 ] || fail "$1 $2: $(n_runs lab.db) runs again"
}

for calls in pwrite64 fdatasync,fsync unlink,ftruncate; do
    n=1
    while kill_at $calls $n 0; do n=$((n + step)); done
done
"$program" ingest -d before.db KVM=first >out 2>err || fail "no store"
# A store that is opened again writes through its log; a new one does not.
"$program" ingest -d before.db KVM=first >out 2>err || fail "no store again"
for calls in pwrite64 fdatasync,fsync; do
    n=1
    while kill_at $calls $n 2; do n=$((n + step)); done
done
echo "killed $n_killed times"
[ $n_killed -ge 12 ] || fail "killed $n_killed times only"
