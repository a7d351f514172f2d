#include "report/adl_facts.h"

#include <math.h>
#include <string.h>

#include "text/json.h"

const ctg__adl_figure ctg__adl_figures[CTG__ADL_TOTALS] = {
    {"events", CTG_FIGURE_PLAIN, "times a layer adl was reached"},
    {"increase", CTG_FIGURE_MONEY, "shortfalls that passed to layers"},
    {"fund", CTG_FIGURE_MONEY, "of them, paid by funds"},
    {"adl", CTG_FIGURE_MONEY, "given up by winners"},
    {"socialise", CTG_FIGURE_MONEY, "taken from all accounts"},
    {"left", CTG_FIGURE_MONEY, "left to the venues' equity"},
    {"touched", CTG_FIGURE_PLAIN, "accounts that gave something up"},
    {"largest", CTG_FIGURE_MONEY, "the largest haircut of an account"},
    {"share", CTG_FIGURE_SHARE, "the largest haircut over profit"},
    {"inversions", CTG_FIGURE_PLAIN, "pairs of winners that changed order"},
    {"tau", CTG_FIGURE_SHORT, "Kendall's tau-b of profits before and after"},
    {"ptsr", CTG_FIGURE_SHORT, "largest equity over what was asked for"},
    {"pmr", CTG_FIGURE_SHORT, "largest equity over the largest shortfall"},
    {"needed", CTG_FIGURE_MONEY, "what selling the same would have cost"},
    {"overshoot", CTG_FIGURE_MONEY, "what was taken beyond that"},
    {"forgone", CTG_FIGURE_MONEY, "what closed legs would have earned"},
};

double ctg__adl_figure_of(const ctg_adl_totals *of, size_t index)
{
    const double values[CTG__ADL_TOTALS] = {
        (double)of->events,
        of->increase,
        of->fund,
        of->adl,
        of->socialise,
        of->left,
        (double)of->touched,
        of->largest,
        of->share,
        of->inversions,
        of->tau,
        of->ptsr,
        of->pmr,
        of->needed,
        of->overshoot,
        of->forgone,
    };

    return index < CTG__ADL_TOTALS ? values[index] : (double)NAN;
}

static void add_number(ctg__json_nest *nest, const char *key, double number)
{
    ctg__json_next(nest, key);
    ctg__json_add_number(nest->text, number);
}

static void add_text(ctg__json_nest *nest, const char *key, const char *text)
{
    ctg__json_next(nest, key);
    ctg__json_add_text(nest->text, text);
}

static void add_event(ctg__text *text, const ctg_graph *graph,
                      const ctg_adl_event *e)
{
    const struct {
        const char *key;
        double value;
    } numbers[] = {
        {"reached", e->reached},
        {"budget", e->budget},
        {"taken", e->taken},
        {"unmatched", e->unmatched},
        {"winners", (double)e->winners},
        {"touched", (double)e->touched},
        {"emptied", (double)e->emptied},
        {"largest", e->largest},
        {"share", e->share},
        {"inversions", e->inversions},
        {"pairs", e->pairs},
        {"tau", e->tau},
        {"ptsr", e->ptsr},
        {"pmr", e->pmr},
        {"needed", e->needed},
        {"overshoot", e->overshoot},
        {"forgone", e->forgone},
    };
    ctg__json_nest nest = ctg__json_open(text, '{', -1, -1);

    add_number(&nest, "round", e->round);
    add_text(&nest, "venue", ctg_graph_node_id(graph, e->venue));
    add_number(&nest, "order", e->order);
    add_text(&nest, "rule", e->rule);
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        add_number(&nest, numbers[i].key, numbers[i].value);
    ctg__json_close(&nest);
}

static void add_winner(ctg__text *text, const ctg_run *run,
                       const ctg_adl_winner *w)
{
    ctg__json_nest nest = ctg__json_open(text, '{', -1, -1);

    for (size_t i = 0; i < CTG__ADL_WINNER_HEADS; i++) {
        const ctg__value value = ctg__adl_winner_cell(run, w, i);

        if (value.kind == CTG__VALUE_TEXT)
            add_text(&nest, ctg__adl_winner_heads[i].key, value.text);
        else
            add_number(&nest, ctg__adl_winner_heads[i].key,
                       value.kind == CTG__VALUE_COUNT ? (double)value.count
                                                      : value.number);
    }
    ctg__json_close(&nest);
}

