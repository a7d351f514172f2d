/* Parameters of markets in closed form: a row for each. */
#include <contagraph/parameters.h>

#include <math.h>

#include "report/report.h"

enum {
    VENUE,
    ASSET,
    FALL,
    SIZE,
    SLIPPAGE,
    HAIRCUT,
    MAINTENANCE,
    MAINTENANCE_LEAST,
    BONUS,
    BONUS_LEAST,
    EXIT_SIZE,
    LEVERAGE_MOST,
    KELLY,
    COLUMNS
};

/* All columns, or those that a page has room for at once. */
typedef struct columns {
    const ctg_parameters *from;
    const uint8_t *list; /* NULL: all */
} columns;

static const ctg__head all_heads[COLUMNS] = {
    [VENUE] = {.key = "venue"},
    [ASSET] = {.key = "asset"},
    [FALL] = {.key = "fall", .unit = CTG_FIGURE_SHARE},
    [SIZE] = {.key = "size", .unit = CTG_FIGURE_MONEY},
    [SLIPPAGE] = {.key = "slippage", .unit = CTG_FIGURE_SHARE},
    [HAIRCUT] = {.key = "haircut", .unit = CTG_FIGURE_SHARE},
    [MAINTENANCE] = {.key = "maintenance",
                     .brief = "maint.",
                     .unit = CTG_FIGURE_SHARE},
    [MAINTENANCE_LEAST] = {.key = "maintenance_least",
                           .heading = "least",
                           .unit = CTG_FIGURE_SHARE},
    [BONUS] = {.key = "bonus", .unit = CTG_FIGURE_SHARE},
    [BONUS_LEAST] = {.key = "bonus_least",
                     .heading = "least",
                     .unit = CTG_FIGURE_SHARE},
    [EXIT_SIZE] = {.key = "exit_size",
                   .right = true,
                   .heading = "exit size",
                   .unit = CTG_FIGURE_MONEY},
    [LEVERAGE_MOST] = {.key = "leverage_most",
                       .right = true,
                       .heading = "leverage",
                       .unit = CTG_FIGURE_SHORT},
    [KELLY] = {.key = "kelly", .heading = "Kelly", .unit = CTG_FIGURE_SHORT},
};

static const uint8_t sold[] = {VENUE,    ASSET,   FALL,     SIZE,
                               SLIPPAGE, HAIRCUT, EXIT_SIZE};
static const uint8_t asked[] = {
    VENUE, ASSET,       MAINTENANCE,   MAINTENANCE_LEAST,
    BONUS, BONUS_LEAST, LEVERAGE_MOST, KELLY};

static ctg__value cell_at(void *context, size_t row, size_t column)
{
    const columns *const of = context;
    const ctg_market_parameters *const market =
        ctg_parameters_at(of->from, row);
    const double numbers[COLUMNS] = {
        [FALL] = market->fall,
        [SIZE] = market->size,
        [SLIPPAGE] = market->slippage,
        [HAIRCUT] = market->haircut,
        [MAINTENANCE] = market->maintenance,
        [MAINTENANCE_LEAST] = market->maintenance_least,
        [BONUS] = market->bonus,
        [BONUS_LEAST] = market->bonus_least,
        [EXIT_SIZE] = market->exit_size,
        [LEVERAGE_MOST] = market->leverage_most,
        [KELLY] = market->kelly,
    };
    const size_t which = of->list ? of->list[column] : column;

    if (which == VENUE)
        return ctg__value_text(market->venue);
    if (which == ASSET)
        return ctg__value_text(market->asset);
    if (of->list && numbers[which] == INFINITY)
        return ctg__value_text("any");
    return ctg__value_number(numbers[which]);
}

static void add_table(ctg_report *made, unsigned readers,
                      const ctg_parameters *from, const uint8_t *list,
                      size_t count)
{
    columns *const of = ctg__report_take(made, 1, sizeof *of);
    ctg__head *const heads = ctg__report_take(made, count, sizeof *heads);

    if (!of || !heads)
        return;
    *of = (columns){.from = from, .list = list};
    for (size_t c = 0; c < count; c++)
        heads[c] = all_heads[list ? list[c] : c];
    ctg__report_table(
        made, readers,
        (ctg__table){.key = "markets",
                     .heads = heads,
                     .head_count = count,
                     .row_count = ctg_parameters_summarise(from)->markets,
                     .at = cell_at,
                     .context = of});
}

static void add_facts(ctg_report *made, const ctg_parameters_summary *summary)
{
    ctg__report_fact(made, CTG__FOR_JSON,
                     (ctg__fact){.key = "level",
                                 .value = ctg__value_number(summary->level)});
    ctg__report_fact(
        made, CTG__FOR_JSON,
        (ctg__fact){.key = "days", .value = ctg__value_number(summary->days)});
    ctg__report_fact(
        made, CTG__FOR_JSON,
        (ctg__fact){.key = "df", .value = ctg__value_number(summary->degrees)});
}

static void add_head(ctg_report *made, const ctg_parameters_summary *summary)
{
    char degrees[48] = "normal returns";

    if (!isinf(summary->degrees))
        snprintf(degrees, sizeof degrees, "t returns, %.6g df",
                 summary->degrees);
    ctg__report_note(made, CTG__FOR_PEOPLE,
                     ctg__report_print(
                         made,
                         "%.10g%% over %.10g day%s; %s; closed forms, no draws",
                         100 * summary->level, summary->days,
                         summary->days == 1 ? "" : "s", degrees));
}

ctg_status ctg_parameters_report(const ctg_parameters *parameters,
                                 const ctg_stamp *stamp,
                                 const ctg_page_options *page,
                                 ctg_report **report, ctg_error *error)
{
    ctg_report *const made =
        ctg__report_new(CTG__REPORT_parameters, stamp, page);
    const ctg_parameters_summary *const summary =
        ctg_parameters_summarise(parameters);

    add_facts(made, summary);
    add_table(made, CTG__FOR_JSON | CTG__FOR_CSV, parameters, NULL, COLUMNS);
    add_head(made, summary);
    ctg__report_gap(made);
    add_table(made, CTG__FOR_PEOPLE, parameters, sold,
              sizeof sold / sizeof *sold);
    ctg__report_gap(made);
    add_table(made, CTG__FOR_PEOPLE, parameters, asked,
              sizeof asked / sizeof *asked);
    ctg__report_gap(made);
    ctg__report_note(
        made, CTG__FOR_PEOPLE,
        "Each market by itself, all of its collateral sold at the fallen "
        "price. "
        "Least: an account at this maintenance is closed out without a "
        "shortfall; a liquidator is paid for the slippage by this bonus. Exit "
        "size: the largest sale that the bonus pays for. These are a first "
        "guess: --set and --limit run the cascade.");
    return ctg__report_finish(made, report, error);
}
