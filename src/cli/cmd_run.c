/* run: one scenario to the fixed point. */
#include <string.h>

#include "cli/command.h"
#include "cli/job.h"
#include "cli/limit.h"
#include "cli/picture.h"
#include "cli/results.h"
#include "cli/say.h"
#include "cli/stream.h"
#include "cli/verify.h"

enum { TOP_MOST = 1000000000 };

typedef struct result_file {
    const char *option;                       /* writes it alone */
    const char *name;                         /* in the folder of --outputs */
    bool traced;                              /* causes: not from below */
    table_view (*table)(results *read);       /* CSV ... */
    void (*write)(const job *of, FILE *file); /* ... or this */
} result_file;

static void write_summary_file(const job *of, FILE *file)
{
    results_write_summary(of, file, 0);
    fputc('\n', file);
}

static const result_file files[] = {
    {"ledger", "ledger.csv", false, results_ledger, NULL},
    {"nodes-out", "nodes_out.csv", false, results_nodes, NULL},
    {"prices-out", "prices_out.csv", false, results_prices, NULL},
    {"claims-out", "claims_out.csv", false, results_claims, NULL},
    {"origins-out", "origins.csv", true, results_origins, NULL},
    {"paths-out", "paths.csv", true, results_paths, NULL},
    {"summary-out", "summary.json", false, NULL, write_summary_file},
    {"run-out", "run.json", false, NULL, results_write_run},
};

enum { FILE_COUNT = sizeof files / sizeof *files };

static bool wants_causes(const args *given)
{
    const char *const format = args_value(given, "format");

    return args_given(given, "outputs") || args_given(given, "origins-out") ||
           args_given(given, "paths-out") ||
           (format && strcmp(format, "json") == 0);
}

static void write_file(const result_file *what, results *read, FILE *file)
{
    if (what->table) {
        const table_view shown = what->table(read);

        table_write_csv(&shown, file);
    } else {
        what->write(read->of, file);
    }
}

static bool write_folder(const char *path, results *read, streams *out)
{
    if (!streams_open_folder(out, path))
        return false;
    for (size_t i = 0; i < FILE_COUNT; i++) {
        FILE *file;

        if (files[i].traced && !read->of->trace) {
            streams_forget_in_folder(out, files[i].name);
            continue;
        }
        file = streams_open_in_folder(out, files[i].name);
        if (!file)
            return false;
        write_file(&files[i], read, file);
    }
    return true;
}

static bool write_files(const args *given, results *read, streams *out)
{
    const char *const folder = args_value(given, "outputs");

    if (folder && !write_folder(folder, read, out))
        return false;
    for (size_t i = 0; i < FILE_COUNT; i++) {
        FILE *file;

        if (!args_given(given, files[i].option))
            continue;
        if (files[i].traced && !read->of->trace) {
            say("--%s: a run from below has no causes", files[i].option);
            return false;
        }
        file = streams_open(out, args_value(given, files[i].option));
        if (!file)
            return false;
        write_file(&files[i], read, file);
    }
    return !args_given(given, "dot") ||
           picture_write_cascade(read->of, args_value(given, "dot"), out) ==
               EXIT_DONE;
}

/* Whether a result goes to standard output already, so no page must. */
static bool is_taken(const args *given)
{
    for (size_t i = 0; i < FILE_COUNT; i++) {
        const char *const path = args_value(given, files[i].option);

        if (path && strcmp(path, "-") == 0)
            return true;
    }
    return args_given(given, "dot") &&
           strcmp(args_value(given, "dot"), "-") == 0;
}

static bool write_page(const args *given, results *read, size_t top,
                       streams *out)
{
    const char *const format = args_value(given, "format");
    const char *const path = args_value(given, "output");
    FILE *file;

    if (!path && is_taken(given))
        return true;
    file = streams_open(out, path);
    if (!file)
        return false;
    if (format && strcmp(format, "json") == 0) {
        results_write_whole(read, file);
    } else if (format && strcmp(format, "csv") == 0) {
        const table_view nodes = results_nodes(read);

        table_write_csv(&nodes, file);
    } else if (format && strcmp(format, "md") == 0) {
        results_write_md(read, top, file);
    } else {
        return results_write_text(read, top, file) == EXIT_DONE;
    }
    return true;
}

