/* The graph of lines: the exposures table written anew. */
#include <math.h>
#include <string.h>

#include "data/graph.h"
#include "optimise/lines.h"

enum { STEPS_A_LINE = 64 };

/* Cells of the old table, by what the lines of a segment have in common. */
static const char *const common[] = {"asset", "recovery", "seniority",
                                     "maturity_days"};

static ctg_status copy_cell(const ctg_graph *from, size_t old,
                            const char *column, size_t length, ctg_graph *to,
                            size_t row, ctg_error *error)
{
    char name[128];
    char buffer[32];
    const char *cell;
    size_t index;
    ctg_status status;

    snprintf(name, sizeof name, "%.*s", (int)length, column);
    cell = ctg_graph_cell(from, CTG_EXPOSURES, old, name, buffer);
    if (!cell || !*cell)
        return CTG_OK;
    status = ctg__graph_need_column(to, CTG_EXPOSURES, name, strlen(name),
                                    &index, error);
    return status ? status
                  : ctg__graph_set_text(to, CTG_EXPOSURES, row, index, cell,
                                        strlen(cell), error);
}

static ctg_status set_end(const ctg_graph *from, ctg_node node,
                          const char *column, ctg_graph *to, size_t row,
                          ctg_error *error)
{
    const char *const id = ctg_graph_node_id(from, node);
    size_t index;
    ctg_status status = ctg__graph_need_column(to, CTG_EXPOSURES, column,
                                               strlen(column), &index, error);

    return status ? status
                  : ctg__graph_set_text(to, CTG_EXPOSURES, row, index, id,
                                        strlen(id), error);
}

static ctg_status add_line(const ctg__task *task, const ctg__line *line,
                           ctg_graph *to, ctg_error *error)
{
    const ctg_graph *const from = task->network->graph;
    const char *by = ctg__setting(task, "by");
    size_t amount;
    size_t row;
    ctg_status status = ctg__graph_add_row(to, CTG_EXPOSURES, &row, error);

    if (!status)
        status = set_end(from, line->debtor, "debtor", to, row, error);
    if (!status)
        status = set_end(from, line->creditor, "creditor", to, row, error);
    for (size_t k = 0; !status && k < sizeof common / sizeof *common; k++)
        status = copy_cell(from, line->row, common[k], strlen(common[k]), to,
                           row, error);
    if (!status && line->same_kind)
        status = copy_cell(from, line->row, "kind", 4, to, row, error);
    while (!status && by && *by) {
        const size_t length = strcspn(by, ",");

        status = copy_cell(from, line->row, by, length, to, row, error);
        by += length + (by[length] == ',');
    }
    if (!status)
        status = ctg__graph_need_column(to, CTG_EXPOSURES, "amount", 6, &amount,
                                        error);
    return status ? status
                  : ctg__graph_set_number(to, CTG_EXPOSURES, row, amount,
                                          line->after, error);
}

static ctg_status add_money(ctg_graph *graph, const char *column, size_t row,
                            double money, ctg_error *error)
{
    size_t index;
    ctg_status status = ctg__graph_need_column(graph, CTG_NODES, column,
                                               strlen(column), &index, error);

    return status ? status
                  : ctg__graph_set_number(graph, CTG_NODES, row, index, money,
                                          error);
}

/* What nets moved by is settled through other assets, so that equities stay. */
static ctg_status settle(const ctg__task *task, const double *settled,
                         ctg_graph *graph, ctg_error *error)
{
    const ctg__nodes *const nodes = &task->network->nodes;
    ctg_status status = CTG_OK;

    for (size_t i = 0; !status && settled && i < nodes->count; i++) {
        const double assets = nodes->other_assets[i] + settled[i];

        if (settled[i] == 0)
            continue;
        status = add_money(graph, "other_assets", i, fmax(0, assets), error);
        if (!status)
            status = add_money(graph, "other_liabilities", i,
                               nodes->other_liabilities[i] + fmax(0, -assets),
                               error);
    }
    return status;
}

/* Every row by the line it came from first: the order of the table. */
ctg_status ctg__lines_graph(const ctg__task *task, const ctg__lines *lines,
                            const double *settled, ctg__asking *asking,
                            ctg_graph **graph, ctg_error *error)
{
    ctg_graph *made = NULL;
    ctg_status status = ctg_graph_copy(task->network->graph, &made, error);

    if (status)
        return status;
    made->tables[CTG_EXPOSURES].row_count = 0;
    for (size_t k = 0; !status && k < lines->count; k++) {
        if (!ctg__ask_after(asking, STEPS_A_LINE))
            status = ctg__fail(error, CTG_CANCELLED, "cancelled");
        else if (lines->lines[k].after > 0)
            status = add_line(task, &lines->lines[k], made, error);
    }
    if (!status)
        status = settle(task, settled, made, error);
    if (status)
        ctg_graph_free(made);
    else
        *graph = made;
    return status;
}
