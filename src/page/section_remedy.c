/* What a remedy changes: the scenario run again on another graph. */
#include <math.h>

#include "page/charts.h"
#include "page/remedy.h"
#include "page/section.h"
#include "page/stored.h"

static bool applies(const ctg_findings *found)
{
    return found->remedy != NULL;
}

static const char *say_result(const ctg_findings *found, ctg_report *made)
{
    const ctg_summary *const before = found->summary;
    const ctg_summary *const after = ctg_run_summary(found->remedy);
    const double change = after->equity_lost - before->equity_lost;

    if (fabs(change) <= 1e-9 * before->initial_equity)
        return "the equity lost stays as it is";
    return ctg__report_print(made,
                             "the equity lost %s from %s to " CTG__BOLD
                             "%s" CTG__PLAIN ", by %s",
                             change < 0 ? "falls" : "rises",
                             ctg__say_amount(made, before->equity_lost),
                             ctg__say_amount(made, after->equity_lost),
                             ctg__say_amount(made, fabs(change)));
}

static const char *introduce(const ctg_findings *found, ctg_report *made)
{
    const size_t unmatched = ctg__unmatched_nodes(found);
    const char *const words =
        found->how.remedy
            ? ctg__report_clean(made, found->how.remedy, 300, false)
            : "the remedy";

    return ctg__report_print(
        made, "With %s, %s.%s", words, say_result(found, made),
        unmatched
            ? ctg__report_print(
                  made,
                  " %s on one side only; the others are "
                  "compared below.",
                  unmatched == 1 ? "1 node is"
                                 : ctg__report_print(
                                       made, "%s are",
                                       ctg__say_many(made, unmatched, "node")))
            : "");
}

/* --- both summaries --------------------------------------------------------
 */

typedef struct line {
    const char *key;
    const char *name;
} line;

/* The first line is money, the others are counts. */
static const char *say(ctg_report *made, size_t row, double figure, bool change)
{
    char text[CTG__FORMAT_ROOM];

    if (change)
        return row ? ctg__report_print(
                         made, "%s",
                         ctg__format_change(text, figure, "", false))
                   : ctg__say_change(made, figure);
    return row ? ctg__say_count(made, (unsigned long long)figure)
               : ctg__say_amount(made, figure);
}

static void add_sums(const ctg_findings *found, ctg_report *made)
{
    static const line lines[] = {{"equity_lost", "equity lost"},
                                 {"failed", "defaults"},
                                 {"liquidated", "accounts liquidated"},
                                 {"rounds", "rounds"}};
    static const ctg__head heads[] = {{.key = "figure", .heading = "figure"},
                                      {.key = "before", .right = true},
                                      {.key = "after", .right = true},
                                      {.key = "change", .right = true}};
    static const ctg__table_look look = {.caption = "Before and after",
                                         .headed = true};
    const size_t count = sizeof lines / sizeof *lines;
    ctg__stored *const rows = ctg__stored_new(made, count, 4);

    for (size_t i = 0; i < count; i++) {
        const double before = ctg_summary_figure(found->summary, lines[i].key);
        const double after =
            ctg_summary_figure(ctg_run_summary(found->remedy), lines[i].key);

        ctg__stored_set(rows, i, 0, ctg__value_text(lines[i].name));
        ctg__stored_set(rows, i, 1,
                        ctg__value_shown(before, say(made, i, before, false)));
        ctg__stored_set(rows, i, 2,
                        ctg__value_shown(after, say(made, i, after, false)));
        ctg__stored_set(rows, i, 3,
                        ctg__value_shown(after - before,
                                         say(made, i, after - before, true)));
    }
    ctg__report_table(made, CTG__FOR_READERS | CTG__FOR_JSON,
                      ctg__stored_table(rows, "sums", heads, 4, &look));
}

/* --- nodes -----------------------------------------------------------------
 */

static const char *say_fate(const ctg__changed *at)
{
    if (at->failed_before && !at->failed_after)
        return "saved";
    if (!at->failed_before && at->failed_after)
        return "\xE2\x9C\x95 defaults now";
    return at->failed_before ? "\xE2\x9C\x95 defaults on both sides" : "";
}

static void add_nodes(const ctg_findings *found, ctg_report *made,
                      const ctg__changed *list, size_t count)
{
    static const ctg__head heads[] = {
        {.key = "node"},
        {.key = "before", .heading = "loss before", .unit = CTG_FIGURE_MONEY},
        {.key = "after", .heading = "loss after", .unit = CTG_FIGURE_MONEY},
        {.key = "fate", .heading = "outcome"},
        {.key = "id"}};
    static const ctg__table_look look = {
        .caption = "The nodes whose loss changes most",
        .folded = true,
        .headed = true};
    ctg__stored *const rows = ctg__stored_new(made, count, 5);

    for (size_t i = 0; i < count; i++) {
        ctg__stored_set(
            rows, i, 0,
            ctg__value_text(ctg__say_node(made, found, list[i].node, 24)));
        ctg__stored_set(rows, i, 1, ctg__value_number(list[i].before));
        ctg__stored_set(rows, i, 2, ctg__value_number(list[i].after));
        ctg__stored_set(rows, i, 3, ctg__value_text(say_fate(&list[i])));
        ctg__stored_set(
            rows, i, 4,
            ctg__value_text(ctg_graph_node_id(found->graph, list[i].node)));
    }
    ctg__report_table(made, CTG__FOR_READERS,
                      ctg__stored_table(rows, NULL, heads, 4, &look));
    ctg__report_table(made, CTG__FOR_JSON,
                      ctg__stored_table(rows, "nodes", heads, 5, &look));
}

static void add(const ctg_findings *found, ctg_report *made)
{
    ctg__changed list[CTG__CHANGED_MOST];
    const size_t count = ctg__changed_nodes(found, list);

    ctg__report_note_as(
        made, CTG__FOR_READERS,
        (ctg__note){.text = introduce(found, made), .rich = true});
    add_sums(found, made);
    if (!count)
        return;
    ctg__report_figure(
        made,
        (ctg__figure){
            .title = "Losses before and after",
            .below = "the nodes whose loss changes most; a ring is the loss "
                     "before, a full dot after",
            .draw = ctg__chart_remedy,
            .context = ctg__chart_new(made, found),
            .scrolls = true});
    add_nodes(found, made, list, count);
}

const ctg__section_row ctg__section_remedy = {
    .heading = "What would the remedy change?",
    .calm = true,
    .applies = applies,
    .add = add};
