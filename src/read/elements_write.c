/* What writing graphs of nodes and edges needs. */
#include <string.h>

#include "read/elements.h"

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
                                 ctg__arena *arena, ctg__element_columns *list,
                                 ctg_error *error)
{
    const ctg__rows *const rows = &graph->tables[table];

    list->count = 0;
    if (!TAKE(arena, list->columns, rows->column_count))
        return ctg__fail_memory(error);
    for (size_t c = 0; c < rows->column_count; c++)
        if (!is_end(table, c) && ctg__column_holds_any(rows, &rows->columns[c]))
            list->columns[list->count++] = &rows->columns[c];
    return CTG_OK;
}

const char *ctg__elements_word(const ctg_graph *graph, ctg_table table,
                               size_t column, size_t row)
{
    return ctg__graph_text(graph,
                           ctg__graph_cell_word(graph, table, column, row));
}

/* What a format cannot say of one column; of numbers that is their name. */
static ctg_status count_column(const ctg_graph *graph, const ctg__rows *rows,
                               const ctg__column *column,
                               size_t (*in_text)(const char *text),
                               const ctg_write_options *options, size_t *count,
                               ctg_error *error)
{
    *count += in_text(column->name);
    for (size_t row = 0; column->word && row < rows->row_count; row++) {
        if (ctg__write_stops(options, row))
            return ctg__write_cancelled(error);
        *count += in_text(ctg__graph_text(graph, column->word[row]));
    }
    return CTG_OK;
}

ctg_status ctg__elements_count(const ctg_graph *graph,
                               size_t (*in_text)(const char *text),
                               const ctg_write_options *options, size_t *count,
                               ctg_error *error)
{
    static const ctg_table tables[] = {CTG_NODES, CTG_EXPOSURES};
    ctg_status status = CTG_OK;

    *count = 0;
    for (size_t t = 0; t < 2; t++) {
        const ctg__rows *const rows = &graph->tables[tables[t]];

        for (size_t c = 0; !status && c < rows->column_count; c++)
            status = count_column(graph, rows, &rows->columns[c], in_text,
                                  options, count, error);
    }
    return status;
}
