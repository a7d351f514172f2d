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
    # The linker drops the note where the C library's start files lack it, so
    # the landing pads themselves are looked for.
    if [ "$(uname -m)" = x86_64 ] && command -v objdump >/dev/null 2>&1; then
        objdump -d --section=.text "$file" | grep -q endbr64 || {
            echo "$file: no control-flow protection" >&2
            failed=1
        }
    fi
done
exit $failed
