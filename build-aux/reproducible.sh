#!/bin/sh
# reproducible.sh SOURCES NAME: two releases NAME of the sources, made in other
# folders, at another time, under another umask and time zone, are the same bytes.
# Leaves one in the folder it is started in.
set -u
sources=$1
name=$2
MAKE=${MAKE:-make}
SOURCE_DATE_EPOCH=$(sh "$sources/build-aux/source-date.sh") || exit 1
export SOURCE_DATE_EPOCH
unset MAKEFLAGS MAKELEVEL DESTDIR
here=$PWD
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
status=0

# logged LOG COMMAND...: what it says is shown if it fails
logged()
{
    logged_to=$1
    shift
    "$@" >"$logged_to" 2>&1 || {
        tail -20 "$logged_to" >&2
        echo "reproducible: failed: $*" >&2
        exit 1
    }
}

# compared WHAT ONE OTHER
compared()
{
    if diff -r "$2" "$3"; then
        echo "reproducible: $1: the same"
    else
        echo "reproducible: $1: DIFFERENT"
        status=1
    fi
}

# released FOLDER: configures there, out of the way of other builds
released()
{
    mkdir -p "$1" && cd "$1" || exit 1
    logged configure.log "$sources/configure"
    logged dist.log $MAKE dist-gzip
}
(umask 022 && TZ=UTC0 && export TZ && released "$work/one") || exit 1
# A second has passed, which dates of files would show.
sleep 2
(umask 077 && TZ=Pacific/Auckland && export TZ &&
    released "$work/other/place/of/two") || exit 1
compared "release" "$work/one/$name.tar.gz" \
    "$work/other/place/of/two/$name.tar.gz"
cp "$work/one/$name.tar.gz" "$here/" || exit 1
exit $status
