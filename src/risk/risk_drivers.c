/* What is random: assets by row, then nodes by row. */
#include <math.h>

#include "base/error.h"
#include "compile/vocabulary.h"
#include "engine/valuation.h"
#include "risk/distributions.h"
#include "risk/elementary.h"
#include "risk/risk_model.h"

static double cell(const ctg__risk_source *source, ctg_table table,
                   size_t column, size_t row, double standard)
{
    const double value =
        ctg__graph_number(source->network->graph, table, column, row);

    return isnan(value) ? standard : value;
}

static ctg_asset follows(const ctg__risk_source *source, size_t row)
{
    const ctg_word word = ctg__graph_cell_word(
        source->network->graph, CTG_ASSETS, CTG__ASSET_FOLLOWS, row);

    return word ? ctg_graph_find_asset(
                      source->network->graph,
                      ctg__graph_text(source->network->graph, word))
                : CTG_NONE;
}

/* The degrees of an asset's margin: its own, else the copula's. */
static double degrees_of(const ctg__risk_source *source, size_t row,
                         double copula)
{
    const ctg_word word = ctg__graph_cell_word(source->network->graph,
                                               CTG_ASSETS, CTG__ASSET_DF, row);
    double own;

    if (!word ||
        !ctg__degrees_parse(ctg__graph_text(source->network->graph, word),
                            &own) ||
        isnan(own))
        return copula;
    return own;
}

static void add_driver(ctg__risk_model *model, ctg__driver driver)
{
    if (driver.joint != CTG__NO_DRIVER)
        driver.joint = model->draw.joint_count++;
    model->drivers[model->draw.driver_count++] = driver;
}

static void take_asset(const ctg__risk_source *source, ctg__risk_model *model,
                       uint32_t row, uint32_t column)
{
    const ctg_asset ahead = follows(source, row);
    ctg__mover *const mover = &model->movers[row];

    *mover = (ctg__mover){
        .driver = CTG__NO_DRIVER,
        .follows = ahead == CTG_NONE ? CTG__NO_DRIVER : ahead,
        .column = column,
        .beta = cell(source, CTG_ASSETS, CTG__ASSET_BETA, row, 1),
        .drift =
            cell(source, CTG_ASSETS, CTG__ASSET_DRIFT, row, 0) * model->years};
    if (column != CTG__NO_DRIVER || !(model->volatility[row] > 0))
        return;
    mover->driver = model->draw.driver_count;
    add_driver(
        model,
        (ctg__driver){.kind = CTG__DRIVES_PRICE,
                      .row = row,
                      .scale = model->volatility[row] * sqrt(model->years),
                      .degrees = degrees_of(source, row, model->draw.degrees),
                      .joint = ahead == CTG_NONE ? 0 : CTG__NO_DRIVER});
}

/* P(default within the horizon) as a threshold of y. */
static double threshold_of(double pd, double years, double degrees)
{
    const double share = -ctg__expm1(years * ctg__log1p(-pd));

    if (!(share > 0))
        return -INFINITY;
    if (!(share < 1))
        return INFINITY;
    return degrees == INFINITY ? ctg__normal_quantile(share)
                               : ctg__student_quantile(share, degrees);
}

static bool loses(const ctg__risk_source *source, uint32_t node, double pd)
{
    const ctg_graph *const graph = source->network->graph;
    const uint8_t own = source->network->nodes.valuation[node];
    const ctg__valuation *const rule =
        ctg__valuation_at(own == CTG__NO_RULE ? source->plan->valuation : own);

    if (!source->risk->values[CTG__RISK_node_assets] ||
        !(source->network->nodes.volatility[node] > 0))
        return false;
    if (pd > 0)
        ctg__graph_blame(graph, CTG_NODES, node, CTG__NODE_PD, source->problems,
                         CTG_REJECTED,
                         "'%s' has a pd and, with node_assets, a volatility "
                         "to be drawn: one of them only",
                         ctg_graph_node_id(graph, node));
    if (rule->by_volatility)
        ctg__graph_blame(graph, CTG_NODES, node, CTG__NODE_VOLATILITY,
                         source->problems, CTG_REJECTED,
                         "node_assets cannot draw by the volatility of '%s', "
                         "which its valuation rule takes for that of all its "
                         "assets",
                         ctg_graph_node_id(graph, node));
    return true;
}

static void take_node(const ctg__risk_source *source, ctg__risk_model *model,
                      uint32_t row)
{
    const double pd = cell(source, CTG_NODES, CTG__NODE_PD, row, 0);
    ctg__driver driver = {.row = row, .degrees = model->draw.degrees};

    if (loses(source, row, pd)) {
        driver.kind = CTG__DRIVES_LOSS;
        driver.scale =
            source->network->nodes.volatility[row] * sqrt(model->years);
    } else if (pd > 0) {
        driver.kind = CTG__DRIVES_DEFAULT;
        driver.threshold = threshold_of(pd, model->years, model->draw.degrees);
    } else {
        return;
    }
    model->money[model->draw.driver_count] =
        source->network->nodes.other_assets[row];
    add_driver(model, driver);
}

static void take_volatilities(ctg__risk_model *model, const double *estimated,
                              const double *given)
{
    for (uint32_t a = 0; a < model->draw.asset_count; a++) {
        model->volatility[a] = given[a];
        if (isnan(given[a]) && estimated && !isnan(estimated[a])) {
            model->volatility[a] = estimated[a];
            model->is_estimated[a] = true;
            model->estimated_count++;
        }
    }
}

ctg_status ctg__risk_model_drivers(const ctg__risk_source *source,
                                   ctg__risk_model *model,
                                   const double *estimated,
                                   const uint32_t *window_column,
                                   ctg_error *error)
{
    const size_t assets = source->network->assets.count;
    const size_t nodes = source->network->nodes.count;
    ctg__draw_model *const draw = &model->draw;

    draw->asset_count = (uint32_t)assets;
    draw->node_count = (uint32_t)nodes;
    if (!TAKE(source->arena, model->drivers, assets + nodes + 1) ||
        !TAKE(source->arena, model->money, assets + nodes + 1) ||
        !TAKE(source->arena, model->movers, assets + 1) ||
        !TAKE(source->arena, model->volatility, assets + 1) ||
        !TAKE(source->arena, model->is_estimated, assets + 1))
        return ctg__fail_memory(error);
    take_volatilities(model, estimated, source->network->assets.volatility);
    for (uint32_t a = 0; a < assets; a++)
        take_asset(source, model, a,
                   window_column ? window_column[a] : CTG__NO_DRIVER);
    for (uint32_t i = 0; i < nodes; i++)
        take_node(source, model, i);
    draw->drivers = model->drivers;
    draw->movers = model->movers;
    return CTG_OK;
}
