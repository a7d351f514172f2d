/* book: which margin accounts become liquidatable as prices fall. */
#include <contagraph/text.h>

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cli/command.h"
#include "cli/heap.h"
#include "cli/limit.h"
#include "cli/page.h"
#include "cli/say.h"

/* A book, and how it is shown. */
typedef struct booked {
    input from;
    ctg_book *book;
    ctg_book_page how;
    terminal on;
    size_t top;
    ctg_book_rates rates;
} booked;

/* The figures of the deepest level. */
static const limit_key limit_keys[] = {
    {"accounts", CTG_FIGURE_PLAIN},   {"debt", CTG_FIGURE_MONEY},
    {"debt_share", CTG_FIGURE_SHARE}, {"collateral", CTG_FIGURE_MONEY},
    {"bad_debt", CTG_FIGURE_MONEY},   {NULL, CTG_FIGURE_PLAIN},
};

static double figure_of(const void *report, const char *key)
{
    return ctg_report_figure(report, key);
}

static exit_status judge(const limits *bounds, const booked *page,
                         const ctg_report *report)
{
    double equity = 0;
    limit_values values = {.context = report,
                           .whole = figure_of,
                           .unit = ctg_graph_about(page->from.graph)->unit};

    for (size_t i = 0; i < ctg_network_node_count(page->from.network); i++)
        equity += fmax(0, ctg_network_equity(page->from.network)[i]);
    values.initial_equity = equity;
    return limits_judge(bounds, &values);
}

static exit_status write_book(const args *given, const booked *page,
                              const limits *bounds)
{
    const ctg_page_options options = page_options(&page->on, page->top);
    const ctg_stamp stamp = page_stamp(given, &page->from, NULL);
    ctg_report *report = NULL;
    ctg_error error;
    exit_status status =
        say_error(ctg_book_report(page->from.network, page->book, &stamp,
                                  &options, &page->how, &report, &error),
                  &error);

    if (!status)
        status = page_write(given, report);
    if (!status)
        status = judge(bounds, page, report);
    ctg_report_free(report);
    return status;
}

/* Says that there is no such group, and what there is like it. */
static exit_status unknown_group(const ctg_graph *graph, const char *word)
{
    const size_t count = ctg_graph_row_count(graph, CTG_ASSETS);
    const char **const words = heap_take((count + 1) * sizeof *words);
    char shown[128];
    char hint[CTG_HINT_ROOM];

    for (ctg_asset a = 0; a < count; a++)
        words[a] = ctg_graph_asset_group(graph, a);
    heap_name(shown, sizeof shown, word, 60, false);
    say("--group: no asset of group '%s'%s", shown,
        ctg_text_hint(hint, ctg_text_nearest(word, words)));
    free(words);
    return EXIT_USAGE;
}

/* An asset of the graph by id, or one of a group; said when there is none. */
static exit_status find_asset(const ctg_graph *graph, const char *id,
                              const char *group, ctg_asset *found)
{
    const size_t count = ctg_graph_row_count(graph, CTG_ASSETS);
    ctg_error error;

    if (id && !ctg_graph_look_up(graph, CTG_ASSETS, id, found, &error))
        return EXIT_DONE;
    if (id) {
        say_quoting("--asset: %s", error.message);
        return EXIT_USAGE;
    }
    for (ctg_asset a = 0; a < count; a++)
        if (strcmp(ctg_graph_asset_group(graph, a), group) == 0) {
            *found = a;
            return EXIT_DONE;
        }
    return unknown_group(graph, group);
}

/* Reads and checks; what is asked for by id is looked up before ids change. */
static exit_status open_graph(const args *given, booked *page, ctg_asset *asset,
                              bool *by_group)
{
    const char *const id = args_value(given, "asset");
    const char *const group = args_value(given, "group");
    ctg_error error;
    exit_status status =
        input_read(given, given->operands[0], &page->from, &error);

    *asset = CTG_NONE;
    *by_group = group != NULL;
    if (!status && (id || group)) {
        status = find_asset(page->from.graph, id, group, asset);
        if (status)
            return status;
    }
    if (!status && args_given(given, "anonymise"))
        status = say_error(input_hide(&page->from, &error), &error);
    if (!status)
        status = input_check(&page->from, &error);
    if (page->from.problems)
        say_warnings(page->from.problems, args_given(given, "anonymise"));
    if (status && status != EXIT_INTERRUPTED)
        input_say_refused(given, given->operands[0], &page->from, status,
                          &error);
    return status;
}

static exit_status fill(booked *page, ctg_asset asset, bool by_group,
                        double most, size_t steps)
{
    const ctg_graph *const graph = page->from.graph;
    const char *id = NULL;
    const char *group = NULL;
    ctg_error error;

    if (asset != CTG_NONE && by_group)
        group = ctg_graph_asset_group(graph, asset);
    else if (asset != CTG_NONE)
        id = ctg_graph_asset_id(graph, asset);
    page->how.falls = id ? id : group;
    page->how.is_group = group != NULL;
    return say_error(ctg_book_new_with(page->from.network, id, group, most,
                                       steps, &page->rates, NULL, NULL,
                                       &page->book, &error),
                     &error);
}

