/* What the fast solvers share, and each of them. Inside src/fast only. */
#ifndef FAST_SOLVER_H
#define FAST_SOLVER_H

#include "fast/fast.h"

/* Fills the rows of a plan for the solvers of one rule; method, network and
 * count are set. `share`: they may be the network's own. */
ctg_status ctg__rows_make(const ctg_plan *plan, bool share, ctg__arena *arena,
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

/* Where the rows of a plan are the network's exposures; else *shared is false,
 * and nothing else changes. */
void ctg__rows_share(const ctg_plan *plan, ctg__fast *fast, bool *shared);

/* What entry *k and those parallel to it come to; *k is the last of them. */
static inline double ctg__fast_value(const ctg__fast *fast, size_t *k,
                                     size_t end, bool scaled, bool parallel)
{
    const double *const value = fast->value;
    const double scale = scaled ? fast->scale : 1;
    double sum = scaled ? value[*k] * scale : value[*k];

    while (parallel && *k + 1 < end &&
           fast->column[*k] == fast->column[*k + 1]) {
        ++*k;
        sum += scaled ? value[*k] * scale : value[*k];
    }
    return sum;
}

/* The same where time does not matter. */
static inline double ctg__fast_next_value(const ctg__fast *fast, size_t *k,
                                          size_t end)
{
    return ctg__fast_value(fast, k, end, fast->scale != 0, fast->entries != 0);
}

/* Entries of all rows, and of one, those on one debtor as one. */
static inline size_t ctg__fast_entries(const ctg__fast *fast)
{
    return fast->entries ? fast->entries : fast->start[fast->count];
}

static inline size_t ctg__fast_row_entries(const ctg__fast *fast, size_t node)
{
    size_t count = fast->start[node + 1] - fast->start[node];

    for (size_t k = fast->start[node] + 1;
         fast->entries && k < fast->start[node + 1]; k++)
        count -= fast->column[k - 1] == fast->column[k];
    return count;
}

static inline double ctg__fast_inverse(const ctg__fast *fast, size_t node)
{
    const double equity = fast->equity[node];

    if (fast->inverse)
        return fast->inverse[node];
    return equity > 0 ? 1 / equity : 0;
}

static inline bool ctg__fast_owes(const ctg__fast *fast, size_t node)
{
    const size_t *const start = fast->network->exposures.debtor_start;

    return fast->owes ? fast->owes[node] : start[node] < start[node + 1];
}

static inline double ctg__fast_add_row(const ctg__fast *fast, const double *h,
                                       size_t node, bool scaled, bool parallel,
                                       bool ahead)
{
    const uint32_t *const column = fast->column;
    const size_t end = fast->start[node + 1];
    double sum = 0;

    for (size_t k = fast->start[node]; k < end; k++) {
        const double *const of = &h[column[k]];

        if (ahead)
            __builtin_prefetch(&h[column[k + CTG__FAST_AHEAD]]);
        sum += ctg__fast_value(fast, &k, end, scaled, parallel) * *of;
    }
    return sum;
}

/* What a node loses at h, in money, added up in order; `ahead` asks for later
 * h's in time: so many columns follow. */
static inline double ctg__fast_loss(const ctg__fast *fast, const double *h,
                                    size_t node, bool ahead)
{
    if (fast->entries)
        return ctg__fast_add_row(fast, h, node, fast->scale != 0, true, ahead);
    return fast->scale != 0
               ? ctg__fast_add_row(fast, h, node, true, false, ahead)
               : ctg__fast_add_row(fast, h, node, false, false, ahead);
}

/* The distress of a node with equity that this leaves it in, by `linear`.
 * fmin() would be a call for every row. */
static inline double ctg__fast_row(const ctg__fast *fast, const double *h,
                                   size_t node, bool ahead)
{
    const double value =
        ctg__fast_loss(fast, h, node, ahead) * ctg__fast_inverse(fast, node) +
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