static exit_status finish(const args *given, results *read, size_t top)
{
    ctg_path_options options = ctg_path_options_default();
    streams out = {0};
    exit_status status;

    options.count = results_path_count(read->of);
    status = results_find_causes(read, &options);
    if (status)
        return status;
    if (!write_files(given, read, &out) ||
        !write_page(given, read, top, &out)) {
        streams_abort(&out);
        return EXIT_FAILED;
    }
    return streams_commit(&out);
}

static exit_status run(const args *given)
{
    job made = {0};
    results read = {.of = &made};
    size_t top;
    limits bounds = {0};
    exit_status status =
        limits_read(given, limit_summary_keys, limit_node_keys, &bounds);
    exit_status passed;

    if (!status && !args_count(given, "top", 0, TOP_MOST, RESULTS_TOP, &top))
        status = EXIT_USAGE;
    if (!status)
        status = job_open(given, given->operands[0], &made);
    if (!status)
        status = limits_find(&bounds, made.from.graph);
    if (!status)
        status = job_hide(given, &made);
    if (!status)
        status = job_run(&made, true);
    if (!status && args_given(given, "verify"))
        status = verify_run(&made);
    if (!status && wants_causes(given))
        status = job_trace(&made);
    if (!status)
        status = finish(given, &read, top);
    if (!status) {
        status = job_judge(&made);
        passed = limits_judge_run(&bounds, made.run, made.from.graph);
        if (passed)
            status = passed;
    }
    results_clear(&read);
    limits_clear(&bounds);
    job_clear(&made);
    return status;
}

static const option_row own[] = {
    OPTION_FORMAT,
    {.name = "top",
     .kind = OPTION_VALUE,
     .argument = "N",
     .meaning =
         "nodes to show in text and md, those that lost most (8; 0: none)"},
    {.name = "outputs",
     .kind = OPTION_VALUE,
     .argument = "DIR",
     .meaning = "write all the files below into a folder, together"},
    {.name = "ledger",
     .kind = OPTION_VALUE,
     .argument = "FILE",
     .meaning = "ledger.csv: every loss by round and channel, who to whom"},
    {.name = "nodes-out",
     .kind = OPTION_VALUE,
     .argument = "FILE",
     .meaning = "nodes_out.csv: equity before and after, distress, failures"},
    {.name = "prices-out",
     .kind = OPTION_VALUE,
     .argument = "FILE",
     .meaning = "prices_out.csv: market prices after each round"},
    {.name = "claims-out",
     .kind = OPTION_VALUE,
     .argument = "FILE",
     .meaning = "claims_out.csv: face and value of every exposure"},
    {.name = "origins-out",
     .kind = OPTION_VALUE,
     .argument = "FILE",
     .meaning = "origins.csv: how much of each loss each shock caused"},
    {.name = "paths-out",
     .kind = OPTION_VALUE,
     .argument = "FILE",
     .meaning = "paths.csv: the cascade paths that carry most loss"},
    {.name = "summary-out",
     .kind = OPTION_VALUE,
     .argument = "FILE",
     .meaning = "summary.json: the totals"},
    {.name = "run-out",
     .kind = OPTION_VALUE,
     .argument = "FILE",
     .meaning = "run.json: scenario, versions, input hash, totals"},
    {.name = "dot",
     .kind = OPTION_VALUE,
     .argument = "FILE",
     .meaning = "the cascade as a picture, for Graphviz's dot"},
    {.name = "verify",
     .kind = OPTION_ALONE,
     .meaning = "solve plain clearing as a linear programme as well, and fail "
                "if the two differ by more than 1e-9 of the largest debt"},
};

const command_row command_run = {
    .name = "run",
    .operands = "GRAPH",
    .summary = "run one scenario to the fixed point: who loses what, when",
    .about = "Applies the shocks and lets losses travel, round by round, "
             "until nothing changes. Shows the totals, the rounds by channel "
             "and the nodes that lost most; writes the ledger and all other "
             "results as files.",
    .least = 1,
    .most = 1,
    .own = own,
    .own_count = sizeof own / sizeof *own,
    .sets = OPTIONS_SCENARIO | OPTIONS_EDIT | OPTIONS_READING | OPTIONS_PAGE |
            OPTIONS_ANONYMISE | OPTIONS_LIMIT,
    .examples =
        {{"run graphs/textbook-f1 --model furfine --shock \"node "
          "A=default\"",
          "a default, and those that follow from it"},
         {"run graphs/defi-25 --shock \"asset @eth=-35%\" --outputs out",
          "a crash of a group of assets, all results into a folder"}},
    .run = run,
};
