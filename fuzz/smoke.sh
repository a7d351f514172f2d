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
# Graphs in the formats of nodes and edges, and as a snapshot, and their
# beginnings.
for ending in graphml gml net dot ctg; do
    "$CONTAGRAPH" convert graphs/textbook-f1 -o "$work/f1.$ending" \
        --lossy --quiet >/dev/null || exit 1
    size=$(wc -c <"$work/f1.$ending")
    while [ "$size" -gt 0 ]; do
        size=$((size - 41))
        head -c "$((size > 0 ? size : 0))" "$work/f1.$ending" \
            >"$work/$size.$ending"
    done
done
for target in graphml looks snapshot; do
    "$top_builddir/fuzz/replay_$target" tests/bad/*.graphml tests/bad/*.gml \
        tests/bad/*.net tests/bad/*.dot tests/bad/*.ctg "$work"/*.graphml \
        "$work"/*.gml "$work"/*.net "$work"/*.dot "$work"/*.ctg \
        >"$work/log" 2>&1 || {
        cat "$work/log"
        echo "fuzz target $target failed" >&2
        exit 1
    }
done
for target in csv json matrix; do
    "$top_builddir/fuzz/replay_$target" tests/bad/*.csv tests/bad/*.json \
        graphs/*/*.csv graphs/*/*.json "$work"/*.[cj]s* >"$work/log" 2>&1 || {
        cat "$work/log"
        echo "fuzz target $target failed" >&2
        exit 1
    }
done
