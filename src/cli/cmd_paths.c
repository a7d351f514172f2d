/* paths: why it happened. */
#include <contagraph/report.h>

#include <stdlib.h>
#include <string.h>

#include "cli/command.h"
#include "cli/heap.h"
#include "cli/job.h"
#include "cli/page.h"
#include "cli/progress.h"
#include "cli/say.h"

enum { COUNT_STANDARD = 10, COUNT_MOST = 1000000, TOP = 8 };

/* Runs the cascade again without each sender, for one target or (CTG_NONE)
 * every node that failed. */
static exit_status find_pivotal(const job *made, ctg_node target,
                                ctg_pivotal **found)
{
    const size_t nodes = ctg_network_node_count(made->from.network);
    const uint32_t *const failed = ctg_run_failed_round(made->run);
    ctg_node *const targets = heap_take((nodes + 1) * sizeof *targets);
    progress shown = {.doing = "running again"};
    size_t count = 0;
    ctg_error error;
    ctg_status status;

    if (target != CTG_NONE)
        targets[count++] = target;
    else
        for (ctg_node i = 0; i < nodes; i++)
            if (failed[i] != CTG_NEVER)
                targets[count++] = i;
    status = ctg_pivotal_new(made->plan, made->run, made->trace, targets, count,
                             progress_step, &shown, found, &error);
    progress_erase();
    free(targets);
    return say_error(status, &error);
}

/* CSV without pivotal nodes has nothing else. */
static bool only_paths(const args *given)
{
    const char *const format = args_value(given, "format");

    return format && strcmp(format, "csv") == 0 &&
           !args_given(given, "pivotal");
}

static exit_status finish(const args *given, const job *made,
                          const ctg_path_options *options)
{
    const ctg_outcome outcome = {.run = made->run,
                                 .scenario = made->scenario,
                                 .trace = made->trace,
                                 .paths = options,
                                 .paths_alone = only_paths(given)};
    const ctg_stamp stamp = page_stamp(given, &made->from, made->scenario);
    const ctg_page_options page = page_options(&made->on, TOP);
    ctg_pivotal *pivotal = NULL;
    ctg_report *report = NULL;
    ctg_error error;
    exit_status status = EXIT_DONE;

    if (args_given(given, "pivotal"))
        status = find_pivotal(made, options->to, &pivotal);
    if (!status)
        status = say_error(
            ctg_paths_report(&outcome, pivotal, &stamp, &page, &report, &error),
            &error);
    if (!status)
        status = page_write(given, report);
    ctg_report_free(report);
    ctg_pivotal_free(pivotal);
    return status;
}

/* All that the command line can get wrong. */
static exit_status open_job(const args *given, job *made,
                            ctg_path_options *options)
{
    exit_status status;

    if (!args_count(given, "count", 1, COUNT_MOST, COUNT_STANDARD,
                    &options->count) ||
        !args_count(given, "min-steps", 0, COUNT_MOST, 0, &options->min_steps))
        return EXIT_USAGE;
    if (args_given(given, "pivotal") && !page_can(given, CTG_FORMAT_COMMON)) {
        say("--pivotal does not go with --format folded");
        return EXIT_USAGE;
    }
    status = job_open(given, given->operands[0], made);
    if (status)
        return status;
    if (job_is_untraced(made)) {
        say("a run from below has no causes: leave out --from-below");
        return EXIT_USAGE;
    }
    options->to = CTG_NONE;
    if (args_given(given, "to"))
        status = input_find_node(made->from.graph, "--to",
                                 args_value(given, "to"), &options->to);
    return status ? status : job_hide(given, made);
}

static exit_status run(const args *given)
{
    ctg_path_options options = ctg_path_options_default();
    job made = {0};
    exit_status status = open_job(given, &made, &options);

    if (!status)
        status = job_run(&made, LEDGER_WHOLE);
    if (!status)
        status = job_trace(&made);
    if (!status)
        status = finish(given, &made, &options);
    if (!status)
        status = job_judge(&made);
    job_clear(&made);
    return status;
}

static const option_row own[] = {
    {.name = "format",
     .kind = OPTION_VALUE,
     .argument = "FORMAT",
     .meaning = "of the result (text); folded is for flame graph viewers",
     .values = option_formats_of_paths},
    {.name = "count",
     .letter = 'k',
     .kind = OPTION_VALUE,
     .argument = "N",
     .meaning = "paths to show, those that carry most loss (10)"},
    {.name = "min-steps",
     .kind = OPTION_VALUE,
     .argument = "N",
     .meaning = "only paths with so many steps after the shock (0)"},
    {.name = "to",
     .kind = OPTION_VALUE,
     .argument = "NODE",
     .meaning = "only paths that end at this node"},
    {.name = "pivotal",
     .kind = OPTION_ALONE,
     .meaning = "also: without whose losses would a failed node (or that of "
                "--to) have survived? Runs the cascade again without each; "
                "csv and md have these alone"},
};

const command_row command_paths = {
    .name = "paths",
    .operands = "GRAPH",
    .summary = "the cascade paths that carry most loss, and whose fault it is",
    .about = "Runs a scenario and traces every loss back to the shocks: the "
             "paths that carry most, exact and not sampled; how much of the "
             "losses each shock caused; and the tree of what led to what.",
    .least = 1,
    .most = 1,
    .own = own,
    .own_count = sizeof own / sizeof *own,
    .sets = OPTIONS_SCENARIO | OPTIONS_EDIT | OPTIONS_READING | OPTIONS_PAGE |
            OPTIONS_ANONYMISE,
    .examples = {{"paths graphs/defi-25 --shock \"asset ETH=-35%\" -k 5",
                  "the five largest paths of a crash"},
                 {"paths graphs/textbook-dr1 --shock \"node 0=-20%\" --to 1 "
                  "--format csv",
                  "all that reached one node, for machines"}},
    .run = run,
};
