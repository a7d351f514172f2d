#!/bin/sh
# Random graphs of every channel through the program and through an
# independent, slow implementation of the model in Python: the same to 1e-9.
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
last=61
[ -z "$SANITIZE" ] || last=21
failed=0
for channels in all claims below lending margin runs; do
    PYTHONDONTWRITEBYTECODE=1 "$python" \
        "$top_srcdir/tests/reference/crosscheck.py" "$CONTAGRAPH" 1 $last \
        $channels "$work" || failed=1
    last=$((last / 2))
done
exit $failed
