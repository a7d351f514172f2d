#include "read/elements.h"

#include <math.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "base/memory.h"
#include "base/message.h"

/* Where each row stood: the line, where there are lines, and its name. */
struct ctg__element_source {
    ctg__source source;
    const ctg_graph *graph;
    ctg_table table;
    size_t *lines;
    ctg_word *names; /* of edges; 0: none */
    size_t room;
    char shown[];
};

static void place(const ctg__source *source, size_t row, const char *column,
                  char *text, size_t size)
{
    const ctg__element_source *const self = (const void *)source;
    const ctg_graph *const graph = self->graph;
    const size_t line = row < self->room ? self->lines[row] : 0;
    char where[32] = "";

    (void)column;
    if (line)
        snprintf(where, sizeof where, ":%zu", line);
    if (self->table == CTG_NODES)
        snprintf(text, size, "%s%s: node '%s'", self->shown, where,
                 ctg_graph_node_id(graph, (ctg_node)row));
    else if (row < self->room && self->names[row])
        snprintf(text, size, "%s%s: edge '%s'", self->shown, where,
                 ctg__graph_text(graph, self->names[row]));
    else
        snprintf(text, size, "%s%s: edge '%s' -> '%s'", self->shown, where,
                 ctg__elements_word(graph, CTG_EXPOSURES,
                                    CTG__EXPOSURE_DEBTOR, row),
                 ctg__elements_word(graph, CTG_EXPOSURES,
                                    CTG__EXPOSURE_CREDITOR, row));
}

static void release(ctg__source *source)
{
    ctg__element_source *const self = (void *)source;

    ctg__release(self->lines);
    ctg__release(self->names);
    ctg__release(self);
}

static ctg_status make_source(ctg__elements *elements, ctg_table table,
                              ctg__element_source **source, ctg_error *error)
{
    const char *const shown = elements->input->shown;
    ctg__element_source *const made =
        ctg__allocate(sizeof *made + strlen(shown) + 1);

    if (!made)
        return ctg__fail_memory(error);
    *made = (ctg__element_source){.source = {place, release},
                                  .graph = elements->graph,
                                  .table = table};
    memcpy(made->shown, shown, strlen(shown) + 1);
    elements->graph->tables[table].source = &made->source;
    *source = made;
    return CTG_OK;
}

static ctg_status need(ctg_graph *graph, ctg_table table, size_t column,
                       ctg_error *error)
{
    size_t count;
    const char *const name = ctg__column_specs(table, &count)[column].name;

    return ctg__graph_need_column(graph, table, name, strlen(name), &column,
                                  error);
}

ctg_status ctg__elements_begin(ctg__elements *elements, ctg__input *input,
                               ctg_graph *graph, ctg_problems *problems,
                               ctg_error *error)
{
    ctg_status status = CTG_OK;

    *elements = (ctg__elements){
        .input = input, .graph = graph, .problems = problems};
    if (!input->nodes_given) {
        status = make_source(elements, CTG_NODES, &elements->nodes, error);
        if (!status)
            status = need(graph, CTG_NODES, CTG__NODE_ID, error);
    }
    if (!status)
        status = make_source(elements, CTG_EXPOSURES, &elements->edges, error);
    if (!status)
        status = need(graph, CTG_EXPOSURES, CTG__EXPOSURE_DEBTOR, error);
    if (!status)
        status = need(graph, CTG_EXPOSURES, CTG__EXPOSURE_CREDITOR, error);
    if (!status)
        status = need(graph, CTG_EXPOSURES, CTG__EXPOSURE_AMOUNT, error);
    return status;
}

static ctg_status remember(ctg__element_source *source, size_t row,
                           size_t line, ctg_word name, ctg_error *error)
{
    if (row >= source->room) {
        const size_t room = source->room ? 2 * source->room : 64;
        size_t *lines;
        ctg_word *names;

        lines = ctg__reallocate_array(source->lines, room, sizeof *lines);
        if (!lines)
            return ctg__fail_memory(error);
        source->lines = lines;
        names = ctg__reallocate_array(source->names, room, sizeof *names);
        if (!names)
            return ctg__fail_memory(error);
        source->names = names;
        source->room = room;
    }
    source->lines[row] = line;
    source->names[row] = name;
    return CTG_OK;
}

