#include "cli/report_risk.h"

#include <stdlib.h>

#include "cli/heap.h"
#include "cli/inputs.h"
#include "cli/progress.h"
#include "cli/risk_given.h"
#include "cli/say.h"

static progress shown = {.doing = "simulating"};

static exit_status say_refused(const report_risk *made, ctg_status status,
                               const ctg_error *error)
{
    if (status == CTG_BAD_INPUT &&
        ctg_problems_count(made->problems, CTG_REJECTED)) {
        say_rejected(made->problems, false);
        return EXIT_FAILED;
    }
    return say_error(status, error);
}

static exit_status simulate(const args *given, const job *of, report_risk *made)
{
    ctg_simulate_options options = ctg_simulate_options_default();
    ctg_error error;
    ctg_status status;

    made->folder = risk_folder(given->operands[0]);
    made->problems = ctg_problems_new();
    made->unsaid = ctg_problems_new();
    if (!made->problems || !made->unsaid)
        heap_fail();
    options.folder = made->folder;
    options.progress = progress_step;
    options.progress_context = &shown;
    status =
        ctg_simulation_new(of->from.network, of->scenario, made->risk, &options,
                           made->problems, &made->simulation, &error);
    if (status)
        return say_refused(made, status, &error);
    say_warnings(made->problems, false);
    status = ctg_simulation_run(made->simulation, &error);
    progress_erase();
    return say_error(status, &error);
}

static exit_status calibrate(const job *of, report_risk *made)
{
    ctg_calibrate_options *const options = &made->asked.options;
    ctg_error error;
    ctg_status status;

    shown.doing = "calibrating";
    options->folder = made->folder;
    options->progress = progress_step;
    options->progress_context = &shown;
    status = ctg_calibrate(of->from.network, of->scenario, made->risk, options,
                           made->unsaid, &made->calibration, &error);
    progress_erase();
    return status == CTG_BAD_ARGUMENT || status == CTG_NOT_FOUND
               ? say_wrong(status, &error)
               : say_error(status, &error);
}

/* --set and --limit. */
static exit_status read_asked(const args *given, report_risk *made)
{
    static const char *const needed[] = {"limit", "maximise"};

    if (args_given(given, "set") && !args_given(given, "risk")) {
        say("--set needs --risk FILE: what is drawn");
        return EXIT_USAGE;
    }
    for (size_t k = 0; k < sizeof needed / sizeof *needed; k++)
        if (args_given(given, needed[k]) && !args_given(given, "set")) {
            say("--%s needs --set 'PARAMETER=SAFE..BOLD'", needed[k]);
            return EXIT_USAGE;
        }
    return args_given(given, "set") ? calibrate_given_read(given, &made->asked)
                                    : EXIT_DONE;
}

exit_status report_risk_run(const args *given, const job *of, report_risk *made)
{
    const char *const path = args_value(given, "risk");
    ctg_error error;
    exit_status status = read_asked(given, made);

    if (status || !path)
        return status;
    if (args_given(given, "anonymise")) {
        say("--risk names assets and nodes as they are: leave out "
            "--anonymise, or --risk");
        return EXIT_USAGE;
    }
    made->risk = ctg_risk_new();
    if (!made->risk)
        heap_fail();
    inputs_note(path);
    status = say_error(ctg_risk_read(made->risk, path, &error), &error);
    if (!status)
        status = simulate(given, of, made);
    return status || !made->asked.options.set_count ? status
                                                    : calibrate(of, made);
}

void report_risk_clear(report_risk *made)
{
    ctg_simulation_free(made->simulation);
    ctg_calibration_free(made->calibration);
    calibrate_given_clear(&made->asked);
    ctg_problems_free(made->unsaid);
    ctg_problems_free(made->problems);
    ctg_risk_free(made->risk);
    free(made->folder);
}
