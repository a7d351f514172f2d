#!/bin/sh
# The module of the package for Python keeps to the limited API of 3.11, so that one
# build is for all later ones: what it asks an interpreter for is declared in that
# API, nothing else; and all it shows is how it begins.
module=$top_builddir/python/.libs/_contagraph.so
if [ ! -f "$module" ]; then
    echo "not built: configure with --enable-python"
    exit 77
fi
include=$("${PYTHON:-python3}" -c \
    'import sysconfig; print(sysconfig.get_path("include"))') || exit 99
work=$(mktemp -d) || exit 99
trap 'rm -rf "$work"' EXIT

# Names below _Py that the headers' own macros and inline functions call by.
cat >"$work/hidden" <<'END'
_PyArg_ParseTuple_SizeT
_PyObject_CallFunction_SizeT
_Py_BuildValue_SizeT
_Py_Dealloc
_Py_FalseStruct
_Py_NoneStruct
_Py_TrueStruct
END
echo '#include <Python.h>' |
    ${CC:-cc} -E -P -DPy_LIMITED_API=0x030B0000 -DPY_SSIZE_T_CLEAN \
        -I"$include" - >"$work/header" || {
    echo "no headers of Python"
    exit 77
}
grep -o '[A-Za-z_0-9]*' "$work/header" | grep '^_*Py' | sort -u >"$work/declared"
${NM:-nm} -D --undefined-only "$module" | awk '{ print $NF }' |
    sed 's/@.*//' | grep '^_*Py' | sort -u >"$work/asked"
[ "$(wc -l <"$work/asked")" -gt 20 ] || {
    echo "nothing is asked of Python"
    exit 1
}
status=0
comm -23 "$work/asked" "$work/declared" >"$work/beyond"
grep '^_' "$work/asked" | sort | comm -23 - "$work/hidden" >>"$work/beyond"
if [ -s "$work/beyond" ]; then
    echo "beyond the limited API of 3.11:"
    cat "$work/beyond"
    status=1
fi
shown=$(${NM:-nm} -D --defined-only "$module" | awk '{ print $NF }' |
    grep -v '^_init$\|^_fini$\|^__\|^_edata$\|^_end$' | tr '\n' ' ')
if [ "$shown" != 'PyInit__contagraph ' ]; then
    echo "it shows $shown"
    status=1
fi
exit $status
