/* Columns of a graph from memory: their names, rows and cells. */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "base/assert.h"
#include "base/memory.h"
#include "read/builder.h"
#include "read/column_name.h"

/* --- places ----------------------------------------------------------------
 */

typedef struct row_source {
    ctg__source source;
    ctg_table table;
    size_t first_row;
    char shown[]; /* with a colon behind it; or "" */
} row_source;

static void place(const ctg__source *source, size_t row, const char *column,
                  char *text, size_t size)
{
    const row_source *const self = (const void *)source;

    snprintf(text, size, "%s%s:%zu%s%s", self->shown,
             ctg_table_name(self->table), row + self->first_row,
             column ? ":" : "", column ? column : "");
}

static void release_source(ctg__source *source)
{
    ctg__release(source);
}

static ctg_status add_source(const ctg_builder *builder, ctg_table table,
                             ctg_error *error)
{
    const char *const shown = builder->graph->shown;
    const size_t room = strlen(shown) + 2;
    row_source *const made = ctg__allocate(sizeof *made + room);

    if (!made)
        return ctg__fail_memory(error);
    *made = (row_source){.source = {place, release_source},
                         .table = table,
                         .first_row = builder->first_row};
    snprintf(made->shown, room, "%s%s", shown, *shown ? ":" : "");
    builder->graph->tables[table].source = &made->source;
    return CTG_OK;
}

/* --- columns ---------------------------------------------------------------
 */

ctg_status ctg__built_rows(ctg_builder *builder, ctg_table table,
                           const char *column, size_t count, ctg_error *error)
{
    ctg__rows *rows;
    ctg_status status;

    if ((unsigned)table >= CTG_TABLE_COUNT)
        return ctg__fail(error, CTG_BAD_ARGUMENT, "no table %u",
                         (unsigned)table);
    if (count >= UINT32_MAX - 1)
        return ctg__fail(error, CTG_BAD_ARGUMENT, "too many %s: %zu",
                         ctg_table_name(table), count);
    rows = &builder->graph->tables[table];
    if (builder->begun[table])
        return rows->row_count == count
                   ? CTG_OK
                   : ctg__fail(error, CTG_BAD_ARGUMENT,
                               "%s: '%s' has %zu rows, the columns before it "
                               "have %zu",
                               ctg_table_name(table), column, count,
                               rows->row_count);
    status = add_source(builder, table, error);
    if (!status)
        status = ctg__graph_reserve(builder->graph, table, count, error);
    if (status)
        return status;
    rows->row_count = count;
    builder->begun[table] = true;
    return CTG_OK;
}

/* The name that the graph has the column under; CTG_BAD_INPUT says why none. */
static ctg_status judge_name(ctg_table table, const char **name,
                             ctg_error *fault)
{
    const size_t length = strlen(*name);
    const size_t known = ctg__column_find(table, *name, length);
    char hint[CTG__DOUBT_ROOM];
    size_t count;

    if (!length)
        return ctg__fail(fault, CTG_BAD_INPUT, "a column without a name");
    if (known != SIZE_MAX) {
        *name = ctg__column_specs(table, &count)[known].name;
        return CTG_OK;
    }
    if (ctg__graph_check_text("a column's name", *name, length, fault))
        return CTG_BAD_INPUT;
    if (ctg__column_doubt(table, *name, length, false, hint))
        return ctg__fail(fault, CTG_BAD_INPUT,
                         "'%s' is no column of %s%s (an attribute needs "
                         "another name)",
                         *name, ctg_table_name(table), hint);
    return CTG_OK;
}

ctg_status ctg__built_column(ctg_builder *builder, ctg_table table,
                             const char *column, size_t *index,
                             ctg_error *error)
{
    const ctg__rows *const rows = &builder->graph->tables[table];
    const char *name = column;
    ctg_error fault;
    size_t there;

    *index = SIZE_MAX;
    if (judge_name(table, &name, &fault)) {
        ctg__built_blame(builder, table, column, fault.message);
        return CTG_OK;
    }
    there = ctg__graph_find_column(builder->graph, table, name);
    if (there != SIZE_MAX &&
        (rows->columns[there].number || rows->columns[there].word)) {
        ctg__built_blame(builder, table, column, "the column is there twice");
        return CTG_OK;
    }
    return ctg__graph_need_column(builder->graph, table, name, strlen(name),
                                  index, error);
}

