#!/usr/bin/env bash
# Tests; says what went wrong.
cd "$(dirname "$0")" || exit 1
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
fail() { echo "FAILED: $1"; ls "$place"; exit 1; }

echo new > "$place/b.pdf"; touch -d 2024-02-02 "$place/b.pdf"
echo old > "$place/c.pdf"; touch -d 2024-01-01 "$place/c.pdf"
echo text > "$place/notes.txt"
echo there > "$place/scan-011.pdf"
[ "$(bash number.sh "$place" 10)" = "2 renamed" ] || fail "two are renamed"
[ "$(cat "$place/scan-010.pdf")" = old ] || fail "the oldest comes first"
[ "$(cat "$place/scan-011.pdf")" = there ] || fail "what has a number stays"
[ "$(cat "$place/scan-012.pdf")" = new ] || fail "the next free number"
[ -e "$place/notes.txt" ] || fail "only scans"
echo ok
