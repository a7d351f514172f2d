/* One event of deleveraging under every policy: sums, and who pays. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "report/adl_facts.h"

/* An account that gave something up under some policy. */
typedef struct payer {
    const char *account;
    ctg_node owner;
    ctg_node venue;
    double most;     /* the largest haircut under any */
    double *haircut; /* per policy, money */
    double *share;   /* per policy, of its profit on listed legs; NaN: none */
} payer;

typedef struct trials {
    ctg_report *report;
    const ctg_policies *policies;
    const ctg_graph *graph;
    size_t count;
    ctg_adl_totals *totals;
    payer *payers;
    size_t payer_count;
    size_t shown;
    ctg__head *heads; /* of the payers' table */
    char text[2 * CTG__FORMAT_ROOM + 4];
    bool ascii;
} trials;

/* --- (2) a row for each policy ---------------------------------------------
 */

enum { COLUMNS = CTG__ADL_TOTALS + 3 };

static const ctg_summary *summary_of(const trials *of, size_t row)
{
    return ctg_run_summary(ctg_policies_run(of->policies, row));
}

static ctg__value total_at(void *context, size_t row, size_t column)
{
    const trials *const of = context;

    if (column == 0)
        return ctg__value_text(ctg_policies_name(of->policies, row));
    if (column == COLUMNS - 2)
        return ctg__value_number(summary_of(of, row)->equity_lost);
    if (column == COLUMNS - 1)
        return ctg__value_count(summary_of(of, row)->failed);
    return ctg__value_number(ctg__adl_figure_of(&of->totals[row], column - 1));
}

static ctg__table total_table(trials *of)
{
    ctg__head *const heads =
        ctg__report_take(of->report, COLUMNS, sizeof *heads);

    if (heads) {
        heads[0] = (ctg__head){.key = "policy"};
        for (size_t i = 0; i < CTG__ADL_TOTALS; i++)
            heads[i + 1] = (ctg__head){.key = ctg__adl_figures[i].key,
                                       .unit = ctg__adl_figures[i].unit,
                                       .meaning = ctg__adl_figures[i].meaning};
        heads[COLUMNS - 2] =
            (ctg__head){.key = "equity_lost", .unit = CTG_FIGURE_MONEY};
        heads[COLUMNS - 1] = (ctg__head){.key = "failed"};
    }
    return (ctg__table){.key = "policies",
                        .heads = heads,
                        .head_count = heads ? COLUMNS : 0,
                        .row_count = of->count,
                        .at = total_at,
                        .context = of};
}

/* The event with the largest share, whose owner is named. */
static const char *worst_owner(const trials *of, size_t row)
{
    size_t count;
    const ctg_adl_event *const events =
        ctg_run_adl_events(ctg_policies_run(of->policies, row), &count);

    for (size_t k = 0; k < count; k++)
        if (events[k].worst_owner != CTG_NONE && events[k].share > 0 &&
            events[k].share == of->totals[row].share)
            return ctg_graph_node_name(of->graph, events[k].worst_owner);
    return "";
}

/* For people: what tells policies apart. */
static const struct {
    const char *key; /* of the totals; NULL: see shown_at */
    ctg__head head;
} shown_columns[] = {
    {NULL, {.key = "policy"}},
    {"adl", {.key = "from winners", .unit = CTG_FIGURE_MONEY}},
    {"touched", {.key = "touched"}},
    {"share", {.key = "worst share", .unit = CTG_FIGURE_SHARE}},
    {NULL, {.key = "whose"}},
    {"inversions", {.key = "inversions", .brief = "invers.", .spare = true}},
    {"tau", {.key = "tau", .unit = CTG_FIGURE_SHORT, .spare = true}},
    {"ptsr", {.key = "PTSR", .unit = CTG_FIGURE_SHORT, .spare = true}},
    {"pmr", {.key = "PMR", .unit = CTG_FIGURE_SHORT, .spare = true}},
    {"fund", {.key = "fund", .unit = CTG_FIGURE_MONEY, .spare = true}},
    {"socialise",
     {.key = "socialised", .unit = CTG_FIGURE_MONEY, .spare = true}},
    {"left",
     {.key = "left to venue", .brief = "left", .unit = CTG_FIGURE_MONEY}},
    {"forgone", {.key = "forgone", .unit = CTG_FIGURE_MONEY, .spare = true}},
    {NULL,
     {.key = "equity lost", .brief = "eq. lost", .unit = CTG_FIGURE_MONEY}},
    {NULL, {.key = "failed"}},
};

