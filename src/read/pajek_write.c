/* Pajek's .net, written. */
#include <stdio.h>
#include <string.h>

#include "base/memory.h"
#include "read/elements.h"
#include "read/numbered.h"
#include "read/pajek.h"

ctg_status ctg__pajek_write(const ctg_graph *graph, FILE *file,
                            const ctg_write_options *options, ctg_error *error)
{
    const ctg__rows *const edges = &graph->tables[CTG_EXPOSURES];
    const size_t node_count = graph->tables[CTG_NODES].row_count;
    uint32_t *numbers;
    ctg_status status = ctg__numbered_index(graph, &numbers, error);

    if (status)
        return status;
    fprintf(file, "*Vertices %zu\n", node_count);
    for (size_t row = 0; !status && row < node_count; row++) {
        const char *id =
            ctg__elements_word(graph, CTG_NODES, CTG__NODE_ID, row);

        fprintf(file, "%zu \"", row + 1);
        for (; *id; id++)
            putc(*id == '"' || *id == '\n' || *id == '\r' ? '_' : *id, file);
        fputs("\"\n", file);
        if (ctg__write_stops(options, row))
            status = ctg__write_cancelled(error);
    }
    fputs("*Arcs\n", file);
    for (size_t row = 0; !status && row < edges->row_count; row++) {
        const ctg_word debtor = ctg__graph_cell_word(graph, CTG_EXPOSURES,
                                                     CTG__EXPOSURE_DEBTOR, row);
        const ctg_word creditor = ctg__graph_cell_word(
            graph, CTG_EXPOSURES, CTG__EXPOSURE_CREDITOR, row);
        char buffer[32];

        if (numbers[debtor] && numbers[creditor])
            fprintf(
                file, "%lu %lu %s\n", (unsigned long)numbers[debtor],
                (unsigned long)numbers[creditor],
                ctg__graph_column_text(
                    graph, &edges->columns[CTG__EXPOSURE_AMOUNT], row, buffer));
        if (ctg__write_stops(options, row))
            status = ctg__write_cancelled(error);
    }
    ctg__release(numbers);
    return status;
}

bool ctg__pajek_can_hold(const ctg_graph *graph, ctg_table table,
                         const ctg__column *column)
{
    (void)graph;
    if (!column->spec)
        return false;
    if (table == CTG_NODES)
        return strcmp(column->name, "id") == 0;
    return table == CTG_EXPOSURES && (strcmp(column->name, "debtor") == 0 ||
                                      strcmp(column->name, "creditor") == 0 ||
                                      strcmp(column->name, "amount") == 0);
}

ctg_status ctg__pajek_check(const ctg_graph *graph, ctg__refusals *refusals,
                            ctg_error *error)
{
    const size_t node_count = graph->tables[CTG_NODES].row_count;
    size_t count = 0;

    for (size_t row = 0; row < node_count; row++) {
        const char *const id =
            ctg__elements_word(graph, CTG_NODES, CTG__NODE_ID, row);

        count += !*id || id[strcspn(id, "\"\r\n")] != '\0';
    }
    if (count)
        ctg__refuse(refusals, count,
                    "empty ids and ids with quotes or line breaks");
    return ctg__numbered_check(graph, refusals, error);
}
