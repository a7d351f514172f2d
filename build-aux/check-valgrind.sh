#!/bin/sh
# The unit tests given, in the build folder that this is started in, under
# valgrind, VALGRIND_JOBS (1) at a time: no bad access, nothing lost. Says which
# failed; needs valgrind.
if [ "${1:-}" = --one ]; then
    test=$2
    # libtool knows where the program really is.
    if ${LIBTOOL:-./libtool} --mode=execute valgrind -q --error-exitcode=99 \
        --leak-check=full --errors-for-leak-kinds=definite \
        --child-silent-after-fork=yes "./$test" >"$test.valgrind" 2>&1; then
        rm -f "$test.valgrind"
        echo "$test" >>"$passed_file"
    else
        echo "check-valgrind: $test failed, see $test.valgrind"
    fi
    exit 0
fi
command -v valgrind >/dev/null 2>&1 || {
    echo "check-valgrind: no valgrind" >&2
    exit 77
}
[ $# -gt 0 ] || {
    echo "check-valgrind: no unit tests were built: no cmocka" >&2
    exit 77
}
LC_ALL=C
OMP_NUM_THREADS=1 # a pool of threads is never given back
export LC_ALL OMP_NUM_THREADS
passed_file=$(mktemp) || exit 99
export passed_file
trap 'rm -f "$passed_file"' EXIT
printf '%s\n' "$@" | xargs -n 1 -P "${VALGRIND_JOBS:-1}" sh "$0" --one
failed=$(($# - $(wc -l <"$passed_file")))
echo "check-valgrind: $failed of $# failed"
[ "$failed" -eq 0 ]
