#!/bin/sh
# seeds.sh FOLDER PATTERN...: copies what a fuzz target starts from to a folder,
# at most 64 KB each. FORMAT: is a sample graph in that format.
cd "$top_srcdir" || exit 99
folder=$1
shift
for pattern in "$@"; do
    case $pattern in
    *:)
        "$CONTAGRAPH" convert graphs/textbook-f1 --lossy --quiet \
            -o "$folder/f1.${pattern%:}" >/dev/null || exit 1
        ;;
    *)
        for file in $pattern; do
            [ -f "$file" ] && [ "$(wc -c <"$file")" -le 65536 ] &&
                cp "$file" "$folder/$(echo "$file" | tr / -)"
        done
        ;;
    esac
done
exit 0
