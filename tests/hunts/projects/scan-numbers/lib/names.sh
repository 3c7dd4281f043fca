# Names of scans.

scan_name() {
    printf 'scan-%03d.pdf' "$1"
}

is_taken() {
    [ -e "$1/$(scan_name "$2")" ]
}

# The scans that have no number yet, oldest first, one a line.
by_age() {
    find "$1" -maxdepth 1 -type f -name '*.pdf' ! -name 'scan-[0-9][0-9][0-9].pdf' -printf '%T@ %p\n' | sort -n | cut -d ' ' -f 2-
}
