/* What a graph says: its names, cells and places. */
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/assert.h"
#include "base/message.h"
#include "data/graph.h"
#include "text/number.h"

const ctg_about *ctg_graph_about(const ctg_graph *graph)
{
    return &graph->about;
}

const char *ctg_graph_format(const ctg_graph *graph)
{
    return graph->format;
}

size_t ctg_graph_row_count(const ctg_graph *graph, ctg_table table)
{
    return graph->tables[table].row_count;
}

static const char *word_cell(const ctg_graph *graph, ctg_table table,
                             size_t column, size_t row)
{
    CTG__ASSERT(row < graph->tables[table].row_count);
    return ctg__graph_text(graph,
                           ctg__graph_cell_word(graph, table, column, row));
}

const char *ctg_graph_node_id(const ctg_graph *graph, ctg_node node)
{
    return word_cell(graph, CTG_NODES, CTG__NODE_ID, node);
}

const char *ctg_graph_node_name(const ctg_graph *graph, ctg_node node)
{
    const char *const name = word_cell(graph, CTG_NODES, CTG__NODE_NAME, node);

    return *name ? name : ctg_graph_node_id(graph, node);
}

const char *ctg_graph_node_kind(const ctg_graph *graph, ctg_node node)
{
    return word_cell(graph, CTG_NODES, CTG__NODE_KIND, node);
}

const char *ctg_graph_node_group(const ctg_graph *graph, ctg_node node)
{
    return word_cell(graph, CTG_NODES, CTG__NODE_GROUP, node);
}

const char *ctg_graph_asset_id(const ctg_graph *graph, ctg_asset asset)
{
    return word_cell(graph, CTG_ASSETS, CTG__ASSET_ID, asset);
}

const char *ctg_graph_asset_group(const ctg_graph *graph, ctg_asset asset)
{
    return word_cell(graph, CTG_ASSETS, CTG__ASSET_GROUP, asset);
}

/* Linear: for messages, shocks and options; compile/ has its own index. */
static uint32_t find_row(const ctg_graph *graph, ctg_table table,
                         size_t id_column, const char *id)
{
    const ctg_word *const ids = graph->tables[table].columns[id_column].word;
    const ctg_word word = ctg__words_find(graph->words, id, strlen(id));

    if (!ids || !word || word == CTG__NO_WORD)
        return CTG_NONE;
    for (size_t row = 0; row < graph->tables[table].row_count; row++)
        if (ids[row] == word)
            return (uint32_t)row;
    return CTG_NONE;
}

ctg_node ctg_graph_find_node(const ctg_graph *graph, const char *id)
{
    return find_row(graph, CTG_NODES, CTG__NODE_ID, id);
}

ctg_asset ctg_graph_find_asset(const ctg_graph *graph, const char *id)
{
    return find_row(graph, CTG_ASSETS, CTG__ASSET_ID, id);
}

const char *ctg__graph_column_text(const ctg_graph *graph,
                                   const ctg__column *column, size_t row,
                                   char buffer[32])
{
    CTG__ASSERT(!column->word || !column->number);
    if (column->word)
        return ctg__graph_text(graph, column->word[row]);
    if (!column->number || isnan(column->number[row]))
        return "";
    if (column->number[row] == CTG__INITIAL)
        return "initial";
    if (column->spec->type == CTG__FLAG)
        return column->number[row] != 0 ? "true" : "false";
    ctg__number_format(buffer, column->number[row]);
    return buffer;
}

const char *ctg_graph_cell(const ctg_graph *graph, ctg_table table, size_t row,
                           const char *column, char buffer[32])
{
    const size_t index = ctg__graph_find_column(graph, table, column);

    if (index == SIZE_MAX || row >= graph->tables[table].row_count)
        return NULL;
    return ctg__graph_column_text(graph, &graph->tables[table].columns[index],
                                  row, buffer);
}

const char *ctg_graph_column(const ctg_graph *graph, ctg_table table,
                             size_t index)
{
    const ctg__rows *const rows = &graph->tables[table];

    for (size_t c = 0; c < rows->column_count; c++)
        if ((rows->columns[c].number || rows->columns[c].word) && !index--)
            return rows->columns[c].name;
    return NULL;
}

static bool has_words(const ctg__rows *rows, const ctg__column *column)
{
    size_t row = 0;

    while (column->word && row < rows->row_count && !column->word[row])
        row++;
    return column->word && row < rows->row_count;
}

const char *ctg_graph_attribute(const ctg_graph *graph, ctg_table table,
                                size_t index)
{
    const ctg__rows *const rows = &graph->tables[table];

    for (size_t c = 0; c < rows->column_count; c++)
        if (!rows->columns[c].spec && has_words(rows, &rows->columns[c]) &&
            !index--)
            return rows->columns[c].name;
    return NULL;
}

void ctg__graph_place(const ctg_graph *graph, ctg_table table, size_t row,
                      size_t column, char *text, size_t size)
{
    const ctg__rows *const rows = &graph->tables[table];
    const char *const name =
        column == SIZE_MAX ? NULL : rows->columns[column].name;

    if (row + rows->made_count >= rows->row_count && rows->made_count)
        snprintf(text, size, "%s row %zu, which a preset made",
                 ctg_table_name(table), row + 1);
    else if (rows->source)
        rows->source->place(rows->source, row, name, text, size);
    else
        snprintf(text, size, "%s row %zu", ctg_table_name(table), row + 1);
}

void ctg__graph_blame(const ctg_graph *graph, ctg_table table, size_t row,
                      size_t column, ctg_problems *problems,
                      ctg_severity severity, const char *format, ...)
{
    char place[512] = "";
    char text[800];
    va_list args;

    /* Places may cost a look into the file: not for what is only counted. */
    if (!ctg__problems_full(problems, severity))
        ctg__graph_place(graph, table, row, column, place, sizeof place);
    va_start(args, format);
    ctg__message(text, sizeof text, format, args);
    va_end(args);
    ctg__problem_add(problems, severity, place, "%s", text);
}
