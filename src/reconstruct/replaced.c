#include "reconstruct/replaced.h"

#include <math.h>
#include <string.h>

#include "data/graph.h"
#include "reconstruct/marginals.h"

/* An empty table of the three columns that claims have. */
static ctg_status empty_exposures(ctg_graph *graph, ctg_error *error)
{
    static const char *const needed[] = {"debtor", "creditor", "amount"};
    ctg__rows *const table = &graph->tables[CTG_EXPOSURES];
    ctg_status status = CTG_OK;

    table->row_count = 0;
    table->made_count = 0;
    if (table->source && table->source->release)
        table->source->release(table->source);
    table->source = NULL;
    for (size_t k = 0; !status && k < 3; k++) {
        size_t index;

        status = ctg__graph_need_column(graph, CTG_EXPOSURES, needed[k],
                                        strlen(needed[k]), &index, error);
    }
    return status;
}

static void blank_row(ctg__rows *table, size_t row)
{
    for (size_t c = 0; c < table->column_count; c++) {
        if (table->columns[c].number)
            table->columns[c].number[row] = (double)NAN;
        if (table->columns[c].word)
            table->columns[c].word[row] = 0;
    }
}

static void fill(ctg_graph *graph, const ctg_drawn *drawn)
{
    ctg__rows *const table = &graph->tables[CTG_EXPOSURES];
    const ctg_word *const ids =
        graph->tables[CTG_NODES].columns[CTG__NODE_ID].word;

    for (size_t k = 0; k < drawn->count; k++) {
        const ctg_link *const claim = &drawn->claims[k];

        blank_row(table, k);
        table->columns[CTG__EXPOSURE_DEBTOR].word[k] = ids[claim->debtor];
        table->columns[CTG__EXPOSURE_CREDITOR].word[k] = ids[claim->creditor];
        table->columns[CTG__EXPOSURE_AMOUNT].number[k] = claim->amount;
    }
    table->row_count = drawn->count;
}

static ctg_status add_outside(ctg_graph *graph, const char *outside,
                              ctg_error *error)
{
    size_t row;
    ctg_status status;

    if (!outside)
        return CTG_OK;
    status = ctg__graph_add_row(graph, CTG_NODES, &row, error);
    if (!status)
        status = ctg__graph_set_text(graph, CTG_NODES, row, CTG__NODE_ID,
                                     outside, strlen(outside), error);
    return status;
}

ctg_status ctg__graph_without_exposures(const ctg_graph *graph,
                                        const char *outside, ctg_graph **made,
                                        ctg_error *error)
{
    ctg_graph *copy = NULL;
    ctg_status status = ctg_graph_copy(graph, &copy, error);

    if (!status)
        status = add_outside(copy, outside, error);
    if (!status)
        status = empty_exposures(copy, error);
    if (status) {
        ctg_graph_free(copy);
        return status;
    }
    *made = copy;
    return CTG_OK;
}

ctg_status ctg__graph_replace_exposures(ctg_graph *graph,
                                        const ctg_drawn *drawn,
                                        ctg_error *error)
{
    const ctg_status status =
        ctg__graph_reserve(graph, CTG_EXPOSURES, drawn->count, error);

    if (!status)
        fill(graph, drawn);
    return status;
}

/* Else it would be insolvent as soon as it owes more than it claims. */
static ctg_status settle_outside(const ctg_totals *totals, ctg_graph *graph,
                                 ctg_error *error)
{
    static const char name[] = "other_assets";
    size_t column;
    ctg_status status;

    if (!totals->outside)
        return CTG_OK;
    status = ctg__graph_need_column(graph, CTG_NODES, name, strlen(name),
                                    &column, error);
    if (!status)
        graph->tables[CTG_NODES].columns[column].number[totals->count - 1] =
            ctg__assets_outside(totals->whole_debts[totals->count - 1]);
    return status;
}

ctg_status ctg_totals_graph(const ctg_totals *totals, const ctg_drawn *drawn,
                            ctg_graph **graph, ctg_error *error)
{
    ctg_graph *made = NULL;
    ctg_status status = ctg__graph_without_exposures(
        totals->graph, totals->outside, &made, error);

    if (!status)
        status = ctg__graph_replace_exposures(made, drawn, error);
    if (!status)
        status = settle_outside(totals, made, error);
    if (status) {
        ctg_graph_free(made);
        return status;
    }
    *graph = made;
    return CTG_OK;
}
