/* optimise: what can be done about a loss, and the worst that can happen. */
#include <contagraph/ensemble.h>
#include <contagraph/optimise.h>
#include <contagraph/read.h>

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cli/command.h"
#include "cli/command_words.h"
#include "cli/graph_out.h"
#include "cli/heap.h"
#include "cli/hidden_moves.h"
#include "cli/input.h"
#include "cli/inputs.h"
#include "cli/interrupt.h"
#include "cli/optimise_options.h"
#include "cli/page.h"
#include "cli/progress.h"
#include "cli/say.h"
#include "cli/scenario_given.h"
#include "cli/stream.h"
#include "cli/terminal.h"

/* A question and what is needed to show its answer. */
typedef struct asked {
    terminal on;
    input from;
    ctg_scenario *scenario;
    ctg_optimisation *answer;
    ctg_setting *settings;
    size_t setting_count;
    char **texts; /* of settings with new names; else NULL */
    bool hidden;  /* everything has new names already */
    progress seen;
    char doing[120];
} asked;

/* What is the question's own business: all but what every question has. */
static size_t collect(const args *given, ctg_setting *to)
{
    size_t count = 0;

    for (size_t k = 0; k < given->use_count; k++)
        if (optimise_is_setting(given->uses[k].option))
            to[count++] = (ctg_setting){given->uses[k].option->name,
                                        given->uses[k].value};
    return count;
}

/* "best 4, bound 3, gap 25%" in front of the runs. */
static void tell(void *context, double best, double bound, double gap)
{
    asked *const made = context;

    snprintf(made->doing, sizeof made->doing, "best %.6g", best);
    if (!isnan(bound))
        snprintf(made->doing + strlen(made->doing),
                 sizeof made->doing - strlen(made->doing),
                 ", bound %.6g, gap %.3g%%", bound, 100 * gap);
    snprintf(made->doing + strlen(made->doing),
             sizeof made->doing - strlen(made->doing), ", runs");
}

static int step(void *context, double done, double total)
{
    asked *const made = context;

    return progress_step(&made->seen, done, total);
}

static exit_status read_options(const args *given,
                                ctg_optimise_options *options)
{
    size_t evaluations = 0;
    size_t seed = 1;

    if (!args_number(given, "time", 0, 1e9, 60, &options->seconds) ||
        !args_number(given, "gap", 0, 1, -1, &options->gap) ||
        !args_count(given, "evaluations", 1, SIZE_MAX / 2, 0, &evaluations) ||
        !args_count(given, "seed", 0, SIZE_MAX / 2, 1, &seed))
        return EXIT_USAGE;
    options->evaluations = evaluations;
    options->seed = seed;
    return EXIT_DONE;
}

static exit_status make(const args *given, ctg_optimise_options *options,
                        asked *made)
{
    ctg_error error;
    ctg_status status;

    snprintf(made->doing, sizeof made->doing, "searching, runs");
    made->seen.doing = made->doing;
    options->settings = made->settings;
    options->setting_count = made->setting_count;
    options->teller = tell;
    options->progress = step;
    options->progress_context = made;
    interrupt_hold(); /* what was found shall be kept */
    status = ctg_optimise(given->operands[0], made->from.network,
                          made->scenario, options, &made->answer, &error);
    interrupt_release();
    progress_erase();
    if (status == CTG_BAD_ARGUMENT || status == CTG_NOT_FOUND)
        return say_wrong(status, &error);
    return say_error(status, &error);
}

static exit_status check_networks(const args *given)
{
    const bool many = args_given(given, "ensemble");

    if (many && strcmp(given->operands[0], "bailout") != 0) {
        say("--ensemble is for bailout");
        return EXIT_USAGE;
    }
    if (many != args_given(given, "draw")) {
        say(many ? "--ensemble gives many networks: --draw N takes one"
                 : "--draw goes with --ensemble");
        return EXIT_USAGE;
    }
    return EXIT_DONE;
}

static ctg_status next_network(void *ensemble, const ctg_network **network,
                               ctg_error *error)
{
    return ctg_ensemble_next(ensemble, network, error);
}

/* The same aid in all networks of --ensemble. */
static exit_status try_all(const args *given,
                           const ctg_optimise_options *options, asked *made)
{
    ctg_ensemble *const ensemble = made->from.source.ensemble;
    ctg_error error;
    ctg_status status;

    if (!args_given(given, "ensemble"))
        return EXIT_DONE;
    status = ctg_ensemble_rewind(ensemble, &error);
    if (!status)
        status =
            ctg_optimisation_try_all(made->answer, ctg_ensemble_count(ensemble),
                                     next_network, ensemble, options, &error);
    progress_erase();
    return say_error(status, &error);
}

