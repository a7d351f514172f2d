#include "reconstruct/entropy.h"

#include <math.h>

#include "base/memory.h"

ctg_status ctg__entropy_find(ctg__arena *arena, const ctg_totals *totals,
                             const ctg_reconstruct_options *options,
                             ctg__entropy *made, ctg_error *error)
{
    const ctg__blocks *const blocks = &totals->blocks;

    *made = (ctg__entropy){
        .totals = totals,
        .problem = {.support = &totals->support,
                    .claims = totals->claims,
                    .debts = totals->debts,
                    .total = totals->total,
                    .row_part = totals->row_part,
                    .column_part = totals->column_part,
                    .part_count = totals->part_count,
                    .group = blocks->count ? blocks->group : NULL,
                    .group_count = blocks->count,
                    .block_sum = blocks->sum,
                    .error = options->error,
                    .iterations = options->iterations,
                    .progress = options->progress,
                    .progress_context = options->progress_context}};
    made->scaling.converged = true;
    if (totals->tight != SIZE_MAX)
        return CTG_OK;
    return ctg__scaling_find(arena, &made->problem, &made->scaling, error);
}

ctg_status ctg__entropy_need(ctg__arena *arena, const ctg_totals *totals,
                             const ctg_reconstruct_options *options,
                             ctg__entropy *made, ctg_error *error)
{
    const ctg_status status =
        ctg__entropy_find(arena, totals, options, made, error);

    if (!status && made->scaling.error > CTG__EXCESS_SHARE)
        return ctg__fail(error, CTG_NO_SOLUTION,
                         "ras, which this starts from, is still off by %.3g of "
                         "the total after %zu iterations",
                         made->scaling.error, made->scaling.iterations);
    return status;
}

double ctg__entropy_at(const ctg__entropy *entropy, size_t row, size_t column)
{
    const ctg_totals *const totals = entropy->totals;

    if (totals->tight == SIZE_MAX)
        return ctg__scaling_at(&entropy->scaling, row, column);
    if (row == column)
        return 0;
    if (column == totals->tight)
        return totals->claims[row];
    return row == totals->tight ? totals->debts[column] : 0;
}

/* Lines by part, less cells that are not free. */
static double count_dense(const ctg_totals *totals, double *rows,
                          double *columns)
{
    const ctg__lines *const barred = &totals->support.rows;
    double count = 0;

    for (size_t i = 0; i < totals->count; i++) {
        if (totals->row_part[i] != CTG_NONE)
            rows[totals->row_part[i]]++;
        if (totals->column_part[i] != CTG_NONE)
            columns[totals->column_part[i]]++;
    }
    for (size_t p = 0; p < totals->part_count; p++)
        count += rows[p] * columns[p];
    for (size_t i = 0; i < totals->count; i++) {
        if (totals->row_part[i] == CTG_NONE)
            continue;
        count -= totals->row_part[i] == totals->column_part[i];
        for (size_t k = barred->start[i]; k < barred->start[i + 1]; k++)
            count -=
                totals->row_part[i] == totals->column_part[barred->other[k]];
    }
    return count;
}

static double count_listed(const ctg__entropy *entropy)
{
    const ctg__lines *const rows = &entropy->totals->support.rows;
    double count = 0;

    for (size_t i = 0; i < entropy->totals->count; i++)
        for (size_t k = rows->start[i]; k < rows->start[i + 1]; k++)
            count += ctg__entropy_at(entropy, i, rows->other[k]) > 0;
    return count;
}

static double count_tight(const ctg_totals *totals)
{
    double count = 0;

    for (size_t i = 0; i < totals->count; i++)
        if (i != totals->tight)
            count += (totals->claims[i] > 0) + (totals->debts[i] > 0);
    return count;
}

double ctg__entropy_count(const ctg__entropy *entropy)
{
    const ctg_totals *const totals = entropy->totals;
    ctg__arena scratch = {0};
    double *rows;
    double *columns;
    double count = (double)NAN;

    if (totals->tight != SIZE_MAX)
        return count_tight(totals);
    if (totals->support.listed)
        return count_listed(entropy);
    if (TAKE(&scratch, rows, totals->part_count + 1) &&
        TAKE(&scratch, columns, totals->part_count + 1))
        count = count_dense(totals, rows, columns);
    ctg__arena_clear(&scratch);
    return count;
}
