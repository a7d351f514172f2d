#!/bin/sh
# reproducible.sh SOURCES NAME: a release NAME of the sources and the release made of
# that, in other folders, at another time, under another umask and time zone, are the
# same bytes, and so are the library and the program that are built on the way. Leaves
# one release in the folder it is started in.
set -u
sources=$1
name=$2
MAKE=${MAKE:-make}
# Both releases are configured in folders of their own, which is refused then.
if [ -e "$sources/config.status" ]; then
    echo "reproducible: $sources is configured itself: make distclean there, and" \
        "configure in another folder" >&2
    exit 1
fi
SOURCE_DATE_EPOCH=$(sh "$sources/build-aux/source-date.sh") || exit 1
export SOURCE_DATE_EPOCH
unset MAKEFLAGS MAKELEVEL DESTDIR
here=$PWD
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
one=$work/one
two=$work/other/place/of/two
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
    if cmp "$2" "$3"; then
        echo "reproducible: $1: the same"
    else
        echo "reproducible: $1: DIFFERENT"
        status=1
    fi
}

# released FOLDER SOURCES: configures there, out of the way of other builds. In
# debugging information folders begin where the compiler is told to.
released()
{
    mkdir -p "$1" && cd "$1" || exit 1
    logged configure.log "$2/configure" --disable-dependency-tracking \
        CFLAGS="-O2 -g -ffile-prefix-map=$2=source -ffile-prefix-map=$1=build"
    logged make.log $MAKE -j"$(nproc 2>/dev/null || echo 2)" \
        libcontagraph.la contagraph
    logged dist.log $MAKE dist-gzip
}

again()
{
    mkdir -p "$work/unpacked" && cd "$work/unpacked" || exit 1
    logged tar.log tar -xzf "$one/$name.tar.gz" --no-same-permissions
    released "$two" "$work/unpacked/$name"
}

(umask 022 && TZ=UTC0 && export TZ && released "$one" "$sources") || exit 1
# A second has passed, which dates of files would show.
sleep 2
(umask 077 && TZ=Pacific/Auckland && export TZ && again) || exit 1
compared release "$one/$name.tar.gz" "$two/$name.tar.gz"
for file in libcontagraph.so contagraph; do
    compared $file "$one/.libs/$file" "$two/.libs/$file"
done
cp "$one/$name.tar.gz" "$here/" || exit 1
exit $status
