#!/bin/sh
# What --enable-hardening promises is in what was built.
[ "$HARDENED" = yes ] || exit 77
command -v readelf >/dev/null 2>&1 || exit 77
program=$top_builddir/.libs/contagraph
[ -x "$program" ] || program=$top_builddir/contagraph
library=$top_builddir/.libs/libcontagraph.so
failed=0

# has FILE WHAT PATTERN READELF-OPTION
has()
{
    readelf -W "$4" "$1" 2>/dev/null | grep -q "$3" || {
        echo "$1: no $2" >&2
        failed=1
    }
}

has "$program" PIE 'DYN ' -h
for file in "$program" "$library"; do
    [ -f "$file" ] || continue
    has "$file" RELRO GNU_RELRO -l
    has "$file" BIND_NOW 'BIND_NOW\|FLAGS_1.*NOW' -d
    has "$file" 'stack protector' __stack_chk_fail -s
    has "$file" fortified '_chk@\|_chk$' -s
    case $(uname -m) in
    x86_64) has "$file" 'control-flow protection' 'IBT' -n ;;
    esac
done
exit $failed
