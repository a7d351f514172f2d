#include "cli/ensemble_job.h"

#include <stdlib.h>

#include "cli/heap.h"
#include "cli/page.h"
#include "cli/say.h"
#include "cli/scenario_given.h"

static bool take_share(const char *text, char **end, double *share)
{
    *share = strtod(text, end);
    if (*end == text)
        return false;
    if (**end == '%') {
        *share /= 100;
        ++*end;
    }
    return *share >= 0 && *share <= 1;
}

bool ensemble_band(const args *given, ctg_band *band)
{
    const char *const text = args_value(given, "band");
    char *end;

    if (!text)
        return true;
    if (take_share(text, &end, &band->low) && *end == ',' &&
        take_share(end + 1, &end, &band->mid) && *end == ',' &&
        take_share(end + 1, &end, &band->high) && !*end &&
        band->low <= band->mid && band->mid <= band->high)
        return true;
    say("--band: '%.60s' is no LOW,MID,HIGH as 5%%,50%%,95%%", text);
    return false;
}

static exit_status read_graph(const args *given, input *from)
{
    ctg_error error;
    const exit_status status =
        input_read(given, given->operands[0], from, &error);
    const bool hidden = args_given(given, "anonymise");

    if (from->problems)
        say_warnings_short(from->problems, given->operands[0], hidden);
    if (status && status != EXIT_INTERRUPTED)
        input_say_refused(given, given->operands[0], from, status, &error);
    return status;
}

/* New names for what is told. Shocks are looked up in the first network. */
static ctg_status hide(ensemble_job *made, ctg_error *error)
{
    ctg_ensemble *const ensemble = made->source.ensemble;
    const ctg_network *network = NULL;
    ctg_plan *plan = NULL;
    ctg_network *copied = NULL;
    ctg_status status = ctg_ensemble_next(ensemble, &network, error);

    if (!status)
        status =
            ctg_graph_copy(ctg_ensemble_graph(ensemble), &made->hidden, error);
    if (!status)
        status = ctg_network_new(made->hidden, &copied, NULL, error);
    if (!status)
        status = ctg_plan_new(copied, made->told, &plan, error);
    input_hide_edits(&made->from);
    if (!status)
        status = ctg_graph_anonymise(made->hidden, error);
    if (!status)
        status = ctg_plan_rename_shocks(plan, made->told, error);
    ctg_plan_free(plan);
    ctg_network_free(copied);
    return status ? status : ctg_ensemble_rewind(ensemble, error);
}

exit_status ensemble_job_open(const args *given, ensemble_job *made)
{
    ctg_error error;
    exit_status status = terminal_find(given, &made->on);

    made->shown = (progress){.doing = "drawing"};
    made->options = ctg_ranges_options_default();
    made->options.progress = progress_step;
    made->options.progress_context = &made->shown;
    if (!status && !ensemble_band(given, &made->options.band))
        status = EXIT_USAGE;
    if (!status)
        status = scenario_make(given, &made->scenario);
    if (!status)
        status = read_graph(given, &made->from);
    if (!status)
        status = ensemble_source_open(given, made->from.graph, &made->shown,
                                      &made->source);
    if (status)
        return status;
    made->told = ctg_scenario_copy(made->scenario);
    if (!made->told)
        heap_fail();
    return args_given(given, "anonymise")
               ? say_wrong(hide(made, &error), &error)
               : EXIT_DONE;
}

const ctg_graph *ensemble_job_graph(const ensemble_job *made)
{
    return made->hidden ? made->hidden
                        : ctg_ensemble_graph(made->source.ensemble);
}

ctg_stamp ensemble_job_stamp(const args *given, const ensemble_job *made)
{
    return page_stamp(given, &made->from, made->told);
}

void ensemble_job_clear(ensemble_job *made)
{
    ctg_graph_free(made->hidden);
    ctg_scenario_free(made->told);
    ensemble_source_clear(&made->source);
    ctg_scenario_free(made->scenario);
    input_clear(&made->from);
    *made = (ensemble_job){0};
}
