#!/bin/sh
# The symbols file of Debian's package has what the public headers declare, in
# order, and the shared library exports it, no more, no less.
library=.libs/libcontagraph.so
symbols=packaging/debian/libcontagraph0.symbols

work=$(mktemp -d) || exit 99
trap 'rm -rf "$work"' EXIT
cat "$top_srcdir"/include/contagraph/*.h |
    sed -e 's|/\*.*\*/||' -e '/\/\*/,/\*\//d' \
        -e '/^static inline/d' -e '/^typedef.*(/d' -e '/^#define/d' |
    grep -o 'ctg_[a-z_0-9]*(' | tr -d '(' | sort -u >"$work/declared"
# Inline functions are called by inline functions, but not exported.
grep -ho '^static inline.*' "$top_srcdir"/include/contagraph/*.h |
    grep -o 'ctg_[a-z_0-9]*(' | tr -d '(' | sort -u |
    comm -23 "$work/declared" - >"$work/public"
sed -n 's/^ \(ctg_[a-z_0-9]*\)@Base [0-9.]*$/\1/p' "$top_srcdir/$symbols" |
    diff "$work/public" - || {
    echo "$symbols: what is new above has no line with the version it comes with" >&2
    exit 1
}

[ -f $library ] || exit 77
$NM -D --defined-only $library | awk '$3 ~ /^ctg_/ { print $3 }' |
    sort | diff "$work/public" -
