#!/usr/bin/env bash
cd "$(dirname "$0")" || exit 1
. ./count.sh
fail() { echo "FAILED: $1"; exit 1; }
[ "$(count_lines texts/de)" = "3 4" ] || fail "lines"
[ "$(percent 0 5)" = 0 ] || fail "nothing done"
[ "$(percent 5 5)" = 100 ] || fail "all done"
[ "$(percent 0 0)" = 0 ] || fail "no lines"
echo ok
