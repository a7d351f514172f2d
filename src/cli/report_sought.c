#include "cli/report_sought.h"

#include <contagraph/optimise.h>

#include "cli/interrupt.h"
#include "cli/progress.h"
#include "cli/say.h"

enum { MOVES = 2 };

static exit_status ask(const job *of, const char *question,
                       const ctg_setting *settings, size_t count,
                       ctg_optimisation **answer)
{
    progress shown = {.doing = "searching, runs"};
    ctg_optimise_options options = ctg_optimise_options_default();
    ctg_error error;
    ctg_status status;

    options.settings = settings;
    options.setting_count = count;
    options.progress = progress_step;
    options.progress_context = &shown;
    interrupt_hold(); /* what was found shall be shown */
    status = ctg_optimise(question, of->from.network, of->scenario, &options,
                          answer, &error);
    interrupt_release();
    progress_erase();
    if (status == CTG_BAD_ARGUMENT || status == CTG_NOT_FOUND)
        return say_wrong(status, &error);
    return say_error(status, &error);
}

static exit_status ask_aid(const args *given, const job *of,
                           report_sought *made, ctg_findings_options *options)
{
    const ctg_setting settings[] = {{"frontier", args_value(given, "aid")},
                                    {"goal", "loss"}};
    const exit_status status = ask(of, "bailout", settings, 2, &made->aid);

    options->aid = made->aid;
    return status;
}

static exit_status ask_frontier(const args *given, const job *of,
                                report_sought *made,
                                ctg_findings_options *options)
{
    ctg_setting settings[MOVES + 2] = {
        {"target", args_value(given, "target")},
        {"steps",
         args_given(given, "steps") ? args_value(given, "steps") : "20"}};
    const char *words;
    size_t count = 0;
    exit_status status;

    for (size_t i = 0; (words = args_next(given, "move", &i)); count++)
        if (count < MOVES) {
            settings[2 + count] = (ctg_setting){"move", words};
            options->moves[count] = words;
        }
    if (count != MOVES || !args_given(given, "target")) {
        say("a frontier needs two of --move, and --target");
        return EXIT_USAGE;
    }
    if (args_given(given, "anonymise")) {
        say("the words of --move name who --anonymise hides: leave one out");
        return EXIT_USAGE;
    }
    options->target = args_value(given, "target");
    status = ask(of, "frontier", settings, MOVES + 2, &made->frontier);
    options->frontier = made->frontier;
    return status;
}

exit_status report_sought_run(const args *given, const job *of,
                              report_sought *made,
                              ctg_findings_options *options)
{
    exit_status status = EXIT_DONE;

    if (args_given(given, "aid"))
        status = ask_aid(given, of, made, options);
    if (!status && (args_given(given, "move") || args_given(given, "target") ||
                    (args_given(given, "steps") && !args_given(given, "set"))))
        status = ask_frontier(given, of, made, options);
    return status;
}

void report_sought_clear(report_sought *made)
{
    ctg_optimisation_free(made->aid);
    ctg_optimisation_free(made->frontier);
    *made = (report_sought){0};
}
