/*
 * What a snapshot keeps of its network: exposures by creditor and by debtor, as
 * compile/build_exposures.c would order them.
 */
#include <math.h>
#include <string.h>

#include "read/snapshot.h"

void ctg__snapshot_arrays(const ctg__compiled *of, size_t node_count,
                          ctg__snapshot_array arrays[CTG__SNAPSHOT_ORDERS])
{
    const ctg__snapshot_array all[CTG__SNAPSHOT_ORDERS] = {
        {of->start, node_count + 1, 8},
        {of->debtor, of->count, 4},
        {of->amount, of->count, 8},
        {of->row, of->count, 4},
        {of->debtor_start, node_count + 1, 8},
        {of->by_debtor, of->count, 4},
        {of->debtor_creditor, of->count, 4},
        {of->file_order, of->count, 4},
    };

    memcpy(arrays, all, sizeof all);
}

/* The table being put into order. */
typedef struct ordering {
    const ctg_graph *graph;
    const ctg_word *debtor;
    const ctg_word *creditor;
    const double *amount;
    size_t row_count;
    size_t node_count;
    uint32_t *node_of_word; /* CTG_NONE: none */
    uint32_t *rows;         /* those that are kept, by debtor */
    ctg__compiled *made;
} ordering;

/* Columns that a network would keep beside these. */
static bool has_others(const ctg_graph *graph)
{
    static const size_t others[] = {CTG__EXPOSURE_ASSET, CTG__EXPOSURE_RECOVERY,
                                    CTG__EXPOSURE_SENIORITY,
                                    CTG__EXPOSURE_MATURITY_DAYS};
    const ctg__rows *const rows = &graph->tables[CTG_EXPOSURES];

    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (ctg__column_holds_any(rows, &rows->columns[others[i]]))
            return true;
    return false;
}

/* false where an id is blank or there twice. */
static bool number_nodes(ordering *o, const uint32_t *order)
{
    const ctg_word *const ids =
        o->graph->tables[CTG_NODES].columns[CTG__NODE_ID].word;

    memset(o->node_of_word, 0xff,
           ctg__words_count(o->graph->words) * sizeof *o->node_of_word);
    for (size_t i = 0; i < o->node_count; i++) {
        const ctg_word id = ids[order ? order[i] : i];

        if (!id || o->node_of_word[id] != CTG_NONE)
            return false;
        o->node_of_word[id] = (uint32_t)i;
    }
    return true;
}

/* false where a row would be refused; what is dropped is counted. */
static bool look_at_rows(ordering *o)
{
    ctg__dropped *const dropped = &o->made->dropped;

    for (size_t row = 0; row < o->row_count; row++) {
        const double amount = o->amount[row];

        if (o->node_of_word[o->debtor[row]] == CTG_NONE ||
            o->node_of_word[o->creditor[row]] == CTG_NONE ||
            !(amount >= 0 && amount < HUGE_VAL))
            return false;
        if (amount > 0 && o->debtor[row] != o->creditor[row]) {
            o->made->count++;
            continue;
        }
        if (!dropped->selves && !dropped->zeros)
            dropped->first = row;
        dropped->selves += amount > 0;
        dropped->zeros += !(amount > 0);
        dropped->self_money += amount;
    }
    return true;
}

/* Where each node's items begin, counted one place up. */
static void sum_up(size_t *start, size_t node_count)
{
    for (size_t i = 0; i < node_count; i++)
        start[i + 1] += start[i];
}

/* Rows by debtor and, among those of one, as they come. */
static void order_rows(ordering *o)
{
    size_t *const start = o->made->debtor_start;

    for (size_t row = 0; row < o->row_count; row++)
        if (o->amount[row] > 0 && o->debtor[row] != o->creditor[row])
            start[o->node_of_word[o->debtor[row]] + 1]++;
    sum_up(start, o->node_count);
    for (size_t row = 0; row < o->row_count; row++)
        if (o->amount[row] > 0 && o->debtor[row] != o->creditor[row])
            o->rows[start[o->node_of_word[o->debtor[row]]]++] = (uint32_t)row;
}

