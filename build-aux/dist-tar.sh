#!/bin/sh
# dist-tar.sh FOLDER: the archive of a release, on standard output. The same
# files give the same bytes, wherever, whenever and by whomever it is made: names
# in order, one date, nobody's files, modes without the umask.
set -eu
LC_ALL=C
export LC_ALL
date=$(sh "$(dirname "$0")/source-date.sh")
tar=${TAR-tar}
if "$tar" --version 2>/dev/null | grep -q 'GNU tar'; then
    exec "$tar" --create --file=- --format=ustar --sort=name --mtime="@$date" \
        --owner=0 --group=0 --numeric-owner --mode='u=rwX,go=rX' \
        --dereference --hard-dereference "$1"
fi
echo "dist-tar: $tar is not GNU tar: others will not get the same bytes" >&2
exec "$tar" chof - "$1"
