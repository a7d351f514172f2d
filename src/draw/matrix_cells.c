#include "draw/matrix_cells.h"

#include <float.h>
#include <math.h>
#include <string.h>

#include "base/memory.h"
#include "base/radix.h"
#include "base/ranked.h"
#include "text/csv.h"

/* Of a line of CSV, as ctg__ask_after counts them. */
enum { STEPS_A_CELL = 64 };

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

static uint64_t place_of(const ctg__crosstab_cell *cell)
{
    return (uint64_t)cell->row << 32 | cell->column;
}

static bool is_sorted(const ctg__crosstab *m)
{
    for (size_t i = 1; i < m->count; i++)
        if (place_of(&m->cells[i - 1]) > place_of(&m->cells[i]))
            return false;
    return true;
}

/* Equal places stay in the order they came in: sums are of that. */
static bool sort(ctg__crosstab *m)
{
    ctg__arena arena = {0};
    ctg__keyed *list;
    ctg__keyed *scratch;
    ctg__crosstab_cell *cells;
    const bool made = TAKE_ROOM(&arena, list, m->count + 1) &&
                      TAKE_ROOM(&arena, scratch, m->count + 1) &&
                      TAKE_ROOM(&arena, cells, m->count + 1);

    if (made) {
        for (size_t i = 0; i < m->count; i++)
            list[i] = (ctg__keyed){place_of(&m->cells[i]), i};
        ctg__sort_keyed(list, scratch, m->count);
        memcpy(cells, m->cells, m->count * sizeof *cells);
        for (size_t i = 0; i < m->count; i++)
            m->cells[i] = cells[list[i].index];
    }
    ctg__arena_clear(&arena);
    return made;
}

/* false when out of memory. */
static bool merge(ctg__crosstab *m)
{
    size_t kept = 0;

    /* Most are filled in order. */
    if (!is_sorted(m) && !sort(m))
        return false;
    for (size_t i = 0; i < m->count; i++)
        if (kept && place_of(&m->cells[kept - 1]) == place_of(&m->cells[i]))
            m->cells[kept - 1].value += m->cells[i].value;
        else
            m->cells[kept++] = m->cells[i];
    m->count = kept;
    return true;
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

    if (!merge(m))
        return ctg__fail_memory(error);
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

bool ctg__crosstab_list(const ctg__crosstab *m, ctg__asking *asking,
                        ctg__text *csv)
{
    ctg__text_print(csv, "%s,%s,value\n", m->rows.what, m->columns.what);
    for (size_t i = 0; i < m->count; i++) {
        if (!ctg__ask_after(asking, STEPS_A_CELL))
            return false;
        ctg__csv_add_cell(csv, m->rows.ids[m->cells[i].row]);
        ctg__text_add_char(csv, ',');
        ctg__csv_add_cell(csv, m->columns.ids[m->cells[i].column]);
        ctg__text_add_char(csv, ',');
        ctg__text_add_number(csv, m->cells[i].value);
        ctg__text_add_char(csv, '\n');
    }
    return true;
}
