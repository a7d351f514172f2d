/* The same with a smaller and a larger shock: jumps, and what is liquidated. */
#include <math.h>

#include "page/charts.h"
#include "page/section.h"
#include "page/stored.h"

enum { ACCOUNTS_MOST = 12 };

static bool has_book(const ctg_findings *found)
{
    size_t count = 0;

    if (found->book)
        ctg_book_accounts(found->book, &count);
    return count > 0;
}

static bool applies(const ctg_findings *found)
{
    return found->curve || has_book(found);
}

static const char *say_jumps(const ctg_findings *found, ctg_report *made)
{
    const ctg_cliff *const largest = found->cliff;
    const double apart = found->size - largest->size;

    return ctg__report_print(
        made,
        "%s by 1%% of the equity or more%s%s: just below it the system loses "
        "%s, just above it %s. The scenario of this report (%s) stands %s "
        "points %s it.",
        found->cliff_count == 1
            ? "Losses jump once"
            : ctg__report_print(made, "Losses jump %zu times",
                                found->cliff_count),
        found->cliff_count == 1 ? ", at " : "; the largest jump is at ",
        ctg__say_percent(made, largest->size, 2),
        ctg__say_amount(made, largest->before),
        ctg__say_amount(made, largest->after),
        ctg__say_percent(made, found->size, 2),
        ctg__report_print(made, "%.1f", fabs(apart) * 100),
        apart >= 0 ? "past" : "short of");
}

static const char *introduce(const ctg_findings *found, ctg_report *made)
{
    size_t count;
    const ctg_curve_point *points;

    if (!found->curve)
        return ctg__report_print(
            made, "As %s falls, margin accounts become liquidatable.",
            found->falls);
    if (found->cliff)
        return say_jumps(found, made);
    points = ctg_curve_points(found->curve, &count);
    return ctg__report_print(
        made,
        "Losses grow without a jump of 1%% of the equity up to a shock of %s.",
        ctg__say_percent(made, points[count - 1].size, 0));
}

static void add_points(const ctg_findings *found, ctg_report *made)
{
    static const ctg__head heads[] = {
        {.key = "size", .heading = "shock", .unit = CTG_FIGURE_SHARE},
        {.key = "equity_lost",
         .heading = "equity lost",
         .unit = CTG_FIGURE_MONEY},
        {.key = "of_equity", .heading = "of equity", .unit = CTG_FIGURE_SHARE},
        {.key = "failed", .heading = "defaults"},
        {.key = "unhealthy", .heading = "unhealthy accounts"}};
    static const ctg__table_look look = {.caption = "Loss by size of the shock",
                                         .folded = true,
                                         .headed = false};
    const double initial = found->summary->initial_equity;
    size_t count;
    const ctg_curve_point *const points =
        ctg_curve_points(found->curve, &count);
    ctg__stored *const rows = ctg__stored_new(made, count, 5);

    for (size_t i = 0; i < count; i++) {
        ctg__stored_set(rows, i, 0, ctg__value_number(points[i].size));
        ctg__stored_set(rows, i, 1, ctg__value_number(points[i].loss));
        ctg__stored_set(rows, i, 2,
                        initial > 0
                            ? ctg__value_number(points[i].loss / initial)
                            : ctg__value_empty());
        ctg__stored_set(rows, i, 3, ctg__value_count(points[i].failed));
        ctg__stored_set(rows, i, 4, ctg__value_count(points[i].unhealthy));
    }
    ctg__report_table(made, CTG__FOR_HTML | CTG__FOR_JSON,
                      ctg__stored_table(rows, "curve", heads, 5, &look));
}

static void add_jumps(const ctg_findings *found, ctg_report *made)
{
    static const ctg__head heads[] = {
        {.key = "size", .heading = "at a shock of", .unit = CTG_FIGURE_SHARE},
        {.key = "before", .heading = "just below", .unit = CTG_FIGURE_MONEY},
        {.key = "after", .heading = "just above", .unit = CTG_FIGURE_MONEY},
        {.key = "jump", .heading = "jump", .unit = CTG_FIGURE_MONEY}};
    static const ctg__table_look look = {.caption = "The jumps",
                                         .folded = true};
    ctg__stored *const rows = ctg__stored_new(made, found->cliff_count, 4);

    for (size_t i = 0; i < found->cliff_count; i++) {
        const ctg_cliff *const at = &found->cliffs[i];

        ctg__stored_set(
            rows, i, 0,
            ctg__value_shown(at->size, ctg__say_percent(made, at->size, 2)));
        ctg__stored_set(rows, i, 1, ctg__value_number(at->before));
        ctg__stored_set(rows, i, 2, ctg__value_number(at->after));
        ctg__stored_set(rows, i, 3, ctg__value_number(at->after - at->before));
    }
    ctg__report_table(made,
                      found->cliff_count ? CTG__FOR_READERS | CTG__FOR_JSON
                                         : CTG__FOR_JSON,
                      ctg__stored_table(rows, "jumps", heads, 4, &look));
}

