#!/bin/sh
# The tests of the package for Python, where it was built.
package=$top_builddir/python/package
if [ ! -f "$package/contagraph/_contagraph.abi3.so" ]; then
    echo "not built: configure with --enable-python"
    exit 77
fi
if ! "${PYTHON:-python3}" -c 'import numpy'; then
    echo "NumPy is not installed"
    exit 77
fi
. "$top_srcdir/build-aux/preload.sh"
if [ -n "${SANITIZE:-}" ] && ! preload_sanitizers "$SANITIZE"; then
    echo "an interpreter without sanitizers cannot load what has them"
    exit 77
fi
cd "$package" && PYTHONDONTWRITEBYTECODE=1 exec "${PYTHON:-python3}" -m unittest
