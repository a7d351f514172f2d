/* convert: any container to any other. */
#include <contagraph/read.h>

#include <string.h>

#include "cli/command.h"
#include "cli/graph_out.h"
#include "cli/input.h"
#include "cli/inputs.h"
#include "cli/progress.h"
#include "cli/say.h"
#include "cli/terminal.h"

/* The graph that is written is another one then, and so is its network. */
static ctg_status hide(input *from, ctg_error *error)
{
    ctg_network_free(from->network);
    from->network = NULL;
    return ctg_graph_anonymise(from->graph, error);
}

static exit_status run(const args *given)
{
    const char *const path = args_value(given, "output");
    ctg_write_options options = ctg_write_options_default();
    progress shown = {.doing = "writing"};
    ctg_problems *losses = NULL;
    input from = {.unhashed = true};
    ctg_error error;
    ctg_status failed;
    exit_status status;
    terminal on;

    if (terminal_find(given, &on))
        return EXIT_USAGE;
    if (!path) {
        say("convert needs -o FILE: where to write, `-` for standard output");
        return EXIT_USAGE;
    }
    if (strcmp(path, "-") == 0 && !args_given(given, "to")) {
        say("standard output needs --to FORMAT (`contagraph list formats`)");
        return EXIT_USAGE;
    }
    status = input_open(given, given->operands[0], &from);
    if (status)
        goto done;
    if (args_given(given, "anonymise")) {
        status = say_error(hide(&from, &error), &error);
        if (status)
            goto done;
    }
    if (!inputs_spare(path)) {
        status = EXIT_FAILED;
        goto done;
    }
    options.format = args_value(given, "to");
    options.lossy = args_given(given, "lossy");
    options.reorder = args_given(given, "reorder");
    options.rows = args_value(given, "rows");
    options.network = from.network;
    options.progress = progress_step;
    options.progress_context = &shown;
    losses = ctg_problems_new();
    failed = graph_out(from.graph, path, &options, losses, &error);
    if (losses)
        say_warnings(losses, false);
    progress_erase();
    if (losses && ctg_problems_count(losses, CTG_REJECTED)) {
        say_rejected(losses, false);
        say("nothing is written; --lossy leaves out what the format cannot "
            "hold");
        status = EXIT_FAILED;
    } else {
        status = say_wrong(failed, &error);
    }
done:
    ctg_problems_free(losses);
    input_clear(&from);
    return status;
}

static const option_row own[] = {
    OPTION_GRAPH_OUTPUT,
    {.name = "to",
     .kind = OPTION_VALUE,
     .argument = "FORMAT",
     .meaning = "format to write, told by FILE's ending otherwise"},
    {.name = "lossy",
     .kind = OPTION_ALONE,
     .meaning = "leave out what the format cannot hold, with a warning that "
                "counts it, instead of refusing"},
    {.name = "reorder",
     .kind = OPTION_ALONE,
     .meaning = "snapshots: store nodes near those they deal with, which is "
                "faster on large graphs; results then come in that order"},
    {.name = "anonymise",
     .kind = OPTION_ALONE,
     .meaning = "replace ids and names by N1, N2, ..., A1, ...; unknown "
                "columns are left out"},
};

const command_row command_convert = {
    .name = "convert",
    .operands = "GRAPH",
    .summary = "write a graph in another format",
    .about = "Reads a graph, checks it, and writes it in another format. "
             "What the format cannot hold is named and nothing is written, "
             "unless --lossy says to go on without it.",
    .least = 1,
    .most = 1,
    .own = own,
    .own_count = sizeof own / sizeof *own,
    .sets = OPTIONS_EDIT | OPTIONS_READING,
    .examples = {{"convert graphs/textbook-en1 -o en1.json",
                  "a folder of CSV tables as one JSON document"},
                 {"convert flows.csv --rows creditor --nodes banks.csv -o "
                  "banks.sqlite",
                  "a dense matrix and a table of equities as a database"}},
    .run = run,
};
