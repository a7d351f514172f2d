#!/bin/sh
# check-debian.sh ARCHIVE: Debian's packages from a release, as a stranger gets
# them. Builds them in a Debian that has nothing but what debian/control asks for,
# and in others that were just made installs, tries and removes them: nothing may
# be left. The packages then lie in debian-packages/ of the folder it is started in,
# logs beside. Needs root, debootstrap and autopkgtest; exit status 77 where these
# are not.
#
# DEBIAN_SUITE says which Debian (default: this machine's), DEBIAN_MIRROR from
# where, DEBIAN_ROOT a folder with a fresh one, which is copied. DEB_BUILD_OPTIONS
# as everywhere: nocheck builds without the tests of the source.
set -u
PATH=/usr/sbin:/usr/bin:/sbin:/bin
LC_ALL=C.UTF-8
DEBIAN_FRONTEND=noninteractive
export PATH LC_ALL DEBIAN_FRONTEND

say() { printf 'check-debian: %s\n' "$*"; }
fail() { say "$*" >&2; exit 1; }
skip() { say "not checked: $*" >&2; exit 77; }

# logged NAME COMMAND...: the end of what it says is shown if it fails
logged()
{
    log=$here/debian-$1.log
    shift
    "$@" >"$log" 2>&1 </dev/null || {
        tail -n 40 "$log" >&2
        fail "failed: $* (all of it: $log)"
    }
}

can()
{
    [ "$(id -u)" -eq 0 ] || skip "not root"
    for tool in autopkgtest unshare; do
        command -v $tool >/dev/null 2>&1 || skip "no $tool"
    done
    [ -n "${DEBIAN_ROOT:-}" ] || command -v debootstrap >/dev/null 2>&1 ||
        skip "no debootstrap, and no DEBIAN_ROOT"
    unshare --mount true 2>/dev/null || skip "mounting is not allowed here"
}

suite()
{
    [ -n "${DEBIAN_SUITE:-}" ] || DEBIAN_SUITE=$(
        ID='' VERSION_CODENAME=''
        # shellcheck disable=SC1091
        . /etc/os-release 2>/dev/null
        [ "$ID" = debian ] && echo "$VERSION_CODENAME")
    echo "${DEBIAN_SUITE:-stable}"
}

# --- a Debian ------------------------------------------------------------------

fresh()
{
    mkdir -p "$work/archives/partial" "$work/fresh" || exit 1
    if [ -n "${DEBIAN_ROOT:-}" ]; then
        cp -a "$DEBIAN_ROOT/." "$work/fresh/" || exit 1
    else
        logged debootstrap debootstrap --variant=minbase "$(suite)" \
            "$work/fresh" ${DEBIAN_MIRROR:+"$DEBIAN_MIRROR"}
    fi
    cp /etc/resolv.conf "$work/fresh/etc/" || exit 1
    # It need not outlive a loss of power.
    echo force-unsafe-io >"$work/fresh/etc/dpkg/dpkg.cfg.d/unsafe"
    # Nothing is to be started.
    printf '#!/bin/sh\nexit 101\n' >"$work/fresh/usr/sbin/policy-rc.d"
    chmod +x "$work/fresh/usr/sbin/policy-rc.d"
    within fresh useradd --create-home guest || exit 1
}

# copied NAME: a Debian of this name, where packages are fetched but once
copied()
{
    cp -a "$work/fresh" "$work/$1" &&
        mkdir -p "$work/$1/dev/shm" "$work/$1/dev/pts" &&
        mount -t proc proc "$work/$1/proc" &&
        mount -t tmpfs -o mode=1777 shm "$work/$1/dev/shm" &&
        mount -t devpts -o newinstance,ptmxmode=666 pts "$work/$1/dev/pts" &&
        mount --bind "$work/archives" "$work/$1/var/cache/apt/archives" ||
        exit 1
}

# within NAME COMMAND...: as its root, who knows of here only the way out
within()
{
    within_name=$1
    shift
    env -i PATH="$PATH" LC_ALL="$LC_ALL" HOME=/root \
        DEBIAN_FRONTEND="$DEBIAN_FRONTEND" \
        ${http_proxy:+http_proxy="$http_proxy"} \
        ${https_proxy:+https_proxy="$https_proxy"} \
        chroot "$work/$within_name" "$@"
}

# by_guest NAME FOLDER COMMAND...: as a user like any other
by_guest()
{
    by_name=$1
    by_folder=$2
    shift 2
    # shellcheck disable=SC2016
    env -i PATH="$PATH" LC_ALL="$LC_ALL" HOME=/home/guest USER=guest \
        chroot --userspec=guest:guest "$work/$by_name" \
        sh -c 'cd "$1" && shift && exec "$@"' by_guest "$by_folder" "$@"
}

# --- packages ------------------------------------------------------------------

