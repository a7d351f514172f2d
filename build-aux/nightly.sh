#!/bin/sh
# nightly.sh SOURCES PROGRAM [STEP...]: what takes too long for every change, all
# steps or those that are named, in the folder it is started in and folders of its
# own below. What one says is in nightly-STEP.log; one that fails lets the others go
# on. In the end each has one line: passed, FAILED, or not done and why, as where a
# tool is missing. Exit status 1 where one failed, 77 where none could be done.
#
#   reference  NIGHTLY_GRAPHS (2000) graphs of each kind against the slow reference;
#              others every day, as nobody learns from the same ones
#   valgrind   the unit tests under valgrind
#   gctorture  the package for R under a collector that takes whatever it may
#   bindings   the packages for Python and R under valgrind
#   sanitized  both once more, built with sanitizers
#   packed     both as others get them
#   faults     allocations and system calls of whole commands fail, signals come;
#              NIGHTLY_FAULTS (0, which is all) of each command
#   release    make distcheck as others build it
#   debian     Debian's packages of it, in Debians of their own
#   coverage   how much of each layer the tests run
#   readers    how much of each reader its fuzz target starts with
#   mutation   what the tests notice of NIGHTLY_BREAKS (100) breaks
#   threads    all tests under clang's thread sanitizer
#   fuzz       each fuzz target for NIGHTLY_SECONDS (180), or NIGHTLY_TARGETS of them
#
# NIGHTLY_TESTS are tests to run instead of all in coverage and threads; NIGHTLY_JOBS
# (all processors) is for make.
set -u
sources=$1
program=$2
shift 2
build=$(dirname "$program")
here=$PWD
jobs=${NIGHTLY_JOBS:-$(nproc 2>/dev/null || echo 1)}
count=${NIGHTLY_GRAPHS:-2000}
first=$(($(date +%s) / 86400 % 10000 * count + 1))
every="reference valgrind gctorture bindings sanitized packed faults release debian \
coverage readers mutation threads fuzz"

# libtool runs in the plain shell in half the time it takes in bash.
CONFIG_SHELL=${CONFIG_SHELL:-/bin/sh}
export CONFIG_SHELL

# Builds are in folders of their own, which configure refuses then.
if [ -e "$sources/config.status" ]; then
    echo "nightly: $sources is configured itself: make distclean there, and" \
        "configure in another folder"
    exit 1
fi

# A step ends so where it cannot be done here.
cannot()
{
    echo "$*"
    exit 77
}

# needs TOOL...
needs()
{
    for tool in "$@"; do
        command -v "$tool" >/dev/null 2>&1 || cannot "no $tool"
    done
}

# configured FOLDER OPTION...: configures and builds in FOLDER
configured()
{
    folder=$1
    shift
    mkdir -p "$folder" && cd "$folder" || return 1
    [ -f config.status ] || "$sources/configure" "$@" || return 1
    make -j"$jobs" || return 1
    cd "$here" || return 1
}

# some_tests FOLDER: all tests of this build, or NIGHTLY_TESTS
some_tests()
{
    make -C "$1" -j"$jobs" check ${NIGHTLY_TESTS:+"TESTS=$NIGHTLY_TESTS"}
}

# What was built of the packages, as options of configure.
packages()
{
    [ ! -d "$build/python/package" ] ||
        printf '%s ' "--enable-python=${PYTHON:-python3}"
    [ ! -d "$build/R/library/contagraph" ] ||
        printf '%s ' "--enable-r=${R_PROGRAM:-R}"
}

needs_packages()
{
    [ -n "$(packages)" ] ||
        cannot "no package was built: configure with --enable-python, --enable-r"
}

# --- steps, each in a shell of its own -------------------------------------------

step_reference()
{
    needs python3
    sh "$sources/tests/reference/long.sh" "$program" "$first" $((first + count))
}

step_valgrind()
{
    needs valgrind
    [ -z "${SANITIZE:-}" ] || cannot "this build has sanitizers"
    VALGRIND_JOBS=$jobs make -C "$build" -j"$jobs" check-valgrind
}

# Each function of the glue at every allocation, for its first calls in all tests;
# then a few whole calls, R's own part with them.
step_gctorture()
{
    [ -d "$build/R/library/contagraph" ] ||
        cannot "no package for R was built: configure with --enable-r"
    top_srcdir=$sources
    CONTAGRAPH=$program
    R_LIBS=$build/R/library
    CONTAGRAPH_TORTURE_CALLS=${CONTAGRAPH_TORTURE_CALLS:-20}
    export top_srcdir CONTAGRAPH R_LIBS CONTAGRAPH_TORTURE_CALLS
    cd "$sources/R/tests" || return 1
    "${R_PROGRAM:-R}script" torture.R frames run options manual golden || return 1
    CONTAGRAPH_TORTURE=1 "${R_PROGRAM:-R}script" process.R
}

