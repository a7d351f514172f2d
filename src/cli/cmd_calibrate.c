/* calibrate: how far a parameter can go until a risk passes a limit. */
#include <contagraph/calibrate.h>
#include <contagraph/parameters.h>
#include <contagraph/report.h>

#include <stdlib.h>
#include <string.h>

#include "cli/calibrate_given.h"
#include "cli/command.h"
#include "cli/heap.h"
#include "cli/inputs.h"
#include "cli/page.h"
#include "cli/progress.h"
#include "cli/risk_given.h"
#include "cli/say.h"
#include "cli/scenario_given.h"

enum { HALVINGS_MOST = 200, THREADS_MOST = 1024 };

typedef struct calibrated {
    const args *given;
    terminal on;
    input from;
    ctg_scenario *scenario;
    ctg_risk *risk;
    ctg_problems *problems;
    ctg_calibration *calibration;
    ctg_parameters *parameters;
    char *folder;
    calibrate_given asked;
    streams out;
} calibrated;

static progress shown = {.doing = "calibrating"};

/* Without a parameter nothing is searched for. */
static exit_status refuse_searching(const calibrated *made)
{
    static const char *const options[] = {"limit", "maximise", "steps",
                                          "halvings", "point"};

    for (size_t k = 0; k < sizeof options / sizeof *options; k++)
        if (args_given(made->given, options[k])) {
            say("--%s needs --set 'PARAMETER=SAFE..BOLD'", options[k]);
            return EXIT_USAGE;
        }
    return EXIT_DONE;
}

static exit_status read_options(calibrated *made)
{
    ctg_calibrate_options *const options = &made->asked.options;
    size_t threads;
    exit_status status =
        args_given(made->given, "set") ? EXIT_DONE : refuse_searching(made);

    if (!status)
        status = calibrate_given_read(made->given, &made->asked);
    if (status)
        return status;
    if (!args_count(made->given, "threads", 1, THREADS_MOST, 0, &threads) ||
        !args_count(made->given, "halvings", 0, HALVINGS_MOST,
                    options->halvings, &options->halvings))
        return EXIT_USAGE;
    options->threads = (unsigned)threads;
    options->point = args_given(made->given, "point");
    return EXIT_DONE;
}

/* What is wrong with the tables beside, else the error itself. */
static exit_status say_refused(const calibrated *made, ctg_status status,
                               const ctg_error *error)
{
    if (status == CTG_BAD_INPUT &&
        ctg_problems_count(made->problems, CTG_REJECTED)) {
        say_rejected(made->problems, false);
        return EXIT_FAILED;
    }
    return status == CTG_BAD_ARGUMENT || status == CTG_NOT_FOUND
               ? say_wrong(status, error)
               : say_error(status, error);
}

static exit_status calibrate(calibrated *made)
{
    ctg_error error;
    ctg_status status;

    made->folder = risk_folder(made->given->operands[0]);
    made->problems = ctg_problems_new();
    if (!made->problems)
        heap_fail();
    made->asked.options.folder = made->folder;
    made->asked.options.progress = progress_step;
    made->asked.options.progress_context = &shown;
    status = made->asked.options.set_count
                 ? ctg_calibrate(made->from.network, made->scenario, made->risk,
                                 &made->asked.options, made->problems,
                                 &made->calibration, &error)
                 : ctg_parameters_new(made->from.network, made->scenario,
                                      made->risk, made->folder, made->problems,
                                      &made->parameters, &error);
    progress_erase();
    say_warnings(made->problems, false);
    return status ? say_refused(made, status, &error) : EXIT_DONE;
}

/* --- what is written ----------------------------------------------------- */

static exit_status write_in_folder(calibrated *made, ctg_report *report,
                                   const char *name, const char *format)
{
    FILE *const file = streams_open_in_folder(&made->out, name);
    ctg_error error;

    return file ? say_error(ctg_report_write(report, format, file, &error),
                            &error)
                : EXIT_FAILED;
}

static exit_status write_folder(calibrated *made, ctg_report *report)
{
    const char *const path = args_value(made->given, "outputs");
    exit_status status;

    if (!path)
        return EXIT_DONE;
    if (!streams_open_folder(&made->out, path))
        return EXIT_FAILED;
    status = write_in_folder(
        made, report, made->calibration ? "evaluations.csv" : "parameters.csv",
        "csv");
    return status ? status
                  : write_in_folder(made, report,
                                    made->calibration ? "calibrate.json"
                                                      : "parameters.json",
                                    "json");
}

static exit_status write_all(calibrated *made)
{
    const ctg_page_options page = page_options(&made->on, 0);
    const ctg_stamp stamp =
        page_stamp(made->given, &made->from, made->scenario);
    ctg_report *report = NULL;
    ctg_error error;
    exit_status status = say_error(
        made->calibration ? ctg_calibration_report(made->calibration, &stamp,
                                                   &page, &report, &error)
                          : ctg_parameters_report(made->parameters, &stamp,
                                                  &page, &report, &error),
        &error);

    if (!status)
        status = write_folder(made, report);
    if (!status)
        status = page_write_to(made->given, report, &made->out);
    ctg_report_free(report);
    if (!status)
        return streams_commit(&made->out);
    streams_abort(&made->out);
    return status;
}

