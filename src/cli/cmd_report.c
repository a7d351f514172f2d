/* report: everything about one scenario on one page. */
#include <contagraph/findings.h>
#include <contagraph/output.h>

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "cli/command.h"
#include "cli/command_words.h"
#include "cli/draw_given.h"
#include "cli/heap.h"
#include "cli/interrupt.h"
#include "cli/job.h"
#include "cli/page.h"
#include "cli/presets.h"
#include "cli/progress.h"
#include "cli/report_options.h"
#include "cli/report_risk.h"
#include "cli/report_sought.h"
#include "cli/report_unknown.h"
#include "cli/say.h"
#include "cli/scenario_given.h"
#include "cli/wrap.h"

enum { DRAWS_MOST = 100000 };

/* What a page is made of. */
typedef struct made {
    job before;
    job after; /* the remedy's graph and scenario; empty without one */
    bool has_remedy;
    report_risk risk;
    report_sought sought;
    report_unknown unknown;
    ctg_findings_options options;
    ctg_presets *presets; /* NULL: no venue names one */
    char *words;          /* of the remedy */
    char *command;        /* that makes the page again */
    ctg_findings *found;
} made;

/* --- where to --------------------------------------------------------------
 */

/* By --format, else by the ending of the file, else HTML. */
static const char *find_format(const args *given)
{
    const char *const path = args_value(given, "output");
    char *const name =
        path ? heap_print("%.*s", (int)ctg_output_name_length(path), path)
             : NULL;
    const char *const dot = name ? strrchr(name, '.') : NULL;
    const char *found = "html";

    for (size_t i = 0; dot && report_formats[i]; i++)
        if (strcasecmp(dot + 1, report_formats[i]) == 0)
            found = report_formats[i];
    free(name);
    return args_value(given, "format") ? args_value(given, "format") : found;
}

/* Nobody reads HTML on a terminal. */
static exit_status check_output(const args *given)
{
    const char *const path = args_value(given, "output");

    if ((path && strcmp(path, "-") != 0) || !isatty(STDOUT_FILENO) ||
        strcmp(find_format(given), "html") != 0)
        return EXIT_DONE;
    say("a page of HTML is for a file: use -o report.html");
    return EXIT_USAGE;
}

/* --- the command, to be told -----------------------------------------------
 */

/* What changes how it is done and not what comes out. */
static bool is_aside(const char *name)
{
    static const char *const names[] = {"output", "quiet", "verbose",
                                        "progress"};

    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(name, names[i]) == 0)
            return true;
    return false;
}

/* Names of the input do not go into a page without names. */
static char *make_command(const args *given)
{
    char *line;

    if (args_given(given, "anonymise"))
        return NULL;
    line = heap_copy("contagraph report ");
    line = command_add_word(line, given->operands[0]);
    for (size_t i = 0; i < given->use_count; i++) {
        const args_use *const use = &given->uses[i];

        if (is_aside(use->option->name))
            continue;
        line = command_add_use(line, use);
    }
    return command_add(line, " -o report.html");
}

/* --- the remedy ------------------------------------------------------------
 */

static exit_status check_sides(const args *given)
{
    const bool graph = args_given(given, "against");

    if (graph && args_given(given, "against-scenario")) {
        say("a report compares with --against GRAPH or --against-scenario "
            "FILE, not with both");
        return EXIT_USAGE;
    }
    if (graph && args_given(given, "anonymise")) {
        say("--anonymise numbers the nodes of each graph by itself, so two "
            "graphs could not be compared");
        return EXIT_USAGE;
    }
    return EXIT_DONE;
}

/* What --edit changes is the remedy, where nothing else is. */
static bool is_edited(const args *given)
{
    return args_given(given, "edit") && !args_given(given, "against") &&
           !args_given(given, "against-scenario");
}

static void tell_remedy(const args *given, made *of)
{
    const char *const path = args_given(given, "against")
                                 ? args_value(given, "against")
                                 : args_value(given, "against-scenario");

    if (args_given(given, "anonymise")) {
        of->words =
            heap_copy(is_edited(given) ? "the edits" : "the other scenario");
    } else if (is_edited(given)) {
        of->words = heap_copy("");
        for (size_t i = 0; i < of->after.from.edit_count; i++) {
            of->words = command_add(of->words, i ? "; " : "");
            of->words = command_add(of->words, of->after.from.edits[i]);
        }
    } else {
        of->words = heap_copy(path);
    }
}

static exit_status open_remedy(const args *given, made *of)
{
    const char *const graph = args_value(given, "against");
    const char *const file = args_value(given, "against-scenario");
    ctg_scenario *other = NULL;
    exit_status status;

    if (!graph && !file && !args_given(given, "edit"))
        return EXIT_DONE;
    of->has_remedy = true;
    if (file) {
        status = scenario_read(file, &other);
        if (!status)
            status =
                job_open_with(given, given->operands[0], other, &of->after);
    } else {
        status =
            job_open(given, graph ? graph : given->operands[0], &of->after);
    }
    if (!status)
        status = job_hide(given, &of->after);
    if (!status)
        tell_remedy(given, of);
    return status;
}

/* What presets leave out is told; they were found when the graph was read. */
static exit_status read_presets(made *of)
{
    ctg_error error;
    ctg_status status;

    if (!ctg_graph_names_preset(of->before.from.graph))
        return EXIT_DONE;
    status = presets_read(&of->presets, NULL, &error);
    of->options.presets = of->presets;
    return say_error(status, &error);
}

/* --- the page --------------------------------------------------------------
 */

