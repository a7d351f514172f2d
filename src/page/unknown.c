#include "page/unknown.h"

#include <math.h>
#include <string.h>

const ctg_figure_range *ctg__unknown_key(const ctg_findings *found,
                                         const char *key)
{
    const ctg_key *about;

    for (size_t k = 0; (about = ctg_summary_key_at(k)); k++)
        if (strcmp(about->name, key) == 0)
            return ctg_spread_key(found->how.spread->spread, k);
    return NULL;
}

const ctg_node_range *ctg__unknown_node(const ctg_findings *found, size_t index,
                                        ctg_node *node)
{
    const ctg_ranges *const ranges = found->how.ranges->ranges;
    const ctg_node_range *range;

    if (index >= ctg_ranges_nodes(ranges))
        return NULL;
    *node = ctg_ranges_order(ranges)[index];
    range = &ctg_ranges_measure(ranges, 0)->nodes[*node];
    return isnan(range->rank_mid) ? NULL : range;
}

bool ctg__unknown_ranked(const ctg_findings *found)
{
    const ctg_node_range *range;
    ctg_node node;

    for (size_t r = 0;
         found->how.ranges && (range = ctg__unknown_node(found, r, &node)); r++)
        if (range->score_high > 0)
            return true;
    return false;
}

const char *ctg__unknown_name(const ctg_findings *found, ctg_node node)
{
    return node < found->node_count ? ctg_graph_node_name(found->graph, node)
                                    : "the node outside";
}
