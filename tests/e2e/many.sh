#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# many.sh COTEJO
#
# A file of very many numbers is compared: what takes every pair of them is
# asked of a study's repetitions and not of these. A thousand that only grow
# drift, and that is said; a hundred thousand once ended the program.
set -eu

program=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

drifts() {
    seq 1 "$1" >numbers.txt
    "$program" describe A=numbers.txt >out
    grep -q "n = $1\b\|  *$1  *" out || {
        cat out >&2
        exit 1
    }
    "$program" compare A=numbers.txt B=numbers.txt >out
    grep -q 'drift: ' out
}

drifts 1000 || {
    echo '1000 growing numbers do not drift' >&2
    exit 1
}
if drifts 30000; then
    echo '30000 numbers are judged by their order' >&2
    exit 1
fi
grep -q 'no difference shown' out
