/* How a page about many networks begins, and what a scenario does on them. */
#include <contagraph/results.h>

#include <math.h>
#include <string.h>

#include "report/networks.h"

enum { SHOWN_COLUMNS = 8, RANK_ROOM = 64 };

typedef struct headed {
    const char *words;
    const char *at_right; /* "theta 0 (all equally likely)"; "" */
    const char *links;
    const char *lost; /* NULL: no scenario */
} headed;

typedef struct ranked {
    const ctg_reconstruct_outcome *of;
    char rank[RANK_ROOM];
} ranked;

static const char *amount(ctg_report *made, double money)
{
    char text[CTG__FORMAT_ROOM];

    return isnan(money)
               ? "-"
               : ctg__report_print(made, "%s",
                                   ctg__format_amount(text, money, made->unit,
                                                      made->page.ascii));
}

static const char *plain(ctg_report *made, double number)
{
    char text[CTG__FORMAT_ROOM];

    return ctg__report_print(
        made, "%s",
        number == floor(number) && number < 1e6
            ? ctg__format_count(text, (uint64_t)number)
            : ctg__format_amount(text, number, "", made->page.ascii));
}

/* NULL where no draw has a summary. */
static const ctg_figure_range *lost_on(const ctg_spread *spread)
{
    for (size_t k = 0; ctg_spread_key(spread, k); k++)
        if (strcmp(ctg_summary_key_at(k)->name, "equity_lost") == 0)
            return ctg_spread_key(spread, k);
    return NULL;
}

const char *ctg__networks_lost(ctg_report *made, const ctg_spread *spread,
                               const ctg_band *band)
{
    const ctg_figure_range *const lost = lost_on(spread);

    if (!lost)
        return "";
    return ctg__report_print(
        made, "ras %s  |  %g%% %s  %g%% %s  %g%% %s  |  min-density %s",
        amount(made, lost->ras), 100 * band->low, amount(made, lost->low),
        100 * band->mid, amount(made, lost->mid), 100 * band->high,
        amount(made, lost->high), amount(made, lost->fewest));
}

/* "2,450 of 2,450   effective draws 640   R-hat 1.01" */
static const char *links(ctg_report *made, const ctg_reconstruct_facts *facts)
{
    const char *words =
        ctg__report_print(made, "%s of %s", plain(made, facts->links),
                          plain(made, facts->free_cells));

    if (!isnan(facts->expected_links))
        words = ctg__report_print(made, "%s   expected %s", words,
                                  plain(made, facts->expected_links));
    if (!isnan(facts->effective))
        words = ctg__report_print(made, "%s   effective draws %.0f", words,
                                  facts->effective);
    if (!isnan(facts->rhat))
        words = ctg__report_print(made, "%s   R-hat %.2f", words, facts->rhat);
    return words;
}

static const char *assumed(ctg_report *made, const ctg_reconstruct_facts *facts)
{
    if (facts->theta == 0)
        return "theta 0 (all equally likely)";
    if (!isnan(facts->theta))
        return ctg__report_print(made, "theta %s", amount(made, facts->theta));
    if (!isnan(facts->z))
        return ctg__report_print(made, "z %.4g", facts->z);
    return "";
}

static void add_line(ctg__sheet *sheet, const char *name, const char *words)
{
    enum { WORDS_FROM = 17 };

    ctg__sheet_add(sheet, "  ");
    ctg__sheet_add(sheet, name);
    ctg__sheet_go_to(sheet, WORDS_FROM);
    if (WORDS_FROM + ctg__columns(words) > sheet->width) {
        ctg__sheet_wrap(sheet, words, WORDS_FROM);
        return;
    }
    ctg__sheet_add(sheet, words);
    ctg__sheet_end(sheet);
}

static void write_head(const void *context, ctg__sheet *sheet)
{
    const headed *const of = context;
    const size_t wide = ctg__columns(of->words) + ctg__columns(of->at_right);

    ctg__sheet_add(sheet, of->words);
    if (*of->at_right && wide + 3 > sheet->width) {
        ctg__sheet_end(sheet);
        ctg__sheet_add(sheet, "  ");
    }
    ctg__sheet_add_right(sheet, of->at_right,
                         wide + 3 > sheet->width ? 0 : sheet->width);
    ctg__sheet_end(sheet);
    if (of->links)
        add_line(sheet, "links", of->links);
    if (of->lost)
        add_line(sheet, "equity lost", of->lost);
}

static void add_md(ctg_report *made, const headed *of)
{
    ctg__report_note(made, CTG__FOR_MD,
                     ctg__report_print(made, "%s%s%s", of->words,
                                       *of->at_right ? "; " : "",
                                       of->at_right));
    if (of->links)
        ctg__report_note_as(made, CTG__FOR_MD,
                            (ctg__note){.term = "links", .text = of->links});
    if (of->lost)
        ctg__report_note_as(
            made, CTG__FOR_MD,
            (ctg__note){.term = "equity lost", .text = of->lost});
}

void ctg__networks_head(ctg_report *made, const char *words,
                        const ctg_reconstruct_facts *facts, const char *lost)
{
    headed *const of = ctg__report_take(made, 1, sizeof *of);

    if (!of)
        return;
    *of = (headed){.words = words,
                   .at_right = facts ? assumed(made, facts) : "",
                   .lost = lost};
    if (facts && !isnan(facts->links))
        of->links = links(made, facts);
    ctg__report_own(made, CTG__FOR_TEXT, write_head, of);
    if (made)
        made->unit_named = false;
    add_md(made, of);
}

