/* What full distress of a node costs others while nothing saturates. */
#include "rank/adjoint.h"

static ctg_status score(ctg__job *job, const double *params,
                        ctg__scoring *scoring, ctg_error *error)
{
    const size_t nodes = job->network->nodes.count;
    double *own;
    ctg_status status;

    (void)params;
    if (!TAKE(&job->arena, own, nodes + 1))
        return ctg__fail_memory(error);
    for (size_t i = 0; i < nodes; i++)
        own[i] = ctg__loss_measure(job->network, i);
    status = ctg__adjoint_solve(job, 1, own, scoring->score, error);
    for (size_t i = 0; !status && i < nodes; i++)
        scoring->score[i] -= own[i];
    return status;
}

const ctg__measure ctg__measure_leontief = {
    .about = {.name = "leontief",
              .summary = "money that others lose per unit of distress of the "
                         "node, to first order",
              .source = "Leontief 1951; Bardoscia et al. 2015"},
    .notes = {.orientation = "high: its distress costs others much; an upper "
                             "bound of `impact` under `linear`, recovery 0",
              .undefined = "the spectral radius of the leverage matrix is "
                           "not below 1",
              .unit = CTG_UNIT_MONEY},
    .score = score,
};
