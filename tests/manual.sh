#!/bin/sh
# The manual has every command and every option that --help lists, and no
# option that no command has. Each command has a page of its own, which no
# formatter complains about.
page=$top_srcdir/man/contagraph.1
work=$(mktemp -d) || exit 99
trap 'rm -rf "$work"' EXIT
failed=0

complain()
{
    echo "$1" >&2
    failed=1
}

commands=$("$CONTAGRAPH" --help | sed -n '/^Commands:/,/^$/s/^  \([a-z][a-z]*\) .*/\1/p')
[ -n "$commands" ] || complain "--help lists no commands"
for command in $commands; do
    grep -q "^\.It Ic $command\>" "$page" ||
        complain "the manual lacks the command $command"
    "$CONTAGRAPH" "$command" --help=all |
        sed -n 's/^  [ -][^-]\{0,3\} *--\([A-Za-z-]*\).*/\1/p' >>"$work/options"
done
echo version >>"$work/options"
sort -u "$work/options" >"$work/listed"
[ "$(wc -l <"$work/listed")" -gt 40 ] || complain "--help lists few options"
grep '^\.It Fl\|^\.Fl -help' "$page" | tr ' ' '\n' |
    sed -n 's/^-\([A-Za-z][A-Za-z-]*\)$/\1/p' | sort -u >"$work/written"
for option in $(comm -23 "$work/listed" "$work/written"); do
    complain "the manual lacks --$option"
done
for option in $(comm -13 "$work/listed" "$work/written"); do
    complain "the manual has --$option, which no command has"
done
# The pages that are built are those of all commands, and of now.
sed -n '/^command_pages/,/[^\\]$/s|.*%D%/contagraph-\([a-z]*\)\.1.*|\1|p' \
    "$top_srcdir/man/local.mk" |
    sort >"$work/built"
printf '%s\n' $commands | sort | cmp -s - "$work/built" ||
    complain "man/local.mk has not a page for each command"
for command in $commands; do
    made=$work/contagraph-$command.1
    { head -n 1 "$page" && "$CONTAGRAPH" help --man "$command"; } >"$made" ||
        complain "no page of $command"
    for there in "$top_builddir" "$top_srcdir"; do
        built=$there/man/contagraph-$command.1
        [ ! -f "$built" ] || cmp -s "$built" "$made" ||
            complain "$built is of another version"
        [ ! -f "$built" ] || break
    done
    "$CONTAGRAPH" "$command" --help=all |
        sed -n 's/^  [ -][^-]\{0,3\} *--\([A-Za-z-]*\).*/\1/p' | sort -u \
        >"$work/asked"
    sed -n 's/^\.It.* Fl -\([A-Za-z\\-]*\).*/\1/p' "$made" | tr -d '\\' |
        sort -u | cmp -s - "$work/asked" || complain "the page of $command lacks options"
    if command -v groff >/dev/null; then
        groff -mdoc -ww -z "$made" 2>&1 | grep . >&2 &&
            complain "groff warns of the page of $command"
    fi
    if command -v mandoc >/dev/null; then
        mandoc -T lint -W warning "$made" >&2 ||
            complain "mandoc warns of the page of $command"
    fi
done
if command -v mandoc >/dev/null; then
    mandoc -T lint -W warning "$top_srcdir/man/contagraph-mpi.1" >&2 ||
        complain 'mandoc warns of the page of contagraph-mpi'
fi
exit $failed
