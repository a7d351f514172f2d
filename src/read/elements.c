#include "read/elements.h"

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "base/memory.h"
#include "base/message.h"
#include "text/utf8.h"

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

    *elements =
        (ctg__elements){.input = input, .graph = graph, .problems = problems};
    if (!input->nodes_given) {
        status = ctg__element_source_new(input->shown, graph, CTG_NODES,
                                         &elements->nodes, error);
        if (!status)
            status = need(graph, CTG_NODES, CTG__NODE_ID, error);
    }
    if (!status)
        status = ctg__element_source_new(input->shown, graph, CTG_EXPOSURES,
                                         &elements->edges, error);
    if (!status)
        status = need(graph, CTG_EXPOSURES, CTG__EXPOSURE_DEBTOR, error);
    if (!status)
        status = need(graph, CTG_EXPOSURES, CTG__EXPOSURE_CREDITOR, error);
    if (!status)
        status = need(graph, CTG_EXPOSURES, CTG__EXPOSURE_AMOUNT, error);
    return status;
}

ctg_status ctg__elements_ask(const ctg__input *input, size_t row,
                             ctg_error *error)
{
    enum { SELDOM = 1024 };

    if (row % SELDOM || !input->progress ||
        input->progress(input->progress_context, (double)row, 0))
        return CTG_OK;
    return ctg__fail(error, CTG_CANCELLED, "cancelled while reading %s",
                     input->shown);
}

static ctg_status add_row(ctg__elements *elements, ctg_table table,
                          const char *name, size_t *row, ctg_error *error)
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
        status = ctg__element_source_add(table == CTG_NODES ? elements->nodes
                                                            : elements->edges,
                                         *row, elements->line, word, error);
    return status ? status : ctg__elements_ask(elements->input, *row, error);
}

void ctg__elements_open(ctg__elements *elements, ctg_table table, size_t line)
{
    ctg__fields_open(&elements->fields, table);
    elements->line = line;
}

static ctg_status add_field(ctg__elements *elements, const char *name,
                            size_t name_length, const char *value,
                            size_t length, bool nested, ctg_error *error)
{
    ctg_error fault;
    ctg_status status;

    if (!name_length) {
        ctg__left_out_add(&elements->left_out, "", 0, "without a name",
                          length || nested);
        return CTG_OK;
    }
    if (elements->too_many)
        return CTG_OK;
    status = ctg__fields_add(&elements->fields, elements->graph,
                             &elements->input->map, name, name_length, value,
                             length, nested, &fault);
    if (status == CTG_BAD_INPUT) {
        elements->too_many = true;
        ctg__elements_blame(elements, elements->line, "%s", fault.message);
        return CTG_OK;
    }
    return status ? ctg__fail_as(error, &fault) : CTG_OK;
}

ctg_status ctg__elements_field(ctg__elements *elements, const char *name,
                               size_t name_length, const char *value,
                               size_t length, ctg_error *error)
{
    return add_field(elements, name, name_length, value, length, false, error);
}

ctg_status ctg__elements_nested(ctg__elements *elements, const char *name,
                                size_t length, ctg_error *error)
{
    return add_field(elements, name, length, "", 0, true, error);
}

bool ctg__elements_renames(const ctg__elements *elements, const char *name)
{
    const size_t length = strlen(name);
    size_t mapped;

    return ctg__map_name(&elements->input->map, name, length, &mapped) != name;
}

ctg_status ctg__elements_own_id(ctg__elements *elements, const char *text,
                                size_t length, ctg_error *error)
{
    const ctg__fields *const fields = &elements->fields;

    for (size_t i = 0; i < fields->count; i++)
        if (strcmp(ctg__fields_name(fields, &fields->items[i])->own, "id") == 0)
            return CTG_OK;
    return ctg__elements_renames(elements, "id")
               ? ctg__elements_field(elements, "id", 2, text, length, error)
               : CTG_OK;
}

bool ctg__elements_names_itself(const ctg__elements *elements)
{
    return ctg__fields_find(&elements->fields, "id") != NULL;
}

bool ctg__elements_has_name(const ctg__elements *elements)
{
    const ctg__fields *const fields = &elements->fields;

    for (size_t i = 0; i < fields->count; i++) {
        const ctg__field *const field = &fields->items[i];
        const ctg__field_name *const name = ctg__fields_name(fields, field);

        if (field->length && (strcmp(name->mapped, "name") == 0 ||
                              strcmp(name->own, "name") == 0))
            return true;
    }
    return false;
}

/* The word of the id that the open node gets, 0 where it is no text. */
static ctg_status set_id(ctg__elements *elements, size_t row, const char *id,
                         size_t length, ctg_word *word, ctg_error *error)
{
    ctg_graph *const graph = elements->graph;
    ctg_status status = CTG_OK;

    if (row != SIZE_MAX) {
        status = ctg__elements_set(elements, CTG_NODES, row, CTG__NODE_ID, id,
                                   length, error);
        *word = ctg__graph_cell_word(graph, CTG_NODES, CTG__NODE_ID, row);
    } else if (ctg__graph_check_text("id", id, length, NULL)) {
        *word = 0;
    } else {
        *word = ctg__graph_word(graph, id, length);
        if (*word == CTG__NO_WORD)
            status = ctg__fail_memory(error);
    }
    return status;
}

