/* One JSON document: an object with an array of rows for each table. */
#include "read/json_parse.h"

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "base/memory.h"
#include "read/about.h"
#include "read/columns.h"
#include "read/graph_format.h"
#include "read/json_write.h"
#include "read/totals.h"

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

/* Sets a cell; CTG_BAD_INPUT says what is wrong with the value. A number may
 * be a string: that is how decimals of any size travel in JSON. */
static ctg_status set_cell(const ctg__input *input, ctg_graph *graph,
                           ctg_table table, size_t row, size_t index,
                           const json_t *value, ctg_error *error)
{
    const ctg__column *const column = &graph->tables[table].columns[index];
    const bool flag = column->spec && column->spec->type == CTG__FLAG;

    if (json_is_null(value))
        return ctg__cell_set(input, graph, table, row, index, "", 0, error);
    if (json_is_string(value))
        return ctg__cell_set(input, graph, table, row, index,
                             json_string_value(value),
                             json_string_length(value), error);
    if (json_is_boolean(value) && (flag || column->word)) {
        const char *const word = json_is_true(value) ? "true" : "false";

        return ctg__graph_set_text(graph, table, row, index, word, strlen(word),
                                   error);
    }
    if (!json_is_number(value))
        return ctg__fail(error, CTG_BAD_INPUT, "%s is %s, not %s", column->name,
                         ctg__json_type(value),
                         column->word ? "text"
                         : flag       ? "true or false"
                                      : "a number");
    if (column->word && fabs(json_number_value(value)) >= 9007199254740992.0)
        return ctg__fail(error, CTG_BAD_INPUT,
                         "%s is a number above 2^53, whose digits would be "
                         "lost; write a string",
                         column->name);
    return ctg__graph_set_number(graph, table, row, index,
                                 json_number_value(value), error);
}

static bool cell_is_set(const ctg_graph *graph, ctg_table table, size_t row,
                        size_t column)
{
    const ctg__column *const at = &graph->tables[table].columns[column];

    return at->number ? !isnan(at->number[row]) : at->word[row] != 0;
}

/* One table that is being read. */
typedef struct rows {
    ctg__input *input;
    ctg_graph *graph;
    ctg_problems *problems;
    ctg_table table;
    const char *member; /* of the document */
    ctg__columns columns;
} rows;

static void blame(const rows *of, size_t row, const char *key, const char *text)
{
    char where[512];

    place_cell(of->input->shown, of->member, row, key, key ? strlen(key) : 0,
               where, sizeof where);
    ctg__problem_add(of->problems, CTG_REJECTED, where, "%s", text);
}

static ctg_status take_cell(rows *of, size_t row, const char *key,
                            const json_t *value, ctg_error *error)
{
    size_t column = SIZE_MAX;
    ctg_error fault = {0};
    ctg_status status =
        ctg__columns_take(&of->columns, key, strlen(key), &column, &fault);

    if (!status && column != SIZE_MAX) {
        if (cell_is_set(of->graph, of->table, row, column))
            status =
                ctg__fail(&fault, CTG_BAD_INPUT, "%s is there twice",
                          of->graph->tables[of->table].columns[column].name);
        else
            status = set_cell(of->input, of->graph, of->table, row, column,
                              value, &fault);
    }
    if (status && status != CTG_BAD_INPUT)
        return ctg__fail(error, status, "%s", fault.message);
    if (status)
        blame(of, row, key, fault.message);
    return CTG_OK;
}

static ctg_status take_row(rows *of, json_t *object, ctg_error *error)
{
    const char *key;
    json_t *value;
    size_t row;
    ctg_status status = ctg__graph_add_row(of->graph, of->table, &row, error);

    if (status)
        return status;
    if (!json_is_object(object)) {
        char text[80];

        snprintf(text, sizeof text, "a row is %s, not an object",
                 ctg__json_type(object));
        blame(of, row, NULL, text);
        return CTG_OK;
    }
    json_object_foreach(object, key, value)
    {
        status = take_cell(of, row, key, value, error);
        if (status)
            return status;
    }
    return CTG_OK;
}

/* The names that the first row has stand for a header. */
static ctg_status see_names(rows *of, json_t *first, ctg_error *error)
{
    const char *key;
    json_t *value;
    ctg_status status = CTG_OK;

    json_object_foreach(first, key, value)
    {
        status = ctg__columns_see(&of->columns, key, strlen(key), error);
        if (status)
            return status;
    }
    return CTG_OK;
}

static ctg_status take_rows(rows *of, json_t *array, ctg_error *error)
{
    const size_t count = json_array_size(array);
    ctg__input *const input = of->input;
    ctg_status status =
        make_source(input, of->member, &of->graph->tables[of->table], error);

    if (!status)
        status = ctg__graph_reserve(of->graph, of->table, count, error);
    if (!status && count)
        status = see_names(of, json_array_get(array, 0), error);
    for (size_t i = 0; !status && i < count; i++) {
        status = take_row(of, json_array_get(array, i), error);
        /* Freed all at the end it would take too long for who wants to stop. */
        if (!status && json_array_set_new(array, i, json_null()))
            status = ctg__fail_memory(error);
        if (!status && input->progress && i % 4096 == 0 &&
            !input->progress(input->progress_context, (double)i, (double)count))
            status = ctg__fail(error, CTG_CANCELLED,
                               "cancelled while reading %s", input->shown);
    }
    return status;
}

