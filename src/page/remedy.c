#include "page/remedy.h"

#include <math.h>
#include <string.h>

/* The same node on the other side; CTG_NONE: there is none. */
static ctg_node match(const ctg_findings *found, ctg_node node)
{
    const ctg_network *const other = ctg_run_network(found->remedy);

    return other == found->network
               ? node
               : ctg_graph_find_node(ctg_network_graph(other),
                                     ctg_graph_node_id(found->graph, node));
}

static ctg__changed change_of(const ctg_findings *found, ctg_node node,
                              ctg_node other)
{
    return (ctg__changed){
        .node = node,
        .before = ctg__lost(found, node),
        .after = ctg_run_initial_equity(found->remedy)[other] -
                 ctg_run_equity(found->remedy)[other],
        .failed_before = ctg__failed(found, node),
        .failed_after =
            ctg_run_failed_round(found->remedy)[other] != CTG_NEVER};
}

static double size_of(const ctg__changed *change)
{
    return fabs(change->after - change->before);
}

size_t ctg__changed_nodes(const ctg_findings *found,
                          ctg__changed list[CTG__CHANGED_MOST])
{
    const double least = 1e-9 * found->summary->initial_equity;
    size_t count = 0;

    for (size_t i = 0; i < found->node_count; i++) {
        const ctg_node other = match(found, (ctg_node)i);
        ctg__changed change;
        size_t at = count;

        if (other == CTG_NONE)
            continue;
        change = change_of(found, (ctg_node)i, other);
        if (!(size_of(&change) > least))
            continue;
        while (at > 0 && size_of(&list[at - 1]) < size_of(&change))
            at--;
        if (at == CTG__CHANGED_MOST)
            continue;
        if (count < CTG__CHANGED_MOST)
            count++;
        memmove(list + at + 1, list + at, (count - 1 - at) * sizeof *list);
        list[at] = change;
    }
    return count;
}

size_t ctg__unmatched_nodes(const ctg_findings *found)
{
    const size_t others =
        ctg_network_node_count(ctg_run_network(found->remedy));
    size_t matched = 0;

    for (size_t i = 0; i < found->node_count; i++)
        matched += match(found, (ctg_node)i) != CTG_NONE;
    return found->node_count - matched + others - matched;
}
