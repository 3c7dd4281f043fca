#!/usr/bin/env bash
# Tests; prints what went wrong.
cd "$(dirname "$0")" || exit 1
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
mkdir -p "$place/card/DCIM"
echo one > "$place/card/DCIM/IMG_0001.JPG"
echo two > "$place/card/IMG_0002.png"
echo no > "$place/card/notes.txt"
touch -d 2024-03-05 "$place/card/DCIM/IMG_0001.JPG"
touch -d 2024-04-05 "$place/card/IMG_0002.png"

fail() { echo "FAILED: $1"; exit 1; }

[ "$(./backup.sh "$place/card" "$place/archive")" = "2 new photos" ] || fail "two are new"
[ -f "$place/archive/2024/2024-03/IMG_0001.JPG" ] || fail "a folder for the month"
[ "$(./backup.sh "$place/card" "$place/archive")" = "0 new photos" ] || fail "none is new the second time"
echo ok