ctg_status ctg__elements_node(ctg__elements *elements, const char *called,
                              size_t called_length, const char *id,
                              size_t length, ctg_error *error)
{
    const ctg__field *const own = ctg__fields_find(&elements->fields, "id");
    size_t row = SIZE_MAX;
    size_t twice = SIZE_MAX;
    ctg_word word = 0;
    ctg_status status = CTG_OK;

    if (own) {
        id = ctg__fields_text(&elements->fields, own);
        length = own->length;
    }
    if (!elements->input->nodes_given)
        status = add_row(elements, CTG_NODES, "", &row, error);
    if (!status)
        status = set_id(elements, row, id, length, &word, error);
    if (!status)
        status = ctg__called_node(&elements->called, elements->graph, called,
                                  called_length, word, elements->line,
                                  elements->strict, &twice, error);
    if (!status && twice != SIZE_MAX)
        ctg__elements_blame(elements, elements->line,
                            "id '%.*s' is also at line %zu",
                            ctg__message_bytes(called_length), called, twice);
    return status ? status : ctg__elements_set_fields(elements, row, error);
}

/* One end of the open edge. */
static ctg_status set_end(ctg__elements *elements, size_t row, size_t column,
                          const char *name, size_t length, ctg_error *error)
{
    ctg_error fault;
    ctg_status status = ctg__graph_check_text(
        ctg__column_specs(CTG_EXPOSURES, &(size_t){0})[column].name, name,
        length, &fault);

    if (status) {
        ctg__graph_blame(elements->graph, CTG_EXPOSURES, row, SIZE_MAX,
                         elements->problems, CTG_REJECTED, "%s", fault.message);
        return CTG_OK;
    }
    return ctg__called_set_end(&elements->called, elements->graph, row, column,
                               name, length, elements->line, error);
}

ctg_status ctg__elements_edge(ctg__elements *elements, const char *from,
                              size_t from_length, const char *to,
                              size_t to_length, const char *shown,
                              ctg_error *error)
{
    const bool reversed = elements->input->reversed;
    size_t row;
    ctg_status status = add_row(elements, CTG_EXPOSURES, shown, &row, error);

    if (!status)
        status =
            set_end(elements, row,
                    reversed ? CTG__EXPOSURE_CREDITOR : CTG__EXPOSURE_DEBTOR,
                    from, from_length, error);
    if (!status)
        status =
            set_end(elements, row,
                    reversed ? CTG__EXPOSURE_DEBTOR : CTG__EXPOSURE_CREDITOR,
                    to, to_length, error);
    return status ? status : ctg__elements_set_fields(elements, row, error);
}

static void blame_missing(void *context, const char *name, size_t line)
{
    ctg__elements_blame(context, line, "'%s' is the id of no node", name);
}

static ctg_status set_amounts(ctg__elements *elements, ctg_error *error)
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
            const char *const text = ctg__graph_text(graph, *given);

            status = ctg__elements_set(elements, CTG_EXPOSURES, row,
                                       CTG__EXPOSURE_AMOUNT, text, strlen(text),
                                       error);
            *given = 0;
        } else {
            ctg__graph_blame(graph, CTG_EXPOSURES, row, SIZE_MAX,
                             elements->problems, CTG_REJECTED,
                             "neither amount nor weight");
        }
    }
    return status;
}

ctg_status ctg__elements_end(ctg__elements *elements, ctg_error *error)
{
    ctg_status status;

    ctg__called_finish(&elements->called, elements->graph, elements->strict,
                       blame_missing, elements);
    status = set_amounts(elements, error);
    return status
               ? status
               : ctg__left_out_say(&elements->left_out, elements->input->shown,
                                   elements->problems, error);
}

void ctg__elements_clear(ctg__elements *elements)
{
    ctg__called_clear(&elements->called);
    ctg__fields_clear(&elements->fields);
    ctg__left_out_clear(&elements->left_out);
}

bool ctg__elements_text(ctg__elements *elements, const char **bytes,
                        size_t *length)
{
    const ctg__content *const content = &elements->input->content;
    size_t mark;

    *bytes = content->bytes;
    *length = content->length;
    if (*length >= 2 && (memcmp(*bytes, "\xFF\xFE", 2) == 0 ||
                         memcmp(*bytes, "\xFE\xFF", 2) == 0)) {
        ctg__elements_blame(elements, 1, "UTF-16 text: save it as UTF-8");
        return false;
    }
    mark = ctg__utf8_mark(*bytes, *length);
    *bytes += mark;
    *length -= mark;
    return true;
}
