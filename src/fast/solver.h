/* What the fast solvers share, and each of them. Inside src/fast only. */
#ifndef FAST_SOLVER_H
#define FAST_SOLVER_H

#include "fast/fast.h"

/* Fills the rows of a plan for the solvers of one rule; method, network and
 * count are set. */
ctg_status ctg__rows_make(const ctg_plan *plan, ctg__arena *arena,
                          ctg__fast *fast, ctg_error *error);

/* Which rows can change after the shocks: inner ones and sinks, ascending. */
void ctg__rows_list(ctg__fast *fast);

/* Other shocks for the same rows. */
ctg_status ctg__rows_place_shocks(const ctg_plan *plan, ctg__arena *scratch,
                                  ctg__fast *fast, ctg_error *error);

/*
 * Solves `linear` from `distress`, which must lie between h0 and 1 and be 0
 * where no shock arrives (h0 itself will do), until a sweep changes at most
 * this share of all distress, and no node by more than that. The same bits for
 * any number of threads.
 */
ctg_status ctg__linear_solve(const ctg__fast *fast, double tolerance,
                             double *distress, ctg__fast_report *report,
                             ctg_error *error);

/* Raises `distress` from h0 towards the solution of `linear`, as far as that
 * takes few entries (fast/linear_local.c). */
ctg_status ctg__linear_local(const ctg__fast *fast, double tolerance,
                             double *distress, ctg_error *error);

ctg_status ctg__threshold_solve(const ctg__fast *fast, double *distress,
                                ctg_error *error);

/* ctg__fast_base where rules are mixed. */
ctg_status ctg__mixed_base(const ctg__fast *fast, double tolerance,
                           double *distress, ctg__fast_report *report,
                           ctg_error *error);

/* ctg__fast_defaults, by solver. */
ctg_status ctg__linear_defaults(const ctg__fast_job *job, ctg_error *error);
ctg_status ctg__threshold_defaults(const ctg__fast_job *job, ctg_error *error);
ctg_status ctg__mixed_defaults(const ctg__fast_job *job, ctg_error *error);

/* What a node loses at h, in money, added up in order; `ahead` asks for later
 * h's in time. */
static inline double ctg__fast_loss(const ctg__fast *fast, const double *h,
                                    size_t node, bool ahead)
{
    const uint32_t *const column = fast->column;
    double sum = 0;

    for (size_t k = fast->start[node]; k < fast->start[node + 1]; k++) {
        if (ahead)
            __builtin_prefetch(&h[column[k + CTG__FAST_AHEAD]]);
        sum += fast->value[k] * h[column[k]];
    }
    return sum;
}

/* The distress of a node with equity that this leaves it in, by `linear`.
 * fmin() would be a call for every row. */
static inline double ctg__fast_row(const ctg__fast *fast, const double *h,
                                   size_t node, bool ahead)
{
    const double value =
        ctg__fast_loss(fast, h, node, ahead) * fast->inverse[node] +
        fast->shocked[node];

    return value < 1 ? value : 1;
}

/* Adds node i at distress h to an effect, as one of the others. */
static inline void ctg__fast_add(const ctg__fast_job *job, size_t i, double h,
                                 ctg__fast_effect *effect)
{
    const ctg__fast *const fast = job->fast;

    effect->impact += fast->equity[i] * (h - job->base[i]);
    effect->weighted += fast->network->nodes.weight[i] * (h - fast->shocked[i]);
    effect->failed += h >= CTG__FAST_FAILED;
    effect->at_one += h >= 1;
}

/* What is left of an effect without node i, which ends at h. */
static inline ctg__fast_effect ctg__fast_less(const ctg__fast_job *job,
                                              const ctg__fast_effect *all,
                                              size_t i, double h)
{
    ctg__fast_effect left = *all;
    ctg__fast_effect own = {0};

    ctg__fast_add(job, i, h, &own);
    left.impact -= own.impact;
    left.weighted -= own.weighted;
    left.failed -= own.failed;
    left.at_one -= own.at_one;
    return left;
}

/* Distress in units of CTG__FAST_UNIT. */
static inline uint64_t ctg__fast_units(double h)
{
    return (uint64_t)(h / CTG__FAST_UNIT + 0.5);
}

#endif
