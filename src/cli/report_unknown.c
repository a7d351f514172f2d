#include "cli/report_unknown.h"

#include "cli/ensemble_given.h"
#include "cli/ensemble_job.h"
#include "cli/say.h"

/* Undefined in every network: the page has the losses alone. */
static exit_status rank_all(const job *of, const ctg_ranges_options *options,
                            report_unknown *made)
{
    ctg_error error;
    ctg_status status = ctg_ensemble_rewind(made->source.ensemble, &error);

    if (!status)
        status = ctg_ranges_new(made->source.ensemble, of->scenario, "impact",
                                options, &made->ranges, &error);
    return status == CTG_NO_SOLUTION ? EXIT_DONE : say_error(status, &error);
}

static exit_status run_all(const args *given, const job *of, progress *shown,
                           ctg_ranges_options *options, report_unknown *made)
{
    ctg_error error;
    exit_status status =
        ensemble_source_open(given, of->from.graph, shown, &made->source);

    if (!status)
        status = say_error(ctg_spread_new(made->source.ensemble, of->scenario,
                                          options, &made->spread, &error),
                           &error);
    if (!status)
        status = rank_all(of, options, made);
    progress_erase();
    return status;
}

exit_status report_unknown_run(const args *given, const job *of,
                               report_unknown *made,
                               ctg_findings_options *options)
{
    progress shown = {.doing = "drawing"};
    ctg_ranges_options how = ctg_ranges_options_default();
    bool many;
    exit_status status = ensemble_asked(given, &many);

    if (status || !many)
        return status;
    how.progress = progress_step;
    how.progress_context = &shown;
    if (!ensemble_band(given, &how.band))
        return EXIT_USAGE;
    status = run_all(given, of, &shown, &how, made);
    if (status)
        return status;
    made->of_spread = (ctg_spread_outcome){
        .spread = made->spread,
        .method = args_value(given, "reconstruct"),
        .options = how,
        .difference = ctg_ensemble_difference(made->source.ensemble)};
    made->of_ranges = (ctg_ranges_outcome){.ranges = made->ranges,
                                           .method = made->of_spread.method,
                                           .options = how};
    options->spread = &made->of_spread;
    options->ranges = made->ranges ? &made->of_ranges : NULL;
    return EXIT_DONE;
}

void report_unknown_clear(report_unknown *made)
{
    ctg_ranges_free(made->ranges);
    ctg_spread_free(made->spread);
    ensemble_source_clear(&made->source);
    *made = (report_unknown){0};
}
