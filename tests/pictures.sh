#!/bin/sh
# Every view of a graph with hostile names, through independent parsers: dot
# reads each file, an XML parser each SVG, no id occurs twice, nothing of a
# name acts. The same bytes twice, and in another locale.
command -v dot >/dev/null || exit 77
work=$(mktemp -d) || exit 99
trap 'rm -rf "$work"' EXIT
failed=0

complain()
{
    echo "$1" >&2
    failed=1
}

# A locale with a decimal comma, if there is what it takes to make it.
localedef -i de_DE -f UTF-8 "$work/de_DE.UTF-8" 2>/dev/null

mkdir "$work/g"
# One name a line; printf so that the bytes are what is meant.
{
    printf 'id,name,kind,group,equity,other_assets\n'
    printf '"a\\","ends in \\",bank,"g<1>",10,90\n'
    printf '"b""q""","say ""hi"" \\"" there",bank,"g<1>",8,70\n'
    printf 'c<,<b>bold</b> & <img src=x>,"k<>","g&amp;",7,60\n'
    printf 'd-,\\N \\G \\E \\L \\T \\n \\l,bank,g\\N,6,50\n'
    printf 'd_,&#60;script&#62; &amp; &lt;,bank,g\\N,5,40\n'
    printf 'e>f,a -> b; } subgraph { x,bank,"]>[",4.5,30\n'
    printf "'; --,'single' --> ]]>,bank,]]>,4,20\n"
    printf '\303\244\303\266,\342\200\256evil\342\200\254 \345\215\227,bank,\360\237\230\200,3.5,10\n'
    printf '%%s%%n%%d,%%s%%n%%n%%n {0} $(id) `id`,bank,$HOME,3.25,9\n'
    printf '%0300d,%0300d,bank,long,3,9\n' 1 2
} >"$work/g/nodes.csv"
{
    printf 'debtor,creditor,amount\n'
    printf '"a\\","b""q""",9\n'
    printf '"b""q""",c<,8\n'
    printf 'c<,d-,7\n'
    printf 'd-,d_,6\n'
    printf 'd_,e>f,5\n'
    printf "e>f,'; --,4.25\n"
    printf "'; --,\303\244\303\266,3.75\n"
    printf '\303\244\303\266,%%s%%n%%d,3.5\n'
    printf '%%s%%n%%d,%0300d,3.25\n' 1
    printf '%0300d,"a\\",2\n' 1
} >"$work/g/exposures.csv"
printf '{"title": "t", "unit": "<"}' >"$work/g/about.json"

draw()
{
    view=$1
    shift
    "$CONTAGRAPH" draw "$view" "$work/g" --shock 'node a\=default' "$@"
}

check()
{
    what=$1
    dot -Tcanon "$work/$what.dot" >/dev/null 2>"$work/said" ||
        complain "$what: dot cannot read it"
    dot -Tsvg "$work/$what.dot" >"$work/$what.svg" 2>>"$work/said" ||
        complain "$what: dot cannot lay it out"
    grep -v 'Pango\|fontname' "$work/said" | grep . &&
        complain "$what: dot has something to say"
    if command -v xmllint >/dev/null; then
        xmllint --nonet --noout "$work/$what.svg" 2>&1 ||
            complain "$what: no well-formed SVG"
    fi
    grep -o ' id="[^"]*"' "$work/$what.svg" | sort | uniq -d | grep . &&
        complain "$what: ids that occur twice"
    grep -qi '<script\|<image\|javascript:' "$work/$what.svg" &&
        complain "$what: a name acts"
    # U+202E reverses text.
    grep -q "$(printf '\342\200\256')" "$work/$what.svg" "$work/$what.dot" &&
        complain "$what: reversed text"
}

for view in cascade map paths importance groups matrix; do
    draw $view >"$work/$view.dot" || complain "$view fails"
    check $view
    draw $view >"$work/again.dot"
    cmp "$work/$view.dot" "$work/again.dot" ||
        complain "$view: not the same bytes twice"
    (LOCPATH=$work LC_ALL=de_DE.UTF-8 draw $view >"$work/again.dot") 2>&1
    cmp "$work/$view.dot" "$work/again.dot" ||
        complain "$view: other bytes where the comma is decimal"
done
draw cascade --group group >"$work/by.dot" || complain "cascade by group fails"
check by
for of in losses holdings overlap impact; do
    draw matrix --of $of >"$work/$of.dot" || complain "matrix of $of fails"
    check $of
done
draw matrix --of losses --by group >"$work/by.dot" ||
    complain "matrix by group fails"
check by
draw importance --bullseye >"$work/bullseye.dot" || complain "bullseye fails"
check bullseye
draw diff --edit 'nodes d_ equity=7' >"$work/diff.dot" || complain "diff fails"
check diff
draw map --cluster >"$work/cluster.dot" || complain "map --cluster fails"
check cluster

# An earlier layout is kept, and its own places only.
dot -Tdot "$work/map.dot" >"$work/laid.dot"
draw map --positions "$work/laid.dot" >"$work/kept.dot" ||
    complain "map --positions fails"
check kept
grep -c ' pos="' "$work/kept.dot" | grep -qx 10 ||
    complain "map --positions: not every node has its place"
sed 's/ pos="[^"]*"//' "$work/map.dot" >"$work/loose.dot"
draw map --positions "$work/loose.dot" >/dev/null 2>"$work/said" &&
    complain "positions without a layout are taken"
# A map has its places as it is written.
draw map --positions "$work/map.dot" >"$work/kept.dot" ||
    complain "map --positions: not without dot -Tdot"
check kept

# Without a renderer there is one message, and nothing else.
PATH=/nowhere draw cascade -o "$work/none.svg" 2>"$work/said" &&
    complain "rendered without a renderer"
[ "$(grep -c '^contagraph: ' "$work/said")" = 1 ] ||
    complain "not one message: $(cat "$work/said")"
[ ! -e "$work/none.svg" ] || complain "half a file"

exit $failed
