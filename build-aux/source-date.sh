#!/bin/sh
# source-date.sh: when these sources were last changed, in seconds since 1970:
# SOURCE_DATE_EPOCH where it is set, else the last commit's date, else that of the
# files of a release. What is made of the sources carries this date alone.
set -eu
sources=$(cd "$(dirname "$0")/.." && pwd)
date=${SOURCE_DATE_EPOCH:-}
if [ -z "$date" ] && [ -e "$sources/.git" ]; then
    date=$(git -C "$sources" log -1 --format=%ct 2>/dev/null) || date=
fi
[ -n "$date" ] || date=$(date -r "$sources/configure.ac" +%s)
case $date in
'' | *[!0-9]*)
    echo "source-date: SOURCE_DATE_EPOCH is not a number of seconds: '$date'" >&2
    exit 1
    ;;
esac
echo "$date"
