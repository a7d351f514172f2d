#!/bin/sh
# nightly.sh SOURCES PROGRAM: what takes too long for every change, in folders
# of its own below the one it is started in. NIGHTLY_SECONDS says how long each
# fuzz target is tried (180), NIGHTLY_GRAPHS how many graphs of every kind are
# compared with the slow reference (2000); others every day, as nobody learns
# from the same ones.
set -u
sources=$1
program=$2
status=0

# Its builds are in folders of their own, which configure refuses then.
if [ -e "$sources/config.status" ]; then
    echo "nightly: $sources is configured itself: make distclean there, and" \
        "configure in another folder"
    exit 1
fi

# configured FOLDER OPTION...: configures and builds in FOLDER
configured()
{
    folder=$1
    shift
    mkdir -p "$folder" &&
        (cd "$folder" && { [ -f config.status ] || "$sources/configure" "$@"; } &&
            make) >"$folder.log" 2>&1 || {
        echo "nightly: $folder was not built, see $folder.log"
        status=1
        return 1
    }
}

count=${NIGHTLY_GRAPHS:-2000}
first=$(($(date +%s) / 86400 % 10000 * count + 1))
last=$((first + count))
if ! command -v python3 >/dev/null 2>&1; then
    echo "nightly: no python3: no comparison with the reference"
    status=1
elif ! sh "$sources/tests/reference/long.sh" "$program" $first $last \
    >nightly-reference.log 2>&1; then
    echo "nightly: reference: graphs $first to $last: see nightly-reference.log"
    status=1
fi

# torture LOG FILE ARGUMENT...: tests of the package for R, where it was built,
# under a collector that takes whatever it may.
torture()
{
    torture_log=nightly-r-$1.log
    shift
    [ -d R/library/contagraph ] || return 0
    torture_libs=$PWD/R/library
    (cd "$sources/R/tests" && top_srcdir=$sources CONTAGRAPH=$program \
        R_LIBS=$torture_libs CONTAGRAPH_TORTURE=$torture_step \
        "${R_PROGRAM:-R}script" "$@") >"$torture_log" 2>&1 && return
    echo "nightly: the package for R under gctorture: see $torture_log"
    status=1
}

# Each function of the glue at every allocation, for its first calls in all tests;
# then a few whole calls, R's own part with them.
torture_step=0
CONTAGRAPH_TORTURE_CALLS=20
export CONTAGRAPH_TORTURE_CALLS
torture glue torture.R frames run options manual golden
torture_step=1
torture process process.R

# Both packages, where they were built, under valgrind.
if ! sh "$sources/build-aux/check-bindings.sh" "$sources" \
    "$(dirname "$program")" >nightly-bindings.log 2>&1; then
    echo "nightly: the packages under valgrind: see nightly-bindings.log"
    status=1
fi

# Built once more with sanitizers, in interpreters that have none, and as others
# get them, from what is packed.
packages=
[ ! -d python/package ] || packages=--enable-python=${PYTHON:-python3}
[ ! -d R/library ] || packages="$packages --enable-r=${R_PROGRAM:-R}"
# shellcheck disable=SC2086
if [ -n "$packages" ] && configured nightly-packages CFLAGS='-O1 -g' \
    --enable-sanitizers $packages && ! make -C nightly-packages check \
    TESTS='python/tests/python.sh R/tests/r.sh' check_PROGRAMS= \
    check_LIBRARIES= check_LTLIBRARIES= >>nightly-packages.log 2>&1; then
    echo "nightly: the packages with sanitizers: see nightly-packages.log"
    status=1
fi
if [ -n "$packages" ] && ! sh "$sources/build-aux/check-packages.sh" \
    "$sources" "$(dirname "$program")" >nightly-packed.log 2>&1; then
    echo "nightly: the packages packed: see nightly-packed.log"
    status=1
fi

sh "$sources/build-aux/reliability.sh" "$sources" "$(dirname "$program")" \
    >nightly-faults.log 2>&1
code=$?
if [ $code -eq 77 ]; then
    echo "nightly: faults: $(tail -n 1 nightly-faults.log)"
elif [ $code -ne 0 ]; then
    echo "nightly: faults: see nightly-faults.log, reliability-*.log"
    status=1
