/* What can be said where only totals are known, not who lends to whom. */
#include <math.h>
#include <string.h>

#include "page/section.h"
#include "page/stored.h"
#include "page/unknown.h"

static bool applies(const ctg_findings *found)
{
    return found->how.spread != NULL;
}

/* --- words -----------------------------------------------------------------
 */

static const char *say_end(ctg_report *made, const char *name, double amount)
{
    return isnan(amount)
               ? ctg__report_print(made,
                                   "the %s network is too large to be "
                                   "made",
                                   name)
               : ctg__report_print(made, "in the %s network %s is lost", name,
                                   ctg__say_amount(made, amount));
}

static const char *say_certain(const ctg_findings *found, ctg_report *made)
{
    const char *names = "";
    const ctg_node_range *range;
    size_t count = 0;
    ctg_node node;

    if (!ctg__unknown_ranked(found))
        return "";
    for (size_t r = 0; (range = ctg__unknown_node(found, r, &node)); r++)
        if (range->top >= 1)
            names = ctg__report_print(
                made, "%s%s%s", names, count++ ? ", " : "",
                ctg__say_name(made, ctg__unknown_name(found, node), 24));
    return count ? ctg__report_print(
                       made,
                       " In every network %s %s among the first %zu whose "
                       "failure would hurt most.",
                       names, count == 1 ? "is" : "are",
                       found->how.ranges->options.top)
                 : ctg__report_print(
                       made,
                       " No node is in every network among the first %zu "
                       "whose failure would hurt most.",
                       found->how.ranges->options.top);
}

static const char *introduce(const ctg_findings *found, ctg_report *made)
{
    const ctg_spread_outcome *const of = found->how.spread;
    const ctg_figure_range *const lost = ctg__unknown_key(found, "equity_lost");
    const ctg_band *const band = &of->options.band;

    return ctg__report_print(
        made,
        "%zu networks with the same totals%s%s, the scenario run on each: at "
        "the shares %g%%, %g%% and %g%% of them " CTG__BOLD "%s, %s and "
        "%s" CTG__PLAIN " of equity is lost; %s, %s.%s A range is the answer: "
        "no network made from totals is data.",
        ctg_spread_draws(of->spread), of->method ? ", made by " : "",
        of->method ? of->method : "", 100 * band->low, 100 * band->mid,
        100 * band->high, ctg__say_amount(made, lost->low),
        ctg__say_amount(made, lost->mid), ctg__say_amount(made, lost->high),
        say_end(made, "even", lost->ras), say_end(made, "sparse", lost->fewest),
        say_certain(found, made));
}

/* --- tables ----------------------------------------------------------------
 */

static const ctg__head band_heads[] = {
    {.key = "figure"},
    {.key = "ras", .heading = "even", .right = true},
    {.key = "low", .right = true},
    {.key = "mid", .heading = "middle", .right = true},
    {.key = "high", .right = true},
    {.key = "min_density", .heading = "sparse", .right = true},
    {.key = "mean", .right = true},
    {.key = "standard_error", .heading = "standard error", .right = true}};

enum { BAND_COLUMNS = sizeof band_heads / sizeof *band_heads };

static ctg__value figure_value(ctg_report *made, const ctg_key *key,
                               double value)
{
    if (isnan(value))
        return ctg__value_empty();
    return ctg__value_shown(value,
                            key->unit == CTG_FIGURE_MONEY
                                ? ctg__say_amount(made, value)
                                : ctg__report_print(made, "%.3g", value));
}

static void set_figure(const ctg_findings *found, ctg_report *made,
                       ctg__stored *rows, size_t row, const char *name,
                       const ctg_key *key)
{
    const ctg_figure_range *const range = ctg__unknown_key(found, key->name);
    const double values[] = {range->ras,           range->low,    range->mid,
                             range->high,          range->fewest, range->mean,
                             range->standard_error};

    ctg__stored_set(rows, row, 0, ctg__value_text(name));
    for (size_t c = 1; c < BAND_COLUMNS; c++)
        ctg__stored_set(rows, row, c, figure_value(made, key, values[c - 1]));
}

