#!/bin/sh
# What is said and done beside copying files: the loader's cache is told of the
# library, and of folders that were only ours none stays. The rules are taken
# out of Makefile.am, so that nothing needs to be built or installed.
work=$(mktemp -d) || exit 99
trap 'rm -rf "$work"' EXIT
unset MAKEFLAGS MFLAGS DESTDIR
failed=0

complain()
{
    echo "$1" >&2
    failed=1
}

# Recipes as make would run them, for whoever `id -u` says is there.
{
    cat <<'END'
bindir = $(prefix)/bin
libdir = $(prefix)/lib
includedir = $(prefix)/include
datadir = $(prefix)/share
pkgdatadir = $(datadir)/contagraph
pkgincludedir = $(includedir)/contagraph
docdir = $(datadir)/doc/contagraph
pkgconfigdir = $(libdir)/pkgconfig
man1dir = $(datadir)/man/man1
bashcompdir = $(datadir)/bash-completion/completions
zshcompdir = $(datadir)/zsh/site-functions
fishcompdir = $(datadir)/fish/vendor_completions.d
END
    sed -n -e '/^install-exec-hook:/,/^$/p' -e '/^uninstall-hook:/,/^$/p' \
        "$top_srcdir/Makefile.am"
} >"$work/rules"
mkdir "$work/bin"
printf '#!/bin/sh\necho "$CALLER"\n' >"$work/bin/id"
printf '#!/bin/sh\necho told >>"%s/told"\nexit $LOADER\n' "$work" >"$work/bin/ldconfig"
chmod +x "$work/bin/id" "$work/bin/ldconfig"

# hook RULE VARIABLE=VALUE...
hook()
{
    PATH="$work/bin:$PATH" ${MAKE:-make} -s -f "$work/rules" "$@"
}

# installed CALLER LOADER WHAT-IS-SAID VARIABLE=VALUE...: with ldconfig's status
installed()
{
    rm -f "$work/told"
    said=$(CALLER=$1 LOADER=$2 && export CALLER LOADER && shift 3 &&
        hook install-exec-hook "$@")
    [ "$said" = "$3" ] || complain "$1 $2: said '$said', not '$3'"
}
installed 0 0 '' prefix=/opt/x
[ -f "$work/told" ] || complain 'root: the loader was not told'
installed 0 1 'if the library is not found, run ldconfig' prefix=/opt/x
installed 1000 0 'if the library is not found, add /opt/x/lib to LD_LIBRARY_PATH' \
    prefix=/opt/x
[ ! -f "$work/told" ] || complain 'not root: the loader was told'
# Into a package: that is the package's to do.
installed 0 0 '' prefix=/opt/x DESTDIR="$work/package"
[ ! -f "$work/told" ] || complain 'a package: the loader was told'

# folders ROOT: all that an installation makes, its files gone already
folders()
{
    for folder in bin lib/pkgconfig include/contagraph \
        share/contagraph/presets/old share/doc/contagraph share/man/man1 \
        share/bash-completion/completions share/zsh/site-functions \
        share/fish/vendor_completions.d; do
        mkdir -p "$1/$folder" || exit 99
    done
}

# left ROOT WANTED: what is below a folder, in order
left()
{
    found=$(cd "$1" && find . ! -name . | LC_ALL=C sort | tr '\n' ' ')
    [ "$found" = "$2" ] || complain "left in $1: '$found', not '$2'"
}
folders "$work/own/x"
hook uninstall-hook prefix="$work/own/x" || complain 'uninstall failed'
left "$work/own" './x '

folders "$work/shared/x"
echo theirs >"$work/shared/x/share/man/man1/other.1"
echo theirs >"$work/shared/x/share/contagraph/mine.json"
hook uninstall-hook prefix="$work/shared/x" || complain 'uninstall failed'
left "$work/shared/x" './share ./share/contagraph ./share/contagraph/mine.json ./share/man ./share/man/man1 ./share/man/man1/other.1 '

# Folders of the system stay, whether something is in them or not.
folders "$work/package/usr"
hook uninstall-hook prefix=/usr DESTDIR="$work/package" || complain 'uninstall failed'
left "$work/package/usr" './bin ./include ./lib ./lib/pkgconfig ./share '
[ -d "$work/own" ] || complain 'a folder above the prefix is gone'
exit $failed