fi

# The release as it is built by others: without sanitizers, with optimisation.
if ! make distcheck >nightly-release.log 2>&1; then
    echo "nightly: the release: see nightly-release.log"
    status=1
fi

# Debian's packages of that release, where Debians can be made; its tests have just
# been run.
release=$(make dist-gzip >>nightly-release.log 2>&1 &&
    ls -t contagraph-*.tar.gz | head -n 1)
DEB_BUILD_OPTIONS=${DEB_BUILD_OPTIONS-nocheck} \
    sh "$sources/packaging/check-debian.sh" "$release" >nightly-debian.log 2>&1
code=$?
if [ $code -eq 77 ]; then
    echo "nightly: Debian's packages: $(tail -n 1 nightly-debian.log)"
elif [ $code -ne 0 ]; then
    echo "nightly: Debian's packages: see nightly-debian.log, debian-*.log"
    status=1
fi

# How much of each layer the tests run, and of each reader the files that its
# fuzz target starts from.
if configured nightly-coverage --disable-shared CFLAGS='-O0 -g --coverage'; then
    # Who links with such a library needs gcov, too: the README's C program fails.
    (cd nightly-coverage && { make check || :; } &&
        sh "$sources/build-aux/coverage.sh" .) \
        >nightly-coverage.log 2>&1 || {
        echo "nightly: coverage: see nightly-coverage.log"
        status=1
    }
    (cd nightly-coverage && make fuzz-coverage) >nightly-readers.log 2>&1 || {
        echo "nightly: what readers run: see nightly-readers.log"
        status=1
    }
fi

# What they notice of NIGHTLY_BREAKS (100) breaks of the source.
if configured nightly-mutation --disable-shared CFLAGS='-O1 -fPIC'; then
    (cd nightly-mutation && make check-am-programs &&
        "$sources/tests/mutation/mutate.py" . --count "${NIGHTLY_BREAKS:-100}" \
            --seed "$first") >nightly-mutation.log 2>&1 || {
        echo "nightly: breaks that no test notices: see nightly-mutation.log"
        status=1
    }
fi

command -v clang >/dev/null 2>&1 || {
    echo "nightly: no clang: no thread sanitizer, no fuzzing"
    exit 1
}

# clang's OpenMP with what tells the sanitizer how threads meet: without it
# every barrier looks like a race. Prints the file, which lies with clang's own
# libraries.
archer()
{
    archer_file=$(clang -print-resource-dir)/../../libarcher.so
    archer_try=$(mktemp -d) || return 1
    echo 'int main(void) { return omp_get_max_threads() < 1; }' |
        clang -fopenmp -include omp.h -x c - -o "$archer_try/try" \
            >/dev/null 2>&1 && "$archer_try/try" && [ -f "$archer_file" ]
    archer_status=$?
    rm -rf "$archer_try"
    [ $archer_status -ne 0 ] || echo "$archer_file"
    return $archer_status
}

if ! archer_found=$(archer); then
    echo "nightly: no libomp with libarcher.so for this clang" \
        "(Debian: libomp-dev): no thread sanitizer"
    status=1
elif configured nightly-threads CC=clang CXX=clang++ CFLAGS='-O1 -g' \
    --enable-sanitizers=thread; then
    # Libraries of the system are not instrumented; what they do is unseen.
    (cd nightly-threads &&
        OMP_TOOL_LIBRARIES=$archer_found \
            TSAN_OPTIONS='ignore_noninstrumented_modules=1 allocator_may_return_null=1' \
            make check) \
        >nightly-threads.log 2>&1 || {
        echo "nightly: thread sanitizer: see nightly-threads.log"
        status=1
    }
fi

if configured nightly-fuzz CC=clang CXX=clang++ CFLAGS='-O1 -g' \
    --enable-sanitizers=fuzzer-no-link,address,undefined; then
    (cd nightly-fuzz && make fuzz TIME="${NIGHTLY_SECONDS:-180}") \
        >nightly-fuzz.log 2>&1 || {
        echo "nightly: fuzzing: see nightly-fuzz.log"
        status=1
    }
fi
exit "$status"
