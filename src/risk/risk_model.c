#include "risk/risk_model.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/error.h"
#include "risk/estimate.h"
#include "risk/random_slots.h"

/* --- dependence ---------------------------------------------------------- */

/* The matrix of the joint drivers that a history says; others are beside. */
static ctg_status draw_from_history(const ctg__risk_source *source,
                                    const ctg__past *made,
                                    const ctg__joint *joint,
                                    ctg__risk_model *model, ctg_error *error)
{
    const size_t size = joint->joint_count;
    const uint32_t columns = made->returns.column_count;
    double *matrix;
    uint32_t *column;

    if (!TAKE(source->arena, matrix, size * size + 1) ||
        !TAKE(source->arena, column, size + 1))
        return ctg__fail_memory(error);
    for (uint32_t d = 0; d < joint->driver_count; d++) {
        const ctg__driver *const driver = &joint->drivers[d];

        if (driver->joint == CTG__NO_DRIVER)
            continue;
        column[driver->joint] = driver->kind == CTG__DRIVES_PRICE
                                    ? made->column_of[driver->row]
                                    : CTG__NO_DRIVER;
        if (column[driver->joint] == CTG__NO_DRIVER)
            ctg__problem_add(source->problems, CTG_WARNING, made->priced.shown,
                             "'%.100s' is drawn, but not in the history: it is "
                             "independent of the others",
                             ctg__driver_name(joint, d));
    }
    for (size_t i = 0; i < size; i++)
        for (size_t j = 0; j < size; j++)
            matrix[i * size + j] =
                i == j ? 1
                : column[i] == CTG__NO_DRIVER || column[j] == CTG__NO_DRIVER
                    ? 0
                    : made->correlations[column[i] * columns + column[j]];
    model->has_dependence = true;
    return ctg__dependence_draw_from(joint, matrix, made->priced.shown,
                                     source->risk->values[CTG__RISK_repair] !=
                                         0,
                                     &model->draw, &model->repaired, error);
}

static ctg_status draw_from_matrix(const ctg__risk_source *source,
                                   const ctg__joint *joint,
                                   ctg__risk_model *model, ctg_error *error)
{
    const char *const path = ctg__risk_path(source, CTG__RISK_correlation);
    const size_t before = ctg_problems_count(source->problems, CTG_REJECTED);
    double *matrix;
    ctg_status status;

    if (!path)
        return ctg__fail_memory(error);
    status = ctg__dependence_matrix(joint, path, &matrix, error);
    if (status || !matrix ||
        ctg_problems_count(source->problems, CTG_REJECTED) != before)
        return status;
    return ctg__dependence_draw_from(
        joint, matrix, path, source->risk->values[CTG__RISK_repair] != 0,
        &model->draw, &model->repaired, error);
}

static ctg_status find_dependence(const ctg__risk_source *source,
                                  const ctg__past *made, ctg__risk_model *model,
                                  ctg_error *error)
{
    const ctg__risk *const risk = source->risk;
    const ctg__joint joint = {.graph = source->network->graph,
                              .drivers = model->drivers,
                              .driver_count = model->draw.driver_count,
                              .joint_count = model->draw.joint_count,
                              .arena = source->arena,
                              .problems = source->problems};
    const char *path;

    model->has_dependence = true;
    if (risk->paths[CTG__RISK_factors]) {
        path = ctg__risk_path(source, CTG__RISK_factors);
        return path ? ctg__dependence_factors(&joint, path,
                                              model->replays ? 62 : 63,
                                              &model->draw, error)
                    : ctg__fail_memory(error);
    }
    if (risk->paths[CTG__RISK_correlation])
        return draw_from_matrix(source, &joint, model, error);
    if (!isnan(risk->values[CTG__RISK_correlation]))
        return ctg__dependence_single(
            &joint, risk->values[CTG__RISK_correlation], &model->draw, error);
    if (made->correlations)
        return draw_from_history(source, made, &joint, model, error);
    model->has_dependence = false;
    return CTG_OK;
}

/* --- what goes together -------------------------------------------------- */

static bool is_on(const ctg__risk *risk, size_t key)
{
    return risk->values[key] != 0;
}

