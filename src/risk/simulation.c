/* A simulation: made, run, asked. */
#include "risk/simulation.h"

#include <errno.h>
#include <math.h>
#include <string.h>

#include "base/error.h"
#include "base/memory.h"
#include "compile/plan_of_scenario.h"
#include "engine/state.h"
#include "engine/weak.h"
#include "risk/risk_json.h"

ctg_simulate_options ctg_simulate_options_default(void)
{
    return (ctg_simulate_options){0};
}

static double value(const ctg_simulation *made, size_t key)
{
    return made->risk->values[key];
}

/* --- made ---------------------------------------------------------------- */

static ctg_status take_scenario(ctg_simulation *made,
                                const ctg_scenario *scenario, ctg_error *error)
{
    const char **words;
    size_t count;

    made->scenario = ctg_scenario_copy(scenario);
    if (!made->scenario)
        return ctg__fail_memory(error);
    count = ctg_scenario_shock_count(made->scenario);
    if (!TAKE(&made->arena, words, count + 1))
        return ctg__fail_memory(error);
    for (size_t s = 0; s < count; s++)
        words[s] = ctg_scenario_shock(made->scenario, s);
    made->model.own_words = words;
    return ctg__plan_make(made->network, made->scenario, &made->arena,
                          &made->plan, error);
}

static ctg_status take_headline(ctg_simulation *made, ctg_error *error)
{
    ctg_status status = ctg__measures_make(
        made->network, made->risk->track, made->risk->track_count, &made->arena,
        &made->measures, error);

    if (!status)
        status = ctg__measures_find(&made->measures, made->risk->measure,
                                    &made->headline, error);
    if (!status && made->measures.list[made->headline].is_flag)
        return ctg__fail(error, CTG_BAD_ARGUMENT,
                         "measure is '%.100s', which is 0 or 1: it has no "
                         "tail; write a money measure or `failed`",
                         made->risk->measure);
    if (!status && made->measures.list[made->headline].is_partial)
        return ctg__fail(error, CTG_BAD_ARGUMENT,
                         "measure is '%.100s', which draws without an event of "
                         "deleveraging do not have; write a money measure or "
                         "`failed`",
                         made->risk->measure);
    return status;
}

/* Whose values draws leave. */
static ctg_status choose_known(ctg_simulation *made, ctg_error *error)
{
    made->known_measures = made->measures.count;
    if (!made->options.tail_only)
        return CTG_OK;
    if (made->options.end_state)
        return ctg__fail(error, CTG_BAD_ARGUMENT,
                         "draws of the tail alone are run by rounds: leave out "
                         "the end state");
    made->known_measures = 1;
    return ctg__tail_only_check(made, error);
}

static ctg_status keep_text(ctg_simulation *made, ctg_error *error)
{
    ctg__text text = {0};

    ctg__risk_write(made->risk, &text);
    made->risk_text = ctg__text_keep(&text, &made->arena);
    return made->risk_text ? CTG_OK : ctg__fail_memory(error);
}

static bool has_rates(const ctg__risk *risk)
{
    return !isnan(risk->withdrawn) || !isnan(risk->hike);
}

static ctg_status make(ctg_simulation *made, const ctg_scenario *scenario,
                       ctg_problems *problems, ctg_error *error)
{
    ctg__risk_source source = {.risk = made->risk,
                               .folder = made->options.folder,
                               .arena = &made->arena,
                               .problems = problems};
    const char *const *words;
    ctg_status status = ctg__network_need_equities(made->network, error);

    if (!status && has_rates(made->risk))
        status = ctg__interest_book(made->network, made->risk, &made->own_graph,
                                    &made->own_network, error);
    if (!status && made->own_network)
        made->network = made->own_network;
    if (!status)
        status = take_scenario(made, scenario, error);
    if (!status)
        status = take_headline(made, error);
    words = made->model.own_words;
    source.network = made->network;
    source.plan = made->plan;
    if (!status)
        status = ctg__risk_model_make(&source, &made->model, error);
    made->model.own_words = words;
    if (!status)
        status = choose_known(made, error);
    if (!status)
        status = keep_text(made, error);
    if (!status)
        status = ctg__drawers_hire(made, error);
    return status ? status : ctg__simulation_choose_rounds(made, error);
}

