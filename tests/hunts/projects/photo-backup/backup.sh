#!/usr/bin/env bash
# Copies new photos from a card into the archive.
set -u

here=$(cd "$(dirname "$0")" && pwd)
. "$here/lib/pictures.sh"
. "$here/lib/months.sh"

card=$1
archive=$2
new=0

while IFS= read -r -d '' picture; do
    target=$(folder_of "$picture" "$archive")
    mkdir -p "$target"
    name=$(basename "$picture")
    if [ ! -e "$target/$name" ]; then
        cp -p $picture "$target/" 2>/dev/null && new=$((new + 1))
    fi
done < <(pictures "$card")

echo "$new new photos"
