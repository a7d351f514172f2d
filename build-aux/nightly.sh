#!/bin/sh
# nightly.sh SOURCES: what takes too long for every change, in folders of its
# own below the one it is started in. NIGHTLY_SECONDS says how long each fuzz
# target is tried (180).
set -u
sources=$1
status=0

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

command -v clang >/dev/null 2>&1 || {
    echo "nightly: no clang: no thread sanitizer, no fuzzing" >&2
    exit 77
}

# gcc's OpenMP meets in ways that the sanitizer does not see, and everything
# would be a race; clang's tells it by libarcher.
if configured nightly-threads CC=clang CXX=clang++ CFLAGS='-O1 -g' \
    --enable-sanitizers=thread; then
    (cd nightly-threads &&
        TSAN_OPTIONS='ignore_noninstrumented_modules=1' make check) \
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
