/* run: one scenario to the fixed point. */
#include <contagraph/report.h>

#include <stdlib.h>
#include <string.h>

#include "cli/command.h"
#include "cli/ensemble_given.h"
#include "cli/job.h"
#include "cli/limit.h"
#include "cli/page.h"
#include "cli/picture.h"
#include "cli/say.h"
#include "cli/stream.h"
#include "cli/verify.h"

enum { TOP_MOST = 1000000000, TOP_STANDARD = 8 };

/* The options that write files of a run, in the order of ctg_run_file_at. */
static const char *const file_options[] = {
    "ledger",    "nodes-out", "prices-out",  "claims-out", "origins-out",
    "paths-out", "adl-out",   "summary-out", "run-out"};

/* What is written, and where. */
typedef struct writing {
    const args *given;
    const job *made;
    ctg_outcome outcome;
    ctg_stamp stamp;
    ctg_page_options page;
    ctg_path_options paths;
    streams out;
} writing;

static bool wants_causes(const args *given)
{
    return args_given(given, "outputs") || args_given(given, "origins-out") ||
           args_given(given, "paths-out") || page_can(given, CTG_FORMAT_WHOLE);
}

static bool wants_ledger(const args *given)
{
    return wants_causes(given) || args_given(given, "ledger") ||
           args_given(given, "dot");
}

/* A page needs no ledger. Where it would be long, its sums are counted instead,
 * unless so many nodes are shown that this takes too many runs. */
static exit_status run_job(const args *given, job *made, size_t top)
{
    enum { LONG = 1 << 12, MOST_COUNTED = 64 };
    const ctg_network *const net = made->from.network;
    const size_t size = ctg_network_node_count(net) +
                        ctg_network_exposure_count(net) +
                        ctg_network_account_count(net);
    const bool text = page_is(given, "text");

    if (wants_ledger(given) || size < LONG || (text && top > MOST_COUNTED))
        return job_run(made, LEDGER_WHOLE);
    return job_run_counted(made, text ? top : 0);
}

static exit_status write_file(writing *to, const char *name, FILE *file)
{
    ctg_error error;

    if (!file)
        return EXIT_FAILED;
    return say_error(
        ctg_run_file_write(name, &to->outcome, &to->stamp, file, &error),
        &error);
}

static exit_status write_folder(writing *to, const char *path)
{
    const ctg_run_file *each;
    exit_status status =
        streams_open_folder(&to->out, path) ? EXIT_DONE : EXIT_FAILED;

    for (size_t i = 0; !status && (each = ctg_run_file_at(i)); i++) {
        if (each->traced && !to->outcome.trace)
            streams_forget_in_folder(&to->out, each->name);
        else
            status = write_file(to, each->name,
                                streams_open_in_folder(&to->out, each->name));
    }
    return status;
}

static exit_status write_files(writing *to)
{
    const char *const folder = args_value(to->given, "outputs");
    const ctg_run_file *each;
    exit_status status = folder ? write_folder(to, folder) : EXIT_DONE;

    for (size_t i = 0; !status && (each = ctg_run_file_at(i)); i++) {
        const char *const path = args_value(to->given, file_options[i]);

        if (!path)
            continue;
        if (each->traced && !to->outcome.trace) {
            say("--%s: a run from below has no causes", file_options[i]);
            return EXIT_FAILED;
        }
        status = write_file(to, each->name, streams_open(&to->out, path));
    }
    if (!status && args_given(to->given, "dot"))
        status = picture_write_cascade(to->made, args_value(to->given, "dot"),
                                       &to->out);
    return status;
}

/* Whether a result goes to standard output already, so no page must. */
static bool is_taken(const args *given)
{
    const char *const dot = args_value(given, "dot");

    for (size_t i = 0; ctg_run_file_at(i); i++) {
        const char *const path = args_value(given, file_options[i]);

        if (path && strcmp(path, "-") == 0)
            return true;
    }
    return dot && strcmp(dot, "-") == 0;
}

static exit_status write_report(writing *to)
{
    const char *const path = args_value(to->given, "output");
    ctg_outcome outcome = to->outcome;
    ctg_report *report = NULL;
    exit_status status;
    ctg_error error;

    if (!path && is_taken(to->given))
        return EXIT_DONE;
    if (!page_can(to->given, CTG_FORMAT_WHOLE))
        outcome.trace = NULL; /* nor need paths be looked for */
    status = say_error(
        ctg_run_report(&outcome, &to->stamp, &to->page, &report, &error),
        &error);
    if (!status)
        status = page_write_to(to->given, report, &to->out);
    ctg_report_free(report);
    return status;
}

/* The scenario's own number of paths. */
static size_t count_paths(const ctg_scenario *scenario)
{
    char text[64];
    const char *const value = ctg_scenario_get(scenario, "paths", text);

    return value ? (size_t)strtoull(value, NULL, 10) : 0;
}

static exit_status finish(const args *given, const job *made, size_t top)
{
    writing to = {.given = given,
                  .made = made,
                  .stamp = page_stamp(given, &made->from, made->scenario),
                  .page = page_options(&made->on, top),
                  .paths = ctg_path_options_default()};
    exit_status status;

    to.paths.count = count_paths(made->scenario);
    to.outcome = (ctg_outcome){.run = made->run,
                               .scenario = made->scenario,
                               .greatest = made->greatest,
                               .trace = made->trace,
                               .tally = made->tally,
                               .paths = &to.paths};
    status = write_files(&to);
    if (!status)
        status = write_report(&to);
    if (!status)
        return streams_commit(&to.out);
    streams_abort(&to.out);
    return status;
}