/* --- all ----------------------------------------------------------------- */

static exit_status judge(const calibrated *made)
{
    const ctg_calibration_summary *const summary =
        ctg_calibration_summarise(made->calibration);

    if (summary->thin)
        say_warning("%zu of %zu points do not hold because the tail of their "
                    "tilted draws is worth fewer than 50",
                    summary->thin, summary->points);
    if (!summary->not_converged)
        return EXIT_DONE;
    say("%zu of %llu draws did not converge within --rounds",
        summary->not_converged,
        (unsigned long long)summary->draws *
            (unsigned long long)summary->points);
    return EXIT_UNCONVERGED;
}

static exit_status open_all(calibrated *made)
{
    exit_status status = terminal_find(made->given, &made->on);

    if (!status)
        status = read_options(made);
    if (!status)
        status = scenario_make(made->given, &made->scenario);
    if (!status)
        status = risk_make(made->given, &made->risk);
    return status
               ? status
               : input_open(made->given, made->given->operands[0], &made->from);
}

static exit_status run(const args *given)
{
    calibrated made = {.given = given};
    exit_status status = open_all(&made);

    if (!status)
        status = calibrate(&made);
    if (!status)
        status = write_all(&made);
    if (!status && made.calibration)
        status = judge(&made);
    ctg_parameters_free(made.parameters);
    ctg_calibration_free(made.calibration);
    ctg_problems_free(made.problems);
    ctg_risk_free(made.risk);
    ctg_scenario_free(made.scenario);
    input_clear(&made.from);
    free(made.folder);
    calibrate_given_clear(&made.asked);
    return status;
}

static const option_row own[] = {
    {.name = "set",
     .kind = OPTION_VALUE,
     .repeats = true,
     .argument = "'PARAM=SAFE..BOLD'",
     .meaning =
         "what is to be found, from a value that holds towards one that "
         "may not: a cell as --edit names it ('markets V/A "
         "maintenance=0.3..0.1', 'layers V/1 amount=8000..0'), 'supply "
         "V/A=0.5..4' (times the collateral in A of all accounts at "
         "lending venue V, and debts that keep their health), 'borrow "
         "V/A=0.5..4' (times the debts in A); of two, for each step of "
         "the first how far the second goes; more go one after the "
         "other until none moves; none prints closed forms of every market "
         "at the highest of --levels, without draws"},
    {.name = "limit",
     .kind = OPTION_VALUE,
     .repeats = true,
     .argument = "'MEASURE STAT <= X'",
     .meaning = "what has to hold: 'bad_debt es99 <= 7%' (of the initial "
                "equity), 'liquidated_value var95 <= 90000', 'exhausted V/1 "
                "probability <= 1%'; STAT is mean, varQ, esQ or probability; "
                "repeatable"},
    {.name = "steps",
     .kind = OPTION_VALUE,
     .argument = "N",
     .meaning = "from SAFE to BOLD, all tried (16)"},
    {.name = "halvings",
     .kind = OPTION_VALUE,
     .argument = "N",
     .meaning = "of the first step that fails (14)"},
    {.name = "maximise",
     .kind = OPTION_VALUE,
     .argument = "W1,W2",
     .meaning =
         "of two parameters: propose where W1 times the first's distance "
         "from its SAFE and W2 times the second's sum to most"},
    {.name = "point",
     .kind = OPTION_ALONE,
     .meaning = "estimates have to keep the limits, not their upper bounds"},
    OPTION_FORMAT,
    {.name = "outputs",
     .kind = OPTION_VALUE,
     .argument = "DIR",
     .meaning = "evaluations.csv (every point) and calibrate.json, or "
                "parameters.csv and parameters.json, into a folder"},
    OPTION_THREADS,
};

const command_row command_calibrate = {
    .name = "calibrate",
    .operands = "GRAPH",
    .summary = "how far a parameter can go until a risk passes a limit",
    .about = "Tries values of a parameter, from a safe one to a bold one, on "
             "the same random draws as simulate, and says up to which every "
             "limit holds: the upper bound of its estimate has to keep it, so "
             "that more draws allow more.",
    .least = 1,
    .most = 1,
    .own = own,
    .own_count = sizeof own / sizeof *own,
    .sets = OPTIONS_RISK | OPTIONS_SCENARIO | OPTIONS_EDIT | OPTIONS_READING |
            OPTIONS_PAGE,
    .examples = {{"calibrate graphs/defi-25 \\\n"
                  "      --set 'markets lendora/rvETH maintenance=0.5..0.1' "
                  "\\\n"
                  "      --limit 'bad_debt mean <= 1%' \\\n"
                  "      --event 'crash 20%: asset @eth=-35%' --draws 500",
                  "the boldest threshold that keeps a limit"},
                 {"calibrate graphs/defi-25 --set 'supply "
                  "lendora/rvETH=0.5..1.3' \\\n"
                  "      --set 'supply lendora/ETH=0.5..1.3' --maximise 1,1 "
                  "\\\n"
                  "      --limit 'liquidated_value mean <= 6%' --steps 4 \\\n"
                  "      --event 'crash 20%: asset @eth=-35%' --draws 500",
                  "two caps, one beside the other"}},
    .run = run,
};
