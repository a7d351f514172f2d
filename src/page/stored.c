#include "page/stored.h"

#include "base/assert.h"
#include "page/svg.h"

ctg__stored *ctg__stored_new(ctg_report *made, size_t rows, size_t columns)
{
    ctg__stored *const stored = ctg__report_take(made, 1, sizeof *stored);

    if (!stored)
        return NULL;
    stored->cells =
        ctg__report_take(made, rows * columns, sizeof *stored->cells);
    stored->marks = ctg__report_take(made, rows, sizeof *stored->marks);
    stored->bars = ctg__report_take(made, rows, sizeof *stored->bars);
    if (!stored->cells || !stored->marks || !stored->bars)
        return NULL;
    stored->row_count = rows;
    stored->column_count = columns;
    for (size_t r = 0; r < rows; r++)
        stored->marks[r] = "";
    return stored;
}

void ctg__stored_set(ctg__stored *stored, size_t row, size_t column,
                     ctg__value value)
{
    if (!stored)
        return;
    CTG__ASSERT(row < stored->row_count && column < stored->column_count);
    stored->cells[row * stored->column_count + column] = value;
}

void ctg__stored_mark(ctg__stored *stored, size_t row, const char *mark)
{
    if (stored)
        stored->marks[row] = mark;
}

void ctg__stored_bar(ctg__stored *stored, size_t row, double share)
{
    if (stored)
        stored->bars[row] = share;
}

static ctg__value cell_at(void *context, size_t row, size_t column)
{
    const ctg__stored *const stored = context;

    return stored->cells[row * stored->column_count + column];
}

ctg__table ctg__stored_table(ctg__stored *stored, const char *key,
                             const ctg__head *heads, size_t head_count,
                             const ctg__table_look *look)
{
    CTG__ASSERT(!stored || head_count <= stored->column_count);
    return (ctg__table){.key = key,
                        .heads = heads,
                        .head_count = head_count,
                        .row_count = stored ? stored->row_count : 0,
                        .at = cell_at,
                        .context = stored,
                        .look = look};
}

const char *ctg__stored_marked(void *stored, size_t row)
{
    return ((const ctg__stored *)stored)->marks[row];
}

void ctg__stored_draw_bar(void *stored, size_t row, ctg__text *to)
{
    ctg__svg_bar(to, ((const ctg__stored *)stored)->bars[row], "f-acc");
}

void ctg__stored_draw_loss(void *stored, size_t row, ctg__text *to)
{
    ctg__svg_bar(to, ((const ctg__stored *)stored)->bars[row], "f-now");
}
