#!/bin/sh
# contagraph/options.def has a row for each field of the structures of options that
# a word, a flag or a number can be given to, and each says the kind of its field.
cd "$top_srcdir" || exit 99
work=$(mktemp -d) || exit 99
trap 'rm -rf "$work"' EXIT
status=0

# What packages for other languages have no use for, or hand over in other ways:
# STRUCTURE, or STRUCTURE.FIELD.
cat >"$work/otherwise" <<'END'
ctg_page_options
ctg_policies_options
ctg_ranges_options
ctg_calibrate_options.sets
ctg_calibrate_options.set_count
ctg_calibrate_options.limits
ctg_calibrate_options.limit_count
ctg_calibrate_options.maximise
ctg_draw_options.network
ctg_draw_options.run
ctg_draw_options.against
ctg_draw_options.scenario
ctg_draw_options.impact
ctg_draw_options.vulnerability
ctg_draw_options.worst
ctg_draw_options.defaults
ctg_draw_options.impact_low
ctg_draw_options.impact_high
ctg_draw_options.rank_low
ctg_draw_options.rank_high
ctg_draw_options.draws
ctg_draw_options.command
ctg_draw_options.input_hash
ctg_draw_options.edits
ctg_draw_options.edit_count
ctg_findings_options.against
ctg_findings_options.against_scenario
ctg_findings_options.remedy
ctg_findings_options.simulation
ctg_findings_options.calibration
ctg_findings_options.spread
ctg_findings_options.ranges
ctg_findings_options.aid
ctg_findings_options.frontier
ctg_findings_options.moves
ctg_findings_options.target
ctg_findings_options.presets
ctg_optimise_options.settings
ctg_optimise_options.setting_count
ctg_optimise_options.teller
ctg_optimise_options.confirming
ctg_ranking_options.scenarios
ctg_ranking_options.scenario_count
ctg_reconstruct_options.burn_given
ctg_reconstruct_options.thin_given
ctg_reconstruct_options.unlisted
ctg_simulate_options.input
ctg_sweep_options.first
ctg_totals_options.barred
ctg_totals_options.barred_count
ctg_write_options.network
ctg_write_options.ready
ctg_write_options.ready_context
END

# STRUCTURE.FIELD of all there are; progress and shares are objects of C always.
for header in include/contagraph/*.h; do
    # The compiler takes comments away; files that are included come by themselves.
    sed '/^ *#/d' "$header" | ${CC:-cc} -E -P -x c -
done | tr '\n' ' ' | sed 's/} *ctg_/\n&/g' |
    sed -n 's/.*typedef struct \(ctg_[a-z]*_options\) {/\1 /p' |
    awk '{
        name = $1
        sub(/^[^ ]* /, "")
        count = split($0, members, ";")
        for (i = 1; i < count; i++) {
            member = members[i]
            sub(/\)\(.*/, "", member)
            sub(/\[.*/, "", member)
            sub(/ *$/, "", member)
            sub(/.*[ *(]/, "", member)
            print name "." member
        }
    }' | grep -v '\.\(progress\|progress_context\|share\)$' | sort -u >"$work/fields"
tr '\n' ' ' <include/contagraph/options.def | sed 's/CTG_OPTION/\n&/g' |
    sed -n 's/^CTG_OPTION(.*, *\(ctg_[a-z_]*\), *\([a-z_]*\)).*/\1.\2/p' |
    sort >"$work/rows"
[ "$(wc -l <"$work/rows")" -gt 80 ] && [ "$(wc -l <"$work/fields")" -gt 130 ] || {
    echo "nothing was found in the headers"
    exit 1
}
uniq -d "$work/rows" | sed 's/$/ has two rows/' >"$work/wrong"
while IFS= read -r field; do
    grep -qx -e "$field" -e "${field%%.*}" "$work/otherwise" "$work/rows" ||
        echo "$field has no row in options.def, nor is it given otherwise"
done <"$work/fields" >>"$work/wrong"
while IFS= read -r row; do
    grep -q "^$row\(\.\|$\)" "$work/fields" || echo "there is no $row"
    if grep -qxF "$row" "$work/rows"; then
        echo "$row has a row in options.def and is given otherwise"
    fi
done <"$work/otherwise" >>"$work/wrong"
if [ -s "$work/wrong" ]; then
    cat "$work/wrong"
    status=1
fi

# The kinds, asked of the compiler.
cat >"$work/kinds.c" <<'END'
#include <contagraph/contagraph.h>
#define IS_TEXT(f) _Generic(f, const char *: 1, default: 0)
#define IS_PATH(f) _Generic(f, const char *: 1, default: 0)
#define IS_FLAG(f) _Generic(f, bool: 1, default: 0)
#define IS_NUMBER(f) _Generic(f, double: 1, default: 0)
#define IS_COUNT(f) _Generic(f, size_t: 1, default: 0)
#define IS_UNSIGNED(f) _Generic(f, unsigned: 1, default: 0)
#define IS_WHOLE(f) _Generic(f, uint64_t: 1, default: 0)
#define IS_NODE(f) _Generic(f, ctg_node: 1, default: 0)
#define IS_WORD(f)                                                             \
    (sizeof(f) == sizeof(int) && _Generic(f, ctg_scaling: 1, ctg_weights: 1,   \
                                          default: 0))
#define CTG_OPTION(call, name, kind, structure, field)                         \
    _Static_assert(IS_##kind(((structure *)0)->field),                         \
                   #call ": " #name " is no " #kind);
#include <contagraph/options.def>
int main(void)
{
    return 0;
}
END
${CC:-cc} -std=c11 -Iinclude -fsyntax-only "$work/kinds.c" || status=1
exit $status