static void add_document(ctg__text *text, const ctg_run *run)
{
    const ctg_graph *const graph = ctg_network_graph(ctg_run_network(run));
    const ctg_adl_totals totals = ctg_run_adl_totals(run);
    ctg__json_nest nest = ctg__json_open(text, '{', 4, 2);
    ctg__json_nest list;
    size_t count;
    const ctg_adl_event *const events = ctg_run_adl_events(run, &count);
    const ctg_adl_winner *winners;

    ctg__json_next(&nest, "totals");
    list = ctg__json_open(text, '{', -1, -1);
    for (size_t i = 0; i < CTG__ADL_TOTALS; i++)
        add_number(&list, ctg__adl_figures[i].key,
                   ctg__adl_figure_of(&totals, i));
    ctg__json_close(&list);
    ctg__json_next(&nest, "events");
    list = ctg__json_open(text, '[', 6, 4);
    for (size_t i = 0; i < count; i++) {
        ctg__json_next(&list, NULL);
        add_event(text, graph, &events[i]);
    }
    ctg__json_close(&list);
    ctg__json_next(&nest, "winners");
    winners = ctg_run_adl_winners(run, &count);
    list = ctg__json_open(text, '[', 6, 4);
    for (size_t i = 0; i < count; i++) {
        ctg__json_next(&list, NULL);
        add_winner(text, run, &winners[i]);
    }
    ctg__json_close(&list);
    ctg__json_close(&nest);
}

const char *ctg__adl_json(ctg_report *report, const ctg_run *run)
{
    ctg__text text = {0};
    char *kept = NULL;

    add_document(&text, run);
    if (!text.failed)
        kept = ctg__report_take(report, text.length + 1, 1);
    if (kept)
        memcpy(kept, text.bytes, text.length);
    else if (report)
        report->failed = true;
    ctg__text_clear(&text);
    return kept ? kept : "";
}

const ctg__head ctg__adl_winner_heads[CTG__ADL_WINNER_HEADS] = {
    {.key = "round", .holds = CTG__VALUE_COUNT},
    {.key = "venue", .holds = CTG__VALUE_TEXT},
    {.key = "account", .holds = CTG__VALUE_TEXT},
    {.key = "owner", .holds = CTG__VALUE_TEXT},
    {.key = "asset", .holds = CTG__VALUE_TEXT},
    {.key = "profit", .unit = CTG_FIGURE_MONEY},
    {.key = "equity", .unit = CTG_FIGURE_MONEY},
    {.key = "quantity"},
    {.key = "closed"},
    {.key = "haircut", .unit = CTG_FIGURE_MONEY},
    {.key = "share", .unit = CTG_FIGURE_SHARE},
    {.key = "forgone", .unit = CTG_FIGURE_MONEY},
};

ctg__value ctg__adl_winner_cell(const ctg_run *run, const ctg_adl_winner *w,
                                size_t column)
{
    const ctg_graph *const graph = ctg_network_graph(ctg_run_network(run));
    const double numbers[] = {w->profit,  w->equity, w->quantity, w->closed,
                              w->haircut, w->share,  w->forgone};

    switch (column) {
    case 0:
        return ctg__value_count(w->round);
    case 1:
        return ctg__value_text(ctg_graph_node_id(graph, w->venue));
    case 2:
        return ctg__value_text(w->account);
    case 3:
        return ctg__value_text(ctg_graph_node_id(graph, w->owner));
    case 4:
        return ctg__value_text(ctg_graph_asset_id(graph, w->asset));
    default:
        return ctg__value_number(numbers[column - 5]);
    }
}

/* --- the rows of winners, a policy before them ------------------------------
 */

typedef struct winner_rows {
    const ctg_policies *policies;
    size_t *start; /* of each policy's rows; one more */
    size_t policy; /* where the last row was */
} winner_rows;

static ctg__value winner_at(void *context, size_t row, size_t column)
{
    winner_rows *const of = context;
    const ctg_run *run;
    size_t count;

    if (row < of->start[of->policy])
        of->policy = 0;
    while (row >= of->start[of->policy + 1])
        of->policy++;
    if (column == 0)
        return ctg__value_text(ctg_policies_name(of->policies, of->policy));
    run = ctg_policies_run(of->policies, of->policy);
    return ctg__adl_winner_cell(
        run, &ctg_run_adl_winners(run, &count)[row - of->start[of->policy]],
        column - 1);
}

ctg__table ctg__adl_winner_table(ctg_report *report,
                                 const ctg_policies *policies)
{
    const size_t count = ctg_policies_count(policies);
    winner_rows *const of = ctg__report_take(report, 1, sizeof *of);
    ctg__head *const heads =
        ctg__report_take(report, CTG__ADL_WINNER_HEADS + 1, sizeof *heads);
    size_t *const start = ctg__report_take(report, count + 1, sizeof *start);

    if (!of || !heads || !start)
        return (ctg__table){0};
    *of = (winner_rows){.policies = policies, .start = start};
    for (size_t k = 0; k < count; k++) {
        size_t rows;

        ctg_run_adl_winners(ctg_policies_run(policies, k), &rows);
        start[k + 1] = start[k] + rows;
    }
    heads[0] = (ctg__head){.key = "policy"};
    for (size_t i = 0; i < CTG__ADL_WINNER_HEADS; i++)
        heads[i + 1] = ctg__adl_winner_heads[i];
    return (ctg__table){.key = "winners",
                        .heads = heads,
                        .head_count = CTG__ADL_WINNER_HEADS + 1,
                        .row_count = start[count],
                        .at = winner_at,
                        .context = of};
}
