/* How many nodes default, who of them first and who last. */
#include "page/lead.h"

/* Nodes that default in the first round of any, or in the last. */
typedef struct end {
    ctg_node node; /* the one that lost most, ties by row */
    uint32_t round;
    size_t count;
} end;

static void add(end *at, const ctg_findings *found, ctg_node node)
{
    const double *const before = ctg_run_initial_equity(found->run);
    const double *const after = ctg_run_equity(found->run);

    if (!at->count++ ||
        before[node] - after[node] > before[at->node] - after[at->node])
        at->node = node;
}

static end find_end(const ctg_findings *found, bool last)
{
    const uint32_t *const failed = ctg_run_failed_round(found->run);
    end at = {.node = CTG_NONE};

    for (ctg_node i = 0; i < found->node_count; i++)
        if (failed[i] != CTG_NEVER &&
            (at.node == CTG_NONE ||
             (last ? failed[i] > at.round : failed[i] < at.round)))
            at = (end){.node = i, .round = failed[i]};
    for (ctg_node i = 0; i < found->node_count; i++)
        if (at.node != CTG_NONE && failed[i] == at.round)
            add(&at, found, i);
    return at;
}

/* "Orin Trading first (round 1)", "A and 2 more last (round 3)" */
static const char *say_end(const ctg_findings *found, ctg_report *made,
                           const end *at, const char *which)
{
    return ctg__report_print(
        made, "%s%s %s (round %u)", ctg__say_node(made, found, at->node, 24),
        at->count > 1 ? ctg__report_print(made, " and %s more",
                                          ctg__say_count(made, at->count - 1))
                      : "",
        which, (unsigned)at->round);
}

enum { NAMED_MOST = 30 };

static const char *say_when(const ctg_findings *found, ctg_report *made)
{
    const size_t count = found->summary->failed;
    const end first = find_end(found, false);
    const end last = find_end(found, true);

    if (first.node == CTG_NONE)
        return "";
    if (count == 1)
        return ctg__report_print(made, ": %s, in round %u",
                                 ctg__say_node(made, found, first.node, 24),
                                 (unsigned)first.round);
    if (first.round == last.round)
        return ctg__report_print(made, ", all in round %u",
                                 (unsigned)first.round);
    if (count > NAMED_MOST)
        return ctg__report_print(made, ", %s, the last in round %u",
                                 say_end(found, made, &first, "first"),
                                 (unsigned)last.round);
    return ctg__report_print(made, ", %s and %s",
                             say_end(found, made, &first, "first"),
                             say_end(found, made, &last, "last"));
}

const char *ctg__say_defaults(const ctg_findings *found, ctg_report *made)
{
    const size_t count = found->summary->failed;

    if (!count)
        return " Nobody defaults.";
    return ctg__report_print(made,
                             " " CTG__BOLD "%s" CTG__PLAIN " default%s%s.",
                             ctg__say_many(made, count, "node"),
                             count == 1 ? "s" : "", say_when(found, made));
}
