/*
 * Coalitions of nodes: those in it default, the others are not shocked and
 * fail if the cascade reaches them.
 */
#ifndef RANK_COALITION_H
#define RANK_COALITION_H

#include "base/asking.h"
#include "fast/fast.h"
#include "rank/game.h"
#include "rank/ranking.h"

/*
 * The loss game: v(S) = equity lost in the plan's scenario with the default
 * of every node of S, less without: of all nodes, or (`own` false) of those
 * that are not in S.
 */
typedef struct ctg__coalition {
    ctg__game game; /* its context is this struct: do not move it */
    const ctg_plan *plan;
    ctg__fast fast;
    bool is_fast; /* else by rounds */
    bool own;
    double *base; /* per node: equity lost without defaults */
    double *left; /* per node: equity that is left then */
    size_t cascades;
    size_t unconverged;
    uint64_t others;   /* nodes outside, summed over cascades */
    uint64_t at_one;   /* those of them with h = 1 */
    ctg_status status; /* of the first cascade that failed */
    ctg_error error;
    double seconds_most; /* as asked for; 0: any */
    ctg__asking asking;  /* sets to be valued */
} ctg__coalition;

ctg_status ctg__coalition_init(ctg__coalition *coalition, ctg__job *job,
                               bool own, ctg_error *error);

/*
 * Refuses, with CTG_NO_SOLUTION and the time it takes, to value so many sets
 * where that would be longer than options->seconds_most; a few are valued to
 * know. Progress counts towards `sets` from here on.
 */
ctg_status ctg__coalition_expect(ctg__coalition *coalition, double sets,
                                 ctg_error *error);

/* Counts cascades in job->saturation, and gives a failure its own words. */
ctg_status ctg__coalition_end(ctg__coalition *coalition, ctg__job *job,
                              ctg_status status, ctg_error *error);

#endif
