/* A calibration: asked, found, told. */
#include <contagraph/calibrate.h>

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/memory.h"
#include "risk/calibration.h"

enum { STEPS_MOST = 10000, HALVINGS_MOST = 200 };

ctg_calibrate_options ctg_calibrate_options_default(void)
{
    return (ctg_calibrate_options){.steps = 16, .halvings = 14};
}

/* --- asked --------------------------------------------------------------- */

static ctg_status check_weights(const ctg_calibrate_options *options,
                                ctg_error *error)
{
    const double *const weights = options->maximise;

    if (options->set_count != 2)
        return ctg__fail(error, CTG_BAD_ARGUMENT,
                         "what is maximised are two parameters, not %zu",
                         options->set_count);
    for (size_t p = 0; p < 2; p++)
        if (!(weights[p] >= 0 && isfinite(weights[p])))
            return ctg__fail(error, CTG_BAD_ARGUMENT,
                             "a weight of %.10g, not of 0 or more", weights[p]);
    if (weights[0] == 0 && weights[1] == 0)
        return ctg__fail(error, CTG_BAD_ARGUMENT, "both weights are 0");
    return CTG_OK;
}

static ctg_status check_options(const ctg_calibrate_options *options,
                                ctg_error *error)
{
    if (!options->set_count || !options->limit_count)
        return ctg__fail(error, CTG_BAD_ARGUMENT,
                         "a calibration needs a parameter and a limit");
    if (options->steps < 1 || options->steps > STEPS_MOST)
        return ctg__fail(error, CTG_BAD_ARGUMENT, "%zu steps, not 1 to %d",
                         options->steps, STEPS_MOST);
    if (options->halvings > HALVINGS_MOST)
        return ctg__fail(error, CTG_BAD_ARGUMENT, "%zu halvings, above %d",
                         options->halvings, HALVINGS_MOST);
    return options->maximise ? check_weights(options, error) : CTG_OK;
}

static ctg_status read_sets(ctg_calibration *made, ctg_error *error)
{
    ctg_status status = CTG_OK;

    made->summary.parameters = made->options.set_count;
    if (!TAKE(&made->arena, made->parameters, made->options.set_count + 1) ||
        !TAKE(&made->arena, made->fails_at, made->options.set_count + 1))
        return ctg__fail_memory(error);
    for (size_t p = 0; !status && p < made->options.set_count; p++) {
        made->fails_at[p] = (double)NAN;
        status = ctg__parameter_read(made, made->options.sets[p],
                                     &made->parameters[p], error);
        for (size_t q = 0; !status && q < p; q++)
            if (strcmp(made->parameters[q].name, made->parameters[p].name) == 0)
                status =
                    ctg__fail(error, CTG_BAD_ARGUMENT, "'%.200s' is set twice",
                              made->parameters[p].name);
    }
    return status;
}

static ctg_status read_limits(ctg_calibration *made, ctg__measures *measures,
                              ctg_error *error)
{
    ctg_status status = ctg__measures_make(made->network, made->risk.risk.track,
                                           made->risk.risk.track_count,
                                           &made->arena, measures, error);

    made->summary.limits = made->options.limit_count;
    if (!status &&
        (!TAKE(&made->arena, made->limits, made->options.limit_count + 1) ||
         !TAKE(&made->arena, made->binds, made->options.limit_count + 1)))
        status = ctg__fail_memory(error);
    for (size_t l = 0; !status && l < made->options.limit_count; l++)
        status = ctg__limit_read(measures, made->options.limits[l],
                                 &made->arena, &made->limits[l], error);
    return status;
}

static bool has_level(const ctg__statistic *statistic)
{
    return statistic->kind == CTG__STATISTIC_VAR ||
           statistic->kind == CTG__STATISTIC_ES;
}

/* The levels are those of the limits, each once; the measure whose tail the
 * tilt goes for is that of the highest, the first of a tie. */
static ctg_status set_levels(ctg_calibration *made,
                             const ctg__measures *measures, ctg_error *error)
{
    ctg__risk *const risk = &made->risk.risk;
    double *levels;
    size_t count = 0;
    double most = 0;

    if (!TAKE(&made->arena, levels, made->summary.limits + 1))
        return ctg__fail_memory(error);
    for (size_t l = 0; l < made->summary.limits; l++) {
        const ctg__statistic *const of = &made->limits[l].statistic;
        size_t k = 0;

        if (!has_level(of))
            continue;
        while (k < count && levels[k] != of->level)
            k++;
        if (k == count)
            levels[count++] = of->level;
        if (of->level > most) {
            most = of->level;
            risk->measure = measures->list[of->measure].name;
        }
    }
    /* Without one nothing is asked of the number of draws; the direction of a
     * tilt is that of the risk file. */
    if (!count && risk->values[CTG__RISK_tilt] != 0)
        return CTG_OK;
    risk->levels = levels;
    risk->level_count = count;
    return CTG_OK;
}

