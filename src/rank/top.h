/* The first nodes by impact without every cascade. */
#ifndef RANK_TOP_H
#define RANK_TOP_H

#include "rank/ranking.h"

/*
 * Fills in the impact of as many nodes as it takes to be certain of the first
 * job->top, NaN for the rest, and job->certificate. `*done` is false,
 * and nothing else changes, where there is no bound to be had.
 */
ctg_status ctg__top_impacts(ctg__job *job, double *impact, bool *done,
                            ctg_error *error);

#endif
