#!/bin/sh
# long.sh PROGRAM [FIRST [LAST]]: the comparison of tests/reference.sh at
# length, about an hour: graphs FIRST to LAST - 1 (1 to 2001) of every kind.
# What differs is kept, and made smaller, in a folder that is named at the end.
program=${1:?usage: long.sh PROGRAM [FIRST [LAST]]}
first=${2:-1}
last=${3:-2001}
few=$((first + (last - first + 9) / 10)) # a tenth, one at least
here=$(dirname "$0")
work=$(mktemp -d) || exit 99
failed=0
for kind in odd accounts extreme all claims below tokens prices lending margin \
    runs venues policies; do
    PYTHONDONTWRITEBYTECODE=1 python3 "$here/crosscheck.py" "$program" \
        "$first" "$last" $kind "$work" --reduce || failed=1
done
for kind in claims odd lending margin; do
    PYTHONDONTWRITEBYTECODE=1 python3 "$here/measures.py" "$program" \
        "$first" "$few" $kind "$work" || failed=1
done
for kind in all claims prices lending margin runs tokens; do
    PYTHONDONTWRITEBYTECODE=1 python3 "$here/risks.py" "$program" \
        "$first" "$few" $kind "$work" || failed=1
done
if [ $failed = 0 ]; then
    rm -rf "$work"
else
    echo "differences are in $work"
fi
exit $failed
