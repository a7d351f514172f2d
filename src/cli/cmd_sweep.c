/* sweep: many scenarios, one row of results each. */
#include <contagraph/output.h>
#include <contagraph/results.h>
#include <contagraph/scenarios.h>
#include <contagraph/text.h>

#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "cli/command.h"
#include "cli/ensemble_given.h"
#include "cli/ensemble_job.h"
#include "cli/heap.h"
#include "cli/inputs.h"
#include "cli/interrupt.h"
#include "cli/page.h"
#include "cli/processes.h"
#include "cli/progress.h"
#include "cli/say.h"
#include "cli/scenario_given.h"
#include "cli/stream.h"
#include "cli/sweep_rows.h"
#include "cli/swept.h"

enum { THREADS_MOST = 1024 };

/* Rows of a regular file, for the progress; 0 for a pipe, and for one that is
 * compressed. */
static size_t count_rows(const char *path, bool is_json)
{
    struct stat found;
    char bytes[16384];
    FILE *file;
    size_t lines = 0;
    size_t length;

    if (stat(path, &found) || !S_ISREG(found.st_mode) ||
        ctg_output_name_length(path) < strlen(path))
        return 0;
    file = fopen(path, "r");
    if (!file)
        return 0;
    while ((length = fread(bytes, 1, sizeof bytes, file)) > 0)
        for (size_t i = 0; i < length; i++)
            lines += bytes[i] == '\n';
    fclose(file);
    return is_json || !lines ? lines : lines - 1;
}

/* What a page tells of the graph and the options, of one network. */
static const job *told(const sweep *s)
{
    return s->told.from.graph ? &s->told : &s->made;
}

/* Rows name nodes as the graph does, so new names are for a copy of it. */
static exit_status hide(sweep *s)
{
    const input *const from = &s->made.from;
    input *const copy = &s->told.from;
    ctg_error error;
    ctg_status status;

    if (!args_given(s->given, "anonymise"))
        return EXIT_DONE;
    status = ctg_graph_copy(from->graph, &copy->graph, &error);
    if (!status)
        status = ctg_network_new(copy->graph, &copy->network, NULL, &error);
    if (status)
        return say_error(status, &error);
    copy->edits = heap_take((from->edit_count + 1) * sizeof *copy->edits);
    while (copy->edit_count < from->edit_count) {
        copy->edits[copy->edit_count] =
            heap_copy(from->edits[copy->edit_count]);
        copy->edit_count++;
    }
    memcpy(copy->hash, from->hash, sizeof copy->hash);
    s->told.on = s->made.on;
    s->told.scenario = ctg_scenario_copy(s->made.scenario);
    if (!s->told.scenario)
        heap_fail();
    status =
        ctg_plan_new(copy->network, s->told.scenario, &s->told.plan, &error);
    return status ? say_error(status, &error) : job_hide(s->given, &s->told);
}

/* Rows that are finished stay when Ctrl-C ends the work. */
static exit_status write_new(sweep *s)
{
    streams out = {0};
    ctg_error error;
    exit_status status;
    exit_status closed;

    s->file = streams_open(&out, args_value(s->given, "output"));
    if (!s->file)
        return EXIT_FAILED;
    status = say_error(ctg_report_start(s->report, s->format, s->file, &error),
                       &error);
    if (!status)
        status = sweep_rows_run(s);
    if (status != EXIT_FAILED &&
        say_error(ctg_report_end(s->report, &error), &error))
        status = EXIT_FAILED;
    if (status == EXIT_FAILED && !ferror(s->file) &&
        args_given(s->given, "output")) {
        streams_abort(&out);
        return status;
    }
    closed = streams_keep(&out);
    return closed ? closed : status;
}

static const char *graph_hash(const sweep *s)
{
    return s->many ? s->over.from.hash : s->made.from.hash;
}

static bool writes(const sweep *s)
{
    return !s->given->processes || s->given->processes->writes;
}

