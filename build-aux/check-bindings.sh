#!/bin/sh
# check-bindings.sh SOURCES BUILD: tests of the packages for Python and R, where
# they were built, under valgrind: no bad access and nothing lost in what is
# ours. Interpreters and their loader do as they like: what valgrind says of
# them alone is left out. Needs valgrind; logs lie in the folder this is started
# in.
set -u
sources=$1
build=$2
command -v valgrind >/dev/null 2>&1 || {
    echo "check-bindings: no valgrind" >&2
    exit 77
}
# A pool of threads is never given back; Python's own allocator hides what is
# lost, and what is read after it was freed.
OMP_NUM_THREADS=1
PYTHONMALLOC=malloc
PYTHONDONTWRITEBYTECODE=1
top_srcdir=$sources
CONTAGRAPH=$build/contagraph
export OMP_NUM_THREADS PYTHONMALLOC PYTHONDONTWRITEBYTECODE top_srcdir CONTAGRAPH
# Freeing what is libc's, a child that could not start a renderer would put the file
# that R reads its test from back to where R was: both have one place in it.
check='-q --run-libc-freeres=no --leak-check=full --show-leak-kinds=definite
       --child-silent-after-fork=yes --num-callers=40 --fullpath-after='
status=0

# Of valgrind's log the reports in which the library or a package has a part. What
# is called back by libffi are streams that a test makes by ctypes: what comes after
# them in a report called them, and has no part in what they lose.
ours()
{
    awk '/^==[0-9]+== *$/ { if (part) printf "%s\n", text; text = ""; part = back = 0; next }
         { text = text $0 "\n" }
         /libffi/ { back = 1 }
         !back && /ctg_|contagraph|python\/module\/|R\/package\/src\// { part = 1 }
         END { if (part) printf "%s\n", text }' "$@"
}

# judge NAME STATUS: of the test that just ran
judge()
{
    ours "bindings-$1.log" >"bindings-$1.ours"
    if [ "$2" -ne 0 ]; then
        echo "check-bindings: $1 failed, see bindings-$1.out"
        status=1
    elif [ -s "bindings-$1.ours" ]; then
        echo "check-bindings: $1: see bindings-$1.ours"
        status=1
    else
        echo "check-bindings: $1: nothing of ours"
        rm -f "bindings-$1.log" "bindings-$1.ours" "bindings-$1.out"
    fi
}

here=$PWD
package=$build/python/package
if [ -f "$package/contagraph/_contagraph.abi3.so" ]; then
    for test in frames arrow options run; do
        (cd "$package" && valgrind $check \
            --log-file="$here/bindings-python-$test.log" \
            "${PYTHON:-python3}" -m unittest "tests.test_$test") \
            >"bindings-python-$test.out" 2>&1
        judge "python-$test" $?
    done
fi
if [ -d "$build/R/library/contagraph" ]; then
    R_LIBS=$build/R/library${R_LIBS:+:$R_LIBS}
    export R_LIBS
    for test in frames options run; do
        (cd "$sources/R/tests" && "${R_PROGRAM:-R}" \
            -d "valgrind $(echo $check) --log-file=$here/bindings-r-$test.log" \
            --vanilla --no-echo -f "$test.R") \
            >"bindings-r-$test.out" 2>&1
        judge "r-$test" $?
    done
fi
exit "$status"
