/* info: what a graph looks like before anything happens. */
#include <contagraph/info.h>
#include <contagraph/look_through.h>
#include <contagraph/text.h>

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cli/command.h"
#include "cli/described.h"
#include "cli/job.h"
#include "cli/limit.h"
#include "cli/say.h"
#include "cli/stream.h"

static exit_status find_node(const args *given, const ctg_graph *graph,
                             ctg_node *node)
{
    const char *const id = args_value(given, "node");

    *node = CTG_NONE;
    return id ? input_find_node(graph, "--node", id, node) : EXIT_DONE;
}

static exit_status write_page(const args *given, const described *page)
{
    const char *const format = args_value(given, "format");
    streams out = {0};
    FILE *const file = streams_open(&out, args_value(given, "output"));
    exit_status status = EXIT_DONE;

    if (!file)
        return EXIT_FAILED;
    if (!format || strcmp(format, "text") == 0)
        status = described_write_text(page, file);
    else if (strcmp(format, "json") == 0)
        status = described_write_json(page, file);
    else if (strcmp(format, "md") == 0)
        status = described_write_md(page, file);
    else
        status = described_write_table(page, format, file);
    if (status) {
        streams_abort(&out);
        return status;
    }
    return streams_commit(&out);
}

static double key_of(const void *context, const char *key)
{
    return described_figure(context, key);
}

/* Nothing happened yet: a node has its equity, and lost none of it. */
static double node_of(const void *context, const limit *of)
{
    const described *const page = context;

    return ctg_network_equity(page->of->from.network)[of->node];
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
        .graph = page->of->from.graph,
        .unit = ctg_graph_about(page->of->from.graph)->unit};

    return limits_judge(bounds, &values);
}

static exit_status describe(const args *given, job *made, ctg_node node,
                            const limits *bounds)
{
    described page = {.of = made, .node = node};
    ctg_info *info = NULL;
    ctg_look_through *look = NULL;
    ctg_error error;
    ctg_status failed = ctg_info_new(made->plan, &info, &error);
    exit_status status;

    if (!failed)
        failed = ctg_look_through_new(made->from.network, &look, &error);
    status = say_error(failed, &error);
    if (!status) {
        page.info = info;
        page.look = look;
        status = write_page(given, &page);
        if (!status)
            status = judge(bounds, &page);
    }
    ctg_look_through_free(look);
    ctg_info_free(info);
    return status;
}

static exit_status run(const args *given)
{
    job made = {0};
    ctg_node node = CTG_NONE;
    static const limit_key node_keys[] = {{"equity", STYLE_AMOUNT},
                                          {NULL, STYLE_PLAIN}};
    limits bounds = {0};
    exit_status status = limits_read(given, described_keys, node_keys, &bounds);

    if (!status)
        status = job_open(given, given->operands[0], &made);
    if (!status)
        status = limits_find(&bounds, made.from.graph);

    if (!status)
        status = find_node(given, made.from.graph, &node);
    if (!status)
        status = job_hide(given, &made);
    if (!status)
        status = describe(given, &made, node, &bounds);
    limits_clear(&bounds);
    job_clear(&made);
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
