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
    if (!made->problems)
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

exit_status report_risk_run(const args *given, const job *of, report_risk *made)
{
    const char *const path = args_value(given, "risk");
    ctg_error error;
    exit_status status;

    if (!path)
        return EXIT_DONE;
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
    return status ? status : simulate(given, of, made);
}

void report_risk_clear(report_risk *made)
{
    ctg_simulation_free(made->simulation);
    ctg_problems_free(made->problems);
    ctg_risk_free(made->risk);
    free(made->folder);
}
