#include "reconstruct/block_lp.h"

#include <math.h>

#include "base/arena.h"
#include "bridge/lp.h"

typedef struct programme {
    ctg__arena arena;
    ctg__lp lp;
    double *cost;
    double *x;
} programme;

/* Rows: claims, debts, then blocks whose sums are known. Money is in units of
 * the total, as solvers have tolerances. */
static void fill_row(const ctg_totals *totals, const ctg_cell_bound *cells,
                     size_t count, size_t row, size_t *column, size_t *used)
{
    const ctg__blocks *const blocks = &totals->blocks;
    const size_t nodes = totals->count;

    for (size_t k = 0; k < count; k++) {
        const size_t i = cells[k].creditor;
        const size_t j = cells[k].debtor;
        const size_t block =
            blocks->group[i] * blocks->count + blocks->group[j];

        if (row < nodes ? i == row
                        : (row < 2 * nodes ? j == row - nodes
                                           : block == row - 2 * nodes))
            column[(*used)++] = k;
    }
}

static double sum_of_row(const ctg_totals *totals, size_t row)
{
    const size_t nodes = totals->count;
    const double sum = row < nodes       ? totals->claims[row]
                       : row < 2 * nodes ? totals->debts[row - nodes]
                                         : totals->blocks.sum[row - 2 * nodes];

    return totals->total > 0 ? sum / totals->total : sum;
}

static bool fill(programme *p, const ctg_totals *totals,
                 const ctg_cell_bound *cells, size_t count)
{
    const size_t groups = totals->blocks.count;
    const size_t rows = 2 * totals->count + groups * groups;
    double *sums;
    double *least;
    double *most;
    double *ones;
    size_t *start;
    size_t *column;
    size_t used = 0;
    size_t made = 0;

    if (!TAKE(&p->arena, sums, rows + 1) || !TAKE(&p->arena, start, rows + 1) ||
        !TAKE(&p->arena, column, 3 * count + 1) ||
        !TAKE(&p->arena, ones, 3 * count + 1) ||
        !TAKE(&p->arena, least, count + 1) ||
        !TAKE(&p->arena, most, count + 1) ||
        !TAKE(&p->arena, p->cost, count + 1) ||
        !TAKE(&p->arena, p->x, count + 1))
        return false;
    for (size_t row = 0; row < rows; row++) {
        if (isnan(sum_of_row(totals, row)))
            continue;
        sums[made] = sum_of_row(totals, row);
        start[made++] = used;
        fill_row(totals, cells, count, row, column, &used);
    }
    start[made] = used;
    for (size_t k = 0; k < used; k++)
        ones[k] = 1;
    for (size_t k = 0; k < count; k++)
        most[k] = 1;
    p->lp = (ctg__lp){.column_count = count,
                      .cost = p->cost,
                      .least = least,
                      .most = most,
                      .row_count = made,
                      .row_least = sums,
                      .row_most = sums,
                      .row = start,
                      .column = column,
                      .coefficient = ones};
    return true;
}

static ctg_status solve(programme *p, size_t cell, double sign,
                        const ctg_reconstruct_options *options, double *value,
                        ctg_error *error)
{
    const ctg__lp_options how = {.method = CTG__LP_PRIMAL,
                                 .progress = options->progress,
                                 .progress_context = options->progress_context};
    ctg__lp_result result;
    ctg_status status;

    p->cost[cell] = sign;
    status = ctg__lp_solve(&p->lp, &how, p->x, NULL, &result, error);
    p->cost[cell] = 0;
    *value = p->x[cell];
    return status;
}

ctg_status ctg__block_bounds(const ctg_totals *totals, ctg_cell_bound *cells,
                             size_t count,
                             const ctg_reconstruct_options *options,
                             ctg_error *error)
{
    programme p = {0};
    ctg_status status = CTG_OK;

    if (!count)
        return CTG_OK;
    if (!fill(&p, totals, cells, count))
        status = ctg__fail_memory(error);
    for (size_t k = 0; !status && k < count; k++) {
        status = solve(&p, k, 1, options, &cells[k].low, error);
        if (!status)
            status = solve(&p, k, -1, options, &cells[k].high, error);
        cells[k].low = fmax(0, cells[k].low) * totals->total;
        cells[k].high = fmax(0, cells[k].high) * totals->total;
    }
    ctg__arena_clear(&p.arena);
    if (status == CTG_NO_SOLUTION)
        return ctg__fail(error, CTG_NO_SOLUTION,
                         "no network has these totals and these sums of "
                         "blocks");
    return status;
}
