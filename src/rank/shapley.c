/* Shapley values of the loss game: shares in what all defaults cost. */
#include <stdio.h>

#include "rank/coalition.h"

/* Orders are drawn from here: the same in every run. */
enum { SEED = 2010 };

static ctg_status score(ctg__job *job, const double *params,
                        ctg__scoring *scoring, ctg_error *error)
{
    const size_t nodes = job->network->nodes.count;
    const size_t pairs = (size_t)params[0];
    ctg__coalition coalition;
    ctg_status status = ctg__coalition_make(job, &coalition, error);

    if (status)
        return status;
    if (nodes <= (size_t)params[1]) {
        snprintf(scoring->remark, CTG__REMARK_ROOM,
                 "game: equity lost if only the coalition is shocked to "
                 "default; exact");
        return ctg__shapley_exact(nodes, ctg__coalition_loss, &coalition,
                                  scoring->score, error);
    }
    if (!TAKE(scoring->arena, scoring->standard_error, nodes + 1))
        return ctg__fail_memory(error);
    snprintf(scoring->remark, CTG__REMARK_ROOM,
             "game: equity lost if only the coalition is shocked to default; "
             "%zu random orders and their reverses",
             pairs);
    return ctg__shapley_sampled(nodes, ctg__coalition_loss, &coalition, pairs,
                                SEED, scoring->score, scoring->standard_error,
                                error);
}

static const ctg_param params[] = {
    {"pairs", 200, 2, 1e6, "random orders with their reverses, if sampled"},
    {"exact", 12, 0, CTG__SHAPLEY_EXACT_MOST,
     "up to so many nodes all coalitions are tried"},
};

const ctg__measure ctg__measure_shapley = {
    .about = {.name = "shapley",
              .summary = "the node's share in the equity lost if all default",
              .source = "Shapley 1953; Tarashev, Borio, Tsatsaronis 2010",
              .params = params,
              .param_count = sizeof params / sizeof *params},
    .notes = {.orientation = "high: it brings much loss to whatever "
                             "coalition it joins; shares add up to the whole",
              .undefined = "",
              .unit = CTG_UNIT_MONEY},
    .score = score,
};