/* --- cells -----------------------------------------------------------------
 */

static ctg_status fill_parsed(ctg_builder *builder, ctg_table table,
                              size_t column, size_t first, size_t count,
                              const ctg__lent *lent, ctg_error *error)
{
    for (size_t row = 0; row < count; row++) {
        size_t length = 0;
        const char *const text = lent->text(lent, row, &length);
        ctg_error fault;
        ctg_status status;

        if (!text || !length)
            continue;
        status = ctg__graph_set_text(builder->graph, table, first + row, column,
                                     text, length, &fault);
        if (status == CTG_BAD_INPUT)
            ctg__built_blame_cell(builder, table, column, first + row, &fault);
        else if (status)
            return ctg__fail_memory(error);
    }
    return CTG_OK;
}

/* From here on not every whole number is a double. */
#define DIGITS_END 0x1p53

/* Numbers as they are, up to one that is not finite; returns its row. */
static size_t copy_numbers(const ctg__lent *lent, size_t from, size_t count,
                           double *to)
{
    const char *const values = lent->values;

    for (size_t row = from; row < count; row++) {
        double value;

        memcpy(&value, values + (ptrdiff_t)row * lent->stride, sizeof value);
        if (!isfinite(value))
            return row;
        to[row] = value;
    }
    return count;
}

/* A number that is no plain one of a column of numbers. */
static ctg_status set_number(ctg_builder *builder, ctg_table table,
                             size_t column, size_t row, double value,
                             ctg_error *error)
{
    const ctg__column *const target =
        &builder->graph->tables[table].columns[column];
    ctg_error fault;
    ctg_status status;

    status = !target->number && fabs(value) >= DIGITS_END
                 ? ctg__fail(&fault, CTG_BAD_INPUT,
                             "%s is %.17g, whose last digits a number may "
                             "have lost: give it as text",
                             target->name, value)
                 : ctg__graph_set_number(builder->graph, table, row, column,
                                         value, &fault);
    if (status == CTG_BAD_INPUT)
        ctg__built_blame_cell(builder, table, column, row, &fault);
    else if (status)
        return ctg__fail_memory(error);
    return CTG_OK;
}

static ctg_status fill_numbers(ctg_builder *builder, ctg_table table,
                               size_t column, size_t first, size_t count,
                               const ctg__lent *lent, ctg_error *error)
{
    const ctg__column *const target =
        &builder->graph->tables[table].columns[column];
    const bool plain = target->number && target->spec->type != CTG__FLAG;
    ctg_status status = CTG_OK;

    for (size_t row = 0; row < count && !status; row++) {
        double value;

        if (plain && lent->doubles)
            row = copy_numbers(lent, row, count, target->number + first);
        if (row == count)
            break;
        value = lent->number(lent, row);
        if (isnan(value))
            continue;
        if (plain && !isinf(value))
            target->number[first + row] = value;
        else
            status =
                set_number(builder, table, column, first + row, value, error);
    }
    return status;
}

ctg_status ctg__built_fill(ctg_builder *builder, ctg_table table, size_t column,
                           size_t first, size_t count, const ctg__lent *lent,
                           ctg_error *error)
{
    const ctg__rows *const rows = &builder->graph->tables[table];

    CTG__ASSERT(first + count <= rows->row_count);
    if (!lent->text)
        return fill_numbers(builder, table, column, first, count, lent, error);
    if (!rows->columns[column].word)
        return fill_parsed(builder, table, column, first, count, lent, error);
    if (lent->codes)
        return ctg__built_coded(builder, table, column, first, count,
                                lent->codes, error);
    return ctg__built_words(builder, table, column, first, count, lent, error);
}
