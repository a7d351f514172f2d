#!/bin/sh
# abi.sh SOURCES LIBRARY NAME [LAST]: writes NAME.abi, what programs that were
# linked with the shared library rely on (abidw of abigail-tools). With LAST, the
# one that came with the last release, says what has gone, changed and been added
# since, and whether libtool's current:revision:age in src/local.mk says so too.
set -u
sources=$1
library=$2
name=$3
last=${4:-}

fail() { echo "abi: $*" >&2; exit 1; }

# numbers FILE: the current:revision:age a record ends with
numbers()
{
    sed -n 's/^<!-- current:revision:age \([0-9:]*\) -->$/\1/p' "$1"
}

for tool in abidw abidiff; do
    command -v $tool >/dev/null 2>&1 ||
        fail "no $tool: install abigail-tools (Debian), libabigail (Fedora)"
done
[ -f "$library" ] || fail "$library: no shared library was built"
now=$(sed -n 's/.*-version-info \([0-9:]*\).*/\1/p' "$sources/src/local.mk")
[ -n "$now" ] || fail "src/local.mk has no -version-info"
rm -f "$name.abi"
abidw --headers-dir "$sources/include" --drop-private-types --no-show-locs \
    --no-corpus-path --no-comp-dir-path --out-file "$name.abi.tmp" \
    "$library" || fail "abidw failed"
grep -q '<function-decl name=.ctg_' "$name.abi.tmp" || {
    rm -f "$name.abi.tmp"
    fail "$library: no debugging information: build with CFLAGS='-O2 -g'"
}
echo "<!-- current:revision:age $now -->" >>"$name.abi.tmp"
mv "$name.abi.tmp" "$name.abi" || exit 1
echo "abi: $name.abi has the interface $now"
[ -n "$last" ] || exit 0

before=$(numbers "$last")
[ -n "$before" ] || fail "$last: not made by make abi"
IFS=: read -r current revision age <<END
$before
END
# Its status has bits: 1 and 2 for errors, 4 and 8 for what differs.
abidiff "$last" "$name.abi"
all=$?
abidiff --no-added-syms "$last" "$name.abi" >/dev/null
old=$?
[ $(((all | old) & 3)) -eq 0 ] || fail "abidiff failed"
if [ $old -ne 0 ]; then
    what='gone or changed: a new interface'
    wanted=$((current + 1)):0:0
elif [ $all -ne 0 ]; then
    what='only added: an interface that has the last one in it'
    wanted=$((current + 1)):0:$((age + 1))
else
    what='the same interface'
    wanted=$current:$((revision + 1)):$age
fi
echo "abi: $before of the last release, since then: $what"
[ "$now" = "$wanted" ] ||
    fail "src/local.mk has -version-info $now, it should be $wanted"
