#include "data/network.h"

#include "data/graph.h"

void ctg_network_free(ctg_network *network)
{
    if (network) {
        ctg__arena arena = network->arena;

        ctg__arena_clear(&arena);
    }
}

const ctg_graph *ctg_network_graph(const ctg_network *network)
{
    return network->graph;
}

size_t ctg_network_node_count(const ctg_network *network)
{
    return network->nodes.count;
}

size_t ctg_network_exposure_count(const ctg_network *network)
{
    return network->exposures.count;
}

size_t ctg_network_asset_count(const ctg_network *network)
{
    return network->assets.count;
}

size_t ctg_network_account_count(const ctg_network *network)
{
    return network->accounts.count;
}

bool ctg_network_has_equities(const ctg_network *network)
{
    return network->has_equities;
}

ctg_status ctg__network_need_equities(const ctg_network *network,
                                      ctg_error *error)
{
    if (network->has_equities)
        return CTG_OK;
    return ctg__fail(error, CTG_BAD_INPUT,
                     "%s: the graph has no equities, so nothing can be lost: "
                     "give them in a table, --nodes nodes.csv (id,equity)",
                     network->graph && network->graph->shown
                         ? network->graph->shown
                         : "graph");
}

const double *ctg_network_equity(const ctg_network *network)
{
    return network->nodes.equity;
}

const double *ctg_network_assets(const ctg_network *network)
{
    return network->nodes.assets;
}

const double *ctg_network_liabilities(const ctg_network *network)
{
    return network->nodes.liabilities;
}
