/* Looking impact laws up. */
#include <float.h>
#include <math.h>

#include "engine/impact.h"

static const ctg__impact *const laws[CTG__IMPACT_COUNT] = {
#define IMPACT(id) &ctg__impact_##id,
#include "engine/impacts.def"
#undef IMPACT
};

const ctg_variant *ctg_impact_at(size_t index)
{
    return index < CTG__IMPACT_COUNT ? &laws[index]->about : NULL;
}

const ctg__impact *ctg__impact_at(uint8_t law)
{
    return laws[law];
}

ctg__pool ctg__pool_at(const ctg__assets *assets, ctg_asset asset)
{
    return (ctg__pool){
        .depth = assets->depth[asset],
        .kappa = assets->kappa[asset],
        .floor = assets->floor[asset],
        .fee = assets->fee[asset],
        .floor_now = assets->floor[asset],
    };
}

bool ctg__sales_move(const ctg__assets *assets, ctg_asset asset)
{
    return laws[assets->impact[asset]]->sold && assets->depth[asset] < HUGE_VAL;
}

double ctg__impact_slope(const ctg_plan *plan, ctg_asset asset)
{
    const ctg__assets *const assets = &plan->network->assets;
    const ctg__pool pool = ctg__pool_at(assets, asset);
    double slope;

    if (plan->impact_scale == 0 || isinf(pool.depth))
        return 0;
    slope = plan->impact_scale * laws[assets->impact[asset]]->slope(&pool);
    return slope > DBL_MAX ? DBL_MAX : slope;
}
