#!/bin/sh
# Every number and date of the installed presets is told, with its source, in
# the manual's section on it; every preset can be applied.
docs=$top_srcdir/docs/presets.md
work=$(mktemp -d) || exit 99
trap 'rm -rf "$work"' EXIT
failed=0

complain()
{
    echo "$1" >&2
    failed=1
}

"$CONTAGRAPH" list presets --format csv >"$work/list" || exit 1
names=$(sed '1d; s/,.*//' "$work/list")
[ "$(echo "$names" | wc -l)" -ge 6 ] || complain "there are few presets"
for file in "$top_srcdir"/presets/*.json; do
    name=$(basename "$file" .json)
    echo "$names" | grep -qx -e "$name" || complain "$name is not listed"
    grep -q "/$name\.json" "$top_srcdir/presets/local.mk" ||
        complain "$name is not installed"
done
for name in $names; do
    awk -v name="$name" '
      /^#/ { inside = /^### / && index($0, name) }
      inside' "$docs" >"$work/section"
    [ -s "$work/section" ] || complain "$docs has no section on $name"
    "$CONTAGRAPH" list presets "$name" --format csv | sed 1d |
        awk -F, '{ print $4 }' | grep -o '[0-9][0-9.]*' |
        sort -u >"$work/numbers"
    for number in $(cat "$work/numbers"); do
        grep -q "\(^\|[^0-9.]\)$number\(\$\|[^0-9.]\|\.\$\|\. \)" \
            "$work/section" ||
            complain "$name: $number is not in its section of the manual"
    done
    type=lending
    case $name in *-adl) type=margin ;; esac
    mkdir "$work/$name" || exit 99
    printf 'id,cash\nV,7\nA,3\n' >"$work/$name/nodes.csv"
    printf 'id\nETH\nX\n' >"$work/$name/assets.csv"
    printf 'node,type,preset\nV,%s,%s\n' $type "$name" \
        >"$work/$name/venues.csv"
    printf 'venue,asset,maintenance\nV,ETH,0.2\nV,X,0.3\n' \
        >"$work/$name/markets.csv"
    "$CONTAGRAPH" check --strict "$work/$name" >"$work/out" 2>&1 ||
        complain "$name cannot be applied: $(cat "$work/out")"
done
exit $failed
