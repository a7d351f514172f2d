#!/bin/sh
# campaign.sh SECONDS [TARGET...]: fuzzes with libFuzzer, in the build folder.
# What it learns stays in corpus/, what it finds in findings/. FUZZ_RUNS in the
# environment ends a target after so many executions, if that is sooner.
fuzz=$top_builddir/fuzz/fuzz
seconds=$1
shift
if ! "$fuzz" --target=csv -help=1 2>&1 | grep -q max_total_time; then
    echo "this build cannot fuzz: fuzz/local.mk says how to configure it" >&2
    exit 1
fi
names=$*
[ -n "$names" ] || names=$("$fuzz" --list | cut -d ' ' -f 1)
mkdir -p findings
[ -d /dev/shm ] && TMPDIR=/dev/shm && export TMPDIR
# Threads that wait for each other cost more than they find, and what an input
# reaches shall not depend on them.
OMP_NUM_THREADS=1
export OMP_NUM_THREADS
failed=
total=0

# stat_of NAME: of the target's last lines
stat_of()
{
    sed -n "s/^stat::$1: *//p" "findings/$name.log"
}

# What `times` says of the programs that have ended, in seconds.
seconds_used()
{
    awk 'NR == 2 {
        for (i = 1; i <= 2; i++) {
            split($i, part, "m")
            used += 60 * part[1] + part[2]
        }
        print used }'
}

for name in $names; do
    corpus=corpus/$name
    dictionary=$top_srcdir/fuzz/dictionaries/$name
    mkdir -p "$corpus"
    set -f
    # shellcheck disable=SC2046
    set -- $("$fuzz" --list | sed -n "s/^$name //p")
    length=$1
    shift
    sh "$top_srcdir/fuzz/seeds.sh" "$PWD/$corpus" "$@" "fuzz/seeds/$name*" ||
        exit 1
    set +f
    set -- -max_total_time="$seconds" -max_len="$length" -timeout=30 \
        -rss_limit_mb=2048 -artifact_prefix="findings/$name-" \
        -close_fd_mask=3 -print_funcs=0 -print_final_stats=1 -entropic=0
    [ -f "$dictionary" ] && set -- "$@" -dict="$dictionary"
    [ -z "${FUZZ_RUNS-}" ] || set -- "$@" -runs="$FUZZ_RUNS"
    used=$("$fuzz" --target="$name" "$corpus" "$@" >"findings/$name.log" 2>&1
        code=$?
        times
        exit $code) || failed="$failed $name"
    used=$(echo "$used" | seconds_used)
    executed=$(stat_of number_of_executed_units)
    total=$((total + ${executed:-0}))
    # By the time of the processor: how busy the machine is does not matter.
    printf '%-12s %9s executions, %6s a second, %6s edges\n' "$name" "$executed" \
        "$(awk -v n="${executed:-0}" -v s="$used" \
            'BEGIN { printf "%d", (s > 0) ? n / s : 0 }')" \
        "$(sed -n 's/.* cov: \([0-9]*\) .*/\1/p' "findings/$name.log" | tail -n 1)"
done
echo "all: $total executions"
[ -z "$failed" ] || echo "findings:$failed (see findings/)" >&2
[ -z "$failed" ]