/* With --anonymise: new names in the graph and in the words of both
 * scenarios. */
static exit_status hide(const args *given, asked *made)
{
    ctg_plan *before_plan = NULL;
    ctg_plan *after_plan = NULL;
    ctg_error error;
    ctg_status status;

    if (!args_given(given, "anonymise") || made->hidden)
        return EXIT_DONE;
    if (args_given(given, "move")) {
        say("the words of --move cannot be told without the names that "
            "--anonymise hides: leave one out");
        return EXIT_USAGE;
    }
    status =
        ctg_plan_new(made->from.network, made->scenario, &before_plan, &error);
    if (!status)
        status = ctg_plan_new(made->from.network,
                              ctg_optimisation_scenario(made->answer),
                              &after_plan, &error);
    if (!status)
        status = input_hide(&made->from, &error);
    if (!status)
        status = ctg_plan_rename_shocks(before_plan, made->scenario, &error);
    if (!status)
        status = ctg_optimisation_rename(made->answer, after_plan, &error);
    ctg_plan_free(before_plan);
    ctg_plan_free(after_plan);
    return say_error(status, &error);
}

/* --- the command that shows it again -----------------------------------------
 */

static bool has(unsigned sets, const option_row *row)
{
    option_set found[OPTION_SETS_MOST];
    const size_t count = option_sets(sets, found) - 1; /* not the common ones */

    for (size_t k = 0; k < count; k++)
        if (row >= found[k].rows && row < found[k].rows + found[k].count)
            return true;
    return false;
}

/* A run of the answer: of the graph by the scenario that is written, or, of
 * compress, of the graph that is written by the scenario that was given. */
static char *make_command(const args *given, bool graph)
{
    const char *const output = args_value(given, "output");
    const char *const scenario = args_value(given, "scenario-out");
    char *line = heap_copy("contagraph run ");

    if (graph)
        line = command_add_word(line, output ? output : "FOLDER");
    else
        line = command_add_word(line, given->operands[1]);
    for (size_t k = 0; k < given->use_count; k++) {
        const args_use *const use = &given->uses[k];

        if (!(graph ? !scenario && has(OPTIONS_SCENARIO, use->option)
                    : has(OPTIONS_EDIT | OPTIONS_READING, use->option) ||
                          strcmp(use->option->name, "ensemble") == 0 ||
                          strcmp(use->option->name, "draw") == 0))
            continue;
        line = command_add(command_add(line, " --"), use->option->name);
        if (use->value)
            line = command_add_word(
                command_add(line,
                            use->option->kind == OPTION_MAYBE ? "=" : " "),
                use->value);
    }
    if (!graph || scenario)
        line = command_add_word(command_add(line, " --scenario "),
                                scenario ? scenario : "FILE");
    if (graph && !output)
        line = command_add(line, " # FOLDER by -o");
    else if (!graph && !scenario)
        line = command_add(line, " # FILE by --scenario-out");
    return line;
}

/* Names of the input are not told again where they are hidden. */
static exit_status add_again(const args *given, asked *made)
{
    char *line;
    ctg_error error;
    ctg_status status;

    if (args_given(given, "anonymise"))
        return EXIT_DONE;
    line = make_command(given, ctg_optimisation_graph(made->answer) != NULL);
    status = ctg_optimisation_set_again(made->answer, line, &error);
    free(line);
    return say_error(status, &error);
}

/* The answer as a scenario of its own. */
static exit_status write_scenario(const args *given, const asked *made,
                                  streams *out)
{
    const char *const path = args_value(given, "scenario-out");
    FILE *file;

    if (!path)
        return EXIT_DONE;
    file = streams_open(out, path);
    if (!file)
        return EXIT_FAILED;
    ctg_scenario_write(ctg_optimisation_scenario(made->answer), file, 0);
    fputc('\n', file);
    return EXIT_DONE;
}

/* Of compress: -o is where the graph goes, beside the page and what else is in
 * `out`, all of it or nothing. */
static exit_status write_graph(const args *given, asked *made,
                               const held_page *page, streams *out)
{
    const char *const path = args_value(given, "output");
    ctg_graph *hidden = NULL;
    const ctg_graph *graph = ctg_optimisation_graph(made->answer);
    ctg_error error;
    exit_status status = inputs_spare(path) ? EXIT_DONE : EXIT_FAILED;

    if (!status && args_given(given, "anonymise")) {
        status = say_error(ctg_graph_copy(graph, &hidden, &error), &error);
        if (!status)
            status = say_error(ctg_graph_anonymise(hidden, &error), &error);
        graph = hidden;
    }
    if (status)
        streams_abort(out);
    else
        status =
            graph_out_with(graph, path, ctg_write_options_default(), page, out);
    ctg_graph_free(hidden);
    return status;
}

