#!/bin/sh
# reliability.sh SOURCES BUILD: everything that can fail below a command fails
# once: every allocation, once and from then on, every system call with every
# error it has; and every signal comes everywhere. What was not right is in
# reliability-*.log of the folder it is started in; the last lines say how many
# faults there were. FAULTS in the environment tries so many of each command, evenly
# spread, instead of all (0). Exit status 77 where none could be tried (a build with
# sanitizers). An hour on two cores.
set -u
top_srcdir=$1
top_builddir=$2
CONTAGRAPH=$top_builddir/contagraph
CONTAGRAPH_PRESETS=$top_srcdir/presets
SANITIZE=${SANITIZE:-}
FAULTS=${FAULTS:-0}
export top_srcdir top_builddir CONTAGRAPH CONTAGRAPH_PRESETS SANITIZE FAULTS
status=0
tried=0

for kind in allocation call signal; do
    case $kind in
    allocation) script=commands ;;
    call) script=calls ;;
    signal) script=signals ;;
    esac
    log=reliability-$kind.log
    sh "$top_srcdir/tests/fault/$script.tap" >"$log" 2>&1 || status=1
    ! grep -q '^not ok' "$log" || status=1
    awk -v kind="$kind" '
        / of [0-9]+ .* faults$/ { bad += $2; all += $4 }
        /^ok .* # SKIP/ { skipped++; next }
        /^(not )?ok / { commands++ }
        END { printf "%s faults: %d in %d commands, %d not right", kind, all,
                     commands, bad
              if (skipped) printf ", %d commands skipped", skipped
              print "" }' "$log"
    tried=$((tried + $(grep -v '# SKIP' "$log" | grep -c -e '^ok ' -e '^not ok ')))
done
if [ $status -eq 0 ] && [ $tried -eq 0 ]; then
    echo "no command was tried: $(sed -n 's/.* # SKIP //p' "$log" | head -n 1)"
    exit 77
fi
exit $status
