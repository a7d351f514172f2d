#!/bin/sh
# The tests of the package for R, where it was built, and its vignettes.
library=$top_builddir/R/library
if [ ! -d "$library/contagraph" ]; then
    echo "not built: configure with --enable-r"
    exit 77
fi
. "$top_srcdir/build-aux/preload.sh"
if [ -n "${SANITIZE:-}" ] && ! preload_sanitizers "$SANITIZE"; then
    echo "an interpreter without sanitizers cannot load what has them"
    exit 77
fi
R_LIBS=$library${R_LIBS:+:$R_LIBS}
export R_LIBS
Rscript=${R_PROGRAM:-R}script
status=0

# try NAME FILE: says what failed, and goes on.
try() {
    if "$Rscript" "$2" >"$work/log" 2>&1; then
        grep -e '^not tested' "$work/log" | sed "s|^|$1: |"
        echo "$1: passed"
    else
        cat "$work/log"
        echo "$1: FAILED"
        status=1
    fi
}

work=$(mktemp -d) || exit 99
trap 'rm -rf "$work"' EXIT
cd "$top_srcdir/R/tests" || exit 99
for test in frames run options manual process golden; do
    try "$test" "$test.R"
done
cd "$work" && ln -s "$top_srcdir/graphs" graphs || exit 99
for vignette in "$top_srcdir"/R/vignettes/*.R; do
    wants=$(sed -n 's/^# needs //p' "$vignette")
    name=$(basename "$vignette" .R)
    if [ -n "$wants" ] &&
        ! "$Rscript" -e "library($wants)" >/dev/null 2>&1; then
        echo "$name: not tested, as $wants is not installed"
        continue
    fi
    try "$name" "$vignette"
done
exit "$status"
