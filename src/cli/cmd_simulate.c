/* simulate: scenarios drawn at random, and what is lost at which probability.
 */
#include <contagraph/read.h>
#include <contagraph/report.h>

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cli/command.h"
#include "cli/command_words.h"
#include "cli/graph_out.h"
#include "cli/heap.h"
#include "cli/inputs.h"
#include "cli/interrupt.h"
#include "cli/page.h"
#include "cli/progress.h"
#include "cli/risk_given.h"
#include "cli/risk_limit.h"
#include "cli/say.h"
#include "cli/scenario_given.h"
#include "cli/simulated.h"

enum { TOP_MOST = 1000000000, TOP_STANDARD = 8, THREADS_MOST = 1024 };

static progress shown = {.doing = "simulating"};

/* What is wrong with the tables beside, else the error itself. */
static exit_status say_refused(const simulated *made, ctg_status status,
                               const ctg_error *error)
{
    if (status == CTG_BAD_INPUT &&
        ctg_problems_count(made->problems, CTG_REJECTED)) {
        say_rejected(made->problems, false);
        return EXIT_FAILED;
    }
    return status == CTG_BAD_ARGUMENT ? say_wrong(status, error)
                                      : say_error(status, error);
}

static exit_status prepare(simulated *made)
{
    ctg_simulate_options options = ctg_simulate_options_default();
    size_t threads;
    ctg_error error;
    ctg_status status;

    if (!args_count(made->given, "threads", 1, THREADS_MOST, 0, &threads))
        return EXIT_USAGE;
    made->folder = risk_folder(made->given->operands[0]);
    made->problems = ctg_problems_new();
    if (!made->problems)
        heap_fail();
    options.folder = made->folder;
    options.threads = (unsigned)threads;
    options.share = made->part.by;
    options.input = made->from.hash;
    options.tail_only = args_given(made->given, "tail-only");
    options.end_state = args_given(made->given, "end-state");
    options.progress = progress_step;
    options.progress_context = &shown;
    status =
        ctg_simulation_new(made->from.network, made->scenario, made->risk,
                           &options, made->problems, &made->simulation, &error);
    progress_erase();
    say_warnings(made->problems, false);
    return status ? say_refused(made, status, &error) : EXIT_DONE;
}

/* What the draws are run on, its interest booked, for a sweep. */
static exit_status write_graph(const simulated *made)
{
    const char *const path = args_value(made->given, "write-graph");
    ctg_write_options options = ctg_write_options_default();
    ctg_error error;

    if (!path)
        return EXIT_DONE;
    if (!inputs_spare(path))
        return EXIT_FAILED;
    options.progress = progress_step;
    options.progress_context = &shown;
    return say_error(graph_out(ctg_simulation_graph(made->simulation), path,
                               &options, NULL, &error),
                     &error);
}

/* --- without a run ------------------------------------------------------- */

/* Whether an option is of one of these sets. */
static bool is_of(unsigned sets, const option_row *row)
{
    option_set found[OPTION_SETS_MOST];
    const size_t count = option_sets(sets, found);

    for (size_t s = 0; s < count; s++)
        for (size_t i = 0; i < found[s].count; i++)
            if (strcmp(found[s].rows[i].name, row->name) == 0)
                return true;
    return false;
}

/* The sweep that runs the draws of a file again: the scenario as it is but for
 * shocks, which are in the file, on the graph as it was read, or was written.
 */
static char *sweep_of(const simulated *made, const char *draws)
{
    const args *const given = made->given;
    const char *const graph = args_value(given, "write-graph");
    const unsigned sets =
        OPTIONS_SCENARIO | (graph ? 0 : OPTIONS_EDIT | OPTIONS_READING);
    char *line = heap_copy("contagraph sweep ");

    line = command_add_word(line, graph ? graph : given->operands[0]);
    line = command_add(line, " ");
    line = command_add_word(line, draws);
    for (size_t i = 0; i < given->use_count; i++) {
        const args_use *const use = &given->uses[i];

        if (strcmp(use->option->name, "shock") == 0 || is_of(0, use->option) ||
            !is_of(sets, use->option))
            continue;
        line = command_add_use(line, use);
    }
    return line;
}

/* Interest is in a graph of its own. */
static void warn_of_interest(const simulated *made)
{
    if (ctg_simulation_network(made->simulation) != made->from.network &&
        !args_given(made->given, "write-graph"))
        say_warning("the draws are run on the graph with interest booked: "
                    "--write-graph FILE saves it for the sweep");
}