step_bindings()
{
    needs valgrind
    needs_packages
    sh "$sources/build-aux/check-bindings.sh" "$sources" "$build"
}

# In interpreters that have no sanitizers.
step_sanitized()
{
    needs_packages
    # shellcheck disable=SC2046
    configured nightly-packages CFLAGS='-O1 -g' --enable-sanitizers $(packages) &&
        make -C nightly-packages check check_PROGRAMS= check_LIBRARIES= \
            check_LTLIBRARIES= TESTS='python/tests/python.sh R/tests/r.sh'
}

step_packed()
{
    needs_packages
    sh "$sources/build-aux/check-packages.sh" "$sources" "$build"
}

step_faults()
{
    make -C "$build" -j"$jobs" check-am-programs || return 1
    FAULTS=${NIGHTLY_FAULTS:-0} \
        sh "$sources/build-aux/reliability.sh" "$sources" "$build"
}

# Without sanitizers, with optimisation.
step_release()
{
    make -j"$jobs" distcheck
}

# The tests of that release have been run by the step before.
step_debian()
{
    make dist-gzip || return 1
    release=$(ls -t contagraph-*.tar.gz | head -n 1)
    DEB_BUILD_OPTIONS=${DEB_BUILD_OPTIONS-nocheck} \
        sh "$sources/packaging/check-debian.sh" "$release"
}

covered()
{
    needs "${GCOV:-gcov}"
    configured nightly-coverage --disable-shared CFLAGS='-O0 -g --coverage'
}

# Who links with such a library needs gcov, too: the README's C program fails.
step_coverage()
{
    covered || return 1
    find nightly-coverage -name '*.gcda' -exec rm -f {} +
    some_tests nightly-coverage
    sh "$sources/build-aux/coverage.sh" nightly-coverage
}

step_readers()
{
    covered && make -C nightly-coverage fuzz-coverage
}

step_mutation()
{
    needs python3 gcov
    configured nightly-mutation --disable-shared CFLAGS='-O1 -fPIC' &&
        make -C nightly-mutation -j"$jobs" check-am-programs &&
        cd nightly-mutation &&
        "$sources/tests/mutation/mutate.py" . --count "${NIGHTLY_BREAKS:-100}" \
            --seed "$first"
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

# Libraries of the system are not instrumented; what they do is unseen.
step_threads()
{
    needs clang
    archer_found=$(archer) ||
        cannot "no libomp with libarcher.so for this clang (Debian: libomp-dev)"
    configured nightly-threads CC=clang CXX=clang++ CFLAGS='-O1 -g' \
        --enable-sanitizers=thread || return 1
    OMP_TOOL_LIBRARIES=$archer_found
    TSAN_OPTIONS='ignore_noninstrumented_modules=1 allocator_may_return_null=1'
    export OMP_TOOL_LIBRARIES TSAN_OPTIONS
    some_tests nightly-threads
}

step_fuzz()
{
    needs clang
    configured nightly-fuzz CC=clang CXX=clang++ CFLAGS='-O1 -g' \
        --enable-sanitizers=fuzzer-no-link,address,undefined &&
        make -C nightly-fuzz fuzz TIME="${NIGHTLY_SECONDS:-180}" \
            TARGETS="${NIGHTLY_TARGETS:-}"
}

# --- all of them -----------------------------------------------------------------

wanted=${*:-$every}
for name in $wanted; do
    case " $every " in
    *" $name "*) ;;
    *)
        echo "nightly: there is no step $name; there are: $every"
        exit 1
        ;;
    esac
done

passed=0
failed=0
missing=0
told=
for name in $wanted; do
    echo "nightly: $name ($(date +%H:%M:%S))"
    log=nightly-$name.log
    began=$(date +%s)
    ("step_$name") >"$log" 2>&1 </dev/null
    code=$?
    took=$(($(date +%s) - began))
    if [ $code -eq 0 ]; then
        passed=$((passed + 1))
        line="passed, $((took / 60)) min $((took % 60)) s"
    elif [ $code -eq 77 ]; then
        missing=$((missing + 1))
        line="not done: $(tail -n 1 "$log")"
    else
        failed=$((failed + 1))
        line="FAILED, see $here/$log"
    fi
    told="$told
nightly: $name: $line"
done
echo "$told"
echo "nightly: $passed passed, $failed failed, $missing not done"
[ $failed -eq 0 ] || exit 1
[ $passed -gt 0 ] || exit 77
