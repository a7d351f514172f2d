#!/bin/sh
# coverage.sh [TARGET...]: how much of what reads its bytes (targets.def) each
# fuzz target's files to start from run, in a build whose objects were made with
# --coverage. A line for each target, and for each file of those that are named.
# Exit status 1 where it is less than COVERAGE_LEAST per cent of the lines (90).
# FUZZ_CORPUS in the environment: a folder whose folders TARGET have more of them.
set -u
fuzz=$top_builddir/fuzz/fuzz
work=$(mktemp -d) || exit 99
trap 'rm -rf "$work"' EXIT
LC_ALL=C
GCOV_PREFIX=$work/others
export LC_ALL GCOV_PREFIX

if [ -z "$(find "$top_builddir" -name '*.gcno' | head -n 1)" ]; then
    echo "this build counts no lines: configure it with" \
        "--disable-shared CFLAGS='-O0 -g --coverage'" >&2
    exit 1
fi
"$fuzz" --list >"$work/list" && "$fuzz" --readers >"$work/readers" || exit 99

# lines_of FILE: how many of its lines there are and were run; a file that is
# built twice counts as it was run best.
lines_of()
{
    name=$(basename "$1" .c)
    find "$work/counts" -name "*$name.gcda" 2>/dev/null | while read -r data; do
        notes=${data#"$work/counts"}
        cp "${notes%.gcda}.gcno" "${data%.gcda}.gcno" &&
            ${GCOV:-gcov} -n -o "$(dirname "$data")" "$data" 2>/dev/null
    done | awk -v file="src/$1" -v quote="'" '
        /^File / {
            name = $0
            sub("^File " quote, "", name)
            sub(quote "$", "", name)
            at = length(name) - length(file)
            mine = name == file || substr(name, at) == "/" file
        }
        /^Lines executed:/ && mine {
            share = count = $0
            sub(/^Lines executed:/, "", share)
            sub(/%.*/, "", share)
            sub(/.* of /, "", count)
            run = share * count / 100
            best = run > best ? run : best
            all = count
        }
        END { printf "%d %d\n", all, best + 0.5 }'
}

status=0
while read -r target files; do
    [ -n "$files" ] || continue
    case " $* " in '  ' | *" $target "*) ;; *) continue ;; esac
    rm -rf "$work/counts" "$work/seeds"
    mkdir "$work/seeds"
    set -f
    # shellcheck disable=SC2046
    sh "$top_srcdir/fuzz/seeds.sh" "$work/seeds" \
        $(sed -n "s/^$target [0-9]* //p" "$work/list") "fuzz/seeds/$target*" ||
        exit 1
    set +f
    for more in "${FUZZ_CORPUS-}/$target"/*; do
        [ -f "$more" ] && cp "$more" "$work/seeds"
    done
    GCOV_PREFIX=$work/counts OMP_NUM_THREADS=1 TMPDIR=$work \
        "$fuzz" --target="$target" "$work/seeds"/* >"$work/log" 2>&1 || {
        tail -n 20 "$work/log"
        echo "fuzz target $target failed" >&2
        exit 1
    }
    for file in $files; do
        echo "$file $(lines_of "$file")"
    done >"$work/files"
    [ $# -eq 0 ] || awk '{ printf "  %-30s %5d lines %5.1f%%\n", $1, $2,
        $2 ? 100 * $3 / $2 : 0 }' "$work/files"
    awk -v target="$target" -v least="${COVERAGE_LEAST:-90}" '
        { all += $2; run += $3; none = none || !$2 }
        END {
            share = all ? 100 * run / all : 0
            printf "%-12s %5d lines %5.1f%%\n", target, all, share
            exit share < least || none
        }' "$work/files" || status=1
done <"$work/readers"
exit $status
