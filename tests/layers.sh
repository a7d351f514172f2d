#!/bin/sh
# The architecture, checked. Which directory of src may include which:
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
    look) echo base text data engine look ;;
    optimise) echo base text data bridge engine optimise ;;
    draw) echo base text data bridge engine compile trace draw ;;
    report) echo base text data engine compile trace draw report ;;
    cli) echo base text cli ;; # and the public headers
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

# Each library underneath is included in one place only.
only_in()
{
    found=$(grep -lE "^#include <$1[/.]" $(find src include -name '*.[ch]') |
            sort | tr '\n' ' ')
    [ -z "$found" ] || [ "$found" = "$2 " ] ||
        complain "<$1> is for $2 only, not for: $found"
}
only_in igraph src/bridge/igraph.h
only_in glpk src/bridge/glpk.c
only_in graphviz src/bridge/cgraph.c
only_in jansson src/bridge/json.h
only_in libxml src/bridge/xml.c
only_in sqlite3 src/bridge/sqlite.h
only_in nettle src/bridge/sha256.c
only_in utf8proc src/text/utf8.c

# The library neither prints, exits, looks around, nor allocates on its own.
library=$(find src -name '*.c' ! -path 'src/cli/*' ! -path src/base/memory.c)
for word in 'printf *(' 'puts *(' stdout stderr 'exit *(' 'abort *(' \
            'getenv *(' 'rand *(' 'setlocale *(' \
            'malloc *(' 'calloc *(' 'realloc *(' 'free *('; do
    if grep -n "\(^\|[^a-z_]\)$word" $library; then
        complain "not in the library: $word"
    fi
done

# A file begins with what it is for, or leaves that to the header of its name.
for path in src/*/*.[ch]; do
    name=$(basename "$path" .c)
    [ "$(head -c 2 "$path")" = '/*' ] || [ -f "${path%.c}.h" ] ||
        [ -f "include/contagraph/$name.h" ] ||
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