static exit_status append(sweep *s, const char *path)
{
    ctg_error error;
    exit_status status =
        inputs_spare(path) ? swept_fits(path, s->report) : EXIT_FAILED;

    if (!status)
        status = say_error(ctg_finished_read(path, &s->done, &error), &error);
    /* Nobody writes before all have read it. */
    if (!status)
        status = parted_begin(&s->part, graph_hash(s));
    if (status)
        return status;
    s->file = fopen(writes(s) ? path : "/dev/null", "a");
    if (!s->file) {
        say("%s: %s", path, strerror(errno));
        return EXIT_FAILED;
    }
    status = say_error(
        ctg_finished_is_new(s->done)
            ? ctg_report_start(s->report, s->format, s->file, &error)
            : ctg_report_continue(s->report, s->format, s->file, &error),
        &error);
    say_more("%s: %zu rows are there", path, ctg_finished_count(s->done));
    if (!status)
        status = sweep_rows_run(s);
    if (status != EXIT_FAILED &&
        say_error(ctg_report_end(s->report, &error), &error))
        status = EXIT_FAILED;
    if (ferror(s->file) | fclose(s->file)) {
        say("%s: %s", path, strerror(errno));
        return EXIT_FAILED;
    }
    return status;
}

/* Made of what is told: with --anonymise, of the new names. */
static exit_status make_report_of_many(sweep *s)
{
    const ctg_page_options page = page_options(&s->over.on, 0);
    const ctg_stamp stamp = ensemble_job_stamp(s->given, &s->over);
    ctg_error error;

    return say_error(ctg_sweep_report_draws(&stamp, &page, &s->report, &error),
                     &error);
}

static exit_status make_report(sweep *s)
{
    const job *const of = told(s);
    const ctg_page_options page = page_options(&of->on, 0);
    ctg_stamp stamp = page_stamp(s->given, &of->from, of->scenario);
    ctg_error error;

    stamp.problems = s->made.from.problems;
    return say_error(ctg_sweep_report(&stamp, &page, &s->report, &error),
                     &error);
}

static exit_status check_options(const args *given, sweep *s)
{
    const char *resume = args_value(given, "resume");
    exit_status status;
    size_t threads;

    s->given = given;
    s->format = args_value(given, "format");
    if (limits_read(given, limit_summary_keys(), NULL, &s->bounds) ||
        !args_count(given, "threads", 1, THREADS_MOST, 0, &threads))
        return EXIT_USAGE;
    s->threads = (unsigned)threads;
    s->end_state = args_given(given, "end-state");
    if (s->end_state && (limits_look_at(&s->bounds, "rounds") ||
                         limits_look_at(&s->bounds, "last_change"))) {
        say("--fail-if: only rounds have this key; leave out --end-state");
        return EXIT_USAGE;
    }
    if (ensemble_asked(given, &s->many))
        return EXIT_USAGE;
    status = parted_open(given, &s->part);
    if (status)
        return status;
    if (s->part.is_part)
        resume = NULL; /* it goes on with the part */
    else if (page_check(given))
        return EXIT_USAGE;
    if (s->many && resume) {
        say("--resume is for one network");
        return EXIT_USAGE;
    }
    if (strcmp(given->operands[0], "-") == 0 &&
        strcmp(given->operands[1], "-") == 0) {
        say("only one of GRAPH and SCENARIOS can be standard input");
        return EXIT_USAGE;
    }
    if (!resume)
        return EXIT_DONE;
    if (args_given(given, "output")) {
        say("--resume FILE is where results go; leave out -o");
        return EXIT_USAGE;
    }
    if (!s->format)
        s->format = "csv";
    if (!(ctg_report_format_can(s->format) & CTG_FORMAT_RESUMED)) {
        say("--resume continues csv or json");
        return EXIT_USAGE;
    }
    return EXIT_DONE;
}

static exit_status judge(const sweep *s)
{
    const char *const what = s->many ? "runs" : "scenarios";
    const size_t all =
        s->many ? s->seen * ctg_ensemble_count(s->over.source.ensemble)
                : s->seen;

    if (s->unconverged)
        say("%zu of %zu %s did not converge within --rounds", s->unconverged,
            all, what);
    if (s->passed) {
        say("limit passed by %zu of %zu %s", s->passed, all, what);
        return EXIT_LIMIT;
    }
    return s->unconverged ? EXIT_UNCONVERGED : EXIT_DONE;
}

