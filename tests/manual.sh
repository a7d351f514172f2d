#!/bin/sh
# The manual has every command and every option that --help lists, and no
# option that no command has.
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
exit $failed
