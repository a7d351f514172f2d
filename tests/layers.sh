#!/bin/sh
# The architecture, checked: in the sources, and in the objects made of them.
# Which directory of src may include which:
may_include()
{
    case $1 in
    base) echo base ;;
    text) echo base text ;;
    data) echo base text data ;;
    bridge) echo base text data bridge ;;
    read) echo base text data bridge read ;;
    engine) echo base text data engine ;;
    fast) echo base text data engine fast ;;
    compile) echo base text data bridge engine compile ;;
    trace) echo base text data engine trace ;;
    rank) echo base text data bridge engine fast rank ;;
    generate) echo base text data generate ;;
    many) echo base text data engine compile fast many ;;
    risk) echo base text data bridge engine fast compile many risk ;;
    reconstruct) echo base text data bridge risk reconstruct ;;
    look) echo base text data engine look ;;
    optimise) echo base text data bridge engine compile fast look rank optimise ;;
    ensemble) echo base text data bridge reconstruct ensemble ;;
    draw) echo base text data bridge engine compile trace draw ;;
    report) echo base text data bridge engine compile trace draw report ;;
    page) echo base text data bridge engine compile risk trace draw report page ;;
    cli) echo base text cli ;; # and the public headers
    mpi) echo cli mpi ;;
    esac
}

# What it may call beside, as the public headers say how.
may_call()
{
    may_include "$1"
    case $1 in
    many) echo compile ;;
    ensemble) echo engine compile rank ;;
    optimise) echo read ;;
    risk) echo trace ;;
    draw) echo engine compile ;;
    report) echo bridge read engine compile look many rank optimise \
                 reconstruct risk ensemble ;;
    page) echo read look many rank optimise ensemble ;;
    cli) echo base text data bridge read engine fast compile generate many \
              risk reconstruct look trace rank ensemble optimise draw report \
              page ;;
    mpi) echo base ;;
    esac
}

cd "$top_srcdir" || exit 99
failed=0

complain()
{
    echo "$1" >&2
    failed=1
}

for path in src/*/; do
    layer=$(basename "$path")
    for used in $(cat "src/$layer"/*.[ch] 2>/dev/null |
                  sed -n 's|^#include "\([a-z]*\)/.*|\1|p' | sort -u); do
        case " $(may_include "$layer") " in
        *" $used "*) ;;
        *) complain "src/$layer must not include $used/" ;;
        esac
    done
done

# A file is called by its name alone.
twice=$(find src -name '*.[ch]' -o -name '*.def' | sed 's|.*/||' | sort | uniq -d)
[ -z "$twice" ] || complain "two files of src are called:
$twice"

# What is longer holds two things.
long=$(find src -name '*.[ch]' | xargs wc -l |
    awk '$2 != "total" && $1 > 450 { print $2 ": " $1 }')
[ -z "$long" ] || complain "longer than 450 lines:
$long"

# What was meant is asked in one place; the program looks for it to hide it.
asked=$(grep -n '"[^"]*did you mean' src/*/*.[ch] | grep -v ':[0-9]*: *\(/\*\|\*\)' |
    grep -v '^src/text/nearest.c:\|^src/cli/say.c:')
[ -z "$asked" ] || complain "say it by ctg__hint or ctg_text_hint:
$asked"

# Who calls whom, whichever header said how: "FILE FILE SYMBOL" from the objects
# of this build, which are src/LAYER/[.libs/][PROGRAM-]NAME[.c].o.
work=$(mktemp -d) || exit 99
trap 'rm -rf "$work"' EXIT
# What is built where it was asked for need not be there.
find src -name '*.c' | grep -v '^src/mpi/' >"$work/sources"
[ ! -e "$top_builddir/contagraph-mpi" ] || ls src/mpi/*.c >>"$work/sources"
(cd "$top_builddir" && find src obj/src -name '*.o' 2>/dev/null |
    xargs ${NM:-nm} -A -P -g) |
    awk -v sources="$work/sources" -v calls="$work/calls" '
    BEGIN {
        while ((getline line <sources) > 0)
            exists[line] = 1
    }
    {
        sub(/^obj\//, "", $1)
        sub(/(\.c)?\.o:$/, ".c", $1)
        sub(/\.libs\//, "", $1)
        sub(/\/[^\/]*-/, "/", $1)
        if (!($1 in exists))
            next # of a file that is gone
        built[$1] = 1
        if ($3 == "U")
            users[$2] = users[$2] " " $1
        else
            home[$2] = $1
    }
    END {
        for (source in exists)
            if (!(source in built))
                print "not built: " source
        for (symbol in users) {
            count = symbol in home ? split(users[symbol], files, " ") : 0
            for (i = 1; i <= count; i++)
                if (files[i] != home[symbol])
                    print files[i], home[symbol], symbol >calls
        }
    }' >"$work/missing"
[ ! -s "$work/missing" ] || complain "$(cat "$work/missing")"

# The layers as src/local.mk has them: each uses those before it.
awk '
NR == FNR {
    if (sub(/^include %D%\//, "") && sub(/\/.*/, ""))
        place[$0] = NR
    next
}
{
    split($1, user, "/")
    split($2, used, "/")
    if (user[2] != used[2] && !seen[user[2], used[2]]++)
        print user[2], used[2], (place[used[2]] < place[user[2]]), $1, $3
}' src/local.mk "$work/calls" >"$work/uses"
while read -r layer used in_order file symbol; do
    case " $(may_call "$layer" | tr '\n' ' ') " in
    *" $used "*) ;;
    *) complain "$file must not call $symbol of src/$used" ;;
    esac
    [ "$in_order" = 1 ] ||
        complain "src/local.mk: $used must come before $layer"
