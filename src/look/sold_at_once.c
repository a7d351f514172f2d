#include "look/sold_at_once.h"

#include <math.h>

#include "data/graph.h"
#include "engine/impact.h"

double ctg__premium_of(const ctg_network *network, ctg_asset asset)
{
    const double fundamental = ctg__graph_number(network->graph, CTG_ASSETS,
                                                 CTG__ASSET_FUNDAMENTAL, asset);

    return fundamental > 0 ? network->assets.price[asset] / fundamental - 1
                           : (double)NAN;
}

void ctg__marks_of(const ctg_network *network, double *mark)
{
    const ctg__holdings *const holdings = &network->holdings;
    const ctg__accounts *const accounts = &network->accounts;
    const size_t legs =
        accounts->count ? accounts->leg_start[accounts->count] : 0;

    for (size_t k = 0; k < holdings->count; k++)
        mark[holdings->asset[k]] += fmax(0, holdings->quantity[k]);
    for (size_t l = 0; l < legs; l++)
        if (accounts->asset[l] != CTG_NONE)
            mark[accounts->asset[l]] += fmax(0, accounts->quantity[l]);
    for (ctg_asset a = 0; a < network->assets.count; a++)
        mark[a] *= network->assets.price[a];
}

double ctg__sold_at_once(const ctg_plan *plan, ctg_asset asset, double mark)
{
    const ctg__assets *const assets = &plan->network->assets;
    const ctg__pool pool = ctg__pool_at(assets, asset);
    const double v = mark * plan->impact_scale;

    return v == 0 || isinf(pool.depth)
               ? mark
               : mark *
                     ctg__impact_at(assets->impact[asset])->average(&pool, v);
}
