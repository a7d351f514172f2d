#!/bin/sh
# The bill of materials that `make dist` puts into a release says what SPDX 2.3
# wants, of every file its digests, and names every library that configure.ac
# looks for; the same files make the same bytes of it, and of the archive.
command -v python3 >/dev/null 2>&1 || exit 77
tar --version 2>/dev/null | grep -q 'GNU tar' || exit 77
work=$(mktemp -d) || exit 99
trap 'rm -rf "$work"' EXIT
SOURCE_DATE_EPOCH=1700000000
export SOURCE_DATE_EPOCH
build=$top_srcdir/build-aux
failed=0

# Two folders of the same files, as two people at two times have them.
release()
{
    mkdir -p "$1/contagraph-7/sub/empty"
    cd "$1/contagraph-7" || exit 99
    for file in $2; do
        printf 'text of %s\n' "$file" >"$file"
        touch -d "$3" "$file"
    done
    chmod u+x sub/b.sh
    sh "$build/sbom.sh" . 7 || exit 1
    cd .. && sh "$build/dist-tar.sh" contagraph-7 >release.tar || exit 1
}
(umask 022 && release "$work/one" 'a.c Z.c sub/b.sh sub/a_b.h' 2001-02-03) ||
    failed=1
(umask 077 && TZ=Pacific/Auckland && export TZ &&
    release "$work/elsewhere/two" 'sub/a_b.h Z.c sub/b.sh a.c' 2020-02-03) ||
    failed=1
cmp "$work/one/release.tar" "$work/elsewhere/two/release.tar" || failed=1
tar -tvf "$work/one/release.tar" | grep -q -- '-rwxr-xr-x 0/0 .* 2023-11-1[45].*/b.sh' ||
    failed=1
! SOURCE_DATE_EPOCH=soon sh "$build/source-date.sh" >/dev/null 2>&1 || failed=1

PYTHONDONTWRITEBYTECODE=1 python3 "$top_srcdir/tests/sbom.py" \
    "$work/one/contagraph-7" 7 "$top_srcdir/configure.ac" || failed=1
exit $failed