ctg_status ctg__simulation_new(const ctg_network *network,
                               const ctg_scenario *scenario,
                               const ctg_risk *risk,
                               const ctg_simulate_options *options,
                               const ctg_simulation *like,
                               ctg_problems *problems,
                               ctg_simulation **simulation, ctg_error *error)
{
    ctg_simulation *const made = ctg__allocate(sizeof *made);
    ctg_status status;

    if (!made)
        return ctg__fail_memory(error);
    *made = (ctg_simulation){
        .risk = &risk->risk,
        .options = options ? *options : ctg_simulate_options_default(),
        .network = network};
    if (!problems)
        problems = made->own_problems = ctg_problems_new();
    status = problems ? make(made, scenario, problems, error)
                      : ctg__fail_memory(error);
    if (!status && value(made, CTG__RISK_tilt))
        status = like ? ctg__simulation_tilt_as(made, like, error)
                      : ctg__simulation_tilt(made, error);
    if (status)
        ctg_simulation_free(made);
    else
        *simulation = made;
    return status;
}

ctg_status ctg_simulation_new(const ctg_network *network,
                              const ctg_scenario *scenario,
                              const ctg_risk *risk,
                              const ctg_simulate_options *options,
                              ctg_problems *problems,
                              ctg_simulation **simulation, ctg_error *error)
{
    return ctg__simulation_new(network, scenario, risk, options, NULL, problems,
                               simulation, error);
}

static void drawer_clear(ctg__drawer *drawer)
{
    ctg_run_free(drawer->run);
    ctg__abreast_clear(&drawer->abreast);
    ctg__arena_clear(&drawer->rows.arena);
    ctg__arena_clear(&drawer->scratch);
}

void ctg_simulation_free(ctg_simulation *simulation)
{
    if (!simulation)
        return;
    for (int t = 0; simulation->drawers && t < simulation->threads; t++)
        drawer_clear(&simulation->drawers[t]);
    for (size_t m = 0; simulation->columns && m < simulation->known_measures;
         m++)
        ctg__drawn_values_close(&simulation->columns[m]);
    ctg__release(simulation->weights);
    ctg_problems_free(simulation->own_problems);
    ctg_scenario_free(simulation->scenario);
    ctg__arena_clear(&simulation->arena);
    ctg_network_free(simulation->own_network);
    ctg_graph_free(simulation->own_graph);
    ctg__release(simulation);
}

/* --- run ----------------------------------------------------------------- */

static ctg_status run_baseline(ctg_simulation *made, ctg_error *error)
{
    const ctg_plan alone = ctg__without_shocks(made->plan);
    ctg_run_options options = ctg_run_options_default();
    ctg_run *run = NULL;
    ctg_status status;

    options.ledger = false;
    options.baseline = false;
    options.progress = ctg__ask;
    options.progress_context = &made->asking;
    status = ctg_run_new(&alone, &options, &run, error);
    if (status)
        return status;
    made->summary.baseline = ctg_run_summary(run)->equity_lost;
    made->summary.baseline_failed = ctg_run_summary(run)->failed;
    made->summary.initial_equity = ctg_run_summary(run)->initial_equity;
    ctg_run_free(run);
    return CTG_OK;
}

static void describe(ctg_simulation *made)
{
    ctg_simulation_summary *const summary = &made->summary;

    summary->seed = made->risk->seed;
    summary->days = value(made, CTG__RISK_days);
    summary->confidence = value(made, CTG__RISK_confidence);
    summary->degrees = made->model.draw.degrees;
    summary->drivers = made->model.draw.driver_count;
    summary->events = made->model.event_count;
    summary->windows = made->model.replays ? made->model.draw.window_count : 0;
    summary->is_complete = made->model.is_complete;
    summary->is_tilted = value(made, CTG__RISK_tilt) != 0;
    summary->is_mirrored = value(made, CTG__RISK_antithetic) != 0;
    summary->has_origins = !made->plan->from_below;
    summary->measure = made->headline;
    summary->level = 0;
    for (size_t l = 0; l < made->risk->level_count; l++)
        summary->level = fmax(summary->level, made->risk->levels[l]);
    summary->is_repaired = made->model.repaired.done;
    summary->smallest_eigenvalue = made->model.repaired.smallest_eigenvalue;
    summary->largest_change = made->model.repaired.largest_change;
    summary->wants_precision = !isnan(value(made, CTG__RISK_precision));
    summary->is_tail_only = made->options.tail_only;
    summary->ran = 0;
}