enum { SHOWN = sizeof shown_columns / sizeof *shown_columns };

static ctg__value shown_at(void *context, size_t row, size_t column)
{
    trials *const of = context;
    const char *const key = shown_columns[column].key;

    if (key)
        for (size_t i = 0; i < CTG__ADL_TOTALS; i++)
            if (strcmp(ctg__adl_figures[i].key, key) == 0)
                return ctg__value_number(
                    ctg__adl_figure_of(&of->totals[row], i));
    if (column == 0)
        return ctg__value_text(
            row == ctg_policies_own(of->policies) &&
                    strcmp(ctg_policies_name(of->policies, row), "*") != 0
                ? ctg__report_print(of->report, "%s *",
                                    ctg_policies_name(of->policies, row))
                : ctg_policies_name(of->policies, row));
    if (column == 4)
        return ctg__value_text(worst_owner(of, row));
    return total_at(of, row, column == SHOWN - 1 ? COLUMNS - 1 : COLUMNS - 2);
}

static ctg__table shown_table(trials *of)
{
    ctg__head *const heads = ctg__report_take(of->report, SHOWN, sizeof *heads);

    for (size_t i = 0; heads && i < SHOWN; i++)
        heads[i] = shown_columns[i].head;
    return (ctg__table){.heads = heads,
                        .head_count = heads ? SHOWN : 0,
                        .row_count = of->count,
                        .at = shown_at,
                        .context = of};
}

/* --- (3) who pays ----------------------------------------------------------
 */

static int by_account(const void *one, const void *other)
{
    const ctg_adl_winner *const a = *(const ctg_adl_winner *const *)one;
    const ctg_adl_winner *const b = *(const ctg_adl_winner *const *)other;

    if (a->venue != b->venue)
        return a->venue < b->venue ? -1 : 1;
    return strcmp(a->account, b->account);
}

static int by_most(const void *one, const void *other)
{
    const payer *const a = one;
    const payer *const b = other;

    if (a->most != b->most)
        return a->most > b->most ? -1 : 1;
    if (a->venue != b->venue)
        return a->venue < b->venue ? -1 : 1;
    return strcmp(a->account, b->account);
}

typedef struct given {
    const ctg_adl_winner *winner;
    size_t policy;
} given;

static int by_account_and_policy(const void *one, const void *other)
{
    const given *const a = one;
    const given *const b = other;
    const int order = by_account(&a->winner, &b->winner);

    if (order)
        return order;
    return a->policy < b->policy ? -1 : a->policy > b->policy;
}

/* One account's rows under all policies. */
static void add_payer(trials *of, const given *all, size_t count)
{
    payer *const p = &of->payers[of->payer_count++];
    const ctg_adl_winner *const first = all->winner;

    *p = (payer){.account = first->account,
                 .owner = first->owner,
                 .venue = first->venue};
    p->haircut = ctg__report_take(of->report, of->count, sizeof *p->haircut);
    p->share = ctg__report_take(of->report, of->count, sizeof *p->share);
    if (!p->haircut || !p->share)
        return;
    for (size_t k = 0; k < count; k++) {
        p->haircut[all[k].policy] += all[k].winner->haircut;
        p->share[all[k].policy] += all[k].winner->profit;
    }
    for (size_t k = 0; k < of->count; k++) {
        p->share[k] = p->haircut[k] / p->share[k];
        p->most = fmax(p->most, p->haircut[k]);
    }
}