done <"$work/uses"

# No file calls one that calls it, be it through others.
cut -d' ' -f1,2 "$work/calls" | sort -u | tsort >/dev/null 2>"$work/circles" ||
    complain "$(sed -n -e 's|.*contains a loop:|files in a circle:|p' \
        -e 's|^tsort: \(src/\)|  \1|p' "$work/circles")"

# Each library underneath is included in one place only.
only_in()
{
    found=$(grep -lE "^#include <$1[/.]" $(find src include -name '*.[ch]') |
            sort | tr '\n' ' ')
    [ -z "$found" ] || [ "$found" = "$2 " ] ||
        complain "<$1> is for $2 only, not for: $found"
}
only_in archive src/bridge/archive.c
only_in igraph src/bridge/igraph.h
only_in glpk src/bridge/glpk.c
only_in graphviz src/bridge/cgraph.c
only_in jansson src/bridge/jansson.h
only_in libxml src/bridge/xml.c
only_in sqlite3 src/bridge/sqlite3.h
only_in mpi src/mpi/ranks.c
only_in nettle src/bridge/sha256.c
only_in utf8proc src/text/utf8.c

# The library neither prints, exits, looks around, nor allocates on its own.
library=$(find src -name '*.c' ! -path 'src/cli/*' ! -path 'src/mpi/*' \
    ! -path src/base/memory.c)
for word in 'printf *(' 'puts *(' stdout stderr 'exit *(' 'abort *(' \
            'getenv *(' 'rand *(' 'setlocale *(' \
            'malloc *(' 'calloc *(' 'realloc *(' 'free *('; do
    if grep -n "\(^\|[^a-z_]\)$word" $library; then
        complain "not in the library: $word"
    fi
done

# Numbers are read where no locale puts a comma into them.
for word in 'strto[fd]' strtold atof; do
    if grep -n "\(^\|[^a-z_]\)$word *(" \
        $(echo "$library" | grep -v '^src/text/number\(_format\)\?\.c$'); then
        complain "reads numbers as the locale has them: $word"
    fi
done

# A file begins with what it is for, or leaves that to the header of its name.
for path in $(awk 'FNR == 1 && !/^\/\*/ { print FILENAME }' src/*/*.[ch]); do
    name=$(basename "$path" .c)
    [ -f "${path%.c}.h" ] || [ -f "include/contagraph/$name.h" ] ||
        complain "$path does not begin with its purpose"
done

# Files that our pages name are there.
for page in CONTRIBUTING.md README.md docs/source.md docs/fast.md; do
    for path in $(grep -o '`[a-z]*/[a-zA-Z0-9_./-]*`' $page | tr -d '`' |
                  grep '^\(src\|tests\|fuzz\|presets\|include\)/' | grep -v 'NAME\|LAYER'); do
        [ -e "$path" ] || complain "$page names $path, which is not there"
    done
done

exit $failed
