/* Parameters of markets in closed form. */
#include <contagraph/parameters.h>

#include <math.h>

#include "base/error.h"
#include "base/memory.h"
#include "compile/plan_of_scenario.h"
#include "data/venue.h"
#include "engine/impact.h"
#include "risk/distributions.h"
#include "risk/elementary.h"
#include "risk/simulation.h"

struct ctg_parameters {
    ctg__arena arena;
    ctg_parameters_summary summary;
    ctg_market_parameters *markets;
};

/* What they are made from. */
typedef struct making {
    const ctg_network *net;
    const ctg_plan *plan;
    ctg__risk_model model;
    double quantile_at; /* 1 - level */
} making;

/* --- how far a price falls ----------------------------------------------- */

/* -x at that probability of an asset's margin, times what it is scaled by. */
static double own_move(const making *of, uint32_t asset)
{
    const ctg__mover *const mover = &of->model.movers[asset];
    const ctg__driver *driver;
    double quantile;

    if (mover->driver == CTG__NO_DRIVER)
        return 0;
    driver = &of->model.drivers[mover->driver];
    quantile = driver->degrees == INFINITY
                   ? ctg__normal_quantile(of->quantile_at)
                   : ctg__student_quantile(of->quantile_at, driver->degrees) *
                         sqrt((driver->degrees - 2) / driver->degrees);
    return -quantile * driver->scale;
}

/* Two that are independent; of one that follows nobody the first alone. */
static double together(const making *of, uint32_t asset, double own,
                       double followed)
{
    const ctg__mover *const mover = &of->model.movers[asset];

    return mover->follows == CTG__NO_DRIVER
               ? own
               : sqrt(own * own +
                      mover->beta * followed * mover->beta * followed);
}

static double move_of(const making *of, uint32_t asset)
{
    const uint32_t ahead = of->model.movers[asset].follows;

    return together(of, asset, own_move(of, asset),
                    ahead == CTG__NO_DRIVER ? 0 : own_move(of, ahead));
}

static double volatility_of(const making *of, uint32_t asset)
{
    return of->model.volatility[asset] > 0 ? of->model.volatility[asset] : 0;
}

/* Drift over squared volatility, both of a year. */
static double kelly_of(const making *of, uint32_t asset)
{
    const ctg__mover *const mover = &of->model.movers[asset];
    const uint32_t ahead = mover->follows;
    const double volatility =
        together(of, asset, volatility_of(of, asset),
                 ahead == CTG__NO_DRIVER ? 0 : volatility_of(of, ahead));
    const double drift =
        mover->drift + (ahead == CTG__NO_DRIVER
                            ? 0
                            : mover->beta * of->model.movers[ahead].drift);
    const double share =
        0.5 + drift / of->model.years / (volatility * volatility);

    return volatility > 0 && share > 0 ? share : (double)NAN;
}

/* --- what is sold there -------------------------------------------------- */

/* The pool of an asset whose price has fallen to a share of the file's. */
static ctg__pool fallen_pool(const making *of, ctg_asset asset, double share)
{
    const ctg__assets *const assets = &of->net->assets;
    const ctg__impact *const law = ctg__impact_at(assets->impact[asset]);
    ctg__pool pool = ctg__pool_at(assets, asset);

    if (law->depth_moved)
        pool.depth *= law->depth_moved(share);
    pool.floor_now = fmin(1, pool.floor / share);
    return pool;
}

static double average_of(const making *of, ctg_asset asset,
                         const ctg__pool *pool, double money)
{
    const double v = money * of->plan->impact_scale;

    return v > 0 && !isinf(pool->depth)
               ? ctg__impact_at(of->net->assets.impact[asset])->average(pool, v)
               : 1;
}

