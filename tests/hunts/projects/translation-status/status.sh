#!/usr/bin/env bash
# One line for each language.
here=$(cd "$(dirname "$0")" && pwd)
. "$here/count.sh"

for folder in "$1"/*/; do
    read -r finished total < <(count_lines "$folder")
    printf '%-4s %d of %d lines %4d %%\n' "$(basename "$folder")" "$finished" "$total" "$(percent "$finished" "$total")"
done
