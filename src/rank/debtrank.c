/* The share of economic size that a node's default puts in distress. */
#include <string.h>

#include "rank/defaults_of_all.h"

static ctg_status score(ctg__job *job, const double *params,
                        ctg__scoring *scoring, ctg_error *error)
{
    double weights = 0;
    ctg_status status;

    (void)params;
    for (size_t i = 0; i < job->network->nodes.count; i++)
        weights += job->network->nodes.weight[i];
    if (!(weights > 0))
        return ctg__fail(error, CTG_NO_SOLUTION, "no node has a weight");
    status = ctg__job_defaults_of_all(job, error);
    if (!status)
        memcpy(scoring->score, job->defaults_of_all->debtrank,
               job->network->nodes.count * sizeof *scoring->score);
    return status;
}

const ctg__measure ctg__measure_debtrank = {
    .about = {.name = "debtrank",
              .summary =
                  "weighted distress that a node's default brings to all",
              .source = "Battiston et al. 2012 (single-hit); Bardoscia et al. "
                        "2015 (linear)"},
    .notes =
        {.orientation =
             "high: its default distresses much; losses run debtor to creditor",
         .undefined = "no node has a weight",
         .unit = CTG_UNIT_SHARE},
    .score = score,
};
