#!/bin/sh
# What others build packages from says the version of configure.ac, as the packages
# for Python and R do, and asks for every library that configure looks for, no older
# than it may be.
cd "$top_srcdir" || exit 99
failed=0

complain()
{
    echo "$1" >&2
    failed=1
}

# version FILE SED-COMMAND: the first it finds
version()
{
    found=$(sed -n "$2" "$1" | head -n 1)
    [ "$found" = "$is" ] || complain "$1: version '$found', not '$is'"
}
is=$(sed -n 's/^AC_INIT(\[contagraph\], \[\(.*\)\])$/\1/p' configure.ac)
[ -n "$is" ] || complain 'configure.ac: no version'
version NEWS.md 's/^## \([0-9.]*\).*/\1/p'
version python/pyproject.toml 's/^version = "\(.*\)"$/\1/p'
version R/DESCRIPTION 's/^Version: //p'
version packaging/debian/changelog '1s/^contagraph (\(.*\)-[^-]*) .*/\1/p'
version packaging/conda/meta.yaml 's/^{% set version = "\(.*\)" %}$/\1/p'
version packaging/homebrew/contagraph.rb 's/^  url .*contagraph-\(.*\)\.tar\.gz"$/\1/p'

# The symbols file and the names of packages go with libtool's current - age.
numbers=$(sed -n 's/.*-version-info \([0-9]*\):[0-9]*:\([0-9]*\).*/\1 \2/p' src/local.mk)
soname=$((${numbers% *} - ${numbers#* }))
grep -qx "Package: libcontagraph$soname" packaging/debian/control ||
    complain "packaging/debian/control: no package libcontagraph$soname"
grep -q "^libcontagraph.so.$soname libcontagraph$soname " \
    "packaging/debian/libcontagraph$soname.symbols" ||
    complain "packaging/debian: no symbols of libcontagraph.so.$soname"

known=' cmocka'
# Libraries by the names of pkg-config, Debian, conda-forge and Homebrew.
while read -r module debian conda homebrew; do
    least=$(sed -n "s/.*PKG_CHECK_MODULES(\[[A-Z0-9]*\], \[$module >= \([0-9.]*\).*/\1/p" \
        configure.ac)
    [ -n "$least" ] || [ "$module" = glpk ] ||
        complain "configure.ac does not ask for $module"
    # Versions that every Debian of today has need not be told.
    grep -q "^ $debian\b" packaging/debian/control ||
        complain "packaging/debian/control: no $debian"
    told=$(sed -n "s/^ $debian (>= \([0-9.]*\)).*/\1/p" packaging/debian/control)
    [ -z "$told" ] || [ "$told" = "$least" ] ||
        complain "packaging/debian/control: $debian $told, not $least"
    grep -q "^    - $conda\( \|\$\)" packaging/conda/meta.yaml ||
        complain "packaging/conda/meta.yaml: no $conda"
    grep -q "^  [a-z_]* \"$homebrew\"\$" packaging/homebrew/contagraph.rb ||
        complain "packaging/homebrew/contagraph.rb: no $homebrew"
    known="$known $module"
done <<'END'
igraph libigraph-dev igraph igraph
glpk libglpk-dev glpk glpk
libcgraph libgraphviz-dev graphviz graphviz
jansson libjansson-dev jansson jansson
libxml-2.0 libxml2-dev libxml2 libxml2
sqlite3 libsqlite3-dev libsqlite sqlite
nettle nettle-dev nettle nettle
libutf8proc libutf8proc-dev libutf8proc utf8proc
libarchive libarchive-dev libarchive libarchive
END
# What is new in configure.ac is new in the table above.
for module in $(sed -n 's/.*PKG_CHECK_MODULES(\[[A-Z0-9]*\], \[\([a-z0-9.-]*\) .*/\1/p' \
    configure.ac); do
    case "$known " in
    *" $module "*) ;;
    *) complain "tests/packaging.sh does not know $module" ;;
    esac
done
exit $failed