/* Starts that were moved to the ends of their nodes, back. */
static void move_back(size_t *start, size_t node_count)
{
    memmove(start + 1, start, node_count * sizeof *start);
    start[0] = 0;
}

/* Taken by debtor, a creditor's rows come by debtor. */
static void order_entries(ordering *o)
{
    ctg__compiled *const made = o->made;

    for (size_t k = 0; k < made->count; k++)
        made->start[o->node_of_word[o->creditor[o->rows[k]]] + 1]++;
    sum_up(made->start, o->node_count);
    for (size_t k = 0; k < made->count; k++) {
        const uint32_t row = o->rows[k];
        const size_t e = made->start[o->node_of_word[o->creditor[row]]]++;

        made->debtor[e] = o->node_of_word[o->debtor[row]];
        made->amount[e] = o->amount[row];
        made->row[e] = row;
    }
    move_back(made->start, o->node_count);
}

/* And taken by creditor, a debtor's entries come by creditor. */
static void order_back(ordering *o)
{
    ctg__compiled *const made = o->made;

    move_back(made->debtor_start, o->node_count);
    for (size_t i = 0; i < o->node_count; i++)
        for (size_t e = made->start[i]; e < made->start[i + 1]; e++) {
            const size_t k = made->debtor_start[made->debtor[e]]++;

            made->by_debtor[k] = (uint32_t)e;
            made->debtor_creditor[k] = (uint32_t)i;
        }
    move_back(made->debtor_start, o->node_count);
}

/* Each row's entry, without the rows that have none. */
static void order_file(ordering *o)
{
    ctg__compiled *const made = o->made;
    size_t kept = 0;

    memset(o->rows, 0xff, o->row_count * sizeof *o->rows);
    for (size_t e = 0; e < made->count; e++)
        o->rows[made->row[e]] = (uint32_t)e;
    for (size_t row = 0; row < o->row_count; row++)
        if (o->rows[row] != UINT32_MAX)
            made->file_order[kept++] = o->rows[row];
}

static bool take_arrays(ctg__arena *arena, size_t node_count,
                        ctg__compiled *made)
{
    return TAKE(arena, made->start, node_count + 2) &&
           TAKE(arena, made->debtor, made->count) &&
           TAKE(arena, made->amount, made->count) &&
           TAKE(arena, made->row, made->count) &&
           TAKE(arena, made->debtor_start, node_count + 2) &&
           TAKE(arena, made->by_debtor, made->count) &&
           TAKE(arena, made->debtor_creditor, made->count) &&
           TAKE(arena, made->file_order, made->count);
}

ctg_status ctg__snapshot_orders(const ctg_graph *graph, const uint32_t *order,
                                ctg__arena *arena, ctg__compiled *made,
                                ctg_error *error)
{
    const ctg__column *const columns = graph->tables[CTG_EXPOSURES].columns;
    ordering o = {.graph = graph,
                  .debtor = columns[CTG__EXPOSURE_DEBTOR].word,
                  .creditor = columns[CTG__EXPOSURE_CREDITOR].word,
                  .amount = columns[CTG__EXPOSURE_AMOUNT].number,
                  .row_count = graph->tables[CTG_EXPOSURES].row_count,
                  .node_count = graph->tables[CTG_NODES].row_count,
                  .made = made};

    *made = (ctg__compiled){0};
    if (!o.row_count || !o.node_count || !o.debtor || !o.creditor ||
        !o.amount || sizeof *made->start != 8 || has_others(graph) ||
        !graph->tables[CTG_NODES].columns[CTG__NODE_ID].word)
        return CTG_OK;
    if (!TAKE(arena, o.node_of_word, ctg__words_count(graph->words)))
        return ctg__fail_memory(error);
    if (!number_nodes(&o, order) || !look_at_rows(&o))
        return CTG_OK;
    if (!TAKE(arena, o.rows, o.row_count) ||
        !take_arrays(arena, o.node_count, made)) {
        made->start = NULL;
        return ctg__fail_memory(error);
    }
    order_rows(&o);
    order_entries(&o);
    order_back(&o);
    order_file(&o);
    return CTG_OK;
}
