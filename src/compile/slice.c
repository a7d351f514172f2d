/* Parts of a text as ids. */
#include "compile/slice.h"

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

/* Ids first, so that a name never stands in for another one's id. */
static uint32_t find(const ctg_graph *graph, ctg_table table, ctg__slice id,
                     bool by_name)
{
    const ctg__slice trimmed = ctg__slice_trim(id);
    uint32_t row = ctg__graph_find_id(graph, table, id.text, id.length);

    if (row == CTG_NONE)
        row = ctg__graph_find_id(graph, table, trimmed.text, trimmed.length);
    if (row == CTG_NONE && by_name)
        row = ctg__graph_find_name(graph, table, id.text, id.length);
    if (row == CTG_NONE && by_name)
        row = ctg__graph_find_name(graph, table, trimmed.text, trimmed.length);
    return row;
}

ctg_node ctg__slice_node(const ctg_graph *graph, ctg__slice id, bool by_name)
{
    return find(graph, CTG_NODES, id, by_name);
}

ctg_asset ctg__slice_asset(const ctg_graph *graph, ctg__slice id, bool by_name)
{
    return find(graph, CTG_ASSETS, id, by_name);
}

ctg_word ctg__slice_group(const ctg_graph *graph, ctg__slice group)
{
    const ctg__slice trimmed = ctg__slice_trim(group);
    uint32_t row = ctg__graph_find_cell(graph, CTG_ASSETS, CTG__ASSET_GROUP,
                                        group.text, group.length);

    if (row == CTG_NONE)
        row = ctg__graph_find_cell(graph, CTG_ASSETS, CTG__ASSET_GROUP,
                                   trimmed.text, trimmed.length);

    return row == CTG_NONE
               ? 0
               : ctg__graph_cell_word(graph, CTG_ASSETS, CTG__ASSET_GROUP, row);
}

ctg_status ctg__slice_unknown(const ctg_graph *graph, ctg_table table,
                              ctg__slice id, ctg_error *error)
{
    id = ctg__slice_trim(id);
    return ctg__graph_unknown(graph, table, id.text, id.length, error);
}