static ctg_status list_payers(trials *of, ctg_error *error)
{
    size_t rows = 0;
    size_t count;
    given *all;

    for (size_t k = 0; k < of->count; k++) {
        ctg_run_adl_winners(ctg_policies_run(of->policies, k), &count);
        rows += count;
    }
    all = ctg__allocate_array(rows + 1, sizeof *all);
    of->payers = ctg__report_take(of->report, rows, sizeof *of->payers);
    if (!all || !of->payers) {
        ctg__release(all);
        return ctg__fail_memory(error);
    }
    rows = 0;
    for (size_t k = 0; k < of->count; k++) {
        const ctg_adl_winner *const winners =
            ctg_run_adl_winners(ctg_policies_run(of->policies, k), &count);

        for (size_t i = 0; i < count; i++)
            all[rows++] = (given){&winners[i], k};
    }
    if (rows)
        qsort(all, rows, sizeof *all, by_account_and_policy);
    for (size_t from = 0, to; from < rows; from = to) {
        for (to = from;
             to < rows && by_account(&all[from].winner, &all[to].winner) == 0;)
            to++;
        add_payer(of, all + from, to - from);
    }
    ctg__release(all);
    if (of->payer_count)
        qsort(of->payers, of->payer_count, sizeof *of->payers, by_most);
    of->shown = of->payer_count < of->report->page.top ? of->payer_count
                                                       : of->report->page.top;
    return CTG_OK;
}

/* "$120 600%" */
static ctg__value payer_at(void *context, size_t row, size_t column)
{
    trials *const of = context;
    const payer *const p = &of->payers[row];
    char amount[CTG__FORMAT_ROOM];
    char share[CTG__FORMAT_ROOM];

    if (column == 0)
        return ctg__value_text(ctg_graph_node_name(of->graph, p->owner));
    if (column == 1)
        return ctg__value_text(p->account);
    column -= 2;
    if (!p->haircut || !(p->haircut[column] > 0))
        return ctg__value_empty();
    snprintf(of->text, sizeof of->text, "%s %s",
             ctg__format_amount(amount, p->haircut[column], of->report->unit,
                                of->ascii),
             ctg__format_share(share, p->share[column], of->ascii));
    return ctg__value_text(of->text);
}

static ctg__table payer_table(trials *of)
{
    of->heads = ctg__report_take(of->report, of->count + 2, sizeof *of->heads);
    if (of->heads) {
        of->heads[0] = (ctg__head){.key = "owner"};
        of->heads[1] = (ctg__head){.key = "account", .spare = true};
        for (size_t k = 0; k < of->count; k++)
            of->heads[k + 2] = (ctg__head){
                .key = ctg_policies_name(of->policies, k), .right = true};
    }
    return (ctg__table){.heads = of->heads,
                        .head_count = of->heads ? of->count + 2 : 0,
                        .row_count = of->shown,
                        .at = payer_at,
                        .context = of};
}

/* --- the whole -------------------------------------------------------------
 */

/* (1): the first event of the file's policy, or of the first that has one. */
static void add_event(trials *of)
{
    const size_t own = ctg_policies_own(of->policies);
    const ctg_adl_event *event = NULL;
    char amount[2][CTG__FORMAT_ROOM];

    for (size_t k = 0; k <= of->count && !event; k++) {
        size_t count;
        const ctg_adl_event *const events = ctg_run_adl_events(
            ctg_policies_run(of->policies, k ? k - 1 : own), &count);

        event = count ? events : NULL;
    }
    if (!event) {
        ctg__report_note(of->report, CTG__FOR_PEOPLE,
                         "No layer of kind adl is reached under any policy.");
        return;
    }
    ctg__report_note(
        of->report, CTG__FOR_PEOPLE,
        ctg__report_print(
            of->report,
            "Auto-deleveraging at %s in round %u: %zu account%s short of %s; "
            "shortfalls that passed to layers: %s.",
            ctg__report_clean(of->report,
                              ctg_graph_node_name(of->graph, event->venue), 40,
                              of->ascii),
            (unsigned)event->round, event->losers,
            event->losers == 1 ? "" : "s",
            ctg__format_amount(amount[0], event->reached, of->report->unit,
                               of->ascii),
            ctg__format_amount(amount[1], of->totals[own].increase,
                               of->report->unit, of->ascii)));
}