/* Rows of a sweep, and how it is called. */
static exit_status write_draws(simulated *made, const char *path)
{
    FILE *const file = streams_open(&made->out, path);
    ctg_error error;
    exit_status status = file ? say_error(ctg_simulation_write_draws(
                                              made->simulation, file, &error),
                                          &error)
                              : EXIT_FAILED;

    const bool told = strcmp(path, "-") != 0;

    if (status) {
        streams_abort(&made->out);
        return status;
    }
    if (told) {
        char *const line = sweep_of(made, path);

        fprintf(streams_open(&made->out, NULL), "%s\n", line);
        free(line);
    }
    status = streams_commit(&made->out);
    if (!status && told)
        warn_of_interest(made);
    return status;
}

/* --- all ----------------------------------------------------------------- */

static exit_status take_resumed(simulated *made)
{
    const char *const folder = args_value(made->given, "resume");
    ctg_error error;
    exit_status status;

    if (!folder)
        return EXIT_DONE;
    status = say_error(
        ctg_simulation_resume(made->simulation, folder, &made->taken, &error),
        &error);
    if (status)
        return status;
    say_more("%s: %llu draws are there", folder,
             (unsigned long long)made->taken);
    return EXIT_DONE;
}

static exit_status simulate(simulated *made)
{
    ctg_error error;
    ctg_status status;

    if (made->outputs)
        interrupt_hold(); /* finished draws */
    status = ctg_simulation_run(made->simulation, &error);
    progress_erase();
    if (status == CTG_CANCELLED)
        simulated_keep(made);
    if (made->outputs)
        interrupt_release();
    return status == CTG_BAD_ARGUMENT ? say_wrong(status, &error)
                                      : say_error(status, &error);
}

/* Levels at which the draws say next to nothing. */
static void warn_of_levels(const simulated *made)
{
    const ctg_risk_measure *const headline = ctg_simulation_measure_at(
        made->simulation, ctg_simulation_summarise(made->simulation)->measure);

    for (size_t l = 0; l < headline->level_count; l++) {
        const ctg_risk_level *const at = &headline->levels[l];

        if (at->var_high - at->var_low > fabs(at->var))
            say_warning("the interval of the VaR of %s at %.10g%% is wider "
                        "than the VaR itself",
                        headline->name, 100 * at->level);
    }
}

static exit_status judge(const simulated *made)
{
    const ctg_simulation_summary *const summary =
        ctg_simulation_summarise(made->simulation);

    if (summary->wants_precision && !summary->is_precise)
        say_warning("%llu draws do not reach the precision asked for",
                    (unsigned long long)summary->draws);
    warn_of_levels(made);
    if (summary->not_converged)
        say("%zu of %llu draws did not converge within --rounds",
            summary->not_converged, (unsigned long long)summary->draws);
    return summary->not_converged ? EXIT_UNCONVERGED : EXIT_DONE;
}

static exit_status run_part(simulated *made)
{
    ctg_error error;
    exit_status status = parted_begin(&made->part, made->from.hash);

    if (!status)
        status =
            say_wrong(ctg_simulation_run(made->simulation, &error), &error);
    return status;
}

static exit_status run_and_write(simulated *made)
{
    exit_status status = parted_begin(&made->part, made->from.hash);
    exit_status passed;

    if (!status)
        status = take_resumed(made);

    if (!status)
        status = simulate(made);
    if (!status)
        status = simulated_write(made);
    if (status)
        return status;
    status = judge(made);
    passed = risk_limits_judge(&made->bounds, made->simulation,
                               ctg_graph_about(made->from.graph)->unit);
    return passed ? passed : status;
}

static exit_status open_all(simulated *made)
{
    exit_status status = parted_open(made->given, &made->part);

    if (!status && args_given(made->given, "tail-only") &&
        args_given(made->given, "resume")) {
        say("--tail-only does not go with --resume: the tail is found among "
            "all draws at once");
        return EXIT_USAGE;
    }
    if (!status)
        status = terminal_find(made->given, &made->on);

    if (!status &&
        !args_count(made->given, "top", 0, TOP_MOST, TOP_STANDARD, &made->top))
        status = EXIT_USAGE;
    if (!status)
        status = risk_limits_read(made->given, &made->bounds);
    if (!status)
        status = scenario_make(made->given, &made->scenario);
    if (!status)
        status = risk_make(made->given, &made->risk);
    if (!status)
        status = input_open(made->given, made->given->operands[0], &made->from);
    if (!status)
        status = prepare(made);
    return status ? status : risk_limits_check(&made->bounds, made->simulation);
}

