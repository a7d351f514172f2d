/*
 * Time of a round in which everything is revalued, beside a fixed loop: the
 * sum of q x p over all legs.
 *
 *     benchmarks/engine [ACCOUNTS [HOLDERS [PER_HOLDER [ASSETS]]]]
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <contagraph/run.h>

#include "bars.h"
#include "data/network.h"
#include "data/plan.h"
#include "engine/valuation.h"

static uint64_t stream = 237;

static double draw(void)
{
    stream = stream * 6364136223846793005u + 1442695040888963407u;
    return (double)(stream >> 11) * 0x1p-53;
}

#define ROOM(field, count) ((field) = bars_room((count), sizeof *(field)))

static void make_nodes(ctg_network *net, size_t count)
{
    ctg__nodes *const nodes = &net->nodes;

    net->has_equities = true;
    nodes->count = count;
    ROOM(nodes->equity, count);
    ROOM(nodes->assets, count);
    ROOM(nodes->liabilities, count);
    ROOM(nodes->cash, count);
    ROOM(nodes->other_assets, count);
    ROOM(nodes->other_liabilities, count);
    ROOM(nodes->weight, count);
    ROOM(nodes->recovery, count);
    ROOM(nodes->leverage_max, count);
    ROOM(nodes->leverage_target, count);
    ROOM(nodes->volatility, count);
    ROOM(nodes->valuation, count);
    ROOM(nodes->pass_through, count);
    ROOM(net->exposures.start, count + 1);
    ROOM(net->exposures.debtor_start, count + 1);
    ROOM(net->holdings.start, count + 1);
    ROOM(net->accounts.owner_start, count + 1);
    ROOM(net->venues.of_node, count);
    for (size_t i = 0; i < count; i++) {
        nodes->equity[i] = 1e6;
        nodes->assets[i] = 1e6;
        nodes->weight[i] = 1;
        nodes->recovery[i] = NAN;
        nodes->leverage_max[i] = NAN;
        nodes->leverage_target[i] = NAN;
        nodes->volatility[i] = NAN;
        nodes->valuation[i] = CTG__NO_RULE;
        net->venues.of_node[i] = CTG_NONE;
    }
}

static void make_assets(ctg_network *net, size_t count)
{
    ctg__assets *const assets = &net->assets;

    assets->count = count;
    ROOM(assets->price, count);
    ROOM(assets->depth, count);
    ROOM(assets->impact, count);
    ROOM(assets->kappa, count);
    ROOM(assets->floor, count);
    ROOM(assets->fee, count);
    ROOM(assets->issuer, count);
    ROOM(assets->oracle, count);
    ROOM(assets->oracle_parameter, count);
    ROOM(assets->volatility, count);
    for (size_t a = 0; a < count; a++) {
        assets->price[a] = 1 + draw();
        assets->depth[a] = HUGE_VAL;
        assets->issuer[a] = CTG_NONE;
    }
}

/* Node 0 is the venue; account k belongs to node 1 + k. */
static void make_accounts(ctg_network *net, size_t count)
{
    ctg__accounts *const accounts = &net->accounts;
    ctg__venues *const venues = &net->venues;
    const size_t assets = net->assets.count;

    venues->count = 1;
    ROOM(venues->node, 1);
    ROOM(venues->type, 1);
    ROOM(venues->close_factor, 1);
    ROOM(venues->full_close_health, 1);
    ROOM(venues->rational, 1);
    ROOM(venues->grace_rounds, 1);
    ROOM(venues->penalty_to, 1);
    ROOM(venues->layer_start, 2);
    ROOM(venues->account_start, 2);
    ROOM(venues->accounts, count);
    venues->of_node[0] = 0;
    venues->close_factor[0] = 0.5;
    venues->full_close_health[0] = 0.95;
    venues->penalty_to[0] = CTG_NONE;
    venues->account_start[1] = count;
    net->markets.count = assets;
    ROOM(net->markets.venue, assets);
    ROOM(net->markets.asset, assets);
    ROOM(net->markets.rate, assets);
    ROOM(net->markets.above, assets);
    ROOM(net->markets.given, assets);
    ROOM(net->markets.deduction, assets);
    ROOM(net->markets.tier_start, assets + 1);
    ROOM(net->markets.lot, assets);
    ROOM(net->markets.bonus, assets);
    for (size_t a = 0; a < assets; a++) {
        net->markets.asset[a] = (ctg_asset)a;
        net->markets.tier_start[a + 1] = a + 1;
        net->markets.rate[a] = 0.2;
        net->markets.bonus[a] = 0.05;
    }
    accounts->count = count;
    ROOM(accounts->owner, count);
    ROOM(accounts->venue, count);
    ROOM(accounts->leg_start, count + 1);
    ROOM(accounts->asset, 4 * count);
    ROOM(accounts->quantity, 4 * count);
    ROOM(accounts->entry_price, 4 * count);
    ROOM(accounts->cap, 4 * count);
    ROOM(accounts->market, 4 * count);
    ROOM(accounts->numeraire_leg, count);
    for (size_t k = 0; k < count; k++) {
        venues->accounts[k] = (uint32_t)k;
        accounts->owner[k] = (ctg_node)(1 + k);
        accounts->leg_start[k + 1] = 4 * k + 4;
        accounts->numeraire_leg[k] = (uint32_t)(4 * k + 3);
        for (size_t l = 4 * k; l < 4 * k + 4; l++) {
            const ctg_asset asset = (ctg_asset)(draw() * (double)assets);

            accounts->asset[l] = l == 4 * k + 3 ? CTG_NONE : asset;
            accounts->market[l] = l == 4 * k + 3 ? CTG_NONE : asset;
            accounts->quantity[l] = l == 4 * k + 3   ? 0
                                    : l == 4 * k + 2 ? -1 - draw()
                                                     : 5 + draw();
        }
    }
}

