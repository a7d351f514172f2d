/* One JSON document: an object with an array of rows for each table. */
#include "read/json.h"

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "base/memory.h"
#include "read/about.h"
#include "read/format.h"
#include "read/json_write.h"

ctg_status ctg__json_read(const char *bytes, size_t length, const char *shown,
                          json_t **value, ctg_problems *problems,
                          ctg_error *error)
{
    ctg__json_fault fault;
    char place[512];
    const ctg_status status =
        ctg__json_parse(bytes, length, value, &fault, error);

    if (status != CTG_BAD_INPUT)
        return status;
    snprintf(place, sizeof place, "%s:%zu:%zu", shown, fault.line,
             fault.column);
    ctg__problem_add(problems, CTG_REJECTED, place, "%s", fault.text);
    return CTG_OK;
}

void ctg__json_pointer(char *text, size_t size, const char *name, size_t length)
{
    size_t used = 0;

    if (size < 4)
        return;
    text[used++] = '/';
    for (size_t i = 0; i < length && used + 3 < size; i++) {
        if (name[i] == '~' || name[i] == '/') {
            text[used++] = '~';
            text[used++] = name[i] == '~' ? '0' : '1';
        } else {
            text[used++] = name[i];
        }
    }
    text[used] = '\0';
}

static const char *type_name(const json_t *value)
{
    switch (json_typeof(value)) {
    case JSON_OBJECT:
        return "an object";
    case JSON_ARRAY:
        return "a list";
    case JSON_STRING:
        return "a string";
    case JSON_INTEGER:
    case JSON_REAL:
        return "a number";
    case JSON_TRUE:
        return "true";
    case JSON_FALSE:
        return "false";
    case JSON_NULL:
        break;
    }
    return "null";
}

ctg_status ctg__json_take_about(json_t *object, const char *shown,
                                const char *pointer, ctg_graph *graph,
                                ctg_problems *problems, ctg_error *error)
{
    const char *name;
    json_t *value;
    char place[512];
    ctg_status status = CTG_OK;

    if (!json_is_object(object)) {
        snprintf(place, sizeof place, "%s:%s", shown, pointer);
        ctg__problem_add(problems, CTG_REJECTED, place,
                         "about is %s, not an object", type_name(object));
        return CTG_OK;
    }
    json_object_foreach(object, name, value)
    {
        const size_t field = ctg__about_find(name);
        char step[200];

        ctg__json_pointer(step, sizeof step, name, strlen(name));
        snprintf(place, sizeof place, "%s:%s%s", shown, pointer, step);
        if (field == SIZE_MAX)
            ctg__problem_add(problems, CTG_REJECTED, place,
                             "'%s' is none of title, unit, date, source", name);
        else if (!json_is_string(value))
            ctg__problem_add(problems, CTG_REJECTED, place,
                             "%s is %s, not a string", name, type_name(value));
        else
            status = ctg__graph_set_about(graph, field,
                                          json_string_value(value), error);
        if (status)
            return status;
    }
    return CTG_OK;
}

/* Places are pointers: nothing to remember but the names. */
typedef struct json_source {
    ctg__source source;
    ctg_table table;
    char *map; /* --map, to show columns by the document's names; or NULL */
    char shown[];
} json_source;

static void place_cell(const char *shown, ctg_table table, size_t row,
                       const char *column, size_t length, char *text,
                       size_t size)
{
    char step[200] = "";

    if (column)
        ctg__json_pointer(step, sizeof step, column, length);
    snprintf(text, size, "%s:/%s/%zu%s", shown, ctg_table_name(table), row,
             step);
}

static void place(const ctg__source *source, size_t row, const char *column,
                  char *text, size_t size)
{
    const json_source *const self = (const void *)source;
    size_t length = 0;
    const char *const old =
        column ? ctg__map_old_name(self->map, column, &length) : NULL;

    place_cell(self->shown, self->table, row, old, length, text, size);
}

static void release(ctg__source *source)
{
    json_source *const self = (void *)source;

    ctg__release(self->map);
    ctg__release(self);
}

static ctg_status make_source(const ctg__input *input, ctg_table table,
                              ctg__rows *rows, ctg_error *error)
{
    const size_t length = strlen(input->shown);
    json_source *const made = ctg__allocate(sizeof *made + length + 1);

    if (!made)
        return ctg__fail_memory(error);
    made->source = (ctg__source){place, release};
    made->table = table;
    made->map = NULL;
    memcpy(made->shown, input->shown, length + 1);
    rows->source = &made->source;
    if (!input->map.text)
        return CTG_OK;
    made->map = ctg__copy_text(input->map.text, strlen(input->map.text));
    return made->map ? CTG_OK : ctg__fail_memory(error);
}

static bool takes_words(const ctg__column *column)
{
    return column->spec && column->spec->type == CTG__LEVERAGE;
}