static ctg_status check_schemes(const ctg__risk *risk,
                                const ctg__risk_model *model, ctg_error *error)
{
    const bool mirrored = is_on(risk, CTG__RISK_antithetic);
    const bool tilted = is_on(risk, CTG__RISK_tilt);

    if (mirrored && tilted)
        return ctg__fail(error, CTG_BAD_ARGUMENT,
                         "antithetic and tilt do not go together");
    if (model->replays && (mirrored || tilted))
        return ctg__fail(error, CTG_BAD_ARGUMENT,
                         "%s does not go with a history that is replayed",
                         tilted ? "tilt" : "antithetic");
    if (tilted && !model->draw.joint_count)
        return ctg__fail(error, CTG_BAD_ARGUMENT,
                         "tilt needs drivers, and there are none");
    if ((mirrored || tilted) && model->draws % 2)
        return ctg__fail(error, CTG_BAD_ARGUMENT,
                         "%zu draws are odd, and %s makes pairs: write %zu",
                         (size_t)model->draws, tilted ? "tilt" : "antithetic",
                         (size_t)model->draws + 1);
    return CTG_OK;
}

/* Too few draws for an interval at some level. */
static ctg_status check_draws(const ctg__risk *risk,
                              const ctg__risk_model *model, ctg_error *error)
{
    double least = 0;
    double level = 0;

    if (model->is_complete || is_on(risk, CTG__RISK_tilt))
        return CTG_OK;
    for (size_t l = 0; l < risk->level_count; l++) {
        const double q = risk->levels[l];
        const double needed =
            is_on(risk, CTG__RISK_antithetic)
                ? ctg__fewest_mirrored(q)
                : ctg__fewest_draws(q, risk->values[CTG__RISK_confidence]);

        if (needed > least) {
            least = needed;
            level = q;
        }
    }
    if ((double)model->draws >= least)
        return CTG_OK;
    return ctg__fail(error, CTG_BAD_ARGUMENT,
                     "%zu draws are too few for %.10g%%: at least %.0f",
                     (size_t)model->draws, 100 * level, least);
}

static ctg_status count_draws(const ctg__risk *risk, ctg__risk_model *model,
                              ctg_error *error)
{
    const bool alone =
        model->replays && !model->draw.driver_count && !model->event_count;

    if (isnan(risk->values[CTG__RISK_draws]) && !alone)
        return ctg__fail(error, CTG_BAD_ARGUMENT,
                         "draws is null, which only a history that is "
                         "replayed alone can be");
    model->is_complete = alone && (!risk->given[CTG__RISK_draws] ||
                                   isnan(risk->values[CTG__RISK_draws]));
    model->draws = model->is_complete ? model->draw.window_count
                                      : (uint64_t)risk->values[CTG__RISK_draws];
    model->draw.each_window_once = model->is_complete;
    model->draw.is_mirrored = is_on(risk, CTG__RISK_antithetic);
    return CTG_OK;
}

static ctg_status check_all(const ctg__risk_source *source,
                            ctg__risk_model *model, ctg_error *error)
{
    const ctg__risk *const risk = source->risk;
    ctg_status status;

    if (!model->draw.driver_count && !model->replays && !model->event_count)
        return ctg__fail(error, CTG_BAD_ARGUMENT,
                         "nothing to draw: no asset has a volatility, no node "
                         "a pd, and there are no events and no history");
    if (model->draw.joint_count > 1 && !model->has_dependence)
        return ctg__fail(
            error, CTG_BAD_ARGUMENT,
            "%u drivers and nothing that says how they move together: "
            "--correlation 0.6, a matrix, --factors or --history",
            (unsigned)model->draw.joint_count);
    status = count_draws(risk, model, error);
    if (!status)
        status = check_schemes(risk, model, error);
    return status ? status : check_draws(risk, model, error);
}

static void warn_of_joint(const ctg__risk_source *source,
                          const ctg__risk_model *model)
{
    if (model->replays && model->draw.joint_count)
        ctg__problem_add(source->problems, CTG_WARNING, "",
                         "%u drivers beside a history that is replayed are "
                         "independent of it",
                         (unsigned)model->draw.joint_count);
}

