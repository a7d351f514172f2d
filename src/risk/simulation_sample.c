/* A measure of all draws as a sample. */
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
