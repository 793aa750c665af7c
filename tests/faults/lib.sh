# SPDX-License-Identifier: GPL-3.0-or-later
# What the fault tests share: sourced as `. lib.sh` with the program and this
# folder as arguments. Makes $work and goes there.
set -u
program=$1
here=$2
work=$(mktemp -d) || exit 99
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 99
export LC_ALL=C.UTF-8
# The leak check cannot run under strace's eyes.
export ASAN_OPTIONS=detect_leaks=0

fail() {
    echo "FAILED: $*"
    [ -s err ] && cat err
    exit 1
}

# make_logs FOLDER N: N good logs that differ by blank lines at their end.
make_logs() {
    mkdir -p "$1"
    log_number=0
    cp "$here/good.log" tail.log
    while [ $log_number -lt "$2" ]; do
        log_number=$((log_number + 1))
        echo >>tail.log
        cp tail.log "$1/run-$log_number.log"
    done
    rm tail.log
}

# n_runs STORE: how many runs it holds, after its pages were checked; 0 for
# none or an empty file.
n_runs() {
    [ -s "$1" ] || { echo 0; return; }
    [ "$(sqlite3 "$1" 'PRAGMA integrity_check; PRAGMA foreign_key_check')" = ok ] ||
        { echo damaged; return; }
    sqlite3 "$1" 'SELECT count(*) FROM run' 2>/dev/null || echo 0
}

# fresh STORE: the store as it was saved in before.db, or none.
fresh() {
    rm -f "$1" "$1-wal" "$1-shm" "$1-journal"
    [ ! -f before.db ] || cp before.db "$1"
}
