#include "read/builder.h"

#include <stdint.h>
#include <string.h>

#include "base/memory.h"
#include "read/graph_format.h"
#include "text/text.h"

bool ctg_column_at(ctg_table table, size_t index, ctg_column *column)
{
    size_t count;
    const ctg__column_spec *spec;

    if ((unsigned)table >= CTG_TABLE_COUNT)
        return false;
    spec = ctg__column_specs(table, &count);
    if (index >= count)
        return false;
    *column = (ctg_column){
        .name = spec[index].name,
        .is_number = spec[index].type == CTG__NUMBER ||
                     spec[index].type == CTG__FLAG ||
                     spec[index].type == CTG__LEVERAGE,
        .needed = spec[index].needed,
        .meaning = spec[index].meaning,
    };
    return true;
}

/* --- a builder -------------------------------------------------------------
 */

static ctg_status begin(ctg_builder *builder, const char *shown,
                        ctg_error *error)
{
    ctg_status status = ctg__graph_new(&builder->graph, error);

    if (status)
        return status;
    builder->graph->shown = ctg__copy_text(shown, strlen(shown));
    if (!builder->problems)
        builder->problems = builder->own = ctg_problems_new();
    if (!builder->graph->shown || !builder->problems)
        return ctg__fail_memory(error);
    builder->before = ctg_problems_count(builder->problems, CTG_REJECTED);
    return CTG_OK;
}

ctg_status ctg_builder_new(const char *shown, size_t first_row,
                           ctg_problems *problems, ctg_builder **builder,
                           ctg_error *error)
{
    ctg_builder *const made = ctg__allocate(sizeof *made);
    ctg_status status;

    if (!made)
        return ctg__fail_memory(error);
    *made = (ctg_builder){.problems = problems, .first_row = first_row};
    status = begin(made, shown ? shown : "", error);
    if (status) {
        ctg_builder_free(made);
        return status;
    }
    *builder = made;
    return CTG_OK;
}

void ctg_builder_free(ctg_builder *builder)
{
    if (!builder)
        return;
    ctg_graph_free(builder->graph);
    ctg_problems_free(builder->own);
    ctg__release(builder->coded);
    ctg__release(builder);
}

ctg_status ctg_builder_about(ctg_builder *builder, const ctg_about *about,
                             ctg_error *error)
{
    static const char *const names[] = {"title", "unit", "date", "source"};
    const char *const texts[] = {about->title, about->unit, about->date,
                                 about->source};
    ctg_status status = CTG_OK;

    for (size_t i = 0; !status && i < 4; i++) {
        if (!texts[i])
            continue;
        if (ctg__graph_check_text(names[i], texts[i], strlen(texts[i]), error))
            return ctg__fail(error, CTG_BAD_ARGUMENT, "%s is not valid UTF-8",
                             names[i]);
        status = ctg__graph_set_about(builder->graph, i, texts[i], error);
    }
    return status;
}

/* --- columns as callers have them ------------------------------------------
 */

/* Rows, then the column, then its cells. */
static ctg_status take(ctg_builder *builder, ctg_table table,
                       const char *column, size_t count, const ctg__lent *lent,
                       ctg_error *error)
{
    size_t index = SIZE_MAX;
    ctg_status status = ctg__built_rows(builder, table, column, count, error);

    if (!status)
        status = ctg__built_column(builder, table, column, &index, error);
    if (status || index == SIZE_MAX)
        return status;
    return ctg__built_fill(builder, table, index, 0, count, lent, error);
}

static const char *text_between(const ctg__lent *lent, size_t row,
                                size_t *length)
{
    const int64_t *const offsets = lent->offsets;

    *length = (size_t)(offsets[row + 1] - offsets[row]);
    return (const char *)lent->values + offsets[row];
}

ctg_status ctg_builder_texts(ctg_builder *builder, ctg_table table,
                             const char *column, size_t count,
                             const char *bytes, const int64_t *offsets,
                             ctg_error *error)
{
    const ctg__lent lent = {
        .text = text_between, .values = bytes ? bytes : "", .offsets = offsets};

    for (size_t row = 0; row < count; row++)
        if (offsets[row] < 0 || offsets[row + 1] < offsets[row])
            return ctg__fail(error, CTG_BAD_ARGUMENT,
                             "'%s': the offsets fall at row %zu", column, row);
    return take(builder, table, column, count, &lent, error);
}

ctg_status ctg_builder_codes(ctg_builder *builder, ctg_table table,
                             const char *column, size_t count,
                             const int32_t *codes, size_t category_count,
                             const char *const *categories, ctg_error *error)
{
    ctg__codes lent = {codes, category_count, categories, NULL};
    ctg_status status = ctg__codes_check(&lent, count, column, error);

    if (!status)
        status = take(builder, table, column, count,
                      &(ctg__lent){.text = ctg__text_of_code, .codes = &lent},
                      error);
    ctg__release(lent.found);
    return status;
}

static double number_at(const ctg__lent *lent, size_t row)
{
    double value;

    memcpy(&value, (const char *)lent->values + (ptrdiff_t)row * lent->stride,
           sizeof value);
    return value;
}

ctg_status ctg_builder_numbers(ctg_builder *builder, ctg_table table,
                               const char *column, size_t count,
                               const double *values, ptrdiff_t stride,
                               ctg_error *error)
{
    const ctg__lent lent = {.number = number_at,
                            .values = values,
                            .stride = stride,
                            .doubles = true};

    return take(builder, table, column, count, &lent, error);
}

/* --- the end ---------------------------------------------------------------
 */

static void blame_missing(const ctg_builder *builder, ctg_table table)
{
    const ctg__rows *const rows = &builder->graph->tables[table];
    ctg__text text = {0};

    for (size_t c = 0; c < rows->column_count; c++) {
        const ctg__column *const column = &rows->columns[c];

        if (!column->spec || !column->spec->needed || column->number ||
            column->word)
            continue;
        text.length = 0;
        ctg__text_print(&text, "no column '%s' (%s)", column->name,
                        column->spec->meaning);
        ctg__built_blame(builder, table, NULL, ctg__text_string(&text));
    }
    ctg__text_clear(&text);
}

ctg_status ctg_builder_finish(ctg_builder *builder, ctg_graph **graph,
                              ctg_error *error)
{
    ctg_status status;

    for (int t = 0; t < CTG_TABLE_COUNT; t++)
        if (builder->begun[t] || t == CTG_NODES)
            blame_missing(builder, (ctg_table)t);
    status = ctg__addresses_unite(*builder->graph->shown ? builder->graph->shown
                                                         : "graph",
                                  builder->graph, builder->problems, error);
    if (!status)
        status =
            ctg__problems_verdict(builder->problems, builder->before, error);
    if (!status) {
        *graph = builder->graph;
        builder->graph = NULL;
    }
    ctg_builder_free(builder);
    return status;
}
