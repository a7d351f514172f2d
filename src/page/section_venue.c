/* Whose profit pays when a fund is empty, under every rule. */
#include <math.h>

#include "page/charts.h"
#include "page/section.h"
#include "page/stored.h"
#include "report/adl_payers.h"
#include "report/adl_policies.h"

enum { ROWS_MOST = 25 };

static bool applies(const ctg_findings *found)
{
    return found->policies != NULL;
}

static const char *say_rule(ctg_report *made, const ctg_findings *found,
                            const ctg_adl_event *event)
{
    const char *const name =
        ctg_policies_name(found->policies, ctg_policies_own(found->policies));

    return ctg__say_name(made, *name == '*' ? event->rule : name, 40);
}

static const char *introduce(const ctg_findings *found, ctg_report *made)
{
    const ctg_adl_totals own = ctg_run_adl_totals(found->run);
    size_t count;
    const ctg_adl_event *const event = ctg_run_adl_events(found->run, &count);
    const char *const lack = ctg__report_print(
        made,
        "In round %u, %s at %s lack%s %s that nothing before "
        "auto-deleveraging pays.",
        (unsigned)event->round, ctg__say_many(made, event->losers, "account"),
        ctg__say_node(made, found, event->venue, 40),
        event->losers == 1 ? "s" : "", ctg__say_amount(made, event->reached));

    if (!(own.adl > 0))
        return ctg__report_print(
            made,
            "%s Under the rule of the file (%s) no winner gives anything "
            "up.",
            lack, say_rule(made, found, event));
    return ctg__report_print(
        made,
        "%s Under the rule of the file (%s) winners give up " CTG__BOLD
        "%s" CTG__PLAIN "%s: %s, the worst hit %s of its profit. Below is the "
        "same under every rule.",
        lack, say_rule(made, found, event), ctg__say_amount(made, own.adl),
        count > 1 ? " in all" : "", ctg__say_many(made, own.touched, "account"),
        ctg__say_share(made, own.share));
}

static void add_policies(const ctg_findings *found, ctg_report *made)
{
    static const ctg__table_look look = {.caption = "The same under every rule",
                                         .below = "bold: the least; "
                                                  "where all are the same none "
                                                  "is",
                                         .sorted = true,
                                         .headed = true};
    ctg__table table = ctg__adl_policies_shown(made, found->policies, true);

    table.look = &look;
    ctg__report_table(made, CTG__FOR_READERS, table);
    ctg__report_note_as(made, CTG__FOR_READERS,
                        (ctg__note){.text = ctg__adl_policies_words_brief,
                                    .look = CTG__LOOK_SMALL});
    ctg__report_table(made, CTG__FOR_JSON,
                      ctg__adl_policy_table(made, found->policies));
}

/* For JSON a row for each account and policy. */
static void add_payers(const ctg_findings *found, ctg_report *made,
                       const ctg__adl_payer *payers, size_t shown)
{
    static const ctg__head heads[] = {{.key = "account"}, {.key = "owner"},
                                      {.key = "venue"},   {.key = "policy"},
                                      {.key = "haircut"}, {.key = "share"}};
    const size_t count = ctg_policies_count(found->policies);
    ctg__stored *const rows = ctg__stored_new(made, shown * count, 6);

    for (size_t row = 0; row < shown * count; row++) {
        const ctg__adl_payer *const p = &payers[row / count];
        const size_t k = row % count;

        if (!p->haircut || !p->share)
            return;
        ctg__stored_set(rows, row, 0, ctg__value_text(p->account));
        ctg__stored_set(
            rows, row, 1,
            ctg__value_text(ctg_graph_node_id(found->graph, p->owner)));
        ctg__stored_set(
            rows, row, 2,
            ctg__value_text(ctg_graph_node_id(found->graph, p->venue)));
        ctg__stored_set(rows, row, 3,
                        ctg__value_text(ctg_policies_name(found->policies, k)));
        ctg__stored_set(rows, row, 4, ctg__value_number(p->haircut[k]));
        ctg__stored_set(rows, row, 5, ctg__value_number(p->share[k]));
    }
    ctg__report_table(made, CTG__FOR_JSON,
                      ctg__stored_table(rows, "payers", heads, 6, NULL));
}

static void add_figure(const ctg_findings *found, ctg_report *made,
                       const ctg__adl_payer *payers, size_t count)
{
    ctg__payers_chart *const chart = ctg__report_take(made, 1, sizeof *chart);

    if (!chart)
        return;
    *chart = (ctg__payers_chart){
        .chart = ctg__chart_new(made, found), .payers = payers, .count = count};
    ctg__report_figure(
        made, (ctg__figure){.title = "Whose profit pays",
                            .below = "a row for each account, a mark for each "
                                     "rule: the share of its profit that it "
                                     "gives up; no mark: nothing",
                            .note = "Filled: the rule of the file.",
                            .draw = ctg__chart_payers,
                            .context = chart,
                            .scrolls = true});
}

static void add(const ctg_findings *found, ctg_report *made)
{
    static const ctg__table_look look = {
        .caption = "What each account gives up under each rule",
        .below = "money, and share of its profit",
        .folded = true,
        .headed = true};
    const ctg__adl_payer *payers;
    size_t count;
    size_t shown;
    ctg__table table;

    ctg__report_note_as(
        made, CTG__FOR_READERS,
        (ctg__note){.text = introduce(found, made), .rich = true});
    if (ctg__adl_payers_list(made, found->policies, &payers, &count, NULL))
        return; /* the report is out of memory, and says so at its end */
    if (count)
        add_figure(found, made, payers, count);
    add_policies(found, made);
    if (!count)
        return;
    shown = count < ROWS_MOST ? count : ROWS_MOST;
    table = ctg__adl_payer_table(made, found->policies, payers, shown, false);
    table.look = &look;
    ctg__report_table(made, CTG__FOR_READERS, table);
    add_payers(found, made, payers, shown);
}

const ctg__section_row ctg__section_venue = {
    .heading = "Whose profit pays, and under which rule?",
    .contents = "Whose profit pays?",
    .applies = applies,
    .add = add};
