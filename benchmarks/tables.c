#include "tables.h"

#include <stdio.h>
#include <string.h>

#include "bars.h"
#include "data/graph.h"

static ctg__column *column(ctg_graph *graph, ctg_table table, const char *name)
{
    ctg_error error;
    size_t index;

    if (ctg__graph_need_column(graph, table, name, strlen(name), &index,
                               &error))
        bars_die(error.message);
    return &graph->tables[table].columns[index];
}

static void reserve(ctg_graph *graph, ctg_table table, size_t rows)
{
    ctg_error error;

    if (ctg__graph_reserve(graph, table, rows, &error))
        bars_die(error.message);
    graph->tables[table].row_count = rows;
}

tables tables_make(size_t nodes, size_t exposures)
{
    tables made = {0};
    ctg_error error;

    if (ctg__graph_new(&made.graph, &error))
        bars_die(error.message);
    reserve(made.graph, CTG_NODES, nodes);
    reserve(made.graph, CTG_EXPOSURES, exposures);
    made.id = column(made.graph, CTG_NODES, "id")->word;
    made.equity = column(made.graph, CTG_NODES, "equity")->number;
    made.debtor = column(made.graph, CTG_EXPOSURES, "debtor")->word;
    made.creditor = column(made.graph, CTG_EXPOSURES, "creditor")->word;
    made.amount = column(made.graph, CTG_EXPOSURES, "amount")->number;
    for (size_t i = 0; i < nodes; i++) {
        char id[32];
        const int length = snprintf(id, sizeof id, "N%zu", i);

        made.id[i] = ctg__graph_word(made.graph, id, (size_t)length);
    }
    return made;
}
