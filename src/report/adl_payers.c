#include "report/adl_payers.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

/* A leg that gave, under a policy. */
typedef struct given {
    const ctg_adl_winner *winner;
    size_t policy;
} given;

static int by_account(const ctg_adl_winner *a, const ctg_adl_winner *b)
{
    if (a->venue != b->venue)
        return a->venue < b->venue ? -1 : 1;
    return strcmp(a->account, b->account);
}

static int by_account_and_policy(const void *one, const void *other)
{
    const given *const a = one;
    const given *const b = other;
    const int order = by_account(a->winner, b->winner);

    if (order)
        return order;
    return a->policy < b->policy ? -1 : a->policy > b->policy;
}

static int by_most(const void *one, const void *other)
{
    const ctg__adl_payer *const a = one;
    const ctg__adl_payer *const b = other;

    if (a->most != b->most)
        return a->most > b->most ? -1 : 1;
    if (a->venue != b->venue)
        return a->venue < b->venue ? -1 : 1;
    return strcmp(a->account, b->account);
}

/* All legs that gave; NULL: out of memory. */
static given *gather(const ctg_policies *policies, size_t *found)
{
    const size_t trials = ctg_policies_count(policies);
    size_t rows = 0;
    size_t count;
    given *all;

    for (size_t k = 0; k < trials; k++) {
        ctg_run_adl_winners(ctg_policies_run(policies, k), &count);
        rows += count;
    }
    all = ctg__allocate_array(rows + 1, sizeof *all);
    rows = 0;
    for (size_t k = 0; all && k < trials; k++) {
        const ctg_adl_winner *const winners =
            ctg_run_adl_winners(ctg_policies_run(policies, k), &count);

        for (size_t i = 0; i < count; i++)
            all[rows++] = (given){&winners[i], k};
    }
    *found = rows;
    return all;
}

/* One account's rows under all policies. */
static void add(ctg_report *report, size_t trials, const given *all,
                size_t count, ctg__adl_payer *payer)
{
    *payer = (ctg__adl_payer){
        .account = all->winner->account,
        .owner = all->winner->owner,
        .venue = all->winner->venue,
        .haircut = ctg__report_take(report, trials, sizeof *payer->haircut),
        .share = ctg__report_take(report, trials, sizeof *payer->share)};
    if (!payer->haircut || !payer->share)
        return;
    for (size_t k = 0; k < count; k++) {
        payer->haircut[all[k].policy] += all[k].winner->haircut;
        payer->share[all[k].policy] += all[k].winner->profit;
    }
    for (size_t k = 0; k < trials; k++) {
        payer->share[k] = payer->haircut[k] / payer->share[k];
        payer->most = fmax(payer->most, payer->haircut[k]);
    }
}

ctg_status ctg__adl_payers_list(ctg_report *report,
                                const ctg_policies *policies,
                                const ctg__adl_payer **payers, size_t *count,
                                ctg_error *error)
{
    const size_t trials = ctg_policies_count(policies);
    size_t rows;
    given *const all = gather(policies, &rows);
    ctg__adl_payer *const made = ctg__report_take(report, rows, sizeof *made);

    *payers = made;
    *count = 0;
    if (!all || !made) {
        ctg__release(all);
        return ctg__fail_memory(error);
    }
    if (rows)
        qsort(all, rows, sizeof *all, by_account_and_policy);
    for (size_t from = 0, to; from < rows; from = to) {
        for (to = from;
             to < rows && by_account(all[from].winner, all[to].winner) == 0;)
            to++;
        add(report, trials, all + from, to - from, &made[(*count)++]);
    }
    ctg__release(all);
    if (*count)
        qsort(made, *count, sizeof *made, by_most);
    return CTG_OK;
}

/* --- as a table -------------------------------------------------------------
 */

typedef struct cells {
    ctg_report *report;
    const ctg_graph *graph;
    const ctg__adl_payer *payers;
    bool briefly;
    char text[2 * CTG__FORMAT_ROOM + 4];
} cells;

/* "$120 600%", or "600%" */
static ctg__value cell_at(void *context, size_t row, size_t column)
{
    cells *const of = context;
    const ctg__adl_payer *const p = &of->payers[row];
    const bool ascii = of->report->page.ascii;
    char amount[CTG__FORMAT_ROOM];
    char share[CTG__FORMAT_ROOM];

    if (column == 0)
        return ctg__value_text(ctg_graph_node_name(of->graph, p->owner));
    if (column == 1)
        return ctg__value_text(p->account);
    column -= 2;
    if (!p->haircut || !(p->haircut[column] > 0))
        return ctg__value_empty();
    ctg__format_share(share, p->share[column], ascii);
    if (of->briefly)
        snprintf(of->text, sizeof of->text, "%s", share);
    else
        snprintf(of->text, sizeof of->text, "%s %s",
                 ctg__format_amount(amount, p->haircut[column],
                                    of->report->unit, ascii),
                 share);
    return ctg__value_text(of->text);
}

ctg__table ctg__adl_payer_table(ctg_report *report,
                                const ctg_policies *policies,
                                const ctg__adl_payer *payers, size_t shown,
                                bool briefly)
{
    const size_t trials = ctg_policies_count(policies);
    cells *const of = ctg__report_take(report, 1, sizeof *of);
    ctg__head *const heads =
        ctg__report_take(report, trials + 2, sizeof *heads);

    if (!of || !heads)
        return (ctg__table){0};
    *of = (cells){.report = report,
                  .graph = ctg_network_graph(
                      ctg_run_network(ctg_policies_run(policies, 0))),
                  .payers = payers,
                  .briefly = briefly};
    heads[0] = (ctg__head){.key = "owner"};
    heads[1] = (ctg__head){.key = "account", .spare = true};
    for (size_t k = 0; k < trials; k++)
        heads[k + 2] =
            (ctg__head){.key = ctg_policies_name(policies, k), .right = true};
    return (ctg__table){.heads = heads,
                        .head_count = trials + 2,
                        .row_count = shown,
                        .at = cell_at,
                        .context = of};
}
