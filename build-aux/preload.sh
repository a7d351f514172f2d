#!/bin/sh
# preload.sh: sourced. An interpreter that was built without sanitizers loads what
# has them where their libraries came before it. Leaks are not looked for: an
# interpreter gives little back at its end, and what the packages lose is told by
# build-aux/check-bindings.sh under valgrind, report by report.

# preload_sanitizers SANITIZE: false where the compiler has no such libraries.
preload_sanitizers()
{
    for sanitizer_name in address:asan undefined:ubsan; do
        case $1 in *"${sanitizer_name%:*}"*) ;; *) continue ;; esac
        sanitizer_file=$(${CC:-cc} \
            -print-file-name="lib${sanitizer_name#*:}.so") || return 1
        [ -f "$sanitizer_file" ] || return 1
        LD_PRELOAD="${LD_PRELOAD:+$LD_PRELOAD }$sanitizer_file"
    done
    [ -n "${LD_PRELOAD:-}" ] || return 1
    # What goes wrong in the memory that Python keeps for itself is unseen.
    PYTHONMALLOC=malloc
    ASAN_OPTIONS=detect_leaks=0:handle_segv=0
    UBSAN_OPTIONS=print_stacktrace=1
    export LD_PRELOAD PYTHONMALLOC ASAN_OPTIONS UBSAN_OPTIONS
}