static exit_status run(const args *given)
{
    const char *const draws = args_value(given, "write-draws");
    const char *const resume = args_value(given, "resume");
    const char *const outputs = args_value(given, "outputs");
    simulated made = {.given = given, .outputs = outputs ? outputs : resume};
    exit_status status = open_all(&made);

    if (!status)
        status = write_graph(&made);
    if (!status)
        status = draws               ? write_draws(&made, draws)
                 : made.part.is_part ? run_part(&made)
                                     : run_and_write(&made);
    status = parted_close(&made.part, status);
    risk_limits_clear(&made.bounds);
    ctg_simulation_free(made.simulation);
    ctg_problems_free(made.problems);
    ctg_risk_free(made.risk);
    ctg_scenario_free(made.scenario);
    input_clear(&made.from);
    free(made.folder);
    return status;
}

static const option_row own[] = {
    OPTION_FORMAT,
    {.name = "outputs",
     .kind = OPTION_VALUE,
     .argument = "DIR",
     .meaning = "draws.csv, nodes_risk.csv, drivers.csv, origins_risk.csv, "
                "resume.csv, simulate.json, typical.json and worst.json into a "
                "folder; Ctrl-C keeps complete thousands of draws"},
    {.name = "resume",
     .kind = OPTION_VALUE,
     .argument = "DIR",
     .meaning = "continue what --outputs DIR kept when it was interrupted, or "
                "with more draws; results go to --outputs, else to DIR. With "
                "--part: a part, DIR being its file"},
    OPTION_PART,
    {.name = "typical",
     .kind = OPTION_VALUE,
     .argument = "FILE",
     .writes = true,
     .meaning = "the draw of the tail that is most like the others, as a "
                "scenario for run, paths or draw"},
    {.name = "worst",
     .kind = OPTION_VALUE,
     .argument = "FILE",
     .writes = true,
     .meaning = "the draw that loses most, likewise"},
    {.name = "top",
     .kind = OPTION_VALUE,
     .argument = "N",
     .meaning = "origins and nodes to show in text and md (8)"},
    {.name = "tail-only",
     .meaning = "run only the draws that can be in the tail of equity_lost, by "
                "a bound on each: VaR, ES and means over the tail are those of "
                "all draws, bit for bit, and nothing else is known. Claims by "
                "linear alone, drawn losses and defaults of nodes"},
    {.name = "end-state",
     .meaning = "without rounds where claims are the only channel, to 1e-9: "
                "faster; draws of the tail are run by rounds for their causes"},
    {.name = "write-draws",
     .kind = OPTION_VALUE,
     .argument = "FILE",
     .writes = true,
     .meaning = "write the scenarios for a sweep, run nothing, and print the "
                "sweep that runs them"},
    {.name = "write-graph",
     .kind = OPTION_VALUE,
     .argument = "FILE",
     .writes = true,
     .meaning = "write the graph that draws are run on, the interest of rates "
                "booked, as convert would"},
    {.name = "fail-if",
     .kind = OPTION_VALUE,
     .repeats = true,
     .argument = "'MEASURE STAT > N'",
     .meaning = "exit with status 4 if 'bad_debt var99', 'equity_lost mean', "
                "'failed>=5 probability' ... is beyond (>, >=, <, <=) a "
                "number, or a per cent of the initial equity; repeatable"},
    OPTION_THREADS,
};

const command_row command_simulate = {
    .name = "simulate",
    .operands = "GRAPH",
    .summary = "what is lost at which probability: scenarios drawn at random",
    .about = "Draws moves of prices, defaults and losses from volatilities, "
             "default probabilities or a history, runs the whole cascade on "
             "each draw, and says what is lost at which probability, with "
             "intervals, whose losses they are and by which shock. A scenario "
             "given comes on top of each draw.",
    .least = 1,
    .most = 1,
    .own = own,
    .own_count = sizeof own / sizeof *own,
    .sets = OPTIONS_RISK | OPTIONS_SCENARIO | OPTIONS_EDIT | OPTIONS_READING |
            OPTIONS_PAGE,
    .examples = {{"simulate graphs/defi-25 --event 'crash 4/year: asset "
                  "@eth=-35%'",
                  "a crash of a group of assets, about four times a year"},
                 {"simulate graphs/textbook-f1 --event 'A fails 2%: node "
                  "A=default'",
                  "what a default of that probability may cost"}},
    .is_parted = true,
    .is_resumed = true,
    .run = run,
};