static ctg_status read_risk(ctg_calibration *made, const ctg_risk *risk,
                            ctg_problems *problems, ctg_error *error)
{
    ctg__measures measures;
    size_t headline;
    ctg_status status;

    made->risk.risk = risk->risk;
    made->summary.confidence = risk->risk.values[CTG__RISK_confidence];
    status = read_limits(made, &measures, error);
    if (!status)
        status = ctg__measures_find(&measures, made->risk.risk.measure,
                                    &headline, error);
    if (!status)
        status = set_levels(made, &measures, error);
    if (!status && !isnan(made->risk.risk.values[CTG__RISK_precision])) {
        made->risk.risk.values[CTG__RISK_precision] = (double)NAN;
        ctg__problem_add(problems, CTG_WARNING, "",
                         "precision is passed over: every point has the same "
                         "draws");
    }
    return status;
}

static ctg_status check_corner(const ctg_calibration *made,
                               const double *values, ctg_error *error)
{
    ctg_graph *graph = NULL;
    ctg_network *network = NULL;
    const ctg_status status =
        ctg__calibration_graph(made, values, &graph, &network, error);

    ctg_network_free(network);
    ctg_graph_free(graph);
    return status;
}

/* What the graph refuses is refused before anything is drawn: all at SAFE, each
 * at BOLD alone, and two at both. */
static ctg_status check_ends(const ctg_calibration *made, ctg_error *error)
{
    const size_t count = made->summary.parameters;
    ctg__arena scratch = {0};
    double *values;
    ctg_status status;

    if (!TAKE(&scratch, values, count))
        return ctg__fail_memory(error);
    for (size_t p = 0; p < count; p++)
        values[p] = made->parameters[p].safe;
    status = check_corner(made, values, error);
    for (size_t p = 0; !status && p < count; p++) {
        values[p] = made->parameters[p].bold;
        status = check_corner(made, values, error);
        values[p] = made->parameters[p].safe;
    }
    if (!status && count == 2) {
        values[0] = made->parameters[0].bold;
        values[1] = made->parameters[1].bold;
        status = check_corner(made, values, error);
    }
    ctg__arena_clear(&scratch);
    return status;
}

/* --- told ---------------------------------------------------------------- */

static int by_values(const void *first, const void *second)
{
    const ctg_calibration_point *const a =
        *(ctg_calibration_point *const *)first;
    const ctg_calibration_point *const b =
        *(ctg_calibration_point *const *)second;

    if (a == b)
        return 0;
    /* Points differ in some value, as none is tried twice; a blank cell is
     * below all, and ends the comparison. */
    for (size_t p = 0;; p++) {
        if (isnan(a->values[p]) || isnan(b->values[p]))
            return isnan(a->values[p]) ? -1 : 1;
        if (a->values[p] != b->values[p])
            return a->values[p] < b->values[p] ? -1 : 1;
    }
}

static ctg_status tell_parameters(ctg_calibration *made, ctg_error *error)
{
    if (!TAKE(&made->arena, made->told, made->summary.parameters + 1))
        return ctg__fail_memory(error);
    for (size_t p = 0; p < made->summary.parameters; p++) {
        const ctg__parameter *const of = &made->parameters[p];

        made->told[p] = (ctg_calibrated){
            .name = of->name,
            .safe = of->safe,
            .bold = of->bold,
            .now = of->now,
            .value = made->best ? made->best->values[p] : (double)NAN,
            .fails_at = made->fails_at[p],
            .units = of->units,
            .asset = of->asset == CTG_NONE
                         ? NULL
                         : ctg_graph_asset_id(made->network->graph, of->asset)};
    }
    return CTG_OK;
}

static ctg_status tell_limits(ctg_calibration *made, ctg_error *error)
{
    if (!TAKE(&made->arena, made->told_limits, made->summary.limits + 1))
        return ctg__fail_memory(error);
    for (size_t l = 0; l < made->summary.limits; l++) {
        const ctg__limit *const of = &made->limits[l];

        made->told_limits[l] = (ctg_calibration_limit){
            .words = of->words,
            .unit = ctg__statistic_unit(&made->as_is->measures, &of->statistic),
            .bound = of->measured,
            .now = made->now->estimates[l],
            .now_upper = made->now->uppers[l],
            .estimate = made->best ? made->best->estimates[l] : (double)NAN,
            .upper = made->best ? made->best->uppers[l] : (double)NAN,
            .binds = made->binds[l]};
    }
    return CTG_OK;
}

