#include "reconstruct/support.h"

#include <stdlib.h>

#include "base/assert.h"

static int by_row(const void *one, const void *other)
{
    const ctg__place *const a = one;
    const ctg__place *const b = other;

    if (a->row != b->row)
        return a->row < b->row ? -1 : 1;
    return (a->column > b->column) - (a->column < b->column);
}

/* Ordered, equal cells become one. */
static size_t merge(ctg__place *places, size_t count)
{
    size_t kept = 0;

    if (count)
        qsort(places, count, sizeof *places, by_row);
    for (size_t k = 0; k < count; k++)
        if (kept && places[kept - 1].row == places[k].row &&
            places[kept - 1].column == places[k].column)
            places[kept - 1].weight += places[k].weight;
        else
            places[kept++] = places[k];
    return kept;
}

static bool take(ctg__arena *arena, size_t count, size_t entries, bool weighted,
                 ctg__lines *lines)
{
    return TAKE(arena, lines->start, count + 1) &&
           TAKE(arena, lines->other, entries + 1) &&
           (!weighted || TAKE(arena, lines->weight, entries + 1));
}

static void fill_rows(const ctg__support *support, const ctg__place *places,
                      size_t entries)
{
    const ctg__lines *const rows = &support->rows;

    for (size_t k = 0; k < entries; k++) {
        CTG__ASSERT(places[k].row < support->count &&
                    places[k].column < support->count);
        CTG__ASSERT(!k || by_row(&places[k - 1], &places[k]) < 0);
        rows->start[places[k].row + 1]++;
        rows->other[k] = places[k].column;
        if (rows->weight)
            rows->weight[k] = places[k].weight;
    }
    for (size_t i = 0; i < support->count; i++)
        rows->start[i + 1] += rows->start[i];
}

/* In order of rows, so that each column's are ascending. */
static void fill_columns(const ctg__support *support, const ctg__place *places,
                         size_t entries)
{
    const ctg__lines *const columns = &support->columns;
    size_t *const start = columns->start;

    for (size_t k = 0; k < entries; k++)
        start[places[k].column + 1]++;
    for (size_t j = 0; j < support->count; j++)
        start[j + 1] += start[j];
    for (size_t k = 0; k < entries; k++) {
        const size_t at = start[places[k].column]++;

        columns->other[at] = places[k].row;
        if (columns->weight)
            columns->weight[at] = places[k].weight;
    }
    for (size_t j = support->count; j > 0; j--)
        start[j] = start[j - 1];
    start[0] = 0;
}

ctg_status ctg__support_make(ctg__arena *arena, size_t count, bool listed,
                             ctg__place *places, size_t place_count,
                             ctg__support *support, ctg_error *error)
{
    const size_t entries = merge(places, place_count);

    *support = (ctg__support){.count = count, .listed = listed};
    if (!take(arena, count, entries, listed, &support->rows) ||
        !take(arena, count, entries, listed, &support->columns))
        return ctg__fail_memory(error);
    fill_rows(support, places, entries);
    fill_columns(support, places, entries);
    return CTG_OK;
}

double ctg__support_weight(const ctg__support *support, size_t row,
                           size_t column)
{
    const ctg__lines *const rows = &support->rows;
    size_t low = rows->start[row];
    size_t high = rows->start[row + 1];

    if (row == column)
        return 0;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;

        if (rows->other[middle] < column)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == rows->start[row + 1] || rows->other[low] != column)
        return support->listed ? 0 : 1;
    return !support->listed ? 0 : rows->weight[low];
}

double ctg__support_size(const ctg__support *support)
{
    const double count = (double)support->count;
    const double listed = (double)ctg__support_listed(support);

    return support->listed ? listed : count * (count - 1) - listed;
}
