#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# light.sh PROGRAM OTHER: the program starts without the libraries that draw,
# write workbooks or read archives; both programs know the same commands; what
# one hands on the other does, with the same words and status.
set -u
program=$1
other=$2
work=$(mktemp -d) || exit 99
trap 'rm -rf "$work"' EXIT

heavy=$(ldd "$program" | grep -E 'cairo|pango|freetype|xlsxwriter|libarchive')
[ -z "$heavy" ] || { echo "linked: $heavy"; exit 1; }
for arguments in --help --version 'chart --help' 'report --nonsense' \
    'chart forest missing -o x.pdf' nonsense; do
    # shellcheck disable=SC2086
    "$program" $arguments >"$work/a" 2>&1
    a=$?
    # shellcheck disable=SC2086
    "$other" $arguments >"$work/b" 2>&1
    b=$?
    [ -s "$work/a" ] && [ $a = $b ] && cmp "$work/a" "$work/b" ||
        { echo "'$arguments' differs: status $a and $b"; exit 1; }
done

# Installed, and moved after that.
mkdir -p "$work/usr/bin" "$work/usr/libexec/cotejo"
cp "$program" "$work/usr/bin/cotejo"
cp "$other" "$work/usr/libexec/cotejo/cotejo-draw"
"$work/usr/bin/cotejo" charts >"$work/a" 2>&1 || { cat "$work/a"; exit 1; }
grep -q forest "$work/a" || { cat "$work/a"; exit 1; }
