#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# A signal while numbers are computed, which may take long: the program ends at
# once, with the signal's status, and neither output nor a folder is there.
. "$2/lib.sh"

# 22 against 22 of 400 columns, all arrangements of each: a minute or so.
table() {
    awk -v seed="$1" 'BEGIN {
        for (r = 0; r <= 22; r++)
            for (c = 1; c <= 400; c++) {
                seed = (seed * 16807) % 2147483647
                printf "%s%s", r ? seed : "op" c, c < 400 ? " " : "\n"
            }
    }'
}
table 11 >a.txt
table 12 >b.txt

# ends SIGNAL STATUS COMMAND OPTION...: is sent after a second, and must be
# over in five more.
ends() {
    signal=$1
    expected=$2
    shift 2
    # A shell has what it starts in the background ignore SIGINT.
    env --default-signal=INT "$program" "$@" >out 2>err &
    victim=$!
    sleep 1
    begun=$(date +%s)
    kill -"$signal" "$victim" || fail "$*: over before it was interrupted"
    wait $victim
    status=$?
    [ $(($(date +%s) - begun)) -le 5 ] || fail "$* went on after SIG$signal"
    [ $status -eq "$expected" ] || fail "$*: SIG$signal gave status $status"
    [ ! -s out ] || fail "$*: output after SIG$signal"
    grep -q 'interrupted; nothing was changed' err || fail "$*: no word of it"
}

ends TERM 143 compare a=a.txt b=b.txt --test permutation
ends INT 130 compare a=a.txt b=b.txt --test permutation
ends HUP 129 report a=a.txt b=b.txt --test permutation -o paper
[ ! -e paper ] || fail "a folder was left"
[ "$(ls -A)" = "$(printf '%s\n' a.txt b.txt err out)" ] ||
    fail "left: $(ls -A)"
