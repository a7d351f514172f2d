#include "rank/overlap.h"

#include <math.h>

#include "engine/impact.h"

ctg_status ctg__overlap_make(ctg__job *job, ctg__overlap *overlap,
                             ctg_error *error)
{
    const ctg_network *const network = job->network;
    const ctg__holdings *const holdings = &network->holdings;
    bool any = false;

    overlap->holdings = holdings;
    overlap->node_count = network->nodes.count;
    overlap->asset_count = network->assets.count;
    if (!TAKE(&job->arena, overlap->value, holdings->count + 1) ||
        !TAKE(&job->arena, overlap->slope, overlap->asset_count + 1) ||
        !TAKE(&job->arena, overlap->fall, overlap->asset_count + 1))
        return ctg__fail_memory(error);
    for (size_t a = 0; a < overlap->asset_count; a++)
        overlap->slope[a] = ctg__impact_slope(job->plan, (ctg_asset)a);
    for (size_t k = 0; k < holdings->count; k++) {
        const ctg_asset asset = holdings->asset[k];

        overlap->value[k] =
            fmax(0, holdings->quantity[k] * network->assets.price[asset]);
        if (overlap->value[k] > 0 && isnan(overlap->slope[asset]))
            return ctg__fail(error, CTG_NO_SOLUTION,
                             "the price of '%s' has no slope at 0 (sqrt)",
                             ctg_graph_asset_id(network->graph, asset));
        any = any || overlap->value[k] * overlap->slope[asset] > 0;
    }
    if (!any)
        return ctg__fail(error, CTG_NO_SOLUTION,
                         "nobody holds an asset of finite depth");
    return CTG_OK;
}

void ctg__overlap_apply(const ctg__overlap *o, const double *x, double *y)
{
    for (size_t a = 0; a < o->asset_count; a++)
        o->fall[a] = 0;
    for (size_t i = 0; i < o->node_count; i++)
        for (size_t k = o->holdings->start[i]; k < o->holdings->start[i + 1];
             k++)
            if (o->value[k] > 0)
                o->fall[o->holdings->asset[k]] +=
                    o->value[k] * o->slope[o->holdings->asset[k]] * x[i];
    for (size_t i = 0; i < o->node_count; i++) {
        y[i] = 0;
        for (size_t k = o->holdings->start[i]; k < o->holdings->start[i + 1];
             k++)
            if (o->value[k] > 0)
                y[i] += o->value[k] * o->fall[o->holdings->asset[k]];
    }
}