static exit_status check_options(const args *given, booked *page)
{
    const char *const sort = args_value(given, "sort");

    page->how.by_level = sort && strcmp(sort, "level") == 0;
    page->how.accounts = args_given(given, "accounts");
    page->rates = ctg_book_rates_default();
    if (!args_number(given, "min", 0, HUGE_VAL, 0, &page->how.least) ||
        !args_number(given, "hike", -1e6, 1e6, 0, &page->rates.hike) ||
        !args_number(given, "withdrawn", 0, 1, 0, &page->rates.withdrawn) ||
        !args_number(given, "year-days", 1e-6, 1e6, page->rates.year_days,
                     &page->rates.year_days))
        return EXIT_USAGE;
    if (page->rates.withdrawn == 1) {
        say("--withdrawn: nothing of the supply would be left");
        return EXIT_USAGE;
    }
    if (args_given(given, "asset") && args_given(given, "group")) {
        say("--asset and --group: give one of them");
        return EXIT_USAGE;
    }
    if (page->how.accounts && !page_can(given, CTG_FORMAT_CHOICE)) {
        say("--accounts is for --format csv or md; text and json have levels "
            "and accounts");
        return EXIT_USAGE;
    }
    return EXIT_DONE;
}

static exit_status run(const args *given)
{
    booked page = {0};
    limits bounds = {0};
    ctg_asset asset;
    bool by_group;
    size_t steps = 20;
    double most = 1;
    exit_status status = check_options(given, &page);

    if (status || !args_count(given, "steps", 1, 10000, 20, &steps) ||
        !args_count(given, "top", 0, 1000000000, 8, &page.top) ||
        !args_number(given, "to", 0, 1, 1, &most))
        return EXIT_USAGE;
    status = limits_read(given, limit_keys, NULL, &bounds);
    if (!status)
        status = terminal_find(given, &page.on);
    if (!status)
        status = open_graph(given, &page, &asset, &by_group);
    if (!status)
        status = fill(&page, asset, by_group, most, steps);
    if (!status)
        status = write_book(given, &page, &bounds);
    ctg_book_free(page.book);
    limits_clear(&bounds);
    input_clear(&page.from);
    return status;
}

static const char *const sort_values[] = {"debt", "level", NULL};

static const option_row own[] = {
    OPTION_FORMAT,
    {.name = "asset",
     .kind = OPTION_VALUE,
     .argument = "A",
     .meaning = "the asset whose price falls (all assets)"},
    {.name = "group",
     .kind = OPTION_VALUE,
     .argument = "G",
     .meaning = "the group of assets whose prices fall"},
    {.name = "to",
     .kind = OPTION_VALUE,
     .argument = "X",
     .meaning = "the deepest fall (100%)"},
    {.name = "steps",
     .kind = OPTION_VALUE,
     .argument = "N",
     .meaning = "price levels below today's (20)"},
    {.name = "top",
     .kind = OPTION_VALUE,
     .argument = "N",
     .meaning = "accounts to list in text and md (8; 0: none)"},
    {.name = "sort",
     .kind = OPTION_VALUE,
     .argument = "BY",
     .meaning = "accounts by debt, the largest first, or by level, the first "
                "to fall first (debt)",
     .values = sort_values},
    {.name = "min",
     .kind = OPTION_VALUE,
     .argument = "MONEY",
     .meaning = "list only accounts that owe so much or more (0); levels "
                "count all"},
    {.name = "hike",
     .kind = OPTION_VALUE,
     .argument = "X",
     .meaning = "added to borrowing rates, for the days until interest alone "
                "makes an account with one debt liquidatable (0)"},
    {.name = "withdrawn",
     .kind = OPTION_VALUE,
     .argument = "X",
     .meaning = "share of the supply taken out, which raises these rates (0)"},
    {.name = "year-days",
     .kind = OPTION_VALUE,
     .argument = "N",
     .meaning = "days of a year of these rates (365)"},
    {.name = "accounts",
     .kind = OPTION_ALONE,
     .meaning = "csv, md: the accounts instead of the levels"},
};

const command_row command_book = {
    .name = "book",
    .operands = "GRAPH",
    .summary = "the liquidation book: what becomes liquidatable at which price",
    .about = "Lists how many margin accounts, with how much debt and "
             "collateral, have a health below 1 as the price of an asset, or "
             "of a group, falls; and who owes most of that. No cascade "
             "is run: see `contagraph curve` for what follows.",
    .least = 1,
    .most = 1,
    .own = own,
    .own_count = sizeof own / sizeof *own,
    .sets = OPTIONS_EDIT | OPTIONS_READING | OPTIONS_PAGE | OPTIONS_ANONYMISE |
            OPTIONS_LIMIT,
    .examples =
        {{"book graphs/compound-2023 --group others --steps 10",
          "the book of a lending protocol, in steps of 10 %"},
         {"book graphs/compound-2023 --asset WBTC --accounts --format csv",
          "the accounts that one asset's fall endangers, as a table"}},
    .run = run,
};
