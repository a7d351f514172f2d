/* What the default of a node costs the others. */
#include <stdio.h>
#include <string.h>

#include "rank/defaults_of_all.h"
#include "rank/top.h"

static ctg_status score(ctg__job *job, const double *params,
                        ctg__scoring *scoring, ctg_error *error)
{
    bool done = false;
    ctg_status status = CTG_OK;

    (void)params;
    if (job->top && !job->defaults_of_all)
        status = ctg__top_impacts(job, scoring->score, &done, error);
    if (!status && job->certificate.top)
        snprintf(scoring->remark, CTG__REMARK_ROOM,
                 "the first %zu are certain after %zu cascades: no other node "
                 "has more than %.6g",
                 job->certificate.top, job->certificate.cascades,
                 job->certificate.bound);
    if (status || done)
        return status;
    status = ctg__job_defaults_of_all(job, error);
    if (!status)
        memcpy(scoring->score, job->defaults_of_all->impact,
               job->network->nodes.count * sizeof *scoring->score);
    return status;
}

const ctg__measure ctg__measure_impact = {
    .about = {.name = "impact",
              .summary = "equity that others lose when the node defaults",
              .source = "Cont, Moussa, Santos 2013 (default impact)"},
    .notes = {.orientation = "high: its default costs others much; losses run "
                             "debtor to creditor",
              .undefined = "",
              .unit = CTG_UNIT_MONEY},
    .score = score,
};
