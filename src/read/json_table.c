#include "read/json_table.h"

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "base/memory.h"
#include "read/columns.h"
#include "read/json_parse.h"
#include "read/totals.h"
#include "text/json_tokens.h"

/* Places are pointers: nothing to remember but the names. */
typedef struct json_source {
    ctg__source source;
    char *member; /* of the document: the table's name, or `links` */
    char *map;    /* --map, to show columns by the document's names; or NULL */
    char shown[];
} json_source;

static void place_cell(const char *shown, const char *member, size_t row,
                       const char *column, size_t length, char *text,
                       size_t size)
{
    char step[200] = "";

    if (column)
        ctg__json_pointer(step, sizeof step, column, length);
    snprintf(text, size, "%s:/%s/%zu%s", shown, member, row, step);
}

static void place(const ctg__source *source, size_t row, const char *column,
                  char *text, size_t size)
{
    const json_source *const self = (const void *)source;
    size_t length = 0;
    const char *const old =
        column ? ctg__map_old_name(self->map, column, &length) : NULL;

    place_cell(self->shown, self->member, row, old, length, text, size);
}

static void release(ctg__source *source)
{
    json_source *const self = (void *)source;

    ctg__release(self->member);
    ctg__release(self->map);
    ctg__release(self);
}

static ctg_status make_source(const ctg__input *input, const char *member,
                              ctg__rows *rows, ctg_error *error)
{
    const size_t length = strlen(input->shown);
    json_source *const made = ctg__allocate(sizeof *made + length + 1);

    if (!made)
        return ctg__fail_memory(error);
    made->source = (ctg__source){place, release};
    made->member = NULL;
    made->map = NULL;
    memcpy(made->shown, input->shown, length + 1);
    rows->source = &made->source;
    made->member = ctg__copy_text(member, strlen(member));
    if (!made->member)
        return ctg__fail_memory(error);
    if (!input->map.text)
        return CTG_OK;
    made->map = ctg__copy_text(input->map.text, strlen(input->map.text));
    return made->map ? CTG_OK : ctg__fail_memory(error);
}

const char *ctg__json_type_at(const char *at)
{
    static const char *const types[] = {
        [CTG__JSON_NULL] = "null",       [CTG__JSON_FALSE] = "false",
        [CTG__JSON_TRUE] = "true",       [CTG__JSON_NUMBER] = "a number",
        [CTG__JSON_TEXT] = "a string",   [CTG__JSON_LIST] = "a list",
        [CTG__JSON_OBJECT] = "an object"};

    return types[ctg__json_kind_at(at)];
}

static bool is_flag(const ctg__column *column)
{
    return column->spec && column->spec->type == CTG__FLAG;
}

/* Sets a cell from a number; those whose digits a double has lost are texts. */
static ctg_status set_number(ctg_graph *graph, ctg_table table, size_t row,
                             size_t index, double value, ctg_error *error)
{
    const ctg__column *const column = &graph->tables[table].columns[index];

    if (column->word && fabs(value) >= 9007199254740992.0)
        return ctg__fail(error, CTG_BAD_INPUT,
                         "%s is a number above 2^53, whose digits would be "
                         "lost; write a string",
                         column->name);
    return ctg__graph_set_number(graph, table, row, index, value, error);
}

/* One table that is being read. */
typedef struct rows {
    ctg__input *input;
    ctg_graph *graph;
    ctg_problems *problems;
    ctg_table table;
    const char *member; /* of the document */
    ctg__columns columns;
    ctg__text key;   /* as it is spelt, of those with escapes */
    ctg__text value; /* the same */
} rows;

/* Sets a cell from the value, and steps over it; CTG_BAD_INPUT says what is
 * wrong with it. A number may be a string: that is how decimals of any size
 * travel in JSON. */
static ctg_status set_cell(rows *of, size_t row, size_t index, const char **at,
                           ctg_error *error)
{
    const ctg__column *const column =
        &of->graph->tables[of->table].columns[index];
    const char *const start = *at;
    const char *text = "";
    size_t length = 0;

    switch (ctg__json_kind_at(start)) {
    case CTG__JSON_NUMBER:
        return set_number(of->graph, of->table, row, index,
                          ctg__json_number(at), error);
    case CTG__JSON_TEXT:
        text = ctg__json_text(at, &of->value, &length);
        if (!text)
            return ctg__fail_memory(error);
        return ctg__cell_set(of->input, of->graph, of->table, row, index, text,
                             length, error);
    case CTG__JSON_NULL:
        ctg__json_skip(at);
        return ctg__cell_set(of->input, of->graph, of->table, row, index, text,
                             length, error);
    case CTG__JSON_TRUE:
    case CTG__JSON_FALSE:
        ctg__json_skip(at);
        if (is_flag(column) || column->word)
            return ctg__graph_set_text(of->graph, of->table, row, index,
                                       *start == 't' ? "true" : "false",
                                       (size_t)(*at - start), error);
        break;
    case CTG__JSON_LIST:
    case CTG__JSON_OBJECT:
        ctg__json_skip(at);
    }
    return ctg__fail(error, CTG_BAD_INPUT, "%s is %s, not %s", column->name,
                     ctg__json_type_at(start),
                     column->word      ? "text"
                     : is_flag(column) ? "true or false"
                                       : "a number");
}

