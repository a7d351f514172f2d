#include "draw/matrix_cells.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/ranked.h"
#include "text/csv.h"

bool ctg__crosstab_add(ctg__crosstab *m, uint32_t row, uint32_t column,
                       double value)
{
    ctg__crosstab_cell *const grown =
        ctg__grow_array(m->cells, m->count, &m->room, 256, sizeof *grown);

    if (!grown)
        return false;
    m->cells = grown;
    if (value != 0)
        m->cells[m->count++] = (ctg__crosstab_cell){row, column, value};
    return true;
}

static int compare_cells(const void *one, const void *other)
{
    const ctg__crosstab_cell *const a = one;
    const ctg__crosstab_cell *const b = other;

    if (a->row != b->row)
        return a->row < b->row ? -1 : 1;
    return a->column < b->column ? -1 : a->column > b->column;
}

static bool is_sorted(const ctg__crosstab *m)
{
    for (size_t i = 1; i < m->count; i++)
        if (compare_cells(&m->cells[i - 1], &m->cells[i]) > 0)
            return false;
    return true;
}

static void merge(ctg__crosstab *m)
{
    size_t kept = 0;

    /* Most are filled in order. */
    if (!is_sorted(m))
        qsort(m->cells, m->count, sizeof *m->cells, compare_cells);
    for (size_t i = 0; i < m->count; i++)
        if (kept && compare_cells(&m->cells[kept - 1], &m->cells[i]) == 0)
            m->cells[kept - 1].value += m->cells[i].value;
        else
            m->cells[kept++] = m->cells[i];
    m->count = kept;
}

ctg_status ctg__crosstab_order_side(ctg__crosstab_side *side,
                                    const double *weight, size_t apart,
                                    bool leads, size_t most, ctg__arena *arena,
                                    ctg_error *error)
{
    ctg__ranked *all;
    size_t used = 0;

    if (!TAKE(arena, all, side->count + 1) ||
        !TAKE(arena, side->order, side->count + 1))
        return ctg__fail_memory(error);
    for (uint32_t i = 0; i < side->count; i++)
        all[i] = (ctg__ranked){leads && i == apart ? HUGE_VAL : weight[i], i};
    ctg__rank_amounts(all, side->count);
    for (size_t i = 0; i < side->count; i++) {
        side->order[i] = (uint32_t)all[i].index;
        used += all[i].amount != 0;
    }
    side->shown = used < most ? used : most;
    side->others = used - side->shown;
    return ctg__crosstab_group(side, weight, apart, arena, error);
}

ctg_status ctg__crosstab_order(ctg__crosstab *m, ctg__arena *arena,
                               ctg_error *error)
{
    const size_t most = m->most;
    double *weights[2]; /* what lines are ordered by */
    ctg_status status;

    merge(m);
    for (size_t i = 0; m->rows.sum && i < m->count; i++)
        m->total += m->cells[i].value;
    if (m->rows.sum) /* ordered, too */
        return CTG_OK;
    if (!TAKE(arena, m->rows.sum, m->rows.count + 1) ||
        !TAKE(arena, m->columns.sum, m->columns.count + 1) ||
        !TAKE(arena, weights[0], m->rows.count + 1) ||
        !TAKE(arena, weights[1], m->columns.count + 1))
        return ctg__fail_memory(error);
    for (size_t i = 0; i < m->count; i++) {
        const ctg__crosstab_cell *const cell = &m->cells[i];

        m->rows.sum[cell->row] += cell->value;
        m->columns.sum[cell->column] += cell->value;
        weights[0][cell->row] += fabs(cell->value);
        weights[m->square ? 0 : 1][cell->column] += fabs(cell->value);
        m->total += cell->value;
    }
    /* Not ordered with the others. */
    if (m->last_column != SIZE_MAX) {
        weights[m->square ? 0 : 1][m->last_column] = 0;
        /* What one column takes back counts in a row's place, too. */
        for (size_t i = 0; i < m->rows.count; i++)
            if (weights[0][i] > 0)
                weights[0][i] = fmax(m->rows.sum[i], DBL_MIN);
    }
    status = ctg__crosstab_order_side(&m->rows, weights[0], m->first_row, true,
                                      most + (m->first_row != SIZE_MAX), arena,
                                      error);
    if (!status)
        status =
            ctg__crosstab_order_side(&m->columns, weights[m->square ? 0 : 1],
                                     m->last_column, false, most, arena, error);
    return status;
}

void ctg__crosstab_clear(ctg__crosstab *m)
{
    ctg__release(m->cells);
    ctg__text_clear(&m->caption);
    *m = (ctg__crosstab){0};
}

void ctg__crosstab_list(const ctg__crosstab *m, ctg__text *csv)
{
    ctg__text_print(csv, "%s,%s,value\n", m->rows.what, m->columns.what);
    for (size_t i = 0; i < m->count; i++) {
        ctg__csv_add_cell(csv, m->rows.ids[m->cells[i].row]);
        ctg__text_add_char(csv, ',');
        ctg__csv_add_cell(csv, m->columns.ids[m->cells[i].column]);
        ctg__text_add_char(csv, ',');
        ctg__text_add_number(csv, m->cells[i].value);
        ctg__text_add_char(csv, '\n');
    }
}
