#!/bin/sh
# check-packages.sh SOURCES BUILD: the packages for Python and R as others get
# them: from the release of their sources, against a library that is installed
# somewhere, into places where nothing of contagraph is, without a network. In
# the folder check-packages below the one this is started in, whose logs say what
# went wrong. Needs what docs/python.md and docs/r.md say, and pip, venv and
# setuptools.
set -u
sources=$1
build=$2
python=${PYTHON:-python3}
r=${R_PROGRAM:-R}
work=$PWD/check-packages
status=0

rm -rf "$work"
mkdir -p "$work/bin" "$work/dist" "$work/python" "$work/r" || exit 99

# step NAME COMMAND...: in the folder that this is called in
step()
{
    step_name=$1
    shift
    "$@" >"$work/$step_name.log" 2>&1 && return
    echo "check-packages: $step_name failed, see $work/$step_name.log"
    status=1
    return 1
}

# What was configured for one prefix lies in another: where the file of pkg-config
# is found says where. No loader of the system's knows of it.
pkg_config=$(command -v pkg-config) || {
    echo "check-packages: no pkg-config" >&2
    exit 77
}
step install make -C "$build" install DESTDIR="$work/installed" || exit 1
PKG_CONFIG_PATH=$(dirname "$(find "$work/installed" -name contagraph.pc)")
program=$(find "$work/installed" -path '*/bin/contagraph')
cat >"$work/bin/pkg-config" <<END
#!/bin/sh
exec "$pkg_config" --define-prefix "\$@"
END
cat >"$work/bin/contagraph" <<END
#!/bin/sh
LD_LIBRARY_PATH="$(dirname "$PKG_CONFIG_PATH")" exec "$program" "\$@"
END
chmod +x "$work/bin/pkg-config" "$work/bin/contagraph"
PATH=$work/bin:$PATH
PKG_CONFIG=$work/bin/pkg-config
CONTAGRAPH=$work/bin/contagraph
top_srcdir=$sources
OMP_NUM_THREADS=2
unset PYTHONPATH R_LIBS LD_LIBRARY_PATH CONTAGRAPH_PRESETS
export PATH PKG_CONFIG PKG_CONFIG_PATH CONTAGRAPH top_srcdir OMP_NUM_THREADS

# try_python NAME FILE: installs what was packed where nothing of it is, and
# runs the tests there; NumPy and the rest are the system's.
try_python()
{
    "$python" -m venv --system-site-packages "$work/$1" || return
    cd "$work/python/tests-alone" || return
    if "$work/$1/bin/python" -c 'import contagraph'; then
        echo "there is a contagraph already"
        return 1
    fi
    "$work/$1/bin/python" -m pip install --no-index --no-deps \
        --no-build-isolation "$2" || return
    "$work/$1/bin/python" -c 'import sys, contagraph
assert contagraph.__file__.startswith(sys.prefix), contagraph.__file__
assert "pandas" not in sys.modules and "networkx" not in sys.modules
assert contagraph._contagraph.__file__.endswith(".abi3.so")' || return
    PYTHONDONTWRITEBYTECODE=1 "$work/$1/bin/python" -m unittest
}

pack_python()
{
    (cd "$work/python/source" &&
        "$python" setup.py -q sdist --dist-dir "$work/dist") &&
        "$python" -m pip wheel --no-index --no-deps --no-build-isolation \
            --wheel-dir "$work/dist" "$work/dist"/contagraph-*.tar.gz
}

if "$python" -c 'import numpy, setuptools, wheel' 2>/dev/null; then
    cp -R "$sources/python" "$work/python/source"
    mkdir "$work/python/tests-alone"
    cp -R "$sources/python/tests" "$work/python/tests-alone/tests"
    chmod -R u+w "$work/python"
    if step python-pack pack_python; then
        for packed in "$work/dist"/contagraph-*.tar.gz \
            "$work/dist"/contagraph-*-cp311-abi3-*.whl; do
            case $packed in *.whl) name=wheel ;; *) name=sdist ;; esac
            step "python-$name" try_python "$name" "$packed"
        done
    fi
else
    echo "check-packages: no Python with NumPy, setuptools and wheel"
fi

# R's own judgement; a warning or a note is a failure, too. Not --as-cran, which
# warns of what it cannot ask for without a network.
check_r()
{
    # Where nothing is UTF-8, R warns of itself.
    LC_ALL=C.UTF-8
    export LC_ALL
    cd "$work/r" && "$r" CMD build "$sources/R" || return
    _R_CHECK_FORCE_SUGGESTS_=false "$r" CMD check --no-manual \
        contagraph_*.tar.gz || return
    grep -q '^Status: OK' contagraph.Rcheck/00check.log
}

if command -v "$r" >/dev/null 2>&1; then
    step r check_r
else
    echo "check-packages: no R"
fi
[ "$status" -ne 0 ] || rm -rf "$work"
exit "$status"
