/* A measure of all draws as a sample. */
#include <math.h>

#include "base/error.h"
#include "risk/simulation.h"

static bool has_pairs(const ctg_simulation *made)
{
    return made->risk->values[CTG__RISK_tilt] ||
           made->risk->values[CTG__RISK_antithetic];
}

ctg_status ctg__simulation_sample(const ctg_simulation *simulation,
                                  size_t measure, ctg__arena *arena,
                                  ctg__sample *sample, ctg_error *error)
{
    const ctg__measure *const of = &simulation->measures.list[measure];
    const ctg__drawn_values *const column = &simulation->columns[measure];
    const uint64_t draws = simulation->summary.draws;
    double *losses = NULL;

    if (!column->dense) {
        if (!TAKE_ROOM(arena, losses, (size_t)draws + 1))
            return ctg__fail_memory(error);
        ctg__drawn_values_copy(column, 0, draws, losses);
    }
    *sample = (ctg__sample){
        .losses = losses ? losses : column->dense,
        .weights = simulation->weights,
        .count = (uint32_t)simulation->summary.draws,
        .group = has_pairs(simulation) ? 2 : 1,
        .unit = of->is_money ? simulation->summary.initial_equity : 0,
        .has_gains = of->has_gains,
        .is_complete = simulation->model.is_complete};
    return CTG_OK;
}

ctg_status ctg__simulation_sample_there(const ctg_simulation *simulation,
                                        size_t measure, ctg__arena *arena,
                                        ctg__sample *sample, ctg_error *error)
{
    ctg__sample all;
    double *losses;
    double *weights = NULL;
    double sum = 0;
    uint32_t count = 0;
    const ctg_status status =
        ctg__simulation_sample(simulation, measure, arena, &all, error);

    if (status)
        return status;
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
