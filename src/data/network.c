#include "data/network.h"

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
