# The folder in the archive that a picture belongs to: ARCHIVE/2024/2024-03.
folder_of() {
    local month
    month=$(date -r "$1" +%Y-%m)
    echo "$2/${month%-*}/$month"
}
