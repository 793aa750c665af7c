#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Progress: on a terminal, when reading takes long, on one line that is gone at
# the end; nothing of it elsewhere, with -q, or when all is done at once.
. "$2/lib.sh"
make_logs lab 40
escape=$(printf '\033')
export TERM=xterm
slow="strace -f -qq -o /dev/null -e trace=preadv2,fadvise64 \
-e inject=preadv2,fadvise64:delay_enter=30000"

# on_terminal OPTIONS PREFIX: runs an ingest with a terminal of its own.
on_terminal() {
    rm -f lab.db
    script -qec "$2 '$program' ingest -d lab.db KVM=lab $1" screen \
        >/dev/null </dev/null || fail "no ingest on a terminal"
    grep -q '40 logs added' screen || fail "not all was added"
}

on_terminal '' "$slow"
grep -q 'reading: [0-9,]* files, [0-9.]* of [0-9.]* kB, [0-9]* s left' screen ||
    fail "no progress: $(cat -v screen)"
tr '\r' '\n' <screen | grep -v 'reading' | grep -q "^$escape\[K.*40 logs added" ||
    fail "the line was not taken away: $(cat -v screen)"
on_terminal -q "$slow"
! grep -q reading screen || fail "progress with -q"
on_terminal '' ''
! grep -q reading screen || fail "progress of something short"
rm -f lab.db
$slow "$program" ingest -d lab.db KVM=lab >out 2>err </dev/null || fail "ingest"
[ ! -s err ] || fail "words into a file"
