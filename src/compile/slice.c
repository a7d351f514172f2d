/* Parts of a text as ids. */
#include <stdio.h>

#include "base/nearest.h"
#include "compile/resolve.h"
#include "data/graph.h"

static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

ctg__slice ctg__slice_trim(ctg__slice slice)
{
    while (slice.length && is_blank(*slice.text)) {
        slice.text++;
        slice.length--;
    }
    while (slice.length && is_blank(slice.text[slice.length - 1]))
        slice.length--;
    return slice;
}

/* The first row whose cell of a column is this text. */
static uint32_t find_row(const ctg_graph *graph, ctg_table table, size_t column,
                         ctg__slice id)
{
    const ctg__rows *const rows = &graph->tables[table];
    const ctg_word *const words = rows->columns[column].word;
    const ctg_word word = ctg__words_find(graph->words, id.text, id.length);

    if (!words || !word || word == CTG__NO_WORD)
        return CTG_NONE;
    for (size_t row = 0; row < rows->row_count; row++)
        if (words[row] == word)
            return (uint32_t)row;
    return CTG_NONE;
}

static uint32_t find_either(const ctg_graph *graph, ctg_table table,
                            size_t column, ctg__slice id)
{
    const uint32_t whole = find_row(graph, table, column, id);

    return whole != CTG_NONE
               ? whole
               : find_row(graph, table, column, ctg__slice_trim(id));
}

ctg_node ctg__slice_node(const ctg_graph *graph, ctg__slice id)
{
    return find_either(graph, CTG_NODES, CTG__NODE_ID, id);
}

ctg_asset ctg__slice_asset(const ctg_graph *graph, ctg__slice id)
{
    return find_either(graph, CTG_ASSETS, CTG__ASSET_ID, id);
}

ctg_word ctg__slice_group(const ctg_graph *graph, ctg__slice group)
{
    const uint32_t row =
        find_either(graph, CTG_ASSETS, CTG__ASSET_GROUP, group);

    return row == CTG_NONE
               ? 0
               : ctg__graph_cell_word(graph, CTG_ASSETS, CTG__ASSET_GROUP, row);
}

ctg_status ctg__slice_unknown(const ctg_graph *graph, ctg_table table,
                              ctg__slice id, ctg_error *error)
{
    char word[101];
    char hint[96];
    ctg__nearest nearest;

    id = ctg__slice_trim(id);
    snprintf(word, sizeof word, "%.*s",
             (int)(id.length > 100 ? 100 : id.length), id.text);
    nearest = ctg__nearest_start(word);
    for (size_t row = 0; row < graph->tables[table].row_count; row++)
        ctg__nearest_try(&nearest,
                         table == CTG_NODES
                             ? ctg_graph_node_id(graph, (ctg_node)row)
                             : ctg_graph_asset_id(graph, (ctg_asset)row));
    return ctg__fail(error, CTG_NOT_FOUND, "no %s '%s'%s",
                     table == CTG_NODES ? "node" : "asset", word,
                     ctg__nearest_hint(&nearest, hint));
}
