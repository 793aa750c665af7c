#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# A full disk, a broken one, an interrupt: the ingest is refused, the store is
# as before, and a clean ingest afterwards brings all.
. "$2/lib.sh"
make_logs first 2
make_logs lab 6
"$program" ingest -d old.db KVM=first >out 2>err || fail "no store"
# A store that is opened again writes through its log; a new one does not.
"$program" ingest -d old.db KVM=first >out 2>err || fail "no store again"
step=4
[ "${FAULTS-}" = all ] && step=1
n_failed=0

# start STORE N: from a copy of this store, which holds N runs, or from none.
start() {
    rm -f before.db
    [ "$1" = none ] || cp "$1" before.db
    n_before=$2
}

# fault CALLS WHAT N STATUS
fault() {
    fresh lab.db
    strace -f -qq -o trace -e "trace=$1" -e "inject=$1:$2:when=$3" \
        "$program" ingest -d lab.db KVM=lab >out 2>err
    status=$?
    # A log that could not be opened is one that was refused.
    [ $status = 0 ] && return 1
    [ $status = "$4" ] || fail "$1 $2 $3: status $status"
    [ -s err ] || fail "$1 $2 $3: no word of it"
    [ "$(n_runs lab.db)" = "$n_before" ] || fail "$1 $2 $3: $(n_runs lab.db) runs"
    n_failed=$((n_failed + 1))
    "$program" ingest -d lab.db KVM=lab >out 2>err || fail "$1 $2 $3: not again"
    [ "$(n_runs lab.db)" = 6 ] || fail "$1 $2 $3: $(n_runs lab.db) runs again"
}

for store in old.db:2 none:0; do
    start "${store%:*}" "${store#*:}"
    for error in ENOSPC EIO; do
        n=1
        while fault pwrite64 error=$error $n 5; do n=$((n + step)); done
    done
    n=1
    while fault fdatasync,fsync error=EIO $n 5; do n=$((n + 1)); done
done
start old.db 2
echo "failed $n_failed times"
[ $n_failed -ge 12 ] || fail "failed $n_failed times only"

# An interrupt while logs are read (each as it is opened, or announced then).
before=$n_failed
for signal in INT:130 TERM:143 HUP:129; do
    fault preadv2,fadvise64 signal=SIG${signal%:*} 3 "${signal#*:}"
done
[ $((n_failed - before)) = 3 ] || fail "interrupts were not heeded"

# A limit on the size of files.
fresh lab.db
make_logs many 400
(ulimit -f 64 && exec "$program" ingest -d lab.db KVM=many >out 2>err)
status=$?
[ $status = 5 ] || fail "small limit: status $status"
[ "$(n_runs lab.db)" = 2 ] || fail "small limit: $(n_runs lab.db) runs"