static bool cell_is_set(const ctg_graph *graph, ctg_table table, size_t row,
                        size_t column)
{
    const ctg__column *const at = &graph->tables[table].columns[column];

    return at->number ? !isnan(at->number[row]) : at->word[row] != 0;
}

static void blame(const rows *of, size_t row, const char *key, size_t length,
                  const char *text)
{
    char where[512];

    place_cell(of->input->shown, of->member, row, key, length, where,
               sizeof where);
    ctg__problem_add(of->problems, CTG_REJECTED, where, "%s", text);
}

/* A member of a row, and steps over it. */
static ctg_status take_cell(rows *of, size_t row, const char **at,
                            ctg_error *error)
{
    size_t column = SIZE_MAX;
    size_t length;
    const char *const key = ctg__json_key(at, &of->key, &length);
    const char *const value = *at;
    ctg_error fault = {0};
    ctg_status status;

    if (!key)
        return ctg__fail_memory(error);
    status = ctg__columns_take(&of->columns, key, length, &column, &fault);
    if (!status && column != SIZE_MAX) {
        if (cell_is_set(of->graph, of->table, row, column))
            status =
                ctg__fail(&fault, CTG_BAD_INPUT, "%s is there twice",
                          of->graph->tables[of->table].columns[column].name);
        else
            status = set_cell(of, row, column, at, &fault);
    }
    if (status && status != CTG_BAD_INPUT)
        return ctg__fail(error, status, "%s", fault.message);
    if (status)
        blame(of, row, key, length, fault.message);
    if (*at == value)
        ctg__json_skip(at);
    return CTG_OK;
}

static ctg_status take_row(rows *of, const char **at, ctg_error *error)
{
    size_t row;
    ctg_status status = ctg__graph_add_row(of->graph, of->table, &row, error);

    if (status)
        return status;
    if (ctg__json_kind_at(*at) != CTG__JSON_OBJECT) {
        char text[80];

        snprintf(text, sizeof text, "a row is %s, not an object",
                 ctg__json_type_at(*at));
        blame(of, row, NULL, 0, text);
        ctg__json_skip(at);
        return CTG_OK;
    }
    for (bool more = ctg__json_enter(at); more; more = ctg__json_more(at)) {
        status = take_cell(of, row, at, error);
        if (status)
            return status;
    }
    return CTG_OK;
}

/* The names that the first row has stand for a header. */
static ctg_status see_names(rows *of, const char *at, ctg_error *error)
{
    if (ctg__json_kind_at(at) != CTG__JSON_OBJECT)
        return CTG_OK;
    for (bool more = ctg__json_enter(&at); more; more = ctg__json_more(&at)) {
        size_t length;
        const char *const key = ctg__json_key(&at, &of->key, &length);
        const ctg_status status =
            key ? ctg__columns_see(&of->columns, key, length, error)
                : ctg__fail_memory(error);

        if (status)
            return status;
        ctg__json_skip(&at);
    }
    return CTG_OK;
}

static ctg_status take_rows(rows *of, const char *at, size_t count,
                            ctg_error *error)
{
    ctg__input *const input = of->input;
    ctg_status status =
        make_source(input, of->member, &of->graph->tables[of->table], error);
    bool more = ctg__json_enter(&at);

    if (!status)
        status = ctg__graph_reserve(of->graph, of->table, count, error);
    if (!status && more)
        status = see_names(of, at, error);
    for (size_t i = 0; !status && more; i++) {
        status = take_row(of, &at, error);
        if (!status)
            more = ctg__json_more(&at);
        if (!status && input->progress && i % 4096 == 0 &&
            !input->progress(input->progress_context, (double)i, (double)count))
            status = ctg__fail(error, CTG_CANCELLED,
                               "cancelled while reading %s", input->shown);
    }
    return status;
}

ctg_status ctg__json_table(ctg__input *input, ctg_graph *graph, ctg_table table,
                           const ctg__json_part *from, ctg_problems *problems,
                           ctg_error *error)
{
    rows of = {.input = input,
               .graph = graph,
               .problems = problems,
               .table = table,
               .member = from->key,
               .columns = ctg__columns_begin(input, graph, table, problems)};
    char where[512];
    ctg_status status;

    snprintf(where, sizeof where, "%s:/%s", input->shown, from->key);
    if (ctg__json_kind_at(from->at) != CTG__JSON_LIST) {
        ctg__problem_add(problems, CTG_REJECTED, where,
                         "a table is %s, not a list",
                         ctg__json_type_at(from->at));
        return CTG_OK;
    }
    if (from->items >= UINT32_MAX)
        return ctg__fail(error, CTG_BAD_INPUT, "%zu rows are too many",
                         from->items);
    status = take_rows(&of, from->at, from->items, error);
    if (!status && from->items)
        ctg__columns_finish(&of.columns, where);
    ctg__columns_clear(&of.columns);
    ctg__text_clear(&of.key);
    ctg__text_clear(&of.value);
    if (!status)
        ctg__totals_check(input, graph, table, problems);
    return status;
}
