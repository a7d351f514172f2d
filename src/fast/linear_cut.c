/*
 * A plane above what `linear` comes to (docs/fast.md, The tail alone).
 *
 * Let S be the nodes that end at 1 from `at`, U the others, v equities, and y
 * at least v + transpose(W) y on U, 0 on S. From any h0, h <= h0 + W h on U
 * and h <= 1 on S, so
 *
 *     v.h <= (y - transpose(W_UU) y).h_U + v.h_S
 *         <= y.h0_U + (v_S + transpose(W_US) y).h_S
 *         <= y.h0_U + sum over S of (v + transpose(W) y)
 *
 * whatever the spectral radius of W. From `at` itself all of these are
 * equalities but for the rounding that y has to spare.
 */
#include <math.h>
#include <string.h>

#include "fast/solver.h"

enum { SWEEPS_MOST = 3000 };

/* What y has to spare at each node, as a share of the mean equity. */
static const double spare = 1e-9;

typedef struct cutting {
    const ctg__fast *fast;
    const double *h; /* the end from `at` */
    double *y;
    double *next;
    ctg__asking *asking;
} cutting;

/* next = v + transpose(W) y, over all nodes. */
static void pull(const cutting *c)
{
    const ctg__fast *const fast = c->fast;

    memcpy(c->next, fast->equity, fast->count * sizeof *c->next);
    for (size_t i = 0; i < fast->count; i++) {
        const double share = ctg__fast_inverse(fast, i) * c->y[i];

        if (share == 0)
            continue;
        for (size_t k = fast->start[i]; k < fast->start[i + 1]; k++) {
            double *const next = &c->next[fast->column[k]];

            *next += ctg__fast_next_value(fast, &k, fast->start[i + 1]) * share;
        }
    }
}

/* y is at least v + transpose(W) y on U, all numbers; next is that. */
static bool is_enough(const cutting *c)
{
    for (size_t j = 0; j < c->fast->count; j++)
        if (c->h[j] < 1 && !(c->y[j] < HUGE_VAL && c->y[j] >= c->next[j]))
            return false;
    return true;
}

/* Sweeps from below towards a solution with something to spare at each node,
 * up to the first that is enough. Not found: there is none, or it is far. */
static ctg_status find_y(const cutting *c, bool *found, ctg_error *error)
{
    const size_t count = c->fast->count;
    double slack = 0;

    for (size_t j = 0; j < count; j++) {
        slack += spare * c->fast->equity[j] / (double)count;
        c->y[j] = 0;
    }
    pull(c);
    for (int sweep = 0; sweep < SWEEPS_MOST && !is_enough(c); sweep++) {
        if (!ctg__ask_after(c->asking, count + ctg__fast_entries(c->fast)))
            return ctg__fail(error, CTG_CANCELLED, "stopped");
        for (size_t j = 0; j < count; j++)
            c->y[j] = c->h[j] < 1 ? c->next[j] + slack : 0;
        pull(c);
    }
    *found = is_enough(c);
    return CTG_OK;
}

static ctg_status cut(const ctg__fast *fast, const double *at,
                      ctg__asking *asking, ctg__arena *scratch, double *slope,
                      double *all, bool *found, ctg_error *error)
{
    ctg__fast from = *fast;
    cutting c = {.fast = fast, .y = slope, .asking = asking};
    ctg__fast_report report;
    double *h;
    ctg_status status;

    if (!TAKE(scratch, h, fast->count + 1) ||
        !TAKE(scratch, c.next, fast->count + 1) ||
        !TAKE(scratch, from.shocked, fast->count + 1) ||
        !TAKE(scratch, from.inner, fast->count + 1) ||
        !TAKE(scratch, from.sinks, fast->count + 1))
        return ctg__fail_memory(error);
    memcpy(from.shocked, at, fast->count * sizeof *at);
    memcpy(h, at, fast->count * sizeof *at);
    ctg__rows_list(&from);
    status = ctg__linear_solve(&from, CTG__FAST_TOLERANCE, h, &report, error);
    c.h = h;
    *found = false;
    if (!status)
        status = find_y(&c, found, error);
    *all = 0;
    for (size_t j = 0; *found && j < fast->count; j++)
        if (h[j] >= 1)
            *all += c.next[j];
    return status;
}

ctg_status ctg__linear_cut(const ctg__fast *fast, const double *at,
                           ctg__asking *asking, double *slope, double *all,
                           bool *found, ctg_error *error)
{
    ctg__arena scratch = {0};
    const ctg_status status =
        cut(fast, at, asking, &scratch, slope, all, found, error);

    ctg__arena_clear(&scratch);
    return status;
}