/* --- what a scenario does on them ------------------------------------------
 */

static const ctg_measure_range *impact_of(const ranked *of)
{
    return ctg_ranges_measure(of->of->ranges, 0);
}

static const ctg_node_range *range_at(const ranked *of, size_t row)
{
    return &impact_of(of)->nodes[ctg_ranges_order(of->of->ranges)[row]];
}

static ctg__value number(double value)
{
    return isnan(value) ? ctg__value_empty() : ctg__value_number(value);
}

static ctg__value shown_at(void *context, size_t row, size_t column)
{
    ranked *const of = context;
    const ctg_node_range *const range = range_at(of, row);

    switch (column) {
    case 0:
        return ctg__value_count(row + 1);
    case 1:
        return ctg__value_text(ctg_totals_node_id(
            of->of->totals, ctg_ranges_order(of->of->ranges)[row]));
    case 2:
        return number(range->score_low);
    case 3:
        return number(range->score_mid);
    case 4:
        return number(range->score_high);
    case 5:
        snprintf(of->rank, sizeof of->rank,
                 range->rank_low < range->rank_high ? "%.0f-%.0f" : "%.0f",
                 range->rank_low, range->rank_high);
        return ctg__value_text(isnan(range->rank_low) ? "" : of->rank);
    case 6:
        return ctg__value_number(range->top);
    default:
        return ctg__value_text(range->top >= 1 ? "certain" : "");
    }
}

static ctg__value json_at(void *context, size_t row, size_t column)
{
    const ranked *const of = context;
    const ctg_node_range *const range = range_at(of, row);
    const double numbers[] = {
        range->score_low, range->score_mid, range->score_high, range->rank_low,
        range->rank_mid,  range->rank_high, range->top};

    if (column == 0)
        return ctg__value_text(ctg_totals_node_id(
            of->of->totals, ctg_ranges_order(of->of->ranges)[row]));
    return number(numbers[column - 1]);
}

static void add_people(ctg_report *made, ranked *of)
{
    const ctg_band *const band = &of->of->how.band;
    const size_t nodes = ctg_ranges_nodes(of->of->ranges);
    ctg__head *const heads =
        ctg__report_take(made, SHOWN_COLUMNS, sizeof *heads);

    if (!heads)
        return;
    heads[0] = (ctg__head){.key = "#", .columns = 4};
    heads[1] = (ctg__head){.key = "node"};
    heads[2] = (ctg__head){
        .key = ctg__report_print(made, "impact %g%%", 100 * band->low),
        .unit = CTG_FIGURE_MONEY};
    heads[3] =
        (ctg__head){.key = ctg__report_print(made, "%g%%", 100 * band->mid),
                    .unit = CTG_FIGURE_MONEY};
    heads[4] =
        (ctg__head){.key = ctg__report_print(made, "%g%%", 100 * band->high),
                    .unit = CTG_FIGURE_MONEY};
    heads[5] = (ctg__head){.key = "rank", .right = true};
    heads[6] = (ctg__head){
        .key = ctg__report_print(made, "in top %zu", of->of->how.top),
        .unit = CTG_FIGURE_SHARE};
    heads[7] = (ctg__head){.key = "certain", .heading = " ", .remark = true};
    ctg__report_gap(made);
    ctg__report_table(made, CTG__FOR_PEOPLE,
                      (ctg__table){.heads = heads,
                                   .head_count = SHOWN_COLUMNS,
                                   .row_count = nodes < made->page.top
                                                    ? nodes
                                                    : made->page.top,
                                   .at = shown_at,
                                   .context = of});
}

void ctg__networks_add_ranges(ctg_report *made,
                              const ctg_reconstruct_outcome *from)
{
    static const ctg__head heads[] = {
        {.key = "node"},       {.key = "score_low"}, {.key = "score_mid"},
        {.key = "score_high"}, {.key = "rank_low"},  {.key = "rank_mid"},
        {.key = "rank_high"},  {.key = "top"}};
    ranked *const of = ctg__report_take(made, 1, sizeof *of);

    if (!of || !from->ranges)
        return;
    of->of = from;
    ctg__report_table(made, CTG__FOR_JSON,
                      (ctg__table){.key = "impact",
                                   .heads = heads,
                                   .head_count = sizeof heads / sizeof *heads,
                                   .row_count = ctg_ranges_nodes(from->ranges),
                                   .at = json_at,
                                   .context = of});
    add_people(made, of);
}

void ctg__networks_add_lost(ctg_report *made,
                            const ctg_reconstruct_outcome *from)
{
    enum { FACTS = 5 };
    ctg__fact *const facts = ctg__report_take(made, FACTS, sizeof *facts);
    const ctg_figure_range *const lost =
        from->spread ? lost_on(from->spread) : NULL;

    if (!facts || !lost)
        return;
    facts[0] = (ctg__fact){.key = "ras", .value = number(lost->ras)};
    facts[1] = (ctg__fact){.key = "low", .value = number(lost->low)};
    facts[2] = (ctg__fact){.key = "mid", .value = number(lost->mid)};
    facts[3] = (ctg__fact){.key = "high", .value = number(lost->high)};
    facts[4] = (ctg__fact){.key = "min_density", .value = number(lost->fewest)};
    ctg__report_group(
        made, CTG__FOR_JSON,
        (ctg__group){.key = "equity_lost", .facts = facts, .count = FACTS});
}
