#!/bin/sh
# make abi knows what is the same, added, changed and gone in a library, and asks
# for the current:revision:age that belongs to it.
for tool in abidw abidiff; do
    command -v $tool >/dev/null 2>&1 || {
        echo "$tool is not installed"
        exit 77
    }
done
work=$(mktemp -d) || exit 99
trap 'rm -rf "$work"' EXIT
failed=0

# library NAME NUMBERS: of the source on standard input, as make abi sees one
library()
{
    mkdir -p "$work/$1/include" "$work/$1/src" || exit 99
    cat >"$work/$1/include/two.h"
    echo "lib_LDFLAGS = -version-info $2 -no-undefined" >"$work/$1/src/local.mk"
    cat >"$work/$1/two.c" <<'END'
#include "include/two.h"
int ctg_one(const ctg_pair *pair) { return pair->first; }
#ifdef TWO
int ctg_two(void) { return 2; }
#endif
END
    (cd "$work/$1" && ${CC:-cc} -g -shared -fPIC -o two.so two.c) || exit 99
}

# says NAME STATUS WORDS [LAST]
says()
{
    (cd "$work/$1" && sh "$top_srcdir/build-aux/abi.sh" "$work/$1" two.so two \
        ${4:+"$work/$4/two.abi"}) >"$work/out" 2>&1
    is=$?
    if [ $is -ne "$2" ] || ! grep -q -e "$3" "$work/out"; then
        echo "$1${4:+ after $4}: $is, not $2 with '$3':" >&2
        cat "$work/out" >&2
        failed=1
    fi
}

one='typedef struct { int first; int second; } ctg_pair; int ctg_one(const ctg_pair *pair);'
echo "$one
#define TWO
int ctg_two(void);" | library first 3:2:1
says first 0 'first\|two.abi has the interface 3:2:1'
echo "$one
#define TWO
int ctg_two(void);" | library same 3:3:1
says same 0 'the same interface' first
says first 1 'has -version-info 3:2:1, it should be 3:3:1' first
echo "$one" | library gone 4:0:0
says gone 0 'gone or changed' first
says same 1 'it should be 5:0:1' gone
echo "$one
#define TWO
int ctg_two(void);" | library added 5:0:1
says added 0 'only added' gone
echo 'typedef struct { int none; int first; int second; } ctg_pair;
int ctg_one(const ctg_pair *pair);' | library changed 5:0:0
says changed 0 'gone or changed' gone
(cd "$work/gone" && ${CC:-cc} -shared -fPIC -o two.so two.c) || exit 99
says gone 1 'no debugging information'
exit $failed