/* The largest sale that brings a share of the price on average. */
static double largest_sale(const making *of, ctg_asset asset,
                           const ctg__pool *pool, double least)
{
    double low = 0;
    double high = isinf(pool->depth) || pool->depth == 0 ? 1 : pool->depth;

    while (high < 1e300 && average_of(of, asset, pool, high) >= least) {
        low = high;
        high *= 2;
    }
    if (high >= 1e300)
        return INFINITY;
    if (least >= 1)
        return 0;
    for (;;) {
        const double middle = low + 0.5 * (high - low);

        if (middle <= low || middle >= high)
            return low;
        *(average_of(of, asset, pool, middle) >= least ? &low : &high) = middle;
    }
}

/* --- markets ------------------------------------------------------------- */

/* Collateral at a venue; of a margin venue the larger side. */
static double units_at(const making *of, size_t market, bool lends)
{
    const ctg__accounts *const accounts = &of->net->accounts;
    double longs = 0;
    double shorts = 0;

    for (size_t l = 0;
         accounts->count && l < accounts->leg_start[accounts->count]; l++)
        if (accounts->market[l] == market)
            *(accounts->quantity[l] > 0 ? &longs : &shorts) +=
                fabs(accounts->quantity[l]);
    return lends ? longs : fmax(longs, shorts);
}

static void fill(const making *of, size_t market, ctg_market_parameters *made)
{
    const ctg__markets *const markets = &of->net->markets;
    const uint32_t venue = markets->venue[market];
    const ctg_asset asset = markets->asset[market];
    const bool lends = ctg__venue_row_of(&of->net->venues, venue)->lends;
    const double m = move_of(of, asset);
    const double share = ctg__exp(-m);
    const ctg__pool pool = fallen_pool(of, asset, share);
    const double size =
        units_at(of, market, lends) * of->net->assets.price[asset];
    const double average = average_of(of, asset, &pool, size * share);
    const double bonus = markets->bonus[market];
    const double haircut = 1 - share * average;

    *made = (ctg_market_parameters){
        .venue = ctg_graph_node_id(of->net->graph, of->net->venues.node[venue]),
        .asset = ctg_graph_asset_id(of->net->graph, asset),
        .fall = -ctg__expm1(-m),
        .size = size,
        .slippage = 1 - average,
        .haircut = haircut,
        .maintenance = markets->rate[markets->tier_start[market]],
        .maintenance_least =
            lends ? 1 - (1 - haircut) / (1 + bonus) : haircut + bonus,
        .bonus = bonus,
        .bonus_least = 1 / average - 1,
        .exit_size = largest_sale(of, asset, &pool, 1 / (1 + bonus)),
        .kelly = kelly_of(of, asset)};
    made->leverage_most = 1 / (made->maintenance + m);
}

/* Those of the table come first; others are of assets that accounts have. */
static size_t listed_markets(const ctg_network *net)
{
    const size_t rows = ctg_graph_row_count(net->graph, CTG_MARKETS);
    size_t count = 0;

    while (count < net->markets.count &&
           net->markets.tier_start[count + 1] <= rows)
        count++;
    return count;
}

static void warn_of_still(const making *of, ctg_problems *problems)
{
    const ctg__markets *const markets = &of->net->markets;
    const size_t listed = listed_markets(of->net);
    ctg_asset first = CTG_NONE;
    size_t count = 0;

    for (size_t k = 0; k < listed; k++)
        if (move_of(of, markets->asset[k]) == 0)
            first = count++ ? first : markets->asset[k];
    if (count)
        ctg__problem_add(
            problems, CTG_WARNING, "",
            count == 1 ? "'%.100s' has no volatility, and is taken not to fall"
                       : "'%.100s' and others have no volatility, and are "
                         "taken not to fall",
            ctg_graph_asset_id(of->net->graph, first));
}

/* --- all ----------------------------------------------------------------- */

/* Drivers alone: nothing is drawn, so nothing has to say how they move
 * together. A history is always fitted. */
