/* Katz centrality on claims over equity, along the way of losses. */
#include "rank/adjoint.h"

static ctg_status score(ctg__job *job, const double *params,
                        ctg__scoring *scoring, ctg_error *error)
{
    const size_t nodes = job->network->nodes.count;
    double *ones;

    if (!TAKE(&job->arena, ones, nodes + 1))
        return ctg__fail_memory(error);
    for (size_t i = 0; i < nodes; i++)
        ones[i] = 1;
    return ctg__adjoint_solve(job, params[0], ones, scoring->score, error);
}

static const ctg_param params[] = {
    {"alpha", 0.5, 0, 1e300, "how much of a step's effect the next one has"},
};

const ctg__measure ctg__measure_katz = {
    .about = {.name = "katz",
              .summary = "distress that starts at a node, summed over all "
                         "nodes and ways",
              .source = "Katz 1953; Leontief 1951",
              .params = params,
              .param_count = sizeof params / sizeof *params},
    .notes = {.orientation =
                  "high: many are exposed to it, directly and through "
                  "others; claims count by the creditor's equity",
              .undefined = "alpha is not below 1 / the spectral radius of "
                           "the leverage matrix",
              .unit = CTG_UNIT_NONE},
    .score = score,
};