static void fill(trials *of)
{
    ctg_report *const made = of->report;

    ctg__report_fact(
        made, CTG__FOR_JSON,
        (ctg__fact){.key = "own",
                    .value = ctg__value_text(ctg_policies_name(
                        of->policies, ctg_policies_own(of->policies)))});
    ctg__report_fact(made, CTG__FOR_JSON,
                     (ctg__fact){.key = "initial_equity",
                                 .unit = CTG_FIGURE_MONEY,
                                 .value = ctg__value_number(
                                     summary_of(of, 0)->initial_equity)});
    ctg__report_table(made, CTG__FOR_JSON | CTG__FOR_CSV, total_table(of));
    ctg__report_table(made, CTG__FOR_JSON,
                      ctg__adl_winner_table(made, of->policies));
    add_event(of);
    ctg__report_gap(made);
    ctg__report_table(made, CTG__FOR_PEOPLE, shown_table(of));
    ctg__report_gap(made);
    ctg__report_note(made, CTG__FOR_PEOPLE,
                     "* the file's own policy. Worst share: the largest "
                     "haircut over profit. PTSR, PMR: the largest equity "
                     "afterwards over what was asked for, and over the largest "
                     "shortfall.");
    if (!of->shown)
        return;
    ctg__report_gap(made);
    ctg__report_note(made, CTG__FOR_PEOPLE,
                     ctg__report_print(made,
                                       "Who pays: %zu of %zu accounts, by "
                                       "their largest haircut; money, and "
                                       "share of profit.",
                                       of->shown, of->payer_count));
    ctg__report_table(made, CTG__FOR_PEOPLE, payer_table(of));
}

ctg_status ctg_adl_report(const ctg_policies *policies, const ctg_stamp *stamp,
                          const ctg_page_options *page, ctg_report **report,
                          ctg_error *error)
{
    ctg_report *const made = ctg__report_new(CTG__REPORT_adl, stamp, page);
    trials *const of = ctg__report_take(made, 1, sizeof *of);
    ctg_status status = CTG_OK;

    if (of) {
        of->report = made;
        of->policies = policies;
        of->count = ctg_policies_count(policies);
        of->graph =
            ctg_network_graph(ctg_run_network(ctg_policies_run(policies, 0)));
        of->ascii = made->page.ascii;
        of->totals = ctg__report_take(made, of->count, sizeof *of->totals);
        ctg__report_about(made, of->graph);
    }
    if (of && of->totals) {
        for (size_t k = 0; k < of->count; k++)
            of->totals[k] = ctg_run_adl_totals(ctg_policies_run(policies, k));
        status = list_payers(of, error);
        if (!status)
            fill(of);
    }
    if (status) {
        ctg_report_free(made);
        return status;
    }
    return ctg__report_finish(made, report, error);
}

ctg_status ctg_adl_winners_report(const ctg_policies *policies,
                                  const ctg_stamp *stamp, ctg_report **report,
                                  ctg_error *error)
{
    ctg_report *const made = ctg__report_new(CTG__REPORT_adl, stamp, NULL);

    ctg__report_table(made, CTG__FOR_CSV,
                      ctg__adl_winner_table(made, policies));
    return ctg__report_finish(made, report, error);
}