static exit_status open_scenarios(sweep *s, const char *path)
{
    ctg_error error;

    inputs_note(path);
    s->path = strcmp(path, "-") == 0 ? "standard input" : path;
    return say_error(
        ctg_scenarios_open(path, s->many ? s->over.scenario : s->made.scenario,
                           progress_step, &s->shown, &s->from, &error),
        &error);
}

/* The graph, or the ensemble, and the page that results go to. */
static exit_status open_graph(sweep *s)
{
    exit_status status;

    if (s->many) {
        status = ensemble_job_open(s->given, &s->over);
        return status ? status : make_report_of_many(s);
    }
    status = job_open(s->given, s->given->operands[0], &s->made);
    if (!status)
        status = hide(s);
    return status ? status : make_report(s);
}

static exit_status run_part(sweep *s)
{
    exit_status status = parted_begin(&s->part, graph_hash(s));

    if (!status)
        status = sweep_rows_run(s);
    return status;
}

static exit_status run_whole(sweep *s)
{
    const char *const resume = args_value(s->given, "resume");
    exit_status status = parted_begin(&s->part, graph_hash(s));

    if (status)
        return status;
    interrupt_hold(); /* finished rows */
    status = resume ? append(s, resume) : write_new(s);
    interrupt_release();
    return status ? status : judge(s);
}

static exit_status run(const args *given)
{
    sweep s = {.given = given,
               .made = {.from = {.keeps_plain = true,
                                 .unhashed = input_is_unhashed(given)}},
               .shown = {.doing = "sweeping"}};
    exit_status status = check_options(given, &s);

    if (!status)
        status = open_graph(&s);
    if (!status)
        status = open_scenarios(&s, given->operands[1]);
    if (!status) {
        s.total =
            count_rows(given->operands[1], ctg_scenarios_are_json(s.from));
        status = s.part.is_part ? run_part(&s) : run_whole(&s);
    }
    status = parted_close(&s.part, status);
    ctg_report_free(s.report);
    limits_clear(&s.bounds);
    ctg_finished_free(s.done);
    ctg_scenarios_free(s.from);
    edited_clear(&s.other);
    job_clear(&s.told);
    job_clear(&s.made);
    ensemble_job_clear(&s.over);
    return status;
}

static const option_row own[] = {
    {.name = "format",
     .kind = OPTION_VALUE,
     .argument = "FORMAT",
     .meaning = "of the results (text); json is an object a line, sqlite a "
                "database with a table of them",
     .values = option_formats_of_rows},
    {.name = "resume",
     .kind = OPTION_VALUE,
     .argument = "FILE",
     .meaning = "continue a file of results (csv, or json), or with --part a "
                "part: rows that are there are not run again"},
    OPTION_PART,
    {.name = "end-state",
     .kind = OPTION_ALONE,
     .meaning = "find the end without rounds where the graph and the scenario "
                "allow it, to 1e-9 of the same; keys that only rounds have are "
                "left empty"},
    OPTION_THREADS,
};

const command_row command_sweep = {
    .name = "sweep",
    .operands = "GRAPH SCENARIOS",
    .summary = "many scenarios on one graph, one row of results each",
    .about = "Runs every row of SCENARIOS, a CSV file whose columns are keys "
             "of a scenario (shocks joined by `;`), perhaps id, and edits "
             "(words of --edit joined by `;`), or a file with a JSON object a "
             "line; - is standard input. What a row does "
             "not say is as the options say. Results are the keys of "
             "summary.json; Ctrl-C leaves the rows that are finished. Over an "
             "ensemble there is a row for each scenario on each network.",
    .least = 2,
    .most = 2,
    .own = own,
    .own_count = sizeof own / sizeof *own,
    .sets = OPTIONS_SCENARIO | OPTIONS_ENSEMBLE | OPTIONS_RECONSTRUCT |
            OPTIONS_EDIT | OPTIONS_READING | OPTIONS_PAGE | OPTIONS_ANONYMISE |
            OPTIONS_LIMIT,
    .examples = {{"sweep graphs/textbook-f1 scenarios.csv --format csv -o "
                  "sweep.csv",
                  "a table of results, one row for each of scenarios"},
                 {"sweep graphs/textbook-f1 scenarios.csv --resume done.csv",
                  "the same, so that it can be stopped and continued"}},
    .is_parted = true,
    .is_resumed = true,
    .run = run,
};