/* Files of a run are of one network. */
static exit_status run_many(const args *given, size_t top)
{
    static const char *const of_one[] = {"outputs", "dot", "verify"};

    if (page_can(given, CTG_FORMAT_BYTES)) {
        say("--format %s is for one network", args_value(given, "format"));
        return EXIT_USAGE;
    }
    for (size_t i = 0; i < sizeof of_one / sizeof *of_one; i++)
        if (args_given(given, of_one[i])) {
            say("--%s is for one network", of_one[i]);
            return EXIT_USAGE;
        }
    for (size_t i = 0; i < sizeof file_options / sizeof *file_options; i++)
        if (args_given(given, file_options[i])) {
            say("--%s is for one network", file_options[i]);
            return EXIT_USAGE;
        }
    return ensemble_run(given, top);
}

static exit_status run(const args *given)
{
    job made = {0};
    size_t top;
    limits bounds = {0};
    exit_status status =
        limits_read(given, limit_summary_keys(), limit_node_keys, &bounds);
    exit_status passed;
    bool many = false;

    if (!status && !args_count(given, "top", 0, TOP_MOST, TOP_STANDARD, &top))
        status = EXIT_USAGE;
    if (!status)
        status = ensemble_asked(given, &many);
    if (!status && many) {
        limits_clear(&bounds);
        return run_many(given, top);
    }
    if (!status && (args_given(given, "part") || args_given(given, "resume"))) {
        say("--part and --resume are for runs on many networks: --ensemble or "
            "--reconstruct");
        limits_clear(&bounds);
        return EXIT_USAGE;
    }
    if (!status && !is_taken(given))
        status = page_check(given);
    if (!status)
        status = job_open(given, given->operands[0], &made);
    if (!status)
        status = limits_find(&bounds, made.from.graph);
    if (!status)
        status = job_hide(given, &made);
    if (!status)
        status = run_job(given, &made, top);
    if (!status && args_given(given, "verify"))
        status = verify_run(&made);
    if (!status && wants_causes(given))
        status = job_trace(&made);
    if (!status)
        status = finish(given, &made, top);
    if (!status) {
        status = job_judge(&made);
        passed = limits_judge_run(&bounds, made.run, made.from.graph);
        if (passed)
            status = passed;
    }
    limits_clear(&bounds);
    job_clear(&made);
    return status;
}

static const option_row own[] = {
    {.name = "format",
     .kind = OPTION_VALUE,
     .argument = "FORMAT",
     .meaning =
         "of the result (text); csv is one flat table, sqlite a database "
         "of all tables, the ledger's among them",
     .values = option_formats_of_rows},
    OPTION_PART,
    OPTION_RESUME_PART,
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
     .writes = true,
     .meaning = "ledger.csv: every loss by round and channel, who to whom"},
    {.name = "nodes-out",
     .kind = OPTION_VALUE,
     .argument = "FILE",
     .writes = true,
     .meaning = "nodes_out.csv: equity before and after, distress, failures"},
    {.name = "prices-out",
     .kind = OPTION_VALUE,
     .argument = "FILE",
     .writes = true,
     .meaning = "prices_out.csv: market prices after each round"},
    {.name = "claims-out",
     .kind = OPTION_VALUE,
     .argument = "FILE",
     .writes = true,
     .meaning = "claims_out.csv: face and value of every exposure"},
    {.name = "origins-out",
     .kind = OPTION_VALUE,
     .argument = "FILE",
     .writes = true,
     .meaning = "origins.csv: how much of each loss each shock caused"},
    {.name = "paths-out",
     .kind = OPTION_VALUE,
     .argument = "FILE",
     .writes = true,
     .meaning = "paths.csv: the cascade paths that carry most loss"},
    {.name = "adl-out",
     .kind = OPTION_VALUE,
     .argument = "FILE",
     .writes = true,
     .meaning = "adl_out.csv: what each leg gave up by auto-deleveraging"},
    {.name = "summary-out",
     .kind = OPTION_VALUE,
     .argument = "FILE",
     .writes = true,
     .meaning = "summary.json: the totals"},
    {.name = "run-out",
     .kind = OPTION_VALUE,
     .argument = "FILE",
     .writes = true,
     .meaning = "run.json: scenario, versions, input hash, totals"},
    {.name = "dot",
     .kind = OPTION_VALUE,
     .argument = "FILE",
     .writes = true,
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
    .sets = OPTIONS_SCENARIO | OPTIONS_ENSEMBLE | OPTIONS_RECONSTRUCT |
            OPTIONS_EDIT | OPTIONS_READING | OPTIONS_PAGE | OPTIONS_ANONYMISE |
            OPTIONS_LIMIT,
    .is_parted = true,
    .examples =
        {{"run graphs/textbook-f1 --model furfine --shock \"node "
          "A=default\"",
          "a default, and those that follow from it"},
         {"run graphs/defi-25 --shock \"asset @eth=-35%\" --outputs out",
          "a crash of a group of assets, all results into a folder"}},
    .run = run,
};
