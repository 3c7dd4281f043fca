# "DONE TOTAL" lines of a folder; empty lines don't count.
count_lines() {
    local total todo
    total=$(find "$1" -type f -name '*.txt' -exec cat {} + | grep -c .)
    todo=$(find "$1" -type f -name '*.txt' -exec cat {} + | grep -c '^TODO')
    echo "$((total - todo)) $total"
}

percent() {
    if [ "$2" -eq 0 ]; then
        echo 0
    else
        echo $(($1 / $2 * 100))
    fi
}