# The archive is unpacked as Debian does, with debian/ from packaging/.
unpack()
{
    tree=$(tar -tzf "$archive" | sed -n '1s|/.*||p')
    version=${tree##*-}
    source=/home/guest/$tree
    cp "$archive" \
        "$work/build/home/guest/contagraph_$version.orig.tar.gz" &&
        tar -xzf "$archive" -C "$work/build/home/guest" --no-same-owner &&
        cp -r "$work/build$source/packaging/debian" "$work/build$source/debian" &&
        within build chown -R guest:guest /home/guest || exit 1
}

build()
{
    copied build
    unpack
    logged apt-build within build apt-get update
    logged apt-build within build apt-get install -y --no-install-recommends \
        build-essential lintian
    logged apt-build within build apt-get build-dep -y \
        --no-install-recommends "$source"
    logged build by_guest build "$source" env \
        DEB_BUILD_OPTIONS="parallel=$(nproc) ${DEB_BUILD_OPTIONS:-}" \
        dpkg-buildpackage -us -uc
    say "built in $(suite)"
    logged lintian by_guest build /home/guest sh -c \
        'lintian --info --display-info --fail-on error,warning ./*.changes'
    say "lintian has no errors and no warnings"
    mkdir -p "$here/debian-packages" || exit 1
    rm -f "$here"/debian-packages/*
    find "$work/build/home/guest" -maxdepth 1 -type f ! -name '.*' \
        -exec cp {} "$here/debian-packages/" \; || exit 1
}

# Where a Debian finds them; packages with symbols for debuggers are left out.
offer()
{
    mkdir "$work/$1/packages" &&
        cp "$here"/debian-packages/*.deb "$work/$1/packages/" &&
        rm -f "$work/$1"/packages/*-dbgsym_*.deb &&
        cp -r "$work/build$source/debian/tests" "$work/$1/packages/" || exit 1
}

names()
{
    for package in "$work/$1"/packages/*.deb; do
        dpkg-deb -f "$package" Package
    done
}

# --- use -----------------------------------------------------------------------

# The README's tour by who has nothing but what is installed.
tour()
{
    rm -rf "$work/use/home/guest/tour"
    by_guest use /usr/share/doc/contagraph sh -c '
        mkdir ~/tour && AUTOPKGTEST_TMP=~/tour sh /packages/tests/tour'
}

# All files but those of apt, and what changes with every call of dpkg.
files()
{
    (cd "$work/use" && find . -xdev \( -path ./proc -o -path ./sys -o -path ./dev \
        -o -path ./tmp -o -path ./var/lib/apt -o -path ./var/cache/apt \
        -o -path ./var/log -o -path ./packages -o -path ./home/guest \) -prune \
        -o ! -name '*-old' -print | sort)
}

# What the README tells people to do, in a Debian that was just made.
program()
{
    logged apt-use within use apt-get update
    logged apt-program within use sh -c 'cd /packages && apt-get install -y \
        ./contagraph_*.deb ./contagraph-data_*.deb ./libcontagraph0_*.deb'
    logged tour tour
    logged apt-program-purge within use sh -c 'apt-get purge -y \
        contagraph contagraph-data libcontagraph0'
    ! files | grep contagraph || fail "these are left of the program"
    say "the program: installed, the README's tour works, nothing is left"
}

# All packages, after whatever they need: what is there before is there after.
everything()
{
    within use sh -c 'cd /packages && apt-get -s install ./*.deb' |
        sed -n 's/^Inst \([^ ]*\) .*/\1/p' >"$work/wanted" || exit 1
    names use >"$work/ours"
    # shellcheck disable=SC2046
    logged apt-needed within use apt-get install -y \
        $(grep -vxF -f "$work/ours" "$work/wanted")
    files >"$work/before"
    logged apt-all within use sh -c \
        'cd /packages && apt-get install -y ./*.deb'
    files >"$work/during"
    # By root, whose Python would write beside the modules.
    logged import within use python3 -c 'import contagraph'
    logged import within use Rscript -e 'library(contagraph)'
    logged import within use contagraph-mpi --version
    # shellcheck disable=SC2046
    logged apt-all-purge within use apt-get purge -y $(cat "$work/ours")
    files >"$work/after"
    [ "$(comm -13 "$work/before" "$work/during" | wc -l)" -gt 100 ] ||
        fail "the packages have hardly any files"
    diff "$work/before" "$work/after" >"$here/debian-left.log" || {
        cat "$here/debian-left.log" >&2
        fail "removing all packages does not leave what was there before"
    }
    say "all packages: installed, imported, nothing is left"
}

# The tests of the packages, each with what it asks for.
tests()
{
    copied tests
    logged apt-tests within tests apt-get update
    autopkgtest --user=guest --no-built-binaries --summary-file="$work/summary" \
        "$here"/debian-packages/*.deb "$here"/debian-packages/*.dsc \
        -- chroot "$work/tests" >"$here/debian-autopkgtest.log" 2>&1 </dev/null
    code=$?
    sed 's/^/check-debian: test of the packages: /' "$work/summary"
    [ $code -eq 0 ] || fail "tests failed: see $here/debian-autopkgtest.log"
}

if [ "${1:-}" = --inside ]; then
    archive=$2
    here=$PWD
    work=$3
    fresh
    build
    copied use
    offer use
    program
    everything
    tests
    exit 0
fi
[ $# -eq 1 ] && [ -f "$1" ] || fail "usage: check-debian.sh ARCHIVE"
can
work=$(mktemp -d "${TMPDIR:-/tmp}/debian.XXXXXX") || exit 1
chmod 755 "$work"
# What is mounted goes with who mounted it: there is nothing to remove but files.
trap 'rm -rf --one-file-system "$work"' EXIT
trap 'exit 130' INT TERM
unshare --mount --propagation private sh "$0" --inside "$1" "$work"
