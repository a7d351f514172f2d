/* generate: synthetic graphs. */
#include <contagraph/generate.h>
#include <contagraph/read.h>

#include <string.h>

#include "cli/command.h"
#include "cli/graph_out.h"
#include "cli/presets.h"
#include "cli/progress.h"
#include "cli/say.h"
#include "cli/terminal.h"
#include "cli/wrap.h"

enum { NODES_MOST = 100000000 };

static bool take_options(const args *given, ctg_generate_options *options)
{
    size_t seed;

    *options = ctg_generate_options_default();
    if (!args_count(given, "nodes", 2, NODES_MOST, options->nodes,
                    &options->nodes) ||
        !args_number(given, "degree", 0, 1e6, options->degree,
                     &options->degree) ||
        !args_count(given, "seed", 0, (size_t)1 << 53, 1, &seed))
        return false;
    options->seed = seed;
    return true;
}

/* --preset: what the venues of its type follow. */
static exit_status follow(const args *given, ctg_graph *graph)
{
    const char *const name = args_value(given, "preset");
    ctg_presets *presets = NULL;
    const ctg_preset *preset;
    ctg_error error;
    exit_status status;

    if (!name)
        return EXIT_DONE;
    status = say_error(presets_read(&presets, NULL, &error), &error);
    if (status)
        return status;
    preset = presets_find(presets, name);
    if (!preset)
        status = EXIT_USAGE;
    if (preset && ctg_graph_row_count(graph, CTG_VENUES) == 0) {
        say("--preset: a graph of this kind has no venues");
        status = EXIT_USAGE;
    } else if (preset) {
        status = say_error(presets_put(graph, preset, &error), &error);
    }
    ctg_presets_free(presets);
    return status;
}

static exit_status run(const args *given)
{
    const char *const path = args_value(given, "output");
    ctg_write_options writing = ctg_write_options_default();
    progress making = {.doing = "making rows"};
    progress shown = {.doing = "writing"};
    ctg_generate_options options;
    ctg_graph *graph;
    ctg_error error;
    exit_status status;
    terminal on;

    if (terminal_find(given, &on) || !take_options(given, &options))
        return EXIT_USAGE;
    if (!path) {
        say("generate needs -o FILE: where to write, `-` for standard output");
        return EXIT_USAGE;
    }
    if (strcmp(path, "-") == 0 && !args_given(given, "format")) {
        say("standard output needs --format FORMAT (`contagraph list "
            "formats`)");
        return EXIT_USAGE;
    }
    options.progress = progress_step;
    options.progress_context = &making;
    status = say_wrong(
        ctg_graph_generate(given->operands[0], &options, &graph, &error),
        &error);
    if (status)
        return status;
    writing.format = args_value(given, "format");
    writing.progress = progress_step;
    writing.progress_context = &shown;
    status = follow(given, graph);
    if (!status)
        status =
            say_error(graph_out(graph, path, &writing, NULL, &error), &error);
    ctg_graph_free(graph);
    return status;
}

static void print_kinds(FILE *file)
{
    const ctg_variant *kind;

    fputs("Kinds:\n", file);
    for (size_t i = 0; (kind = ctg_generator_at(i)); i++)
        wrap_term(file, kind->name, kind->summary);
}

static const option_row own[] = {
    OPTION_GRAPH_OUTPUT,
    {.name = "format",
     .kind = OPTION_VALUE,
     .argument = "FORMAT",
     .meaning = "format to write, told by FILE's ending otherwise"},
    {.name = "nodes",
     .kind = OPTION_VALUE,
     .argument = "N",
     .meaning = "how many nodes (100)"},
    {.name = "degree",
     .kind = OPTION_VALUE,
     .argument = "D",
     .meaning = "exposures per node, or lenders per market (5)"},
    {.name = "seed",
     .kind = OPTION_VALUE,
     .argument = "S",
     .meaning = "of the random numbers: the same seed, the same graph (1)"},
    {.name = "preset",
     .kind = OPTION_VALUE,
     .argument = "P",
     .meaning = "defi: what the lending markets, or the exchange, follow; see "
                "`contagraph list presets`"},
};

const command_row command_generate = {
    .name = "generate",
    .operands = "KIND",
    .summary = "a synthetic graph, to try things out",
    .about = "Writes a synthetic graph. All names and numbers in it are "
             "invented; the same options give the same graph everywhere.",
    .least = 1,
    .most = 1,
    .own = own,
    .own_count = sizeof own / sizeof *own,
    .more = print_kinds,
    .examples = {{"generate core-periphery --nodes 200 --seed 7 -o banks",
                  "200 banks as a folder of CSV tables"},
                 {"generate defi --nodes 500 -o defi.json",
                  "lending markets, traders and tokens as one document"}},
    .run = run,
};