/* Sets a cell; what is no value of the column is a problem. */
static ctg_status set(ctg__elements *elements, ctg_table table, size_t row,
                      size_t column, const char *value, ctg_error *error)
{
    ctg_error fault;
    const ctg_status status =
        ctg__graph_set_text(elements->graph, table, row, column, value,
                            strlen(value), &fault);

    if (status != CTG_BAD_INPUT) {
        if (status && error)
            *error = fault;
        return status;
    }
    ctg__graph_blame(elements->graph, table, row, column, elements->problems,
                     CTG_REJECTED, "%s", fault.message);
    /* Not to be missed as well, when the edges are over. */
    if (table == CTG_EXPOSURES && column == CTG__EXPOSURE_AMOUNT)
        elements->graph->tables[table].columns[column].number[row] = 0;
    return CTG_OK;
}

static ctg_status add_row(ctg__elements *elements, ctg_table table,
                          const char *name, size_t line, size_t *row,
                          ctg_error *error)
{
    ctg_graph *const graph = elements->graph;
    ctg_word word = 0;
    ctg_status status = CTG_OK;

    if (graph->tables[table].row_count >= UINT32_MAX - 1)
        return ctg__fail(error, CTG_BAD_INPUT, "%s: too many %s",
                         elements->input->shown, ctg_table_name(table));
    if (*name && !ctg__graph_check_text("name", name, strlen(name), NULL))
        word = ctg__graph_word(graph, name, strlen(name));
    if (word == CTG__NO_WORD)
        return ctg__fail_memory(error);
    status = ctg__graph_add_row(graph, table, row, error);
    if (!status)
        status = remember(table == CTG_NODES ? elements->nodes
                                             : elements->edges,
                          *row, line, word, error);
    return status;
}

ctg_status ctg__elements_node(ctg__elements *elements, const char *id,
                              size_t line, size_t *row, ctg_error *error)
{
    ctg_status status;

    *row = SIZE_MAX;
    if (elements->input->nodes_given)
        return CTG_OK;
    status = add_row(elements, CTG_NODES, "", line, row, error);
    if (!status)
        status = set(elements, CTG_NODES, *row, CTG__NODE_ID, id, error);
    return status;
}

ctg_status ctg__elements_edge(ctg__elements *elements, const char *from,
                              const char *to, const char *name, size_t line,
                              size_t *row, ctg_error *error)
{
    const bool reversed = elements->input->reversed;
    ctg_status status =
        add_row(elements, CTG_EXPOSURES, name, line, row, error);

    if (!status)
        status = set(elements, CTG_EXPOSURES, *row, CTG__EXPOSURE_DEBTOR,
                     reversed ? to : from, error);
    if (!status)
        status = set(elements, CTG_EXPOSURES, *row, CTG__EXPOSURE_CREDITOR,
                     reversed ? from : to, error);
    return status;
}

ctg_status ctg__elements_set(ctg__elements *elements, ctg_table table,
                             size_t row, const char *name, const char *value,
                             ctg_error *error)
{
    size_t length;
    const char *const mapped = ctg__map_name(&elements->input->map, name,
                                             strlen(name), &length);
    ctg_error fault;
    size_t column;
    ctg_status status;

    if (row == SIZE_MAX || !length || !*value)
        return CTG_OK;
    if (ctg__graph_check_text("an attribute's name", mapped, length, &fault)) {
        ctg__elements_blame(elements, table, row, "%s", fault.message);
        return CTG_OK;
    }
    status = ctg__graph_need_column(elements->graph, table, mapped, length,
                                    &column, error);
    if (status)
        return status;
    if (table == CTG_EXPOSURES && (column == CTG__EXPOSURE_DEBTOR ||
                                   column == CTG__EXPOSURE_CREDITOR)) {
        ctg__elements_blame(elements, table, row,
                            "attribute '%s' is what the edge's ends say",
                            name);
        return CTG_OK;
    }
    return set(elements, table, row, column, value, error);
}

