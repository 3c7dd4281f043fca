# The pictures of a folder and the folders in it, each ended by a zero byte.
pictures() {
    find "$1" -type f \( -iname '*.jpg' -o -iname '*.jpeg' -o -iname '*.png' \) -print0 | sort -z
}