/* Whether anything moves the price of an asset. */
static bool is_shocked(const ctg__risk_model *model, const ctg_plan *plan,
                       uint32_t asset)
{
    const ctg__mover *const mover = &model->movers[asset];
    const ctg__mover *const ahead = mover->follows == CTG__NO_DRIVER
                                        ? mover
                                        : &model->movers[mover->follows];

    if (mover->driver != CTG__NO_DRIVER || mover->column != CTG__NO_DRIVER ||
        ahead->driver != CTG__NO_DRIVER || ahead->column != CTG__NO_DRIVER)
        return true;
    for (size_t e = 0; e < model->event_count; e++)
        for (size_t s = 0; s < model->events[e].shock_count; s++)
            if (model->events[e].shocks[s].shock.kind == CTG__SHOCK_asset &&
                model->events[e].shocks[s].shock.target == asset)
                return true;
    for (size_t s = 0; s < plan->shock_count; s++)
        if (plan->shocks[s].kind == CTG__SHOCK_asset &&
            plan->shocks[s].target == asset)
            return true;
    return false;
}

/* What all books hold of each asset, money. */
static ctg_status asset_values(const ctg__risk_source *source, double **values,
                               ctg_error *error)
{
    const ctg_network *const net = source->network;

    if (!TAKE(source->arena, *values, net->assets.count + 1))
        return ctg__fail_memory(error);
    for (size_t k = 0; k < net->holdings.count; k++)
        (*values)[net->holdings.asset[k]] +=
            fabs(net->holdings.quantity[k]) *
            net->assets.price[net->holdings.asset[k]];
    for (size_t l = 0; net->accounts.count &&
                       l < net->accounts.leg_start[net->accounts.count];
         l++)
        if (net->accounts.asset[l] != CTG_NONE && net->accounts.quantity[l] > 0)
            (*values)[net->accounts.asset[l]] +=
                net->accounts.quantity[l] *
                net->assets.price[net->accounts.asset[l]];
    return CTG_OK;
}

/* Assets that stay where they are while others move. */
static ctg_status warn_of_still(const ctg__risk_source *source,
                                const ctg__risk_model *model, ctg_error *error)
{
    double *values;
    double still = 0;
    double all = 0;
    size_t count = 0;
    uint32_t first = 0;
    ctg_status status = asset_values(source, &values, error);

    if (status)
        return status;
    for (uint32_t a = model->draw.asset_count; a-- > 0;) {
        all += values[a];
        if (!is_shocked(model, source->plan, a)) {
            still += values[a];
            count++;
            first = a;
        }
    }
    if (count && count < model->draw.asset_count)
        ctg__problem_add(
            source->problems, CTG_WARNING, "",
            count == 1 ? "'%.100s' is shocked by nothing: %.3g%% of the value "
                         "of all assets"
                       : "'%.100s' and others are shocked by nothing: %.3g%% "
                         "of the value of all assets",
            ctg_graph_asset_id(source->network->graph, first),
            all > 0 ? 100 * still / all : 0.0);
    return CTG_OK;
}

ctg_status ctg__risk_model_make(const ctg__risk_source *source,
                                ctg__risk_model *model, ctg_error *error)
{
    const ctg__risk *const risk = source->risk;
    const size_t before = ctg_problems_count(source->problems, CTG_REJECTED);
    const double degrees = risk->values[CTG__RISK_df];
    ctg__past made = {0};
    ctg_status status = CTG_OK;

    *model = (ctg__risk_model){.own_words = model->own_words,
                               .risk = risk,
                               .network = source->network,
                               .years = risk->values[CTG__RISK_days] /
                                        risk->values[CTG__RISK_year_days]};
    model->draw.seed = risk->seed;
    model->draw.degrees = isnan(degrees) ? INFINITY : degrees;
    if (risk->paths[CTG__RISK_history])
        status = ctg__past_read(source, &made, model, error);
    if (!status)
        status = ctg__risk_model_drivers(source, model, made.estimated,
                                         model->replays ? made.column_of : NULL,
                                         error);
    if (!status)
        status = ctg__risk_model_events(source, model, error);
    if (!status)
        status = find_dependence(source, &made, model, error);
    if (!status)
        status = ctg__problems_verdict(source->problems, before, error);
    if (!status)
        status = check_all(source, model, error);
    if (!status)
        status = warn_of_still(source, model, error);
    if (!status)
        warn_of_joint(source, model);
    return status;
}