static void add_accounts(const ctg_findings *found, ctg_report *made)
{
    static const ctg__head heads[] = {
        {.key = "account"},
        {.key = "owner"},
        {.key = "venue"},
        {.key = "fall", .heading = "at a fall of", .unit = CTG_FIGURE_SHARE},
        {.key = "debt", .unit = CTG_FIGURE_MONEY},
        {.key = "collateral", .unit = CTG_FIGURE_MONEY},
        {.key = "owner_id"},
        {.key = "venue_id"}};
    size_t all;
    const ctg_book_account *const accounts =
        ctg_book_accounts(found->book, &all);
    const size_t count = all < ACCOUNTS_MOST ? all : ACCOUNTS_MOST;
    ctg__stored *const rows = ctg__stored_new(made, count, 8);
    ctg__table_look *const look = ctg__report_take(made, 1, sizeof *look);

    if (!rows || !look)
        return;
    *look = (ctg__table_look){.caption = "The first accounts to be liquidated",
                              .below = ctg__report_print(
                                  made,
                                  "%s become%s liquidatable at some fall of %s",
                                  ctg__say_many(made, all, "account"),
                                  all == 1 ? "s" : "", found->falls),
                              .sorted = true,
                              .headed = true,
                              .marked = ctg__stored_marked};
    for (size_t i = 0; i < count; i++) {
        const ctg_book_account *const at = &accounts[i];

        ctg__stored_set(rows, i, 0,
                        ctg__value_text(ctg__say_name(made, at->name, 18)));
        ctg__stored_set(
            rows, i, 1,
            ctg__value_text(ctg__say_node(made, found, at->owner, 20)));
        ctg__stored_set(
            rows, i, 2,
            ctg__value_text(ctg__say_node(made, found, at->venue, 20)));
        ctg__stored_set(rows, i, 3, ctg__value_number(at->fall));
        ctg__stored_set(rows, i, 4, ctg__value_number(at->debt));
        ctg__stored_set(rows, i, 5, ctg__value_number(at->collateral));
        ctg__stored_set(
            rows, i, 6,
            ctg__value_text(ctg_graph_node_id(found->graph, at->owner)));
        ctg__stored_set(
            rows, i, 7,
            ctg__value_text(ctg_graph_node_id(found->graph, at->venue)));
        ctg__stored_mark(rows, i, ctg__say_slug(made, found, at->owner));
    }
    ctg__report_table(made, CTG__FOR_READERS,
                      ctg__stored_table(rows, NULL, heads, 6, look));
    ctg__report_table(made, CTG__FOR_JSON,
                      ctg__stored_table(rows, "accounts", heads, 8, look));
}

static void add_figures(const ctg_findings *found, ctg_report *made)
{
    const ctg__chart *const chart = ctg__chart_new(made, found);
    const char *const unit =
        *made->unit ? ctg__report_print(made, "%s; ", made->unit) : "";

    if (found->curve)
        ctg__report_figure(
            made,
            (ctg__figure){
                .title = "Equity lost against the size of the shock",
                .below = ctg__report_print(
                    made, "%sthe same shocks, made smaller and larger", unit),
                .note = ctg_curve_no_least(found->curve)
                            ? "Only the greatest solution: the least one is "
                              "not defined here."
                            : NULL,
                .draw = ctg__chart_curve,
                .context = chart,
                .half = true});
    if (has_book(found))
        ctg__report_figure(
            made,
            (ctg__figure){
                .title = "Debt that becomes liquidatable",
                .below = ctg__report_print(
                    made,
                    "%saccounts with a health below 1 as %s falls, before "
                    "anybody sells; filled: debt their collateral does not "
                    "cover",
                    unit, found->falls),
                .draw = ctg__chart_book,
                .context = chart,
                .half = true});
}

static void add(const ctg_findings *found, ctg_report *made)
{
    ctg__report_note_as(
        made, CTG__FOR_READERS,
        (ctg__note){.text = introduce(found, made), .rich = true});
    add_figures(found, made);
    if (found->curve) {
        add_jumps(found, made);
        add_points(found, made);
    }
    if (has_book(found))
        add_accounts(found, made);
}

const ctg__section_row ctg__section_size = {
    .heading = "What if the shock were smaller or larger?",
    .contents = "What if it were larger?",
    .applies = applies,
    .add = add};
