#!/bin/sh
# coverage.sh BUILD: how much of each layer the tests have run, in a build
# whose objects were made with --coverage and whose tests have been run. A line for
# each layer of src: its name, lines, share of them run, branches, share of them
# taken. A file that is built twice counts as it was run best. Exit status 1
# where less than COVERAGE_LEAST per cent of a layer's lines (90) were run.
set -u
build=$1
least=${COVERAGE_LEAST:-90}
found=$(mktemp) || exit 99
trap 'rm -f "$found"' EXIT

cd "$build" || exit 1
find . -name '*.gcda' | while read -r data; do
    ${GCOV:-gcov} -b -n -o "$(dirname "$data")" "$data" 2>/dev/null
done | awk -v quote="'" '
    /^File / {
        name = $0
        sub("^File " quote, "", name)
        sub(quote "$", "", name)
        at = match(name, /(^|\/)src\/[a-z]+\/[^\/]+$/)
        name = at ? substr(name, at) : ""
        sub(/^\//, "", name)
    }
    /^Lines executed:/ && name { print name, "lines", $0 }
    /^Taken at least once:/ && name { print name, "branches", $0 }' >"$found"

awk -v least="$least" '
    {
        share = $0
        sub(/.*:/, "", share)
        count = share
        sub(/%.*/, "", share)
        sub(/.* of /, "", count)
        key = $1 " " $2
        if (!(key in best) || share + 0 > best[key] + 0)
            best[key] = share
        size[key] = count
    }
    END {
        for (key in best) {
            split(key, part, /[\/ ]/)
            of = part[2] " " part[4]
            layers[part[2]] = 1
            all[of] += size[key]
            run[of] += size[key] * best[key] / 100
            all["all " part[4]] += size[key]
            run["all " part[4]] += size[key] * best[key] / 100
        }
        layers["all"] = 1
        for (layer in layers) {
            lines = layer " lines"
            branches = layer " branches"
            share = 100 * run[lines] / all[lines]
            printf "%-12s %6d lines %5.1f%%  %6d branches %5.1f%%\n", layer,
                   all[lines], share, all[branches],
                   all[branches] ? 100 * run[branches] / all[branches] : 100
            low = low || share < least
        }
        exit low
    }' "$found" >"$found.table"
status=$?
sort "$found.table"
rm -f "$found.table"
exit $status
