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
    else
        status = described_write_table(page, format, file);
    if (status) {
        streams_abort(&out);
        return status;
    }
    return streams_commit(&out);
}

static exit_status describe(const args *given, job *made, ctg_node node)
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
    }
    ctg_look_through_free(look);
    ctg_info_free(info);
    return status;
}

static exit_status run(const args *given)
{
    job made = {0};
    ctg_node node = CTG_NONE;
    exit_status status = job_open(given, given->operands[0], &made);

    if (!status)
        status = find_node(given, made.from.graph, &node);
    if (!status)
        status = job_hide(given, &made);
    if (!status)
        status = describe(given, &made, node);
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
            OPTIONS_ANONYMISE,
    .examples = {{"info graphs/banks-145", "the shape of a network of banks"},
                 {"info graphs/defi-25 --node halcyon --format csv",
                  "who stands behind one fund, as a table"}},
    .run = run,
};
