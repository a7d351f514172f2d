/* What the default of a node costs the others. */
#include <string.h>

#include "rank/sweep.h"

static ctg_status score(ctg__job *job, const double *params,
                        ctg__scoring *scoring, ctg_error *error)
{
    const ctg_status status = ctg__job_sweep(job, error);

    (void)params;
    if (!status)
        memcpy(scoring->score, job->sweep->impact,
               job->network->nodes.count * sizeof *scoring->score);
    return status;
}

const ctg__measure ctg__measure_impact = {
    .about = {.name = "impact",
              .summary = "equity that others lose when the node defaults",
              .source = "Cont, Moussa, Santos 2013 (default impact)"},
    .notes = {.orientation = "high: its default costs others much; losses run debtor to creditor",
              .undefined = "",
              .unit = CTG_UNIT_MONEY},
    .score = score,
};