/* All keys for JSON; readers see the first few, by their words. */
static void add_figures(const ctg_findings *found, ctg_report *made)
{
    static const char *const shown[][2] = {{"equity_lost", "equity lost"},
                                           {"outside_loss", "outside losses"},
                                           {"failed", "defaults"}};
    static const ctg__table_look look = {
        .caption = "The scenario in all of them", .headed = true};
    const size_t count = sizeof shown / sizeof *shown;
    ctg__stored *const some = ctg__stored_new(made, count, BAND_COLUMNS);
    ctg__stored *all;
    size_t keys = 0;

    while (ctg_summary_key_at(keys))
        keys++;
    all = ctg__stored_new(made, keys, BAND_COLUMNS);
    for (size_t k = 0; k < keys; k++) {
        const ctg_key *const key = ctg_summary_key_at(k);

        set_figure(found, made, all, k, key->name, key);
        for (size_t i = 0; i < count; i++)
            if (strcmp(shown[i][0], key->name) == 0)
                set_figure(found, made, some, i, shown[i][1], key);
    }
    ctg__report_table(
        made, CTG__FOR_READERS,
        ctg__stored_table(some, NULL, band_heads, BAND_COLUMNS, &look));
    ctg__report_table(
        made, CTG__FOR_JSON,
        ctg__stored_table(all, "figures", band_heads, BAND_COLUMNS, NULL));
}

enum {
    NODE,
    LOW,
    MID,
    HIGH,
    RANK_LOW,
    RANK_HIGH,
    FIRST,
    FAILS,
    NODE_ID,
    NODE_COLUMNS
};

static const char *say_ranks(ctg_report *made, const ctg_node_range *range)
{
    return ctg__report_print(
        made,
        range->rank_low < range->rank_high ? "%.0f\xE2\x80\x93%.0f" : "%.0f",
        range->rank_low, range->rank_high);
}

static void set_node(const ctg_findings *found, ctg_report *made,
                     ctg__stored *rows, size_t row)
{
    ctg_node node;
    const ctg_node_range *const range = ctg__unknown_node(found, row, &node);
    const char *const name = ctg__unknown_name(found, node);

    ctg__stored_set(rows, row, NODE,
                    ctg__value_text(ctg__say_name(made, name, 24)));
    ctg__stored_set(rows, row, LOW, ctg__value_number(range->score_low));
    ctg__stored_set(rows, row, MID, ctg__value_number(range->score_mid));
    ctg__stored_set(rows, row, HIGH, ctg__value_number(range->score_high));
    ctg__stored_set(rows, row, RANK_LOW,
                    ctg__value_shown(range->rank_low, say_ranks(made, range)));
    ctg__stored_set(rows, row, RANK_HIGH, ctg__value_number(range->rank_high));
    ctg__stored_set(rows, row, FIRST, ctg__value_number(range->top));
    ctg__stored_set(
        rows, row, FAILS,
        ctg__value_number(ctg_spread_failed(found->how.spread->spread, node)));
    ctg__stored_set(rows, row, NODE_ID,
                    ctg__value_text(node < found->node_count
                                        ? ctg_graph_node_id(found->graph, node)
                                        : name));
    if (node < found->node_count)
        ctg__stored_mark(rows, row, ctg__say_slug(made, found, node));
}

