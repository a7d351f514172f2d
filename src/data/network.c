#include "data/network.h"

#include "base/starts.h"
#include "data/graph.h"

void ctg_network_free(ctg_network *network)
{
    if (network) {
        ctg__arena arena = network->arena;
        ctg_graph *const owned = network->owned;

        ctg__arena_clear(&arena);
        ctg_graph_free(owned);
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
                     network->graph && network->graph->shown &&
                             *network->graph->shown
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

ctg_node ctg__network_creditor(const ctg_network *network, uint32_t entry)
{
    return (ctg_node)ctg__row_with(network->exposures.start,
                                   network->nodes.count, entry);
}

void ctg_network_exposures(const ctg_network *network, ctg_node *debtor,
                           ctg_node *creditor, double *amount)
{
    const ctg__exposures *const exposures = &network->exposures;

    for (size_t i = 0; i < exposures->count; i++) {
        const uint32_t entry = exposures->file_order[i];

        if (debtor)
            debtor[i] = exposures->debtor[entry];
        if (creditor)
            creditor[i] = ctg__network_creditor(network, entry);
        if (amount)
            amount[i] = exposures->amount[entry];
    }
}
