/* What people write where an id is due. */
#include <stdio.h>
#include <string.h>

#include "base/message.h"
#include "data/graph.h"
#include "text/nearest.h"

enum { ADDRESS = 42 };

bool ctg__is_address(const char *text, size_t length)
{
    if (length != ADDRESS || text[0] != '0' || ctg__lower(text[1]) != 'x')
        return false;
    for (size_t i = 2; i < ADDRESS; i++)
        if (!strchr("0123456789abcdef", ctg__lower(text[i])))
            return false;
    return true;
}

static size_t id_column(ctg_table table)
{
    return table == CTG_NODES ? CTG__NODE_ID : CTG__ASSET_ID;
}

static size_t name_column(ctg_table table)
{
    return table == CTG_NODES ? CTG__NODE_NAME : CTG__ASSET_NAME;
}

uint32_t ctg__graph_find_cell(const ctg_graph *graph, ctg_table table,
                              size_t column, const char *text, size_t length)
{
    const ctg__rows *const rows = &graph->tables[table];
    const ctg_word *const words = rows->columns[column].word;
    const ctg_word word = ctg__words_find(graph->words, text, length);

    if (!words || !word || word == CTG__NO_WORD)
        return CTG_NONE;
    for (size_t row = 0; row < rows->row_count; row++)
        if (words[row] == word)
            return (uint32_t)row;
    return CTG_NONE;
}

/* An address is the same in any case. */
static uint32_t find_address(const ctg_graph *graph, ctg_table table,
                             const char *text, size_t length)
{
    const ctg__rows *const rows = &graph->tables[table];
    const ctg_word *const words = rows->columns[id_column(table)].word;

    if (!ctg__is_address(text, length))
        return CTG_NONE;
    for (size_t row = 0; words && row < rows->row_count; row++) {
        const char *const id = ctg__graph_text(graph, words[row]);
        size_t i = 0;

        if (strlen(id) != length)
            continue;
        while (i < length && ctg__lower(id[i]) == ctg__lower(text[i]))
            i++;
        if (i == length)
            return (uint32_t)row;
    }
    return CTG_NONE;
}

uint32_t ctg__graph_find_id(const ctg_graph *graph, ctg_table table,
                            const char *text, size_t length)
{
    const uint32_t found =
        ctg__graph_find_cell(graph, table, id_column(table), text, length);

    return found != CTG_NONE ? found : find_address(graph, table, text, length);
}

/* How many rows have the name. */
static size_t count_name(const ctg_graph *graph, ctg_table table,
                         const char *text, size_t length)
{
    const ctg__rows *const rows = &graph->tables[table];
    const ctg_word *const words = rows->columns[name_column(table)].word;
    const ctg_word word = ctg__words_find(graph->words, text, length);
    size_t count = 0;

    if (!words || !word || word == CTG__NO_WORD)
        return 0;
    for (size_t row = 0; row < rows->row_count; row++)
        count += words[row] == word;
    return count;
}

uint32_t ctg__graph_find_name(const ctg_graph *graph, ctg_table table,
                              const char *text, size_t length)
{
    if (count_name(graph, table, text, length) != 1)
        return CTG_NONE; /* none, or which of them? */
    return ctg__graph_find_cell(graph, table, name_column(table), text, length);
}

/* Ids and names, as what somebody may have meant. */
static void try_nearest(const ctg_graph *graph, ctg_table table,
                        ctg__nearest *nearest)
{
    for (size_t row = 0; row < graph->tables[table].row_count; row++) {
        ctg__nearest_try(nearest,
                         table == CTG_NODES
                             ? ctg_graph_node_id(graph, (ctg_node)row)
                             : ctg_graph_asset_id(graph, (ctg_asset)row));
        ctg__nearest_try(
            nearest,
            ctg__graph_text(graph, ctg__graph_cell_word(
                                       graph, table, name_column(table), row)));
    }
}

static const char *noun_of(ctg_table table)
{
    return table == CTG_NODES ? "node" : "asset";
}

/* CTG_OK where no two rows have the name. */
static ctg_status refuse_shared(const ctg_graph *graph, ctg_table table,
                                const char *text, size_t length,
                                ctg_error *error)
{
    const size_t count = count_name(graph, table, text, length);

    if (count < 2)
        return CTG_OK;
    return ctg__fail(error, CTG_NOT_FOUND,
                     "%zu %ss have the name '%.*s': give an id", count,
                     noun_of(table), ctg__message_bytes(length), text);
}

/* In one of the tables, or in any of both. */
static ctg_status refuse_unknown(const ctg_graph *graph,
                                 const ctg_table *tables, size_t count,
                                 const char *text, size_t length,
                                 ctg_error *error)
{
    char word[101];
    char hint[96];
    ctg__nearest nearest;

    for (size_t i = 0; i < count; i++) {
        const ctg_status status =
            refuse_shared(graph, tables[i], text, length, error);

        if (status)
            return status;
    }
    snprintf(word, sizeof word, "%.*s", (int)(length > 100 ? 100 : length),
             text);
    nearest = ctg__nearest_start(word);
    for (size_t i = 0; i < count; i++)
        try_nearest(graph, tables[i], &nearest);
    return ctg__fail(
        error, CTG_NOT_FOUND, "no %s%s%s '%.*s'%s", noun_of(tables[0]),
        count > 1 ? " and no " : "", count > 1 ? noun_of(tables[1]) : "",
        ctg__message_bytes(length), text, ctg__nearest_hint(&nearest, hint));
}

ctg_status ctg__graph_unknown(const ctg_graph *graph, ctg_table table,
                              const char *text, size_t length, ctg_error *error)
{
    return refuse_unknown(graph, &table, 1, text, length, error);
}

ctg_status ctg__graph_unknown_either(const ctg_graph *graph, const char *text,
                                     size_t length, ctg_error *error)
{
    static const ctg_table tables[] = {CTG_ASSETS, CTG_NODES};

    return refuse_unknown(graph, tables, 2, text, length, error);
}

ctg_status ctg_graph_look_up(const ctg_graph *graph, ctg_table table,
                             const char *words, uint32_t *row, ctg_error *error)
{
    const size_t length = strlen(words);
    uint32_t found = ctg__graph_find_id(graph, table, words, length);

    if (found == CTG_NONE)
        found = ctg__graph_find_name(graph, table, words, length);
    if (found == CTG_NONE)
        return ctg__graph_unknown(graph, table, words, length, error);
    *row = found;
    return CTG_OK;
}

ctg_node ctg__row_node(const ctg_graph *graph, ctg_table table, size_t column,
                       size_t row)
{
    return ctg_graph_find_node(
        graph, ctg__graph_text(
                   graph, ctg__graph_cell_word(graph, table, column, row)));
}

ctg_asset ctg__row_asset(const ctg_graph *graph, ctg_table table, size_t column,
                         size_t row)
{
    const ctg_word word = ctg__graph_cell_word(graph, table, column, row);

    return word ? ctg_graph_find_asset(graph, ctg__graph_text(graph, word))
                : CTG_NONE;
}
