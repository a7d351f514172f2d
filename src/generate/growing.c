#include "generate/growing.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "data/graph.h"

enum { STEPS_A_ROW = 256 }; /* of a few cells */

void ctg__grow_ask(ctg__growing *to)
{
    if (!to->status && !ctg__ask_after(&to->asking, STEPS_A_ROW))
        to->status = ctg__fail(to->error, CTG_CANCELLED, "cancelled");
}

size_t ctg__grow_row(ctg__growing *to, ctg_table table)
{
    size_t row = 0;

    ctg__grow_ask(to);
    if (!to->status)
        to->status = ctg__graph_add_row(to->graph, table, &row, to->error);
    atomic_store_explicit(&to->asking.done, ++to->rows, memory_order_relaxed);
    return row;
}

static bool find_column(ctg__growing *to, ctg_table table, const char *name,
                        size_t *column)
{
    if (!to->status)
        to->status = ctg__graph_need_column(to->graph, table, name,
                                            strlen(name), column, to->error);
    return to->status == CTG_OK;
}

void ctg__grow_text(ctg__growing *to, ctg_table table, size_t row,
                    const char *column, const char *text)
{
    size_t index;

    if (find_column(to, table, column, &index))
        to->status = ctg__graph_set_text(to->graph, table, row, index, text,
                                         strlen(text), to->error);
}

void ctg__grow_number(ctg__growing *to, ctg_table table, size_t row,
                      const char *column, double number)
{
    size_t index;

    if (find_column(to, table, column, &index))
        to->status = ctg__graph_set_number(to->graph, table, row, index, number,
                                           to->error);
}

double ctg__round_money(double amount)
{
    return round(1000 * amount) / 1000;
}

const char *ctg__grown_id(const ctg__growing *to, size_t node)
{
    return ctg_graph_node_id(to->graph, (ctg_node)node);
}

void ctg__grow_exposure(ctg__growing *to, size_t debtor, size_t creditor,
                        double amount)
{
    const size_t row = ctg__grow_row(to, CTG_EXPOSURES);

    if (to->status)
        return;
    ctg__grow_text(to, CTG_EXPOSURES, row, "debtor", ctg__grown_id(to, debtor));
    ctg__grow_text(to, CTG_EXPOSURES, row, "creditor",
                   ctg__grown_id(to, creditor));
    ctg__grow_number(to, CTG_EXPOSURES, row, "amount",
                     ctg__round_money(amount));
    to->debts[debtor] += ctg__round_money(amount);
    to->claims[creditor] += ctg__round_money(amount);
}

size_t ctg__grow_node(ctg__growing *to, char letter, size_t number,
                      size_t count, const char *kind)
{
    const size_t row = ctg__grow_row(to, CTG_NODES);
    char id[32];

    snprintf(id, sizeof id, "%c%0*zu", letter, snprintf(NULL, 0, "%zu", count),
             number + 1);
    ctg__grow_text(to, CTG_NODES, row, "id", id);
    ctg__grow_text(to, CTG_NODES, row, "kind", kind);
    return row;
}

/* Steele, Lea and Flood 2014: splitmix64. */
static uint64_t next(ctg__growing *to)
{
    uint64_t z = to->state += UINT64_C(0x9E3779B97F4A7C15);

    z = (z ^ z >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ z >> 27) * UINT64_C(0x94D049BB133111EB);
    return z ^ z >> 31;
}

double ctg__grow_share(ctg__growing *to)
{
    return (double)(next(to) >> 11) * 0x1p-53;
}

size_t ctg__grow_pick(ctg__growing *to, size_t count)
{
    /* 53 bits are so many more than any count that no one is favoured. */
    return (size_t)(ctg__grow_share(to) * (double)count);
}

double ctg__grow_size(ctg__growing *to)
{
    return fmin(1 / sqrt(1 - ctg__grow_share(to)), 1000);
}

void ctg__grow_balance_sheets(ctg__growing *to)
{
    const size_t nodes = ctg_graph_row_count(to->graph, CTG_NODES);

    for (size_t i = 0; !to->status && i < nodes; i++) {
        const double least = fmax(to->claims[i] / 0.15, to->debts[i] / 0.8);
        const double assets =
            ctg__round_money(fmax(least, 1) * (1 + ctg__grow_share(to)));
        const double cash = ctg__round_money(0.05 * assets);

        ctg__grow_number(
            to, CTG_NODES, i, "equity",
            ctg__round_money((0.08 + 0.08 * ctg__grow_share(to)) * assets));
        ctg__grow_ask(to);
        ctg__grow_number(to, CTG_NODES, i, "cash", cash);
        ctg__grow_number(to, CTG_NODES, i, "other_assets",
                         ctg__round_money(assets - cash - to->claims[i]));
    }
}
