/* Fluidity: the mean susceptibility, one number for the graph. */
#include <math.h>
#include <stdio.h>

#include "rank/topple.h"

static ctg_status score(ctg__job *job, const double *params,
                        ctg__scoring *scoring, ctg_error *error)
{
    const size_t nodes = job->network->nodes.count;
    const ctg_status status =
        ctg__topple_susceptibility(job, params, scoring->score, error);
    size_t safe = 0;
    double sum = 0;

    if (status)
        return status;
    for (size_t i = 0; i < nodes; i++)
        if (scoring->score[i] > 0)
            sum += scoring->score[i];
        else
            safe++; /* or failed before: no number */
    for (size_t i = 0; i < nodes; i++)
        scoring->score[i] = sum / (double)nodes;
    snprintf(scoring->remark, CTG__REMARK_ROOM,
             "one number for the whole graph; %zu nodes that nobody topples "
             "directly, or that have failed before, count as 0",
             safe);
    return CTG_OK;
}

const ctg__measure ctg__measure_fluidity = {
    .about = {.name = "fluidity",
              .summary = "mean susceptibility of the graph, the same for all",
              .source = "Silva et al. 2017",
              .params = ctg__topple_params,
              .param_count = 1},
    .notes = {.orientation = "high: defaults flow far beyond direct creditors",
              .undefined = "there are no exposures, or more than 5000 nodes",
              .unit = CTG_UNIT_NONE},
    .score = score,
};
