#!/usr/bin/env bash
# Gives the scans of a folder numbers.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
source "$here/lib/names.sh"

folder=$1
number=${2:-0}
renamed=0

while IFS= read -r scan; do
    while is_taken "$folder" "$number"; do
        ((number++))
    done
    mv -n -- "$scan" "$folder/$(scan_name "$number")"
    ((number++))
    renamed=$((renamed + 1))
done < <(by_age "$folder")

echo "$renamed renamed"
