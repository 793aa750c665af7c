#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Standard handles that are closed, and a reader that goes away: a store never
# gets the number of one of them, and what could not be printed is status 5.
. "$2/lib.sh"
make_logs lab 6
"$program" ingest -d lab.db KVM=lab <&- >&- 2>&-
[ $? = 5 ] || fail "closed: status $?"
[ "$(n_runs lab.db)" = 6 ] || fail "closed: $(n_runs lab.db) runs"
[ "$(head -c 15 lab.db)" = "SQLite format 3" ] || fail "closed: overwritten"
"$program" ingest -d lab.db KVM=lab 2>&- >out
[ $? = 0 ] || fail "standard error closed: status $?"

mkfifo pipe
: >err
{ "$program" inspect lab lab lab lab lab lab lab lab lab lab lab lab 2>err
  echo $? >status; } >pipe &
head -n 1 <pipe >/dev/null
wait
[ "$(cat status)" = 5 ] || fail "reader gone: status $(cat status)"
[ -s err ] && fail "reader gone: words"
exit 0