static exit_status judge(const asked *made)
{
    const char *const stopped = ctg_optimisation_stopped(made->answer);

    if (!stopped)
        return EXIT_DONE;
    if (strcmp(stopped, "interrupted") == 0)
        return EXIT_INTERRUPTED;
    return ctg_optimisation_proven(made->answer) ? EXIT_DONE : EXIT_UNCONVERGED;
}

static exit_status write_answer(const args *given, asked *made)
{
    const bool graph =
        ctg_optimisation_graph(made->answer) && args_given(given, "output");
    size_t top = 20;
    ctg_page_options page;
    ctg_stamp stamp;
    ctg_report *report = NULL;
    streams out = {0};
    held_page held = {0};
    ctg_error error;
    exit_status status;

    if (!args_count(given, "top", 0, 1000000, 20, &top))
        return EXIT_USAGE;
    page = page_options(&made->on, top);
    stamp = page_stamp(given, &made->from, made->scenario);
    status = say_error(
        ctg_optimisation_report(made->answer, &stamp, &page, &report, &error),
        &error);
    if (!status)
        status = write_scenario(given, made, &out);
    if (!status)
        status = graph ? page_hold(given, report, &out, &held)
                       : page_write_to(given, report, &out);
    if (status)
        streams_abort(&out);
    else
        status = graph ? write_graph(given, made, &held, &out)
                       : streams_commit(&out);
    page_hold_clear(&held);
    ctg_report_free(report);
    return status ? status : judge(made);
}

static exit_status run(const args *given)
{
    ctg_optimise_options options = ctg_optimise_options_default();
    asked made = {0};
    exit_status status = read_options(given, &options);

    if (status)
        return status;
    status = check_networks(given);
    if (status)
        return status;
    made.settings = heap_take((given->use_count + 1) * sizeof *made.settings);
    made.texts = heap_take((given->use_count + 1) * sizeof *made.texts);
    made.setting_count = collect(given, made.settings);
    status = terminal_find(given, &made.on);
    if (!status)
        status = scenario_make(given, &made.scenario);
    if (!status)
        status = input_open(given, given->operands[1], &made.from);
    if (!status && args_given(given, "anonymise") && args_given(given, "move"))
        status = hidden_moves(&made.from, made.scenario, made.settings,
                              made.setting_count, made.texts, &made.hidden);
    if (!status)
        status = make(given, &options, &made);
    if (!status)
        status = try_all(given, &options, &made);
    if (!status)
        status = hide(given, &made);
    if (!status)
        status = add_again(given, &made);
    if (!status)
        status = write_answer(given, &made);
    ctg_optimisation_free(made.answer);
    ctg_scenario_free(made.scenario);
    free(made.settings);
    for (size_t k = 0; k < made.setting_count; k++)
        free(made.texts[k]);
    free(made.texts);
    input_clear(&made.from);
    return status;
}

static void list_questions(FILE *file)
{
    const ctg_variant *row;

    fputs("\nQuestions:\n", file);
    for (size_t i = 0; (row = ctg_optimisation_at(i)); i++)
        fprintf(file, "  %-12s  %s\n", row->name, row->summary);
}

const command_row command_optimise = {
    .name = "optimise",
    .operands = "QUESTION GRAPH",
    .summary = "what can be done about a loss, and the worst that can happen",
    .about = "Answers a question about a graph under a scenario. Every answer "
             "is run again by the engine; what is not proven is not called "
             "so. A search that is stopped, also by Ctrl-C, gives the best "
             "answer so far with its bound. With compress, -o FILE is where "
             "the new graph goes.",
    .least = 2,
    .most = 2,
    .own = optimise_options,
    .own_count = OPTIMISE_OPTIONS,
    .sets = OPTIONS_SCENARIO | OPTIONS_EDIT | OPTIONS_READING | OPTIONS_PAGE |
            OPTIONS_ANONYMISE,
    .more = list_questions,
    .examples = {{"optimise compress graphs/banks-145 -o compressed",
                  "fewer debts with the same nets, as a new graph"},
                 {"optimise bailout graphs/textbook-f1 --shock A=-130%",
                  "who must be given how much so that no node fails"}},
    .run = run,
};
