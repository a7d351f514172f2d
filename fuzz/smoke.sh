#!/bin/sh
# The fuzz targets take every sample and every bad file there is, and every
# beginning of some of them, without libFuzzer.
work=$(mktemp -d) || exit 99
trap 'rm -rf "$work"' EXIT
cd "$top_srcdir" || exit 99
for file in tests/bad/quoted-newlines-move-lines.csv tests/bad/types.json \
            graphs/textbook-en1/exposures.csv; do
    size=$(wc -c <"$file")
    while [ "$size" -gt 0 ]; do
        size=$((size - 3))
        head -c "$((size > 0 ? size : 0))" "$file" \
            >"$work/$(basename "$file").$size"
    done
done
for target in csv json matrix; do
    "$top_builddir/fuzz/replay_$target" tests/bad/*.csv tests/bad/*.json \
        graphs/*/*.csv graphs/*/*.json "$work"/*.[cj]s* >"$work/log" 2>&1 || {
        cat "$work/log"
        echo "fuzz target $target failed" >&2
        exit 1
    }
done
