#!/bin/sh
# The shared library exports what the public headers declare, no more, no less, and
# the symbols file of Debian's package has that, in order.
library=.libs/libcontagraph.so
[ -f $library ] || exit 77

work=$(mktemp -d) || exit 99
trap 'rm -rf "$work"' EXIT
$NM -D --defined-only $library | awk '$3 ~ /^ctg_/ { print $3 }' |
    sort >"$work/exported"
cat "$top_srcdir"/include/contagraph/*.h |
    sed -e 's|/\*.*\*/||' -e '/\/\*/,/\*\//d' \
        -e '/^static inline/d' -e '/^typedef.*(/d' -e '/^#define/d' |
    grep -o 'ctg_[a-z_0-9]*(' | tr -d '(' | sort -u >"$work/declared"
# Inline functions are called by inline functions, but not exported.
grep -ho '^static inline.*' "$top_srcdir"/include/contagraph/*.h |
    grep -o 'ctg_[a-z_0-9]*(' | tr -d '(' | sort -u >"$work/inline"
comm -23 "$work/declared" "$work/inline" | diff - "$work/exported" || exit 1
sed -n 's/^ \(ctg_[a-z_0-9]*\)@Base [0-9.]*$/\1/p' \
    "$top_srcdir/packaging/debian/libcontagraph0.symbols" |
    diff - "$work/exported" || {
    echo "packaging/debian/libcontagraph0.symbols: a new function has the" \
        "version it comes with" >&2
    exit 1
}