static ctg_status take_table(ctg__input *input, ctg_graph *graph,
                             ctg_table table, const char *member, json_t *array,
                             ctg_problems *problems, ctg_error *error)
{
    rows of = {input,    graph,
               problems, table,
               member,   ctg__columns_begin(input, graph, table, problems)};
    char where[512];
    ctg_status status;

    snprintf(where, sizeof where, "%s:/%s", input->shown, member);
    if (!json_is_array(array)) {
        ctg__problem_add(problems, CTG_REJECTED, where,
                         "a table is %s, not a list", ctg__json_type(array));
        return CTG_OK;
    }
    if (json_array_size(array) >= UINT32_MAX)
        return ctg__fail(error, CTG_BAD_INPUT, "%zu rows are too many",
                         json_array_size(array));
    status = take_rows(&of, array, error);
    if (!status && json_array_size(array))
        ctg__columns_finish(&of.columns, where);
    ctg__columns_clear(&of.columns);
    if (!status)
        ctg__totals_check(input, graph, table, problems);
    return status;
}

/* What a document says besides its tables. */
static void refuse_member(const ctg__input *input, const char *key,
                          ctg_problems *problems)
{
    char where[512];
    char step[200];

    ctg__json_pointer(step, sizeof step, key, strlen(key));
    snprintf(where, sizeof where, "%s:%s", input->shown, step);
    ctg__problem_add(problems, CTG_REJECTED, where,
                     "'%s' is neither a table nor about", key);
}

static ctg_status take_member(ctg__input *input, ctg_graph *graph,
                              const char *key, json_t *value,
                              ctg_problems *problems, ctg_error *error)
{
    if (strcmp(key, "about") == 0)
        return ctg__about_take(value, input->shown, "/about", graph, problems,
                               error);
    for (int t = 0; t < CTG_TABLE_COUNT; t++)
        if (strcmp(key, ctg_table_name((ctg_table)t)) == 0)
            return take_table(input, graph, (ctg_table)t, key, value, problems,
                              error);
    refuse_member(input, key, problems);
    return CTG_OK;
}

/* The member that has the edges of a node-link document; NULL: it is none. */
static const char *links_of(const json_t *document)
{
    if (json_object_get(document, "exposures"))
        return NULL;
    return json_object_get(document, "links")   ? "links"
           : json_object_get(document, "edges") ? "edges"
                                                : NULL;
}

/* A member of a node-link document, as networkx and d3 write them. */
static ctg_status take_node_link(ctg__input *input, ctg_graph *graph,
                                 const char *links, const char *key,
                                 json_t *value, ctg_problems *problems,
                                 ctg_error *error)
{
    char where[512];

    snprintf(where, sizeof where, "%s:/%.100s", input->shown, key);
    if (strcmp(key, links) == 0) {
        ctg__edges_assume(input, problems);
        return take_table(input, graph, CTG_EXPOSURES, key, value, problems,
                          error);
    }
    if (strcmp(key, "nodes") == 0 && input->nodes_given)
        return CTG_OK;
    if (strcmp(key, "directed") == 0) {
        if (json_is_false(value))
            ctg__problem_add(problems, CTG_REJECTED, where,
                             "not a directed graph: who owes whom is not said");
        return CTG_OK;
    }
    if (strcmp(key, "multigraph") == 0)
        return CTG_OK;
    if (strcmp(key, "graph") == 0) {
        if (json_object_size(value) || json_array_size(value))
            ctg__problem_add(problems, CTG_NOTE, where,
                             "what it says of the graph as a whole is left "
                             "out");
        return CTG_OK;
    }
    return take_member(input, graph, key, value, problems, error);
}

static ctg_status read_json(ctg__input *input, ctg_graph *graph,
                            ctg_problems *problems, ctg_error *error)
{
    const char *key;
    const char *links;
    json_t *value;
    json_t *document = NULL;
    ctg__asking asking = {.progress = input->progress,
                          .context = input->progress_context};
    ctg_status status =
        ctg__json_read(input->content.bytes, input->content.length,
                       input->shown, &asking, &document, problems, error);

    if (status || !document)
        return status;
    links = links_of(document);
    if (!json_is_object(document))
        ctg__problem_add(problems, CTG_REJECTED, input->shown,
                         "the document is %s, not an object of tables",
                         ctg__json_type(document));
    else if (!json_object_get(document, "nodes"))
        ctg__problem_add(problems, CTG_REJECTED, input->shown,
                         "no table 'nodes'");
    json_object_foreach(document, key, value)
    {
        if (!status && links)
            status = take_node_link(input, graph, links, key, value, problems,
                                    error);
        else if (!status)
            status = take_member(input, graph, key, value, problems, error);
    }
    json_decref(document);
    return status;
}

static bool sniff(const ctg__input *input)
{
    return ctg__json_looks(input->content.bytes, input->content.length);
}

const ctg__format ctg__format_json = {
    .about = {.name = "json",
              .summary = "one JSON document: an array of rows for each table",
              .source = "RFC 8259"},
    .endings = ".json",
    .takes = CTG__TAKES_TABLES,
    .sniff = sniff,
    .read = read_json,
    .write = ctg__json_write,
};
