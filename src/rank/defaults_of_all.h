/* One cascade for every node: what its default does to the others. */
#ifndef RANK_DEFAULTS_OF_ALL_H
#define RANK_DEFAULTS_OF_ALL_H

#include "fast/fast.h"
#include "rank/ranking.h"

/* Per node k, in the plan's scenario with `node k=default` added. */
typedef struct ctg__defaults_of_all {
    double *impact;   /* others' equity lost, less without the default */
    double *defaults; /* others that failed, less without it */
    double *debtrank; /* the summary's */
    double *distress; /* mean of its own h over the defaults of all others */
} ctg__defaults_of_all;

/* Runs them unless they have been, and counts cascades in job->saturation. */
ctg_status ctg__job_defaults_of_all(ctg__job *job, ctg_error *error);

/*
 * The same by the fast solvers. `distress` is left as a sum over cascades;
 * `at_one` counts others with h = 1 over all of them.
 */
ctg_status ctg__defaults_of_all_fast(ctg__job *job, const ctg__fast *fast,
                                     ctg__defaults_of_all *all,
                                     uint64_t *at_one, ctg_error *error);

#endif