/* Sets a cell; CTG_BAD_INPUT says what is wrong with the value. */
static ctg_status set_cell(ctg_graph *graph, ctg_table table, size_t row,
                           size_t index, const json_t *value, ctg_error *error)
{
    const ctg__column *const column = &graph->tables[table].columns[index];
    const bool flag = column->spec && column->spec->type == CTG__FLAG;

    if (json_is_null(value))
        return CTG_OK;
    if (json_is_string(value)) {
        if (column->number && !flag && !takes_words(column) &&
            json_string_length(value))
            return ctg__fail(error, CTG_BAD_INPUT,
                             "%s is '%s', a string where a number is due",
                             column->name, json_string_value(value));
        return ctg__graph_set_text(graph, table, row, index,
                                   json_string_value(value),
                                   json_string_length(value), error);
    }
    if (json_is_boolean(value) && (flag || column->word)) {
        const char *const word = json_is_true(value) ? "true" : "false";

        return ctg__graph_set_text(graph, table, row, index, word, strlen(word),
                                   error);
    }
    if (!json_is_number(value))
        return ctg__fail(error, CTG_BAD_INPUT, "%s is %s, not %s", column->name,
                         type_name(value),
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

static ctg_status take_row(ctg__input *input, ctg_graph *graph, ctg_table table,
                           json_t *object, ctg_problems *problems,
                           ctg_error *error)
{
    const char *key;
    json_t *value;
    size_t row;
    char where[512];
    ctg_status status = ctg__graph_add_row(graph, table, &row, error);

    if (status)
        return status;
    if (!json_is_object(object)) {
        place_cell(input->shown, table, row, NULL, 0, where, sizeof where);
        ctg__problem_add(problems, CTG_REJECTED, where,
                         "a row is %s, not an object", type_name(object));
        return CTG_OK;
    }
    json_object_foreach(object, key, value)
    {
        size_t length;
        size_t column;
        const char *const name =
            ctg__map_name(&input->map, key, strlen(key), &length);
        ctg_error fault = {0};

        if (length) {
            status = ctg__graph_need_column(graph, table, name, length, &column,
                                            error);
            if (status)
                return status;
            status = set_cell(graph, table, row, column, value, &fault);
        } else {
            status = ctg__fail(&fault, CTG_BAD_INPUT, "a column without name");
        }
        if (status && status != CTG_BAD_INPUT)
            return ctg__fail(error, status, "%s", fault.message);
        if (status) {
            place_cell(input->shown, table, row, key, strlen(key), where,
                       sizeof where);
            ctg__problem_add(problems, CTG_REJECTED, where, "%s",
                             fault.message);
        }
    }
    return CTG_OK;
}

static ctg_status take_table(ctg__input *input, ctg_graph *graph,
                             ctg_table table, json_t *array,
                             ctg_problems *problems, ctg_error *error)
{
    const size_t count = json_array_size(array);
    char where[512];
    ctg_status status;

    if (!json_is_array(array)) {
        snprintf(where, sizeof where, "%s:/%s", input->shown,
                 ctg_table_name(table));
        ctg__problem_add(problems, CTG_REJECTED, where,
                         "a table is %s, not a list", type_name(array));
        return CTG_OK;
    }
    if (count >= UINT32_MAX)
        return ctg__fail(error, CTG_BAD_INPUT, "%zu rows are too many", count);
    status = make_source(input, table, &graph->tables[table], error);
    if (!status)
        status = ctg__graph_reserve(graph, table, count, error);
    for (size_t i = 0; !status && i < count; i++) {
        status = take_row(input, graph, table, json_array_get(array, i),
                          problems, error);
        if (!status && input->progress && i % 4096 == 0 &&
            !input->progress(input->progress_context, (double)i, (double)count))
            status = ctg__fail(error, CTG_CANCELLED,
                               "cancelled while reading %s", input->shown);
    }
    return status;
}

static ctg_status take_member(ctg__input *input, ctg_graph *graph,
                              const char *key, json_t *value,
                              ctg_problems *problems, ctg_error *error)
{
    char where[512];
    char step[200];

    if (strcmp(key, "about") == 0)
        return ctg__json_take_about(value, input->shown, "/about", graph,
                                    problems, error);
    for (int t = 0; t < CTG_TABLE_COUNT; t++)
        if (strcmp(key, ctg_table_name((ctg_table)t)) == 0)
            return take_table(input, graph, (ctg_table)t, value, problems,
                              error);
    ctg__json_pointer(step, sizeof step, key, strlen(key));
    snprintf(where, sizeof where, "%s:%s", input->shown, step);
    ctg__problem_add(problems, CTG_REJECTED, where,
                     "'%s' is neither a table nor about", key);
    return CTG_OK;
}

static ctg_status read_json(ctg__input *input, ctg_graph *graph,
                            ctg_problems *problems, ctg_error *error)
{
    const char *key;
    json_t *value;
    json_t *document = NULL;
    ctg_status status =
        ctg__json_read(input->content.bytes, input->content.length,
                       input->shown, &document, problems, error);

    if (status || !document)
        return status;
    if (!json_is_object(document))
        ctg__problem_add(problems, CTG_REJECTED, input->shown,
                         "the document is %s, not an object of tables",
                         type_name(document));
    else if (!json_object_get(document, "nodes"))
        ctg__problem_add(problems, CTG_REJECTED, input->shown,
                         "no table 'nodes'");
    json_object_foreach(document, key, value) if (!status) status =
        take_member(input, graph, key, value, problems, error);
    json_decref(document);
    return status;
}

static bool sniff(const ctg__input *input)
{
    const char *c = input->content.bytes;
    const char *const end = c + input->content.length;

    if (end - c >= 3 && memcmp(c, "\xEF\xBB\xBF", 3) == 0)
        c += 3;
    while (c < end && (*c == ' ' || *c == '\t' || *c == '\n' || *c == '\r'))
        c++;
    return c < end && *c == '{';
}

const ctg__format ctg__format_json = {
    .about = {.name = "json",
              .summary = "one JSON document: an array of rows for each table",
              .source = "RFC 8259"},
    .endings = ".json",
    .sniff = sniff,
    .read = read_json,
    .write = ctg__json_write,
};