ctg_status ctg__simulation_run_draws(ctg_simulation *simulation,
                                     ctg_error *error)
{
    ctg_status status;

    simulation->asking =
        (ctg__asking){.progress = simulation->options.progress,
                      .context = simulation->options.progress_context,
                      .total = (double)simulation->model.draws};
    describe(simulation);
    status = run_baseline(simulation, error);
    if (!status)
        status = ctg__simulation_room(simulation, error);
    if (status)
        return status;
    return simulation->options.tail_only
               ? ctg__tail_only_draws(simulation, error)
               : ctg__simulation_draw_all(simulation, error);
}

ctg_status ctg_simulation_run(ctg_simulation *simulation, ctg_error *error)
{
    const ctg_share *const share = simulation->options.share;
    ctg_status status = ctg__simulation_run_draws(simulation, error);

    if (!status && share && share->is_partial)
        return CTG_OK;
    if (!status)
        status = ctg__simulation_estimate(simulation, error);
    if (!status)
        status = ctg__simulation_explain(simulation, error);
    if (status == CTG_CANCELLED)
        simulation->summary.draws = simulation->options.tail_only
                                        ? 0
                                        : ctg__simulation_thousands(simulation);
    return status;
}

/* --- asked --------------------------------------------------------------- */

const ctg_network *ctg_simulation_network(const ctg_simulation *simulation)
{
    return simulation->network;
}

const ctg_graph *ctg_simulation_graph(const ctg_simulation *simulation)
{
    return simulation->network->graph;
}

const ctg_simulation_summary *ctg_simulation_summarise(
    const ctg_simulation *simulation)
{
    return &simulation->summary;
}

const ctg_risk_measure *ctg_simulation_measure_at(
    const ctg_simulation *simulation, size_t index)
{
    return simulation->measured && index < simulation->known_measures
               ? &simulation->measured[index]
               : NULL;
}

bool ctg_simulation_values(const ctg_simulation *simulation, size_t measure,
                           uint64_t first, uint64_t count, double *values)
{
    const uint64_t draws = simulation->summary.draws;

    if (!simulation->columns || measure >= simulation->known_measures ||
        first > draws || count > draws - first)
        return false;
    ctg__drawn_values_copy(&simulation->columns[measure], first, count, values);
    return true;
}

const double *ctg_simulation_weights(const ctg_simulation *simulation)
{
    return simulation->weights;
}

const ctg_risk_layer *ctg_simulation_layer_at(const ctg_simulation *simulation,
                                              size_t index)
{
    return index < simulation->layer_count ? &simulation->layers[index] : NULL;
}

const ctg_risk_node *ctg_simulation_nodes(const ctg_simulation *simulation)
{
    return simulation->nodes;
}

const ctg_risk_origin *ctg_simulation_origin_at(
    const ctg_simulation *simulation, size_t index)
{
    return index < simulation->origin_count ? &simulation->origins[index]
                                            : NULL;
}

bool ctg_simulation_estimated_at(const ctg_simulation *simulation, size_t index,
                                 const char **id, double *volatility)
{
    const ctg__risk_model *const model = &simulation->model;

    for (uint32_t a = 0; a < model->draw.asset_count; a++)
        if (model->is_estimated[a] && index-- == 0) {
            *id = ctg_graph_asset_id(simulation->network->graph, a);
            *volatility = model->volatility[a];
            return true;
        }
    return false;
}

const char *ctg_simulation_risk(const ctg_simulation *simulation)
{
    return simulation->risk_text;
}
