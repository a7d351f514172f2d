/* Who loses, and how concentrated it is. */
#include <math.h>

#include "page/charts.h"
#include "page/section.h"
#include "page/stored.h"

enum { ROWS_MOST = 25, HARDEST = 5 };

static const double distressed_from = 0.25;

static bool applies(const ctg_findings *found)
{
    return found->summary->failed || found->booked.total > 0 ||
           found->summary->equity_lost != 0;
}

static const char *say_outcome(ctg_report *made, const ctg_findings *found,
                               ctg_node node)
{
    const double before = ctg_run_initial_equity(found->run)[node];
    const double lost = ctg__lost(found, node);

    if (ctg__failed(found, node))
        return ctg__report_print(
            made, "\xE2\x9C\x95 default, round %u",
            (unsigned)ctg_run_failed_round(found->run)[node]);
    if (before > 0 && lost >= distressed_from * before)
        return "\xE2\x96\xB2 distressed";
    return lost > 0   ? "\xE2\x97\x8B touched"
           : lost < 0 ? "+ gains"
                      : "\xE2\x80\x93 untouched";
}

/* What rounding leaves of an equity is shown as none of it. */
static ctg__value show_left(ctg_report *made, double before, double left)
{
    return fabs(left) <= 1e-12 * before
               ? ctg__value_shown(left, ctg__say_amount(made, 0))
               : ctg__value_number(left);
}

static void set_row(ctg__stored *rows, size_t row, ctg_report *made,
                    const ctg_findings *found, ctg_node node)
{
    const double before = ctg_run_initial_equity(found->run)[node];
    const double lost = ctg__lost(found, node);
    const double most = ctg__lost(found, found->by_loss[0]);

    ctg__stored_set(rows, row, 0,
                    ctg__value_text(ctg__say_node(made, found, node, 24)));
    ctg__stored_set(rows, row, 1, ctg__value_number(lost));
    ctg__stored_set(rows, row, 2,
                    before > 0 ? ctg__value_number(lost / before)
                               : ctg__value_empty());
    ctg__stored_set(rows, row, 3,
                    show_left(made, before, ctg_run_equity(found->run)[node]));
    ctg__stored_set(rows, row, 4,
                    ctg__value_text(say_outcome(made, found, node)));
    ctg__stored_set(rows, row, 5,
                    ctg__value_text(ctg_graph_node_id(found->graph, node)));
    ctg__stored_mark(rows, row, ctg__say_slug(made, found, node));
    ctg__stored_bar(rows, row, most > 0 ? lost / most : 0);
}

static void add_table(const ctg_findings *found, ctg_report *made)
{
    static const ctg__head heads[] = {
        {.key = "node"},
        {.key = "loss",
         .heading = "loss, net of gains",
         .unit = CTG_FIGURE_MONEY},
        {.key = "of_equity",
         .heading = "of its equity",
         .unit = CTG_FIGURE_SHARE,
         .right = true},
        {.key = "equity", .heading = "equity left", .unit = CTG_FIGURE_MONEY},
        {.key = "outcome"},
        {.key = "id"}};
    static const ctg__drawn_cell cells[] = {
        {.behind = 1, .draw = ctg__stored_draw_loss}};
    const size_t count =
        found->node_count < ROWS_MOST ? found->node_count : ROWS_MOST;
    ctg__stored *const rows = ctg__stored_new(made, count, 6);
    ctg__table_look *const look = ctg__report_take(made, 1, sizeof *look);

    if (!rows || !look)
        return;
    *look = (ctg__table_look){
        .caption = ctg__report_print(made, "The %s that lose%s most",
                                     ctg__say_many(made, count, "node"),
                                     count == 1 ? "s" : ""),
        .below = found->node_count > count
                     ? ctg__report_print(
                           made, "%s more in nodes_out.csv",
                           ctg__say_count(made, found->node_count - count))
                     : "all nodes",
        .sorted = true,
        .headed = true,
        .marked = ctg__stored_marked,
        .drawn = cells,
        .drawn_count = 1};
    for (size_t i = 0; i < count; i++)
        set_row(rows, i, made, found, found->by_loss[i]);
    ctg__report_table(made, CTG__FOR_READERS,
                      ctg__stored_table(rows, NULL, heads, 5, look));
    ctg__report_table(made, CTG__FOR_JSON,
                      ctg__stored_table(rows, "nodes", heads, 6, look));
}

static void add_bins(const ctg_findings *found, ctg_report *made)
{
    static const ctg__head heads[] = {
        {.key = "share", .heading = "of their equity lost"}, {.key = "nodes"}};
    static const ctg__table_look look = {
        .caption = "Nodes by share of their equity lost",
        .folded = true,
        .headed = true};
    ctg__stored *const rows = ctg__stored_new(made, CTG__HISTOGRAM_BINS, 2);
    size_t bins[CTG__HISTOGRAM_BINS];

    ctg__histogram(found, bins);
    for (size_t b = 0; b < CTG__HISTOGRAM_BINS; b++) {
        ctg__stored_set(rows, b, 0, ctg__value_text(ctg__histogram_label(b)));
        ctg__stored_set(rows, b, 1, ctg__value_count(bins[b]));
    }
    ctg__report_table(made, CTG__FOR_HTML | CTG__FOR_JSON,
                      ctg__stored_table(rows, "histogram", heads, 2, &look));
}

static const char *introduce(const ctg_findings *found, ctg_report *made)
{
    const ctg_summary *const sum = found->summary;
    size_t losing = 0;
    double hardest = 0;

    for (size_t i = 0; i < found->node_count; i++) {
        const ctg_node node = found->by_loss[i];
        const double fell = fmax(0, ctg_run_initial_equity(found->run)[node]) -
                            fmax(0, ctg_run_equity(found->run)[node]);

        losing += ctg__lost(found, node) > 0;
        hardest += i < HARDEST ? fell : 0;
    }
    if (!(sum->equity_lost > 0))
        return ctg__report_print(made, "%s of %s lose.",
                                 ctg__say_many(made, losing, "node"),
                                 ctg__say_count(made, found->node_count));
    return ctg__report_print(
        made, "%s of %s lose; the five hit hardest bear %s of the equity lost.",
        ctg__say_many(made, losing, "node"),
        ctg__say_count(made, found->node_count),
        ctg__say_share(made, hardest / sum->equity_lost));
}

static void add(const ctg_findings *found, ctg_report *made)
{
    const ctg__chart *const chart = ctg__chart_new(made, found);

    ctg__report_note_as(
        made, CTG__FOR_READERS,
        (ctg__note){.text = introduce(found, made), .rich = true});
    ctg__report_figure(
        made, (ctg__figure){
                  .title = "How many lose how much",
                  .below = "number of nodes by share of their own equity lost",
                  .draw = ctg__chart_histogram,
                  .context = chart,
                  .half = true});
    ctg__report_figure(
        made,
        (ctg__figure){.title = "How concentrated the loss is",
                      .below = "cumulated share of the equity lost, nodes from "
                               "the largest loss on",
                      .draw = ctg__chart_cumulated,
                      .context = chart,
                      .half = true});
    add_bins(found, made);
    add_table(found, made);
}

const ctg__section_row ctg__section_losers = {
    .heading = "Who loses?", .applies = applies, .add = add};
