#include "data/graph.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/assert.h"
#include "base/memory.h"
#include "base/message.h"
#include "text/number.h"
#include "text/utf8.h"

static const ctg__column_spec specs[] = {
#define COLUMN(table, NAME, name, type, needed, meaning)                       \
    {CTG_##table, name, CTG__##type, needed, meaning},
#include "data/columns.def"
#undef COLUMN
};

static const size_t first_spec[CTG_TABLE_COUNT + 1] = {
    CTG__FIRST_NODES,     CTG__FIRST_EXPOSURES, CTG__FIRST_ASSETS,
    CTG__FIRST_HOLDINGS,  CTG__FIRST_VENUES,    CTG__FIRST_MARKETS,
    CTG__FIRST_POSITIONS, CTG__FIRST_LAYERS,    CTG__ALL_COLUMNS,
};

static const char *const table_names[CTG_TABLE_COUNT] = {
    "nodes",  "exposures", "assets",    "holdings",
    "venues", "markets",   "positions", "layers",
};

const char *ctg_table_name(ctg_table table)
{
    return table_names[table];
}

const ctg__column_spec *ctg__column_specs(ctg_table table, size_t *count)
{
    *count = first_spec[table + 1] - first_spec[table];
    return specs + first_spec[table];
}

static bool holds_numbers(const ctg__column *column)
{
    return column->spec && (column->spec->type == CTG__NUMBER ||
                            column->spec->type == CTG__FLAG ||
                            column->spec->type == CTG__LEVERAGE);
}

static ctg_status make_columns(ctg_graph *graph, ctg_error *error)
{
    for (int t = 0; t < CTG_TABLE_COUNT; t++) {
        ctg__rows *const rows = &graph->tables[t];
        const ctg__column_spec *const spec =
            ctg__column_specs((ctg_table)t, &rows->column_count);

        rows->columns =
            ctg__allocate_array(rows->column_count, sizeof *rows->columns);
        if (!rows->columns) {
            rows->column_count = 0;
            return ctg__fail_memory(error);
        }
        for (size_t c = 0; c < rows->column_count; c++)
            rows->columns[c] =
                (ctg__column){.spec = &spec[c], .name = spec[c].name};
    }
    return CTG_OK;
}

ctg_status ctg__graph_new(ctg_graph **graph, ctg_error *error)
{
    ctg_graph *const made = ctg__allocate(sizeof *made);
    ctg_status status;

    if (!made)
        return ctg__fail_memory(error);
    *made = (ctg_graph){.about = {"", "", "", ""}};
    made->words = ctg__words_new();
    made->known = ctg__allocate(sizeof *made->known);
    if (made->known)
        *made->known = (ctg__known){.radius = (double)NAN};
    status = made->words && made->known ? make_columns(made, error)
                                        : ctg__fail_memory(error);
    if (status) {
        ctg_graph_free(made);
        return status;
    }
    *graph = made;
    return CTG_OK;
}

void ctg_graph_free(ctg_graph *graph)
{
    if (!graph)
        return;
    for (int t = 0; t < CTG_TABLE_COUNT; t++) {
        ctg__rows *const rows = &graph->tables[t];

        for (size_t c = 0; c < rows->column_count; c++) {
            if (rows->columns[c].mapped)
                continue;
            ctg__release(rows->columns[c].number);
            ctg__release(rows->columns[c].word);
        }
        ctg__release(rows->columns);
        if (rows->source)
            rows->source->release(rows->source);
    }
    for (size_t i = 0; i < 4; i++)
        ctg__release(graph->about_texts[i]);
    ctg__release(graph->shown);
    ctg__release(graph->known);
    ctg__words_free(graph->words);
    if (graph->unmap)
        graph->unmap(graph->mapping);
    ctg__release(graph);
}

void ctg__graph_forget(ctg_graph *graph)
{
    graph->compiled = (ctg__compiled){0};
    graph->hash[0] = '\0';
    atomic_store(&graph->known->radius, (double)NAN);
    atomic_store(&graph->known->ids_apart, false);
    atomic_store(&graph->known->any, false);
}

ctg_word ctg__graph_word(ctg_graph *graph, const char *text, size_t length)
{
    return ctg__words_add(graph->words, text, length);
}

const char *ctg__graph_text(const ctg_graph *graph, ctg_word word)
{
    return ctg__words_text(graph->words, word);
}

static size_t find_column(const ctg__rows *rows, const char *name,
                          size_t length)
{
    for (size_t c = 0; c < rows->column_count; c++)
        if (strlen(rows->columns[c].name) == length &&
            memcmp(rows->columns[c].name, name, length) == 0)
            return c;
    return SIZE_MAX;
}

size_t ctg__graph_find_column(const ctg_graph *graph, ctg_table table,
                              const char *name)
{
    return find_column(&graph->tables[table], name, strlen(name));
}

static void blank(ctg__column *column, size_t from, size_t to)
{
    if (column->number)
        for (size_t row = from; row < to; row++)
            column->number[row] = NAN;
    if (column->word && to > from)
        memset(column->word + from, 0, (to - from) * sizeof *column->word);
}

/* Gives a column its array, as long as the table's room. */
static ctg_status make_array(const ctg__rows *rows, ctg__column *column,
                             ctg_error *error)
{
    if (column->number || column->word)
        return CTG_OK;
    if (holds_numbers(column))
        column->number =
            ctg__allocate_array(rows->row_room, sizeof *column->number);
    else
        column->word =
            ctg__allocate_array(rows->row_room, sizeof *column->word);
    if (!column->number && !column->word)
        return ctg__fail_memory(error);
    blank(column, 0, rows->row_count);
    return CTG_OK;
}

ctg_status ctg__graph_need_column(ctg_graph *graph, ctg_table table,
                                  const char *name, size_t length,
                                  size_t *index, ctg_error *error)
{
    ctg__rows *const rows = &graph->tables[table];
    size_t found = find_column(rows, name, length);
    ctg_status status;

    ctg__graph_changes(graph);

    if (found == SIZE_MAX) {
        const ctg_word word = ctg__graph_word(graph, name, length);
        ctg__column *const grown = ctg__reallocate_array(
            rows->columns, rows->column_count + 1, sizeof *grown);

        if (!grown)
            return ctg__fail_memory(error);
        rows->columns = grown;
        if (word == CTG__NO_WORD)
            return ctg__fail_memory(error);
        found = rows->column_count;
        grown[found] = (ctg__column){.name = ctg__graph_text(graph, word)};
        rows->column_count++;
    }
    status = make_array(rows, &rows->columns[found], error);
    if (!status)
        *index = found;
    return status;
}

/* The array with another room; one of a mapping is copied. */
static void *resize(void *array, bool mapped, size_t filled, size_t room,
                    size_t size)
{
    void *copy;

    if (!mapped)
        return ctg__reallocate_array(array, room, size);
    copy = ctg__allocate_array(room, size);
    if (copy)
        memcpy(copy, array, filled * size);
    return copy;
}

ctg_status ctg__graph_reserve(ctg_graph *graph, ctg_table table,
                              size_t row_count, ctg_error *error)
{
    ctg__rows *const rows = &graph->tables[table];

    if (row_count <= rows->row_room)
        return CTG_OK;
    ctg__graph_changes(graph);
    for (size_t c = 0; c < rows->column_count; c++) {
        ctg__column *const column = &rows->columns[c];

        if (column->number) {
            double *const grown =
                resize(column->number, column->mapped, rows->row_count,
                       row_count, sizeof *grown);

            if (!grown)
                return ctg__fail_memory(error);
            column->number = grown;
        }
        if (column->word) {
            ctg_word *const grown =
                resize(column->word, column->mapped, rows->row_count, row_count,
                       sizeof *grown);

            if (!grown)
                return ctg__fail_memory(error);
            column->word = grown;
        }
        column->mapped = false;
    }
    rows->row_room = row_count;
    CTG__ASSERT(rows->row_count <= rows->row_room);
    return CTG_OK;
}

ctg_status ctg__graph_add_row(ctg_graph *graph, ctg_table table, size_t *row,
                              ctg_error *error)
{
    ctg__rows *const rows = &graph->tables[table];
    ctg_status status = CTG_OK;

    ctg__graph_changes(graph);
    if (rows->row_count == rows->row_room)
        status = ctg__graph_reserve(
            graph, table, rows->row_room ? 2 * rows->row_room : 16, error);
    if (status)
        return status;
    *row = rows->row_count++;
    for (size_t c = 0; c < rows->column_count; c++)
        blank(&rows->columns[c], *row, rows->row_count);
    return CTG_OK;
}

static ctg_status refuse_text(const char *name, const char *text, size_t length,
                              const char *why, ctg_error *error)
{
    return ctg__fail(error, CTG_BAD_INPUT, "%s is '%.*s', %s", name,
                     ctg__message_bytes(length), text, why);
}

ctg_status ctg__graph_check_text(const char *name, const char *text,
                                 size_t length, ctg_error *error)
{
    const char *c = text;

    if (memchr(text, '\0', length))
        return ctg__fail(error, CTG_BAD_INPUT, "%s has a NUL byte in it", name);
    while (c < text + length)
        if ((unsigned char)*c < 0x80)
            c++;
        else if (ctg__utf8_next(&c, text + length) == CTG__UTF8_BAD)
            return ctg__fail(error, CTG_BAD_INPUT, "%s is not valid UTF-8",
                             name);
    return CTG_OK;
}

static bool same_word(const char *text, size_t length, const char *word)
{
    if (strlen(word) != length)
        return false;
    for (size_t i = 0; i < length; i++)
        if ((text[i] | 0x20) != word[i])
            return false;
    return true;
}

static ctg_status parse_flag(const char *name, const char *text, size_t length,
                             double *value, ctg_error *error)
{
    if (same_word(text, length, "true") || same_word(text, length, "yes") ||
        (length == 1 && *text == '1')) {
        *value = 1;
        return CTG_OK;
    }
    if (same_word(text, length, "false") || same_word(text, length, "no") ||
        (length == 1 && *text == '0')) {
        *value = 0;
        return CTG_OK;
    }
    return refuse_text(name, text, length, "not true or false", error);
}

ctg_status ctg__graph_set_text(ctg_graph *graph, ctg_table table, size_t row,
                               size_t column, const char *text, size_t length,
                               ctg_error *error)
{
    ctg__column *const target = &graph->tables[table].columns[column];
    ctg__number_fault fault;
    double value;
    ctg_word word;
    ctg_status status;

    ctg__graph_changes(graph);
    CTG__ASSERT(row < graph->tables[table].row_count);
    CTG__ASSERT(column < graph->tables[table].column_count);
    CTG__ASSERT(holds_numbers(target) ? target->number != NULL
                                      : target->word != NULL);
    if (!holds_numbers(target)) {
        status = ctg__graph_check_text(target->name, text, length, error);
        if (status)
            return status;
        word = ctg__graph_word(graph, text, length);
        if (word == CTG__NO_WORD)
            return ctg__fail_memory(error);
        target->word[row] = word;
        return CTG_OK;
    }
    if (!length) {
        target->number[row] = NAN;
        return CTG_OK;
    }
    if (target->spec->type == CTG__FLAG) {
        status = parse_flag(target->name, text, length, &value, error);
        if (!status)
            target->number[row] = value;
        return status;
    }
    if (target->spec->type == CTG__LEVERAGE &&
        same_word(text, length, "initial")) {
        target->number[row] = CTG__INITIAL;
        return CTG_OK;
    }
    fault = ctg__number_parse(text, length, &value);
    if (fault)
        return refuse_text(target->name, text, length,
                           ctg__number_fault_text(fault), error);
    target->number[row] = value;
    return CTG_OK;
}

ctg_status ctg__graph_set_number(ctg_graph *graph, ctg_table table, size_t row,
                                 size_t column, double value, ctg_error *error)
{
    ctg__column *const target = &graph->tables[table].columns[column];
    char buffer[32];

    if (!isfinite(value))
        return ctg__fail(error, CTG_BAD_INPUT, "%s is not a finite number",
                         target->name);
    ctg__graph_changes(graph);
    if (holds_numbers(target) && target->spec->type != CTG__FLAG) {
        target->number[row] = value;
        return CTG_OK;
    }
    ctg__number_format(buffer, value);
    return ctg__graph_set_text(graph, table, row, column, buffer,
                               strlen(buffer), error);
}

ctg_status ctg__graph_set_about(ctg_graph *graph, size_t field,
                                const char *text, ctg_error *error)
{
    const char **const shown[] = {&graph->about.title, &graph->about.unit,
                                  &graph->about.date, &graph->about.source};
    char *const copy = ctg__copy_text(text, strlen(text));

    if (!copy)
        return ctg__fail_memory(error);
    ctg__release(graph->about_texts[field]);
    graph->about_texts[field] = copy;
    *shown[field] = copy;
    return CTG_OK;
}
