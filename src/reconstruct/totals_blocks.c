/* Sums of blocks that are known: creditors of one group on debtors of one. */
#include <math.h>
#include <string.h>

#include "data/graph.h"
#include "reconstruct/marginals.h"

/* Groups by their first node; those outside are in a group of their own. */
static ctg_status number_groups(ctg__totals_reading *r)
{
    ctg_totals *const made = r->made;
    ctg__blocks *const blocks = &made->blocks;
    const size_t words = ctg__words_count(made->graph->words);
    ctg__arena scratch = {0};
    uint32_t *number;

    if (!TAKE(&made->arena, blocks->group, made->count + 1) ||
        !TAKE(&made->arena, blocks->names, made->count + 1))
        return ctg__fail_memory(r->error);
    if (!TAKE(&scratch, number, words + 1))
        return ctg__fail_memory(r->error);
    for (size_t i = 0; i < made->count; i++) {
        const ctg_word word = i < r->given_count
                                  ? ctg__graph_cell_word(made->graph, CTG_NODES,
                                                         CTG__NODE_GROUP, i)
                                  : (ctg_word)words;

        if (!number[word]) {
            blocks->names[blocks->count++] =
                i < r->given_count
                    ? ctg_graph_node_group(made->graph, (ctg_node)i)
                    : "";
            number[word] = (uint32_t)blocks->count;
        }
        blocks->group[i] = number[word] - 1;
    }
    ctg__arena_clear(&scratch);
    if (!TAKE(&made->arena, blocks->sum, blocks->count * blocks->count + 1))
        return ctg__fail_memory(r->error);
    for (size_t k = 0; k < blocks->count * blocks->count; k++)
        blocks->sum[k] = (double)NAN;
    return CTG_OK;
}

static ctg_status find_group(const ctg__totals_reading *r,
                             const ctg__side_table *table, size_t name,
                             size_t *group)
{
    const ctg__blocks *const blocks = &r->made->blocks;
    const ctg__cell *const cell = ctg__side_table_cell(table, name);

    for (*group = 0; *group < blocks->count; (*group)++)
        if (strlen(blocks->names[*group]) == cell->length &&
            memcmp(blocks->names[*group], cell->text, cell->length) == 0)
            return CTG_OK;
    return ctg__side_table_fail(
        table, name, r->error, "no node is in the group '%.*s'",
        cell->length > 80 ? 80 : (int)cell->length, cell->text);
}

static ctg_status take_block(const ctg__totals_reading *r,
                             const ctg__side_table *table)
{
    const ctg__blocks *const blocks = &r->made->blocks;
    size_t debtors;
    size_t creditors;
    double amount;
    double *sum;
    ctg_status status = find_group(r, table, 0, &debtors);

    if (!status)
        status = find_group(r, table, 1, &creditors);
    if (!status)
        status = ctg__side_table_money(table, 2, false, &amount, r->error);
    if (status)
        return status;
    sum = &blocks->sum[creditors * blocks->count + debtors];
    if (!isnan(*sum))
        return ctg__side_table_fail(table, 0, r->error,
                                    "this block is there twice");
    *sum = amount;
    return CTG_OK;
}

/* What is known is in the sums, too. */
static ctg_status subtract_known(ctg__totals_reading *r)
{
    ctg_totals *const made = r->made;
    const ctg__blocks *const blocks = &made->blocks;

    for (size_t k = 0; k < made->known_count; k++) {
        const ctg_link *const known = &made->known[k];
        double *const sum =
            &blocks->sum[blocks->group[known->creditor] * blocks->count +
                         blocks->group[known->debtor]];

        *sum -= known->amount;
        if (*sum < -1e-12 * made->whole)
            return ctg__fail(r->error, CTG_BAD_INPUT,
                             "known debts of group '%.80s' to group '%.80s' "
                             "exceed the sum of their block by %.15g",
                             blocks->names[blocks->group[known->debtor]],
                             blocks->names[blocks->group[known->creditor]],
                             -*sum);
        if (*sum < 0)
            *sum = 0;
    }
    return CTG_OK;
}

ctg_status ctg__totals_read_blocks(ctg__totals_reading *r)
{
    static const char *const names[] = {"debtor_group", "creditor_group",
                                        "amount"};
    ctg__side_table table;
    bool found = true;
    ctg_status status;

    if (!r->options->blocks)
        return CTG_OK;
    status = number_groups(r);
    if (!status)
        status = ctg__side_table_open(r->options->blocks, names, 3, &table,
                                      r->error);
    if (status)
        return status;
    while (!status) {
        status = ctg__side_table_next(&table, &found, r->error);
        if (status || !found)
            break;
        status = take_block(r, &table);
    }
    ctg__side_table_close(&table);
    return status ? status : subtract_known(r);
}
