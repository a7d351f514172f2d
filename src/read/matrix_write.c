/* Exposures as a dense matrix, row by row. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "read/header.h"
#include "read/matrix_read.h"
#include "text/number.h"

/* Exposures sorted by row, then column, of the matrix. */
typedef struct entry {
    uint32_t row;
    uint32_t column;
    double amount;
} entry;

typedef struct entries {
    ctg__arena arena;
    entry *list;
    size_t count;
    size_t node_count;
} entries;

static int compare(const void *one, const void *other)
{
    const entry *const a = one;
    const entry *const b = other;

    if (a->row != b->row)
        return a->row < b->row ? -1 : 1;
    return a->column < b->column ? -1 : a->column > b->column;
}

/* Node by word, plus 1; 0: the word is no node's id. */
static uint32_t *index_nodes(const ctg_graph *graph, ctg__arena *arena)
{
    uint32_t *index;

    if (!TAKE(arena, index, ctg__words_count(graph->words)))
        return NULL;
    for (size_t i = 0; i < graph->tables[CTG_NODES].row_count; i++)
        index[ctg__graph_cell_word(graph, CTG_NODES, CTG__NODE_ID, i)] =
            (uint32_t)i + 1;
    return index;
}

static ctg_status collect(const ctg_graph *graph, bool rows_are_creditors,
                          entries *all, ctg_error *error)
{
    uint32_t *const index = index_nodes(graph, &all->arena);

    all->count = graph->tables[CTG_EXPOSURES].row_count;
    all->node_count = graph->tables[CTG_NODES].row_count;
    if (!index || !TAKE(&all->arena, all->list, all->count + 1))
        return ctg__fail_memory(error);
    for (size_t i = 0; i < all->count; i++) {
        const ctg_word debtor =
            ctg__graph_cell_word(graph, CTG_EXPOSURES, CTG__EXPOSURE_DEBTOR, i);
        const ctg_word creditor = ctg__graph_cell_word(
            graph, CTG_EXPOSURES, CTG__EXPOSURE_CREDITOR, i);

        if (!index[debtor] || !index[creditor])
            return ctg__fail(
                error, CTG_BAD_INPUT,
                "an exposure names '%s', which is no node",
                ctg__graph_text(graph, index[debtor] ? creditor : debtor));
        all->list[i] = (entry){
            .row = index[rows_are_creditors ? creditor : debtor] - 1,
            .column = index[rows_are_creditors ? debtor : creditor] - 1,
            .amount = ctg__graph_number(graph, CTG_EXPOSURES,
                                        CTG__EXPOSURE_AMOUNT, i),
        };
    }
    qsort(all->list, all->count, sizeof *all->list, compare);
    return CTG_OK;
}

bool ctg__matrix_can_hold(const ctg_graph *graph, ctg_table table,
                          const ctg__column *column)
{
    const ctg__column *const nodes = graph->tables[CTG_NODES].columns;
    const ctg__column *const exposures = graph->tables[CTG_EXPOSURES].columns;

    return (table == CTG_NODES && column == &nodes[CTG__NODE_ID]) ||
           (table == CTG_EXPOSURES &&
            (column == &exposures[CTG__EXPOSURE_DEBTOR] ||
             column == &exposures[CTG__EXPOSURE_CREDITOR] ||
             column == &exposures[CTG__EXPOSURE_AMOUNT]));
}

ctg_status ctg__matrix_check(const ctg_graph *graph, ctg__refusals *refusals,
                             ctg_error *error)
{
    entries all = {0};
    size_t parallel = 0;
    size_t zero = 0;
    const ctg_status status = collect(graph, true, &all, error);

    for (size_t i = 0; !status && i < all.count; i++) {
        parallel += i && compare(&all.list[i - 1], &all.list[i]) == 0;
        zero += !(all.list[i].amount != 0);
    }
    ctg__arena_clear(&all.arena);
    if (!status && parallel)
        ctg__refuse(refusals, parallel, "parallel exposures");
    if (!status && zero)
        ctg__refuse(refusals, zero, "exposures of 0");
    return status;
}

static bool write_all(const ctg_graph *graph, const entries *all,
                      const ctg_write_options *options, FILE *file)
{
    size_t at = 0;
    char buffer[32];

    for (size_t i = 0; i < all->node_count; i++) {
        putc(',', file);
        ctg__csv_write_cell(ctg_graph_node_id(graph, (ctg_node)i), file);
    }
    putc('\n', file);
    for (size_t i = 0; i < all->node_count; i++) {
        ctg__csv_write_cell(ctg_graph_node_id(graph, (ctg_node)i), file);
        for (size_t j = 0; j < all->node_count; j++) {
            double amount = 0;

            if (ctg__write_stops(options, j))
                return false;

            for (; at < all->count && all->list[at].row == i &&
                   all->list[at].column == j;
                 at++)
                amount += all->list[at].amount;
            ctg__number_format(buffer, amount);
            putc(',', file);
            fputs(amount == 0 ? "0" : buffer, file);
        }
        putc('\n', file);
    }
    return true;
}

ctg_status ctg__matrix_write(const ctg_graph *graph, FILE *file,
                             const ctg_write_options *options, ctg_error *error)
{
    const char *const rows = options->rows;
    entries all = {0};
    ctg_status status;

    if (!rows)
        return ctg__fail(error, CTG_BAD_ARGUMENT, "%s", ctg__rows_reason);
    if (strcmp(rows, "creditor") != 0 && strcmp(rows, "debtor") != 0)
        return ctg__fail(error, CTG_BAD_ARGUMENT,
                         "rows are '%s', not creditor or debtor", rows);
    status = collect(graph, strcmp(rows, "creditor") == 0, &all, error);
    if (!status && !write_all(graph, &all, options, file))
        status = ctg__write_cancelled(error);
    ctg__arena_clear(&all.arena);
    return status;
}
