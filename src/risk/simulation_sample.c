/* A measure of all draws as a sample. */
#include <math.h>

#include "base/error.h"
#include "risk/simulation.h"

static bool has_pairs(const ctg_simulation *made)
{
    return made->risk->values[CTG__RISK_tilt] ||
           made->risk->values[CTG__RISK_antithetic];
}

ctg__sample ctg__simulation_sample(const ctg_simulation *simulation,
                                   size_t measure)
{
    const ctg__measure *const of = &simulation->measures.list[measure];

    return (ctg__sample){
        .losses = simulation->values + measure * simulation->room,
        .weights = simulation->weights,
        .count = (uint32_t)simulation->summary.draws,
        .group = has_pairs(simulation) ? 2 : 1,
        .unit = of->is_money ? simulation->summary.initial_equity : 0,
        .has_gains = of->has_gains,
        .is_complete = simulation->model.is_complete};
}

ctg_status ctg__simulation_sample_there(const ctg_simulation *simulation,
                                        size_t measure, ctg__arena *arena,
                                        ctg__sample *sample, ctg_error *error)
{
    const ctg__sample all = ctg__simulation_sample(simulation, measure);
    double *losses;
    double *weights = NULL;
    double sum = 0;
    uint32_t count = 0;

    if (!TAKE(arena, losses, all.count + 1) ||
        (all.weights && !TAKE(arena, weights, all.count + 1)))
        return ctg__fail_memory(error);
    for (uint32_t s = 0; s < all.count; s++) {
        if (isnan(all.losses[s]))
            continue;
        losses[count] = all.losses[s];
        if (weights) {
            weights[count] = all.weights[s];
            sum += all.weights[s];
        }
        count++;
    }
    for (uint32_t s = 0; weights && s < count; s++)
        weights[s] *= count / sum; /* 1 on average, as of all */
    *sample = all;
    sample->losses = losses;
    sample->weights = weights;
    sample->count = count;
    if (count < all.count)
        sample->group = 1; /* pairs have lost their partners */
    return CTG_OK;
}
