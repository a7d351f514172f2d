#!/bin/sh
# The unit tests given, in the build folder that this is started in, under
# valgrind: no bad access, nothing lost. Says which failed; needs valgrind.
command -v valgrind >/dev/null 2>&1 || {
    echo "check-valgrind: no valgrind" >&2
    exit 77
}
LC_ALL=C
OMP_NUM_THREADS=1 # a pool of threads is never given back
export LC_ALL OMP_NUM_THREADS
failed=0
for test in "$@"; do
    # libtool knows where the program really is.
    if ${LIBTOOL:-./libtool} --mode=execute valgrind -q --error-exitcode=99 \
        --leak-check=full --errors-for-leak-kinds=definite \
        --child-silent-after-fork=yes "./$test" >"$test.valgrind" 2>&1; then
        rm -f "$test.valgrind"
    else
        echo "check-valgrind: $test failed, see $test.valgrind"
        failed=$((failed + 1))
    fi
done
echo "check-valgrind: $failed of $# failed"
[ "$failed" -eq 0 ]