static void make_holdings(ctg_network *net, size_t per_holder)
{
    ctg__holdings *const holdings = &net->holdings;
    const size_t nodes = net->nodes.count;

    holdings->count = nodes * per_holder;
    ROOM(holdings->asset, holdings->count);
    ROOM(holdings->quantity, holdings->count);
    for (size_t i = 0; i < nodes; i++) {
        for (size_t k = 0; k < per_holder; k++) {
            holdings->asset[i * per_holder + k] =
                (ctg_asset)(draw() * (double)net->assets.count);
            holdings->quantity[i * per_holder + k] = draw();
        }
        holdings->start[i + 1] = (i + 1) * per_holder;
    }
}

/* All assets, or only the first, fall by `fall`. */
static ctg_plan make_plan(const ctg_network *net, size_t shocked, double fall)
{
    ctg_plan plan = {.network = net,
                     .valuation = CTG__RULE_linear,
                     .rounds = 2,
                     .tolerance = 1e-12,
                     .default_at_zero = true,
                     .execution = NAN,
                     .impact_scale = 1,
                     .unwind_rounds = 1,
                     .horizon_days = NAN,
                     .run_threshold = NAN,
                     .leverage_max = NAN,
                     .leverage_target = NAN};

    plan.shock_count = shocked;
    plan.shocks = bars_room(shocked, sizeof *plan.shocks);
    for (size_t a = 0; a < shocked; a++)
        plan.shocks[a] = (ctg__shock){.kind = CTG__SHOCK_asset,
                                      .unit = CTG__BY_FACTOR,
                                      .target = (uint32_t)a,
                                      .other = CTG_NONE,
                                      .value = 1 - fall};
    return plan;
}

static double marks[4];

static int mark(void *context, double round, double total)
{
    (void)context;
    (void)total;
    marks[(int)round] = bars_cpu();
    return 1;
}

/* Seconds of round 1 of a run. */
static double round_seconds(void *context)
{
    const ctg_plan *const plan = context;
    ctg_run_options options = ctg_run_options_default();
    ctg_run *run;
    ctg_error error;

    options.ledger = false;
    options.progress = mark;
    if (ctg_run_new(plan, &options, &run, &error))
        bars_die(error.message);
    ctg_run_free(run);
    return marks[1] - marks[0];
}

static volatile double sink;

typedef struct legs {
    const ctg_asset *asset;
    const double *quantity;
    const double *price;
    size_t count;
} legs;

/* The fixed loop. */
static double loop_seconds(void *context)
{
    const legs *const all = context;
    const double start = bars_cpu();
    double sum = 0;

    for (size_t k = 0; k < all->count; k++)
        sum += all->quantity[k] *
               (all->asset[k] == CTG_NONE ? 1 : all->price[all->asset[k]]);
    sink = sum;
    return bars_cpu() - start;
}

static void measure(const char *what, const ctg_network *net,
                    const ctg_asset *asset, const double *quantity,
                    size_t count, double bar)
{
    ctg_plan all = make_plan(net, net->assets.count, 0.03);
    ctg_plan none = make_plan(net, 0, 0);
    legs fixed = {asset, quantity, net->assets.price, count};
    bars_contender contenders[] = {{.run = loop_seconds, .context = &fixed},
                                   {.run = round_seconds, .context = &all},
                                   {.run = round_seconds, .context = &none}};

    bars_race(contenders, 3, 5);
    bars_at_most("", what, bar, contenders[1].least / contenders[0].least, "x");
    bars_note("  the same round, no price moved",
              contenders[2].least / contenders[0].least, "x");
}

int main(int argc, char **argv)
{
    const size_t accounts = argc > 1 ? strtoul(argv[1], NULL, 10) : 1000000;
    const size_t holders = argc > 2 ? strtoul(argv[2], NULL, 10) : 1000000;
    const size_t each = argc > 3 ? strtoul(argv[3], NULL, 10) : 30;
    const size_t assets = argc > 4 ? strtoul(argv[4], NULL, 10) : 1000;
    ctg_network venue = {0};
    ctg_network funds = {0};
    char what[80];

    bars_head("A round that revalues everything, against the sum of q x p");
    make_nodes(&venue, accounts + 1);
    make_assets(&venue, 100);
    make_accounts(&venue, accounts);
    snprintf(what, sizeof what, "%zu accounts x 3 legs", accounts);
    measure(what, &venue, venue.accounts.asset, venue.accounts.quantity,
            4 * accounts, 8);

    make_nodes(&funds, holders);
    make_assets(&funds, assets);
    make_holdings(&funds, each);
    snprintf(what, sizeof what, "%zu holders x %zu holdings", holders, each);
    measure(what, &funds, funds.holdings.asset, funds.holdings.quantity,
            holders * each, 3);
    return 0;
}
