/* Impact susceptibility: whether a node is in reach of more than it sees. */
#include "rank/topple.h"

static ctg_status score(ctg__job *job, const double *params,
                        ctg__scoring *scoring, ctg_error *error)
{
    return ctg__topple_susceptibility(job, params, scoring->score, error);
}

const ctg__measure ctg__measure_susceptibility = {
    .about = {.name = "susceptibility",
              .summary = "ways by which defaults reach the node, over those "
                         "of one step",
              .source = "Silva et al. 2017",
              .params = ctg__topple_params,
              .param_count = 1},
    .notes = {.orientation = "above 1: vulnerable to defaults of nodes that "
                             "owe it nothing; 0: nobody topples it directly; "
                             "ways of k steps count 1/k!",
              .undefined = "there are no exposures, or more than 5000 nodes; "
                           "for a node: it has no equity to begin with",
              .unit = CTG_UNIT_NONE},
    .score = score,
};