static ctg_status tell(ctg_calibration *made, ctg_error *error)
{
    const ctg_simulation_summary *const drawn = &made->as_is->summary;
    ctg_calibration_summary *const summary = &made->summary;
    ctg_status status = tell_parameters(made, error);

    if (!status)
        status = tell_limits(made, error);
    summary->draws = drawn->draws;
    summary->seed = drawn->seed;
    summary->days = drawn->days;
    summary->initial_equity = drawn->initial_equity;
    summary->is_complete = drawn->is_complete;
    summary->is_tilted = drawn->is_tilted;
    summary->by_estimates = made->options.point || drawn->is_complete;
    summary->has_value = made->best != NULL;
    summary->stairs = made->stair_count;
    qsort(made->points, summary->points, sizeof(ctg_calibration_point *),
          by_values);
    return status;
}

static ctg_status make(ctg_calibration *made, const ctg_risk *risk,
                       ctg_problems *problems, ctg_error *error)
{
    ctg_status status = check_options(&made->options, error);

    if (!status)
        status = read_sets(made, error);
    if (!status)
        status = read_risk(made, risk, problems, error);
    if (!status)
        status = check_ends(made, error);
    if (!status)
        status = ctg__calibration_begin(made, problems, error);
    if (!status)
        status = ctg__calibration_search(made, error);
    return status ? status : tell(made, error);
}

/* As it is, all steps, all halvings, of each line; times draws once they are
 * known. More than two parameters mostly take a second pass. */
static double points_most(const ctg_calibrate_options *options)
{
    const double line = (double)(options->steps + options->halvings) + 1;
    const double lines = options->set_count == 1 ? 1
                         : options->set_count == 2
                             ? (double)options->steps + 1
                             : 2 * (double)options->set_count;

    return lines * line + 1;
}

ctg_status ctg_calibrate(const ctg_network *network,
                         const ctg_scenario *scenario, const ctg_risk *risk,
                         const ctg_calibrate_options *options,
                         ctg_problems *problems, ctg_calibration **calibration,
                         ctg_error *error)
{
    ctg_calibration *const made = ctg__allocate(sizeof *made);
    ctg_status status;

    if (!made)
        return ctg__fail_memory(error);
    *made = (ctg_calibration){
        .network = network,
        .scenario = scenario,
        .options = options ? *options : ctg_calibrate_options_default()};
    made->progress = made->options.progress;
    made->progress_context = made->options.progress_context;
    made->draws_all = points_most(&made->options);
    made->summary.ends_at = (double)NAN;
    made->summary.reached = (double)NAN;
    made->summary.gap = (double)NAN;
    status = make(made, risk, problems, error);
    if (status)
        ctg_calibration_free(made);
    else
        *calibration = made;
    return status;
}

void ctg_calibration_free(ctg_calibration *calibration)
{
    if (!calibration)
        return;
    ctg_simulation_free(calibration->as_is);
    ctg__release(calibration->points);
    ctg__arena_clear(&calibration->arena);
    ctg__release(calibration);
}

/* --- asked again --------------------------------------------------------- */

const ctg_calibration_summary *ctg_calibration_summarise(
    const ctg_calibration *calibration)
{
    return &calibration->summary;
}

const ctg_calibrated *ctg_calibration_parameter_at(
    const ctg_calibration *calibration, size_t index)
{
    return index < calibration->summary.parameters ? &calibration->told[index]
                                                   : NULL;
}

const ctg_calibration_limit *ctg_calibration_limit_at(
    const ctg_calibration *calibration, size_t index)
{
    return index < calibration->summary.limits
               ? &calibration->told_limits[index]
               : NULL;
}

const ctg_calibration_stair *ctg_calibration_stair_at(
    const ctg_calibration *calibration, size_t index)
{
    return index < calibration->stair_count ? &calibration->stairs[index]
                                            : NULL;
}

bool ctg_calibration_again_at(const ctg_calibration *calibration, size_t index,
                              double *from, double *to)
{
    if (index >= calibration->again_count)
        return false;
    *from = calibration->again[2 * index];
    *to = calibration->again[2 * index + 1];
    return true;
}

const ctg_calibration_point *ctg_calibration_point_at(
    const ctg_calibration *calibration, size_t index)
{
    return index < calibration->summary.points ? calibration->points[index]
                                               : NULL;
}
