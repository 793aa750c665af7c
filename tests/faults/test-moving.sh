#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Files that change while they are read: growing, cut, replaced, removed, and
# folders that come and go. Each ingest ends, with a status of its own, and the
# store is sound; what stood still meanwhile is stored. What is no file never
# keeps anybody waiting.
. "$2/lib.sh"
rounds=6
[ "${FAULTS-}" = all ] && rounds=60
make_logs still 5

# What happens to the folder `moving`, over and over, until it is stopped.
move() {
    while :; do
        cat "$here/good.log" >>moving/growing.log
        head -c 700 "$here/good.log" >moving/cut.log
        cp "$here/good.log" moving/new.tmp
        mv moving/new.tmp moving/replaced.log
        rm -f moving/gone.log
        mkdir -p moving/folder
        cp "$here/good.log" moving/gone.log
        cp "$here/good.log" moving/folder/inside.log
        rm -rf moving/folder
    done
}

mkdir moving
move 2>/dev/null &
mover=$!
trap 'kill $mover 2>/dev/null; rm -rf "$work"' EXIT
round=0
while [ $round -lt $rounds ]; do
    round=$((round + 1))
    rm -f lab.db*
    timeout 60 "$program" ingest -d lab.db KVM=still Xen=moving >out 2>err
    status=$?
    case $status in
    0 | 3) ;;
    *) fail "round $round: status $status" ;;
    esac
    [ "$(n_runs lab.db)" != damaged ] || fail "round $round: damaged"
    still=$(sqlite3 lab.db "SELECT count(*) FROM runs WHERE system = 'KVM'")
    [ "$still" = 5 ] || fail "round $round: $still of 5 that stood still"
    "$program" describe -d lab.db >out 2>err || [ $? = 3 ] ||
        fail "round $round: describe"
done
kill $mover
wait $mover 2>/dev/null

# Devices and pipes, named and met.
mkfifo pipe still/pipe
ln -s /dev/zero still/zeros.log
for path in pipe /dev/zero /dev/full /dev/tty; do
    timeout 10 "$program" inspect "$path" >out 2>err </dev/null
    status=$?
    case $status in
    3 | 4) ;;
    *) fail "$path: status $status" ;;
    esac
done
rm -f lab.db*
timeout 20 "$program" ingest -d lab.db KVM=still >out 2>err ||
    fail "a folder with a pipe: status $?"
[ "$(n_runs lab.db)" = 5 ] || fail "a folder with a pipe: $(n_runs lab.db) runs"
