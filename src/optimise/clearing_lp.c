/*
 * Clearing as a linear programme: maximise the sum of payments p subject to
 * 0 <= p <= debt and p_i - sum_j part_ij p_j <= outside_i (Eisenberg and Noe,
 * Lemma 4). Every feasible p lies below the greatest clearing vector, and that
 * is feasible, so it is the only optimum.
 */
#include <math.h>

#include "optimise/clearing.h"

enum { MOST_SWEEPS = 200 };

typedef struct program {
    ctg__arena arena;
    bool *penniless; /* pays nothing, whatever its debtors pay */
    double unit;     /* the largest debt: payments are shares of it */
    double *cost;
    double *least;
    double *most;
    double *row_least;
    double *row_most;
    size_t *row;
    size_t *column;
    double *coefficient;
    double *x;
} program;

static bool take(program *p, size_t count, size_t entries)
{
    return TAKE(&p->arena, p->penniless, count + 1) &&
           TAKE(&p->arena, p->cost, count + 1) &&
           TAKE(&p->arena, p->least, count + 1) &&
           TAKE(&p->arena, p->most, count + 1) &&
           TAKE(&p->arena, p->row_least, count + 1) &&
           TAKE(&p->arena, p->row_most, count + 1) &&
           TAKE(&p->arena, p->row, count + 1) &&
           TAKE(&p->arena, p->column, entries + count + 1) &&
           TAKE(&p->arena, p->coefficient, entries + count + 1) &&
           TAKE(&p->arena, p->x, count + 1);
}

/*
 * Whose assets are below 0 has a constraint that no payment meets. Payments
 * that only ever come down from the debts bound the solution from above, so
 * whoever is below 0 on the way is so in the end, and pays nothing.
 */
static void find_penniless(program *p, const ctg__clearing *clearing)
{
    double *const payments = p->x;

    for (size_t i = 0; i < clearing->count; i++)
        payments[i] = clearing->debt[i];
    for (int sweep = 0; sweep < MOST_SWEEPS; sweep++) {
        bool moved = false;

        for (size_t i = 0; i < clearing->count; i++) {
            double assets = clearing->outside[i];
            double paid;

            for (size_t k = clearing->start[i]; k < clearing->start[i + 1]; k++)
                assets += clearing->part[k] * payments[clearing->debtor[k]];
            /* Not by rounding: a node with nothing is no reason to worry. */
            p->penniless[i] = assets < -1e-12 * fabs(clearing->outside[i]);
            paid = fmin(payments[i], fmax(0, assets));
            moved = moved || payments[i] - paid > 1e-9 * p->unit;
            payments[i] = paid;
        }
        if (!moved)
            break;
    }
}

static void fill(program *p, const ctg__clearing *clearing)
{
    size_t entries = 0;

    for (size_t i = 0; i < clearing->count; i++) {
        p->cost[i] = -1;
        p->most[i] = p->penniless[i] ? 0 : clearing->debt[i] / p->unit;
        p->row[i] = entries;
        p->row_least[i] = -HUGE_VAL;
        p->row_most[i] = HUGE_VAL;
        if (p->penniless[i] || !(clearing->debt[i] > 0))
            continue;
        p->row_most[i] = clearing->outside[i] / p->unit;
        p->column[entries] = i;
        p->coefficient[entries++] = 1;
        for (size_t k = clearing->start[i]; k < clearing->start[i + 1]; k++) {
            p->column[entries] = clearing->debtor[k];
            p->coefficient[entries++] = -clearing->part[k];
        }
    }
    p->row[clearing->count] = entries;
}

static ctg_status solve(program *p, const ctg__clearing *clearing,
                        const ctg__lp_options *options, double *payments,
                        ctg__clearing_result *result, ctg_error *error)
{
    ctg__lp lp = {.column_count = clearing->count,
                  .row_count = clearing->count};
    ctg__lp_result found;
    ctg_status status;

    if (!take(p, clearing->count, clearing->start[clearing->count]))
        return ctg__fail_memory(error);
    p->unit = 0;
    for (size_t i = 0; i < clearing->count; i++)
        p->unit = fmax(p->unit, clearing->debt[i]);
    if (!(p->unit > 0)) { /* nobody owes anything */
        for (size_t i = 0; i < clearing->count; i++)
            payments[i] = 0;
        *result = (ctg__clearing_result){0};
        return CTG_OK;
    }
    find_penniless(p, clearing);
    fill(p, clearing);
    lp.cost = p->cost;
    lp.least = p->least;
    lp.most = p->most;
    lp.row_least = p->row_least;
    lp.row_most = p->row_most;
    lp.row = p->row;
    lp.column = p->column;
    lp.coefficient = p->coefficient;
    status = ctg__lp_solve(&lp, options, p->x, NULL, &found, error);
    if (status)
        return status;
    *result = (ctg__clearing_result){.residual = found.residual};
    for (size_t i = 0; i < clearing->count; i++) {
        payments[i] = p->x[i] * p->unit;
        result->paid += payments[i];
    }
    return CTG_OK;
}

ctg_status ctg__clearing_solve(const ctg__clearing *clearing,
                               const ctg__lp_options *options, double *payments,
                               ctg__clearing_result *result, ctg_error *error)
{
    program p = {0};
    const ctg_status status =
        solve(&p, clearing, options, payments, result, error);

    ctg__arena_clear(&p.arena);
    return status;
}
