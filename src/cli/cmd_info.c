/* info: what a graph looks like before anything happens. */
#include <contagraph/report.h>

#include <math.h>
#include <string.h>

#include "cli/command.h"
#include "cli/job.h"
#include "cli/limit.h"
#include "cli/page.h"
#include "cli/say.h"

/* What is described, until it is written and judged. */
typedef struct described {
    job of;
    ctg_node node; /* whose look-through is shown; CTG_NONE: the system's */
    ctg_info *info;
    ctg_look_through *look;
    ctg_report *report;
} described;

static exit_status find_node(const args *given, described *page)
{
    const char *const id = args_value(given, "node");

    page->node = CTG_NONE;
    return id ? input_find_node(page->of.from.graph, "--node", id, &page->node)
              : EXIT_DONE;
}

static double key_of(const void *context, const char *key)
{
    const described *const page = context;

    return ctg_report_figure(page->report, key);
}

/* Nothing happened yet: a node has its equity, and lost none of it. */
static double node_of(const void *context, const limit *of)
{
    const described *const page = context;

    return ctg_network_equity(page->of.from.network)[of->node];
}

static double equity_of(const void *context, const limit *of)
{
    return fmax(0, node_of(context, of));
}

static exit_status judge(const limits *bounds, const described *page)
{
    const limit_values values = {
        .context = page,
        .whole = key_of,
        .of_node = node_of,
        .initial_equity = page->info->equity,
        .node_equity = equity_of,
        .graph = page->of.from.graph,
        .unit = ctg_graph_about(page->of.from.graph)->unit};

    return limits_judge(bounds, &values);
}

static exit_status describe(const args *given, described *page)
{
    const job *const of = &page->of;
    const ctg_network *const network = of->from.network;
    const ctg_page_options options = page_options(&of->on, 0);
    const ctg_stamp stamp = page_stamp(given, &of->from, of->scenario);
    ctg_error error;
    ctg_status status = ctg_info_new(of->plan, NULL, NULL, &page->info, &error);

    if (!status)
        status = ctg_look_through_new(network, &page->look, &error);
    if (!status && page->node == CTG_NONE)
        status = ctg_info_report(network, page->info, page->look,
                                 page_can(given, CTG_FORMAT_WHOLE), &stamp,
                                 &options, &page->report, &error);
    else if (!status)
        status =
            ctg_look_through_report(network, page->info, page->look, page->node,
                                    &stamp, &options, &page->report, &error);
    if (status)
        return say_error(status, &error);
    return page_write(given, page->report);
}

static exit_status run(const args *given)
{
    static const limit_key node_keys[] = {{"equity", CTG_FIGURE_MONEY},
                                          {NULL, CTG_FIGURE_PLAIN}};
    limit_key keys[LIMIT_KEYS_MOST]; /* as long as the limits */
    described page = {.of = {.from = {.unhashed = input_is_unhashed(given)}}};
    limits bounds = {0};
    exit_status status = limits_read(given, limit_list(ctg_info_key_at, keys),
                                     node_keys, &bounds);

    if (!status)
        status = job_open(given, given->operands[0], &page.of);
    if (!status)
        status = limits_find(&bounds, page.of.from.graph);
    if (!status)
        status = find_node(given, &page);
    if (!status)
        status = job_hide(given, &page.of);
    if (!status)
        status = describe(given, &page);
    if (!status)
        status = judge(&bounds, &page);
    ctg_report_free(page.report);
    ctg_look_through_free(page.look);
    ctg_info_free(page.info);
    limits_clear(&bounds);
    job_clear(&page.of);
    return status;
}

static const option_row own[] = {
    OPTION_FORMAT,
    {.name = "node",
     .kind = OPTION_VALUE,
     .argument = "NODE",
     .meaning = "look through one node: its share of what others have, and "
                "its money in every asset, through all layers"},
};

const command_row command_info = {
    .name = "info",
    .operands = "GRAPH",
    .summary = "size, leverage, concentration, components, look-through",
    .about = "Describes a graph before anything happens: size, density, "
             "leverage, concentration, components, whether distress grows as "
             "it travels (both ways of reading the claims), spiral numbers of "
             "prices, and what is counted twice. The scenario matters to the "
             "spiral numbers only.",
    .least = 1,
    .most = 1,
    .own = own,
    .own_count = sizeof own / sizeof *own,
    .sets = OPTIONS_SCENARIO | OPTIONS_EDIT | OPTIONS_READING | OPTIONS_PAGE |
            OPTIONS_ANONYMISE | OPTIONS_LIMIT,
    .examples = {{"info graphs/banks-145", "the shape of a network of banks"},
                 {"info graphs/defi-25 --node halcyon --format csv",
                  "who stands behind one fund, as a table"}},
    .run = run,
};
