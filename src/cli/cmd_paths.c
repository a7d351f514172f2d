/* paths: why it happened. */
#include <contagraph/report.h>

#include <string.h>

#include "cli/command.h"
#include "cli/job.h"
#include "cli/pivot.h"
#include "cli/results.h"
#include "cli/say.h"
#include "cli/stamp.h"
#include "cli/stream.h"

enum { COUNT_STANDARD = 10, COUNT_MOST = 1000000, FOLDED_LINES = 10000 };

static exit_status write_text(results *read, FILE *file)
{
    const job *const of = read->of;
    const ctg_page_options options = results_page_options(of, RESULTS_TOP);
    ctg_error error;
    ctg_status status;

    status = ctg_page_paths(of->run, of->scenario, read->paths,
                            read->path_count, &options, file, &error);
    if (!status) {
        fputc('\n', file);
        status = ctg_page_origins(of->run, of->scenario, of->trace, &options,
                                  file, &error);
    }
    if (!status) {
        fputc('\n', file);
        status = ctg_page_tree(of->run, of->scenario, of->trace, &options, file,
                               &error);
    }
    return say_error(status, &error);
}

static void write_json(results *read, const ctg_pivotal *pivotal, FILE *file)
{
    const table_view origins = results_origins(read);
    const table_view paths = results_paths(read);

    fprintf(file, "{\n \"input\": {\"sha256\": \"%s\"},\n \"scenario\": ",
            read->of->from.hash);
    ctg_scenario_write(read->of->scenario, file, 1);
    stamp_write_edits(&read->of->from, file);
    fputs(",\n \"paths\": ", file);
    table_write_json(&paths, file, 1);
    fputs(",\n \"origins\": ", file);
    table_write_json(&origins, file, 1);
    if (pivotal) {
        fputs(",\n \"pivotal\": ", file);
        pivot_write_json(read->of, pivotal, file);
    }
    fputs("\n}\n", file);
}

static exit_status write_folded(const results *read, FILE *file)
{
    const job *const of = read->of;
    ctg_error error;

    return say_error(ctg_page_folded(of->run, of->scenario, of->trace,
                                     FOLDED_LINES, file, &error),
                     &error);
}

static exit_status write_page(results *read, const ctg_pivotal *pivotal,
                              const char *format, FILE *file)
{
    const table_view paths = results_paths(read);

    if (!format || strcmp(format, "text") == 0) {
        const exit_status status = write_text(read, file);

        if (!status && pivotal) {
            fputc('\n', file);
            pivot_write_text(read->of, pivotal, file);
        }
        if (!status)
            stamp_write_text(&read->of->from, false, &read->of->on, file);
        return status;
    }
    if (strcmp(format, "folded") == 0)
        return write_folded(read, file);
    if (strcmp(format, "json") == 0)
        write_json(read, pivotal, file);
    else if (strcmp(format, "md") == 0 && !pivotal)
        results_write_paths_md(read, file);
    else if (pivotal) {
        if (strcmp(format, "md") == 0)
            stamp_write_md("Pivotal nodes", &read->of->from, read->of->scenario,
                           file);
        pivot_write_table(read->of, pivotal, format, file);
    } else
        table_write(&paths, format, file, &read->of->on);
    return EXIT_DONE;
}

static exit_status finish(const args *given, results *read,
                          const ctg_path_options *options)
{
    ctg_pivotal *pivotal = NULL;
    streams out = {0};
    FILE *file;
    exit_status status = results_find_causes(read, options);

    if (!status && args_given(given, "pivotal"))
        status = pivot_find(read->of, options->to, &pivotal);
    if (status)
        return status;
    file = streams_open(&out, args_value(given, "output"));
    status = file ? write_page(read, pivotal, args_value(given, "format"), file)
                  : EXIT_FAILED;
    ctg_pivotal_free(pivotal);
    if (status) {
        streams_abort(&out);
        return status;
    }
    return streams_commit(&out);
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
    if (args_given(given, "pivotal") && args_given(given, "format") &&
        strcmp(args_value(given, "format"), "folded") == 0) {
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
    results read = {.of = &made};
    exit_status status = open_job(given, &made, &options);

    if (!status)
        status = job_run(&made, true);
    if (!status)
        status = job_trace(&made);
    if (!status)
        status = finish(given, &read, &options);
    if (!status)
        status = job_judge(&made);
    results_clear(&read);
    job_clear(&made);
    return status;
}

static const char *const formats[] = {"text", "json",   "csv",
                                      "md",   "folded", NULL};

static const option_row own[] = {
    {.name = "format",
     .kind = OPTION_VALUE,
     .argument = "FORMAT",
     .meaning = "of the result (text); folded is for flame graph viewers",
     .values = formats},
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
