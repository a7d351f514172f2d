#!/bin/sh
# Every fuzz target takes every sample there is for it, some of its beginnings
# and some changes of it, without a fuzzer.
work=$(mktemp -d) || exit 99
trap 'rm -rf "$work"' EXIT
"$top_builddir/fuzz/fuzz" --list >"$work/list" || exit 99
while read -r name length patterns; do
    set -f
    set -- "$work/$name" $patterns "fuzz/seeds/$name*"
    set +f
    mkdir "$work/$name"
    sh "$top_srcdir/fuzz/seeds.sh" "$@" || exit 1
    TMPDIR=$work "$top_builddir/fuzz/fuzz" --target="$name" --beginnings=8 \
        --changes=8 "$work/$name"/* >"$work/log" 2>&1 || {
        tail -n 40 "$work/log"
        echo "fuzz target $name failed" >&2
        exit 1
    }
done <"$work/list"
