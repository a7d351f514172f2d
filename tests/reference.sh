#!/bin/sh
# Random graphs of every kind through the program and through an independent,
# slow implementation of the model in Python: the same to 1e-9. A sample, the
# same every time; reference/long.sh is the whole of it.
python=
for candidate in /usr/bin/python3 python3; do
    if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 8))' \
           2>/dev/null; then
        python=$candidate
        break
    fi
done
[ -n "$python" ] || exit 77
work=$(mktemp -d) || exit 99
trap 'rm -rf "$work"' EXIT
failed=0

# compared SCRIPT LAST KIND: graphs 1 to LAST - 1.
compared()
{
    [ -z "$SANITIZE" ] || set -- "$1" $(($2 / 3 + 1)) "$3"
    PYTHONDONTWRITEBYTECODE=1 "$python" "$top_srcdir/tests/reference/$1" \
        "$CONTAGRAPH" 1 "$2" "$3" "$work" || failed=1
}

compared crosscheck.py 41 odd
compared crosscheck.py 31 accounts
compared crosscheck.py 17 extreme
compared crosscheck.py 13 venues
compared crosscheck.py 13 policies
for kind in all claims below lending margin runs; do
    compared crosscheck.py 7 $kind
done
compared measures.py 6 claims
compared measures.py 6 odd
for kind in all claims lending; do
    compared risks.py 5 $kind
done
exit $failed
