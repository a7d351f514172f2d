/* How many others fail with a node. */
#include <string.h>

#include "rank/defaults_of_all.h"

static ctg_status score(ctg__job *job, const double *params,
                        ctg__scoring *scoring, ctg_error *error)
{
    const ctg_status status = ctg__job_defaults_of_all(job, error);

    (void)params;
    if (!status)
        memcpy(scoring->score, job->defaults_of_all->defaults,
               job->network->nodes.count * sizeof *scoring->score);
    return status;
}

const ctg__measure ctg__measure_defaults = {
    .about = {.name = "defaults",
              .summary = "others that fail when the node defaults",
              .source = "Furfine 2003"},
    .notes = {.orientation =
                  "high: its default fails many; losses run debtor to creditor",
              .undefined = "",
              .unit = CTG_UNIT_COUNT},
    .score = score,
};
