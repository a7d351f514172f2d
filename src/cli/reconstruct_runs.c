#include "cli/reconstruct_runs.h"

#include "cli/say.h"

static exit_status run_all(ctg_ensemble *ensemble, const ctg_scenario *scenario,
                           const ctg_ranges_options *options,
                           ctg_spread **spread, ctg_ranges **ranges)
{
    ctg_error error;
    ctg_status status =
        ctg_spread_new(ensemble, scenario, options, spread, &error);

    if (!status)
        status = ctg_ensemble_rewind(ensemble, &error);
    if (!status)
        status = ctg_ranges_new(ensemble, scenario, "impact", options, ranges,
                                &error);
    /* Undefined in every network: the losses alone. */
    return status == CTG_NO_SOLUTION ? EXIT_DONE : say_wrong(status, &error);
}

exit_status reconstruct_runs(ctg_reconstruction *made, const ctg_graph *graph,
                             const ctg_scenario *scenario, progress *shown,
                             ctg_spread **spread, ctg_ranges **ranges,
                             ctg_reconstruct_outcome *outcome)
{
    ctg_ranges_options options = ctg_ranges_options_default();
    ctg_ensemble *ensemble = NULL;
    ctg_error error;
    exit_status status =
        say_error(ctg_reconstruction_rewind(made, &error), &error);

    options.progress = progress_step;
    options.progress_context = shown;
    if (!status)
        status = say_error(ctg_ensemble_draw(made, graph, &ensemble, &error),
                           &error);
    if (!status)
        status = run_all(ensemble, scenario, &options, spread, ranges);
    ctg_ensemble_free(ensemble);
    outcome->spread = *spread;
    outcome->ranges = *ranges;
    outcome->how = options;
    return status;
}