static ctg_status make_model(making *of, const ctg__risk *risk,
                             const char *folder, ctg__arena *arena,
                             ctg_problems *problems, ctg_error *error)
{
    const ctg__risk_source source = {.risk = risk,
                                     .network = of->net,
                                     .plan = of->plan,
                                     .folder = folder,
                                     .arena = arena,
                                     .problems = problems};
    const size_t before = ctg_problems_count(problems, CTG_REJECTED);
    const double degrees = risk->values[CTG__RISK_df];
    ctg__past past = {0};
    ctg_status status = CTG_OK;

    of->model = (ctg__risk_model){.risk = risk,
                                  .network = of->net,
                                  .years = risk->values[CTG__RISK_days] /
                                           risk->values[CTG__RISK_year_days]};
    of->model.draw.degrees = isnan(degrees) ? INFINITY : degrees;
    if (risk->paths[CTG__RISK_history])
        status = ctg__past_read(&source, &past, &of->model, error);
    if (!status)
        status = ctg__risk_model_drivers(&source, &of->model, past.estimated,
                                         NULL, error);
    return status ? status : ctg__problems_verdict(problems, before, error);
}

static ctg_status fill_all(making *of, ctg_parameters *made,
                           ctg_problems *problems, ctg_error *error)
{
    const size_t count = listed_markets(of->net);

    if (!count)
        return ctg__fail(error, CTG_NOT_FOUND,
                         "there are no markets, whose parameters these are");
    if (!TAKE(&made->arena, made->markets, count))
        return ctg__fail_memory(error);
    for (size_t k = 0; k < count; k++)
        fill(of, k, &made->markets[k]);
    made->summary.markets = count;
    made->summary.degrees = of->model.draw.degrees;
    warn_of_still(of, problems);
    return CTG_OK;
}

static ctg_status make(ctg_parameters *made, const ctg_network *network,
                       const ctg_scenario *scenario, const ctg_risk *given,
                       const char *folder, ctg_problems *problems,
                       ctg_error *error)
{
    ctg__risk risk = given->risk;
    making of = {.net = network};
    ctg__arena scratch = {0};
    ctg_plan *plan = NULL;
    ctg_status status =
        ctg__plan_make(network, scenario, &scratch, &plan, error);

    risk.values[CTG__RISK_method] = CTG__RISK_FIT;
    made->summary.days = risk.values[CTG__RISK_days];
    for (size_t k = 0; k < risk.level_count; k++)
        made->summary.level = fmax(made->summary.level, risk.levels[k]);
    of.quantile_at = 1 - made->summary.level;
    of.plan = plan;
    if (!status)
        status = make_model(&of, &risk, folder, &scratch, problems, error);
    if (!status)
        status = fill_all(&of, made, problems, error);
    ctg__arena_clear(&scratch);
    return status;
}

ctg_status ctg_parameters_new(const ctg_network *network,
                              const ctg_scenario *scenario,
                              const ctg_risk *risk, const char *folder,
                              ctg_problems *problems,
                              ctg_parameters **parameters, ctg_error *error)
{
    ctg_problems *const own = problems ? NULL : ctg_problems_new();
    ctg_parameters *const made = ctg__allocate(sizeof *made);
    ctg_status status = CTG_NO_MEMORY;

    if (made)
        *made = (ctg_parameters){0};
    if (!made || (!problems && !own))
        ctg__fail_memory(error);
    else
        status = make(made, network, scenario, risk, folder,
                      problems ? problems : own, error);
    ctg_problems_free(own);
    if (status)
        ctg_parameters_free(made);
    else
        *parameters = made;
    return status;
}

void ctg_parameters_free(ctg_parameters *parameters)
{
    if (!parameters)
        return;
    ctg__arena_clear(&parameters->arena);
    ctg__release(parameters);
}

const ctg_parameters_summary *ctg_parameters_summarise(
    const ctg_parameters *parameters)
{
    return &parameters->summary;
}

const ctg_market_parameters *ctg_parameters_at(const ctg_parameters *parameters,
                                               size_t market)
{
    return market < parameters->summary.markets ? &parameters->markets[market]
                                                : NULL;
}
