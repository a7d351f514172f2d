#include "optimise/lines_cell.h"

#include "base/assert.h"
#include "data/graph.h"

struct ctg__answer_lines {
    const ctg_graph *graph;
    const ctg_node *node_of; /* per word */
};

static const ctg_key heads[] = {
    {"debtor", CTG_FIGURE_PLAIN, ""},
    {"creditor", CTG_FIGURE_PLAIN, ""},
    {"amount", CTG_FIGURE_MONEY, "in units of its asset"},
};

enum { DEBTOR, CREDITOR, AMOUNT, HEADS };

ctg_status ctg__answer_lines(ctg_optimisation *to, const ctg_graph *graph,
                             ctg_error *error)
{
    struct ctg__answer_lines *made;
    ctg_node *node_of;

    CTG__ASSERT(to->table_count < CTG__MOST_TABLES);
    if (!TAKE(&to->arena, made, 1) ||
        !TAKE(&to->arena, node_of, ctg__words_count(graph->words)))
        return ctg__fail_memory(error);
    for (size_t i = 0; i < graph->tables[CTG_NODES].row_count; i++)
        node_of[ctg__graph_cell_word(graph, CTG_NODES, CTG__NODE_ID, i)] =
            (ctg_node)i;
    *made = (struct ctg__answer_lines){graph, node_of};
    to->tables[to->table_count++] =
        (ctg_answer_table){.key = "exposures",
                           .heads = heads,
                           .head_count = HEADS,
                           .row_count = graph->tables[CTG_EXPOSURES].row_count,
                           .lines = made,
                           .for_json = true,
                           .flat = true};
    return CTG_OK;
}

ctg_cell ctg__answer_lines_cell(const struct ctg__answer_lines *of, size_t row,
                                size_t column)
{
    const size_t end =
        column == DEBTOR ? CTG__EXPOSURE_DEBTOR : CTG__EXPOSURE_CREDITOR;

    if (column == AMOUNT)
        return ctg__cell_number(ctg__graph_number(of->graph, CTG_EXPOSURES,
                                                  CTG__EXPOSURE_AMOUNT, row));
    return ctg__cell_node(
        of->node_of[ctg__graph_cell_word(of->graph, CTG_EXPOSURES, end, row)]);
}