static exit_status find(const args *given, made *of)
{
    progress seen = {.doing = "looking"};
    ctg_error error;
    ctg_status status;

    of->command = make_command(given);
    of->options.command = of->command;
    of->options.without = args_value(given, "without");
    of->options.without_diagrams = strcmp(find_format(given), "html") != 0;
    if (of->has_remedy) {
        of->options.against = of->after.from.network;
        of->options.against_scenario = of->after.scenario;
        of->options.remedy = of->words;
    }
    of->options.progress = progress_step;
    of->options.progress_context = &seen;
    interrupt_hold(); /* the renderer is a process */
    status = ctg_findings_new(of->before.from.network, of->before.scenario,
                              &of->options, &of->found, &error);
    interrupt_release();
    progress_erase();
    return status == CTG_BAD_ARGUMENT && of->options.without
               ? say_wrong(status, &error)
               : say_error(status, &error);
}

static void say_left_out(const ctg_findings *found)
{
    const char *note;

    for (size_t i = 0; (note = ctg_findings_note(found, i)); i++)
        say_note("%s", note);
}

static exit_status write_page(const args *given, made *of)
{
    const ctg_page_options page = page_options(&of->before.on, 0);
    const ctg_stamp stamp =
        page_stamp(given, &of->before.from, of->before.scenario);
    streams out = {0};
    ctg_report *report = NULL;
    ctg_error error;
    FILE *file;
    exit_status status = say_error(
        ctg_findings_report(of->found, &stamp, &page, &report, &error), &error);

    if (status)
        return status;
    file = streams_open(&out, args_value(given, "output"));
    status = file ? say_error(ctg_report_write(report, find_format(given), file,
                                               &error),
                              &error)
                  : EXIT_FAILED;
    ctg_report_free(report);
    if (!status)
        return streams_commit(&out);
    streams_abort(&out);
    return status;
}

/* Not converged: the page is written and says so on top. */
static exit_status judge(const ctg_findings *found)
{
    const ctg_summary *const sum = ctg_run_summary(ctg_findings_run(found));

    if (sum->converged)
        return EXIT_DONE;
    say("not converged after %u round%s", (unsigned)sum->rounds,
        say_plural(sum->rounds));
    return EXIT_UNCONVERGED;
}

static exit_status read_options(const args *given,
                                ctg_findings_options *options)
{
    size_t seed;

    *options = ctg_findings_options_default();
    options->rank = args_given(given, "rank");
    if (!args_count(given, "rank-draws", 0, DRAWS_MOST, SIZE_MAX,
                    &options->rank_draws) ||
        !args_count(given, "seed", 0, SIZE_MAX, 1, &seed))
        return EXIT_USAGE;
    options->seed = seed;
    options->page = args_value(given, "page");
    return draw_given_page(given);
}

static exit_status run(const args *given)
{
    made of = {.has_remedy = false};
    exit_status status = read_options(given, &of.options);

    if (!status)
        status = check_output(given);
    if (!status)
        status = check_sides(given);
    of.before.from.unedited = is_edited(given);
    if (!status)
        status = job_open(given, given->operands[0], &of.before);
    if (!status) /* before names change: shocks and files have the old ones */
        status = report_sought_run(given, &of.before, &of.sought, &of.options);
    if (!status)
        status =
            report_unknown_run(given, &of.before, &of.unknown, &of.options);
    if (!status)
        status = job_hide(given, &of.before);
    if (!status)
        status = open_remedy(given, &of);
    if (!status)
        status = report_risk_run(given, &of.before, &of.risk);
    of.options.simulation = of.risk.simulation;
    of.options.calibration = of.risk.calibration;
    if (!status)
        status = read_presets(&of);
    if (!status)
        status = find(given, &of);
    if (!status) {
        say_left_out(of.found);
        status = write_page(given, &of);
    }
    if (!status)
        status = judge(of.found);
    ctg_findings_free(of.found);
    report_risk_clear(&of.risk);
    report_sought_clear(&of.sought);
    report_unknown_clear(&of.unknown);
    ctg_presets_free(of.presets);
    free(of.words);
    free(of.command);
    job_clear(&of.after);
    job_clear(&of.before);
    return status;
}

static void print_sections(FILE *file)
{
    const ctg_variant *section;

    fputs("Sections, for --without:\n", file);
    for (size_t i = 0; (section = ctg_section_at(i)); i++)
        wrap_term(file, section->name, section->summary);
}

const command_row command_report = {
    .name = "report",
    .operands = "GRAPH",
    .summary = "everything about one scenario on one page, to be handed on",
    .about = "Runs one scenario and writes a page for people who have no "
             "program: what was shocked, what it cost, who failed and through "
             "which channel, who could have stopped it, and how far the "
             "figures can be trusted. The HTML is one file that loads nothing; "
             "Markdown and JSON have the same figures. With --edit the page "
             "is about the graph as it is, and says what the edits would "
             "change.",
    .more = print_sections,
    .least = 1,
    .most = 1,
    .own = report_options,
    .own_count = REPORT_OPTIONS,
    .sets = OPTIONS_SCENARIO | OPTIONS_ENSEMBLE | OPTIONS_RECONSTRUCT |
            OPTIONS_EDIT | OPTIONS_READING | OPTIONS_ANONYMISE,
    .examples =
        {{"report graphs/defi-25 --shock \"asset @eth=-35%\" -o report.html",
          "a page for a browser"},
         {"report graphs/textbook-f1 --shock A=default -o report.md",
          "the same for a forum, as Markdown"}},
    .run = run,
};