void ctg__elements_blame(const ctg__elements *elements, ctg_table table,
                         size_t row, const char *format, ...)
{
    char text[300];
    va_list args;

    va_start(args, format);
    ctg__message(text, sizeof text, format, args);
    va_end(args);
    if (row == SIZE_MAX)
        ctg__problem_add(elements->problems, CTG_REJECTED,
                         elements->input->shown, "%s", text);
    else
        ctg__graph_blame(elements->graph, table, row, SIZE_MAX,
                         elements->problems, CTG_REJECTED, "%s", text);
}

ctg_status ctg__elements_end(ctg__elements *elements, ctg_error *error)
{
    ctg_graph *const graph = elements->graph;
    ctg__rows *const rows = &graph->tables[CTG_EXPOSURES];
    const size_t weight =
        ctg__graph_find_column(graph, CTG_EXPOSURES, "weight");
    const double *const amounts = rows->columns[CTG__EXPOSURE_AMOUNT].number;
    ctg_status status = CTG_OK;

    for (size_t row = 0; !status && row < rows->row_count; row++) {
        ctg_word *const given =
            weight == SIZE_MAX ? NULL : &rows->columns[weight].word[row];

        if (!isnan(amounts[row]))
            continue;
        if (given && *given) {
            status = set(elements, CTG_EXPOSURES, row, CTG__EXPOSURE_AMOUNT,
                         ctg__graph_text(graph, *given), error);
            *given = 0;
        } else {
            ctg__elements_blame(elements, CTG_EXPOSURES, row,
                                "neither amount nor weight");
        }
    }
    return status;
}

bool ctg__elements_can_hold(const ctg_graph *graph, ctg_table table,
                            const ctg__column *column)
{
    (void)graph;
    (void)column;
    return table == CTG_NODES || table == CTG_EXPOSURES;
}

static bool is_end(ctg_table table, size_t column)
{
    return table == CTG_NODES ? column == CTG__NODE_ID
                              : column == CTG__EXPOSURE_DEBTOR ||
                                    column == CTG__EXPOSURE_CREDITOR;
}

ctg_status ctg__elements_columns(const ctg_graph *graph, ctg_table table,
                                 ctg__arena *arena,
                                 ctg__element_columns *list, ctg_error *error)
{
    const ctg__rows *const rows = &graph->tables[table];

    list->count = 0;
    if (!TAKE(arena, list->columns, rows->column_count))
        return ctg__fail_memory(error);
    for (size_t c = 0; c < rows->column_count; c++)
        if (!is_end(table, c) &&
            ctg__column_holds_any(rows, &rows->columns[c]))
            list->columns[list->count++] = &rows->columns[c];
    return CTG_OK;
}

const char *ctg__elements_word(const ctg_graph *graph, ctg_table table,
                               size_t column, size_t row)
{
    return ctg__graph_text(graph,
                           ctg__graph_cell_word(graph, table, column, row));
}

size_t ctg__elements_count(const ctg_graph *graph,
                           size_t (*in_text)(const char *text))
{
    static const ctg_table tables[] = {CTG_NODES, CTG_EXPOSURES};
    size_t count = 0;

    for (size_t t = 0; t < 2; t++) {
        const ctg__rows *const rows = &graph->tables[tables[t]];

        for (size_t c = 0; c < rows->column_count; c++) {
            const ctg__column *const column = &rows->columns[c];

            count += in_text(column->name);
            for (size_t row = 0; column->word && row < rows->row_count; row++)
                count += in_text(ctg__graph_text(graph, column->word[row]));
        }
    }
    return count;
}