static void add_nodes(const ctg_findings *found, ctg_report *made)
{
    static const ctg__head all[NODE_COLUMNS] = {
        [NODE] = {.key = "name", .heading = "node"},
        [LOW] = {.key = "score_low", .unit = CTG_FIGURE_MONEY},
        [MID] = {.key = "score_mid", .unit = CTG_FIGURE_MONEY},
        [HIGH] = {.key = "score_high", .unit = CTG_FIGURE_MONEY},
        [RANK_LOW] = {.key = "rank_low"},
        [RANK_HIGH] = {.key = "rank_high"},
        [FIRST] = {.key = "top", .unit = CTG_FIGURE_SHARE},
        [FAILS] = {.key = "fails", .unit = CTG_FIGURE_SHARE},
        [NODE_ID] = {.key = "id"}};
    static const int shown[] = {NODE, LOW, MID, HIGH, RANK_LOW, FIRST, FAILS};
    static const char *const headings[] = {
        "node", "others lose, low", "middle",    "high",
        "rank", "among the first",  "fails here"};
    enum { SHOWN = sizeof shown / sizeof *shown };
    static const ctg__table_look look = {
        .caption = "Whose failure would hurt most, in all of them",
        .sorted = true,
        .headed = true,
        .marked = ctg__stored_marked};
    ctg__head *const heads = ctg__report_take(made, SHOWN, sizeof *heads);
    ctg__stored *rows;
    ctg__stored *some;
    size_t count = 0;
    ctg_node node;

    while (count < CTG__RANGE_ROWS && ctg__unknown_node(found, count, &node))
        count++;
    rows = ctg__stored_new(made, count, NODE_COLUMNS);
    some = ctg__stored_new(made, count, SHOWN);
    if (!heads || !rows || !some)
        return;
    for (size_t r = 0; r < count; r++)
        set_node(found, made, rows, r);
    for (size_t c = 0; c < SHOWN; c++) {
        heads[c] = all[shown[c]];
        heads[c].heading = headings[c];
        for (size_t r = 0; r < count; r++)
            ctg__stored_set(some, r, c,
                            rows->cells[r * NODE_COLUMNS + (size_t)shown[c]]);
    }
    some->marks = rows->marks;
    ctg__report_table(made, CTG__FOR_READERS,
                      ctg__stored_table(some, NULL, heads, SHOWN, &look));
    ctg__report_table(
        made, CTG__FOR_JSON,
        ctg__stored_table(rows, "nodes", all, NODE_COLUMNS, &look));
}

/* --- all of it -------------------------------------------------------------
 */

static void add_charts(const ctg_findings *found, ctg_report *made)
{
    const ctg__chart *const chart = ctg__chart_new(made, found);

    if (!chart)
        return;
    ctg__report_figure(
        made, (ctg__figure){.title = "Equity lost where links are not known",
                            .below = "the band of all networks, a mark in its "
                                     "middle, and the two ends between which "
                                     "the truth is expected",
                            .draw = ctg__chart_band,
                            .context = chart,
                            .half = true});
    if (ctg__unknown_ranked(found))
        ctg__report_figure(
            made,
            (ctg__figure){.title = "What others lose when this one defaults",
                          .below = "bars: in the middle of all networks; "
                                   "whiskers: the band; at the right the band "
                                   "of ranks",
                          .draw = ctg__chart_intervals,
                          .context = chart,
                          .half = true});
}

static void add_fact(ctg_report *made, const char *key, ctg__value value)
{
    ctg__report_fact(made, CTG__FOR_JSON,
                     (ctg__fact){.key = key, .value = value});
}

static void add(const ctg_findings *found, ctg_report *made)
{
    const ctg_spread_outcome *const of = found->how.spread;

    add_fact(made, "method",
             of->method ? ctg__value_text(of->method) : ctg__value_empty());
    add_fact(made, "draws", ctg__value_count(ctg_spread_draws(of->spread)));
    add_fact(made, "difference", ctg__value_number(of->difference));
    add_fact(made, "band_low", ctg__value_number(of->options.band.low));
    add_fact(made, "band_mid", ctg__value_number(of->options.band.mid));
    add_fact(made, "band_high", ctg__value_number(of->options.band.high));
    ctg__report_note_as(
        made, CTG__FOR_READERS,
        (ctg__note){.text = introduce(found, made), .rich = true});
    add_charts(found, made);
    add_figures(found, made);
    if (ctg__unknown_ranked(found))
        add_nodes(found, made);
    ctg__report_note_as(
        made, CTG__FOR_READERS,
        (ctg__note){.text = "Even: all claims as even as the totals allow "
                            "(maximum entropy). Sparse: as few links as "
                            "possible. The truth is expected between them, "
                            "without a guarantee (Anand and others 2018).",
                    .look = CTG__LOOK_SMALL});
}

const ctg__section_row ctg__section_unknown = {
    .heading = "What if it is not known who lends to whom?",
    .contents = "If links are not known?",
    .calm = true,
    .applies = applies,
    .add = add};
