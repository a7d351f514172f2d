/*
 * One event of auto-deleveraging under every rule: 5,000 losers against 5,000
 * winners, each with a leg. CPU time of a run without a ledger, less that of a
 * run without the layer, against pro rata's.
 *
 *     benchmarks/adl [LOSERS] [WINNERS]
 *
 * With `keep`, and in lots, each loser goes over all winners; what that costs
 * is noted. Then seven policies at once against a run of each. One thread.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include <contagraph/adl.h>
#include <contagraph/run.h>

#include "bars.h"
#include "data/graph.h"
#include "data/plan.h"
#include "generate/growing.h"
#include "many/policy.h"

enum { LOSERS = 5000, WINNERS = 5000, REPEATS = 15, FEW = 3, POLICIES = 7 };

static const double most_of_pro_rata = 3;
static const double most_of_capped = 1e-3;
static const double most_of_runs = 7.5;
static const char seven[] =
    "none,pro-rata,levered,bitmex,binance,hyperliquid,random";

/* A policy on one of the two networks. */
typedef struct trial {
    const ctg_plan *plan;
    const char *policy;
    ctg_plan own;
    ctg__arena arena;
} trial;

static void check(ctg_status status, const ctg_error *error)
{
    if (status)
        bars_die(error->message);
}

/* --- the venue --------------------------------------------------------------
 */

static void add_leg(ctg__growing *to, const char *account, const char *asset,
                    double quantity, double entry)
{
    const size_t row = ctg__grow_row(to, CTG_POSITIONS);

    ctg__grow_text(to, CTG_POSITIONS, row, "account", account);
    ctg__grow_text(to, CTG_POSITIONS, row, "owner", account);
    ctg__grow_text(to, CTG_POSITIONS, row, "venue", "V");
    ctg__grow_number(to, CTG_POSITIONS, row, "quantity", quantity);
    if (!asset)
        return;
    ctg__grow_text(to, CTG_POSITIONS, row, "asset", asset);
    ctg__grow_number(to, CTG_POSITIONS, row, "entry_price", entry);
}

/* A leg at an entry price, with some of what it was worth then as margin. */
static void add_account(ctg__growing *to, char kind, size_t number,
                        double quantity, double entry, double margin)
{
    const size_t row = ctg__grow_node(to, kind, number, 99999, "trader");
    char id[32];

    if (to->status)
        return;
    snprintf(id, sizeof id, "%s", ctg__grown_id(to, row));
    ctg__grow_number(to, CTG_NODES, row, "equity", 1e6);
    add_leg(to, id, "PERP", quantity, entry);
    add_leg(to, id, NULL, margin * fabs(quantity) * entry - quantity * entry,
            0);
}

static void add_venue(ctg__growing *to, double lot)
{
    const size_t node = ctg__grow_row(to, CTG_NODES);
    const size_t asset = ctg__grow_row(to, CTG_ASSETS);
    const size_t venue = ctg__grow_row(to, CTG_VENUES);
    const size_t market = ctg__grow_row(to, CTG_MARKETS);
    const size_t layer = ctg__grow_row(to, CTG_LAYERS);

    ctg__grow_text(to, CTG_NODES, node, "id", "V");
    ctg__grow_number(to, CTG_NODES, node, "equity", 1e9);
    ctg__grow_text(to, CTG_ASSETS, asset, "id", "PERP");
    ctg__grow_number(to, CTG_ASSETS, asset, "price", 100);
    ctg__grow_text(to, CTG_VENUES, venue, "node", "V");
    ctg__grow_text(to, CTG_VENUES, venue, "type", "margin");
    ctg__grow_text(to, CTG_MARKETS, market, "venue", "V");
    ctg__grow_text(to, CTG_MARKETS, market, "asset", "PERP");
    ctg__grow_number(to, CTG_MARKETS, market, "maintenance", 0.01);
    if (lot > 0)
        ctg__grow_number(to, CTG_MARKETS, market, "lot", lot);
    ctg__grow_text(to, CTG_LAYERS, layer, "venue", "V");
    ctg__grow_number(to, CTG_LAYERS, layer, "order", 1);
    ctg__grow_text(to, CTG_LAYERS, layer, "kind", "adl");
    ctg__grow_text(to, CTG_LAYERS, layer, "rule", "pro-rata");
}

static ctg_graph *make(size_t losers, size_t winners, double lot)
{
    ctg_error error;
    ctg__growing to = {.state = 1, .error = &error};

    check(ctg__graph_new(&to.graph, &error), &error);
    add_venue(&to, lot);
    for (size_t i = 0; i < losers; i++)
        add_account(&to, 'L', i, 10 * ctg__grow_size(&to), 100,
                    0.05 + 0.1 * ctg__grow_share(&to));
    for (size_t i = 0; i < winners; i++)
        add_account(&to, 'W', i, -12 * ctg__grow_size(&to),
                    95 + 25 * ctg__grow_share(&to),
                    0.2 + 0.8 * ctg__grow_share(&to));
    check(to.status, &error);
    return to.graph;
}

static ctg_plan *plan(const ctg_graph *graph, ctg_network **network)
{
    ctg_problems *const problems = ctg_problems_new();
    ctg_scenario *const scenario = ctg_scenario_new();
    ctg_plan *made;
    ctg_error error = {.message = "out of memory"};

    if (!problems || !scenario)
        bars_die(error.message);
    check(ctg_network_new(graph, network, problems, &error), &error);
    check(ctg_scenario_set(scenario, "rounds", "1", &error), &error);
    check(ctg_scenario_add_shock(scenario, "asset PERP=-20%", &error), &error);
    check(ctg_plan_new(*network, scenario, &made, &error), &error);
    ctg_problems_free(problems);
    ctg_scenario_free(scenario);
    return made;
}

/* --- what is measured -------------------------------------------------------
 */

/* As the policy at `k` of its list has it. */
static void prepare(trial *t, size_t k)
{
    ctg__policy *list;
    size_t count;
    ctg_error error;

    check(ctg__policies_read(t->policy, &t->arena, &list, &count, &error),
          &error);
    t->own = *t->plan;
    t->own.network =
        ctg__policy_apply(t->plan->network, list + k, CTG_NONE, &t->arena);
    if (!t->own.network)
        bars_die("out of memory");
}

static double run_policy(void *context)
{
    trial *const t = context;
    ctg_run_options options = ctg_run_options_default();
    ctg_run *run;
    double start;
    double taken;
    ctg_error error;

    options.ledger = false;
    options.baseline = false;
    start = bars_cpu();
    check(ctg_run_new(&t->own, &options, &run, &error), &error);
    taken = bars_cpu() - start;
    ctg_run_free(run);
    return taken;
}

/* Each policy in a run of its own, with what each event was worth, as `adl` has
 * it: of one run, by the mean. */
static double run_own(void *context)
{
    const trial *const trials = context;
    ctg_run_options options = ctg_run_options_default();
    const double start = bars_cpu();
    ctg_error error;

    options.ledger = false;
    options.baseline = false;
    options.adl = true;
    for (int k = 0; k < POLICIES; k++) {
        ctg_run *run;

        check(ctg_run_new(&trials[k].own, &options, &run, &error), &error);
        ctg_run_free(run);
    }
    return (bars_cpu() - start) / POLICIES;
}

static double run_seven(void *context)
{
    const ctg_policies_options options = {.rules = seven, .threads = 1};
    const double start = bars_cpu();
    ctg_policies *policies;
    double taken;
    ctg_error error;

    check(ctg_policies_new(context, &options, &policies, &error), &error);
    taken = bars_cpu() - start;
    ctg_policies_free(policies);
    return taken;
}

/* The same event as it is defined: each loser goes over all winners. */
typedef struct literal {
    size_t losers;
    size_t winners;
    double *quantity; /* of a winner, then what is left of it */
    double *equity;
} literal;

static double run_literal(void *context)
{
    literal *const of = context;
    double start;
    double open = 0;

    for (size_t k = 0; k < of->winners; k++) {
        of->quantity[k] = 12 + (double)(k % 100);
        of->equity[k] = 40 * of->quantity[k];
        open += of->quantity[k];
    }
    start = bars_cpu();
    for (size_t l = 0; l < of->losers; l++) {
        const double closed = 1 + (double)(l % 10) / 10;
        const double gap = 5 + (double)(l % 7);
        const double share = closed / open;

        for (size_t k = 0; k < of->winners; k++) {
            const double quantity = of->quantity[k];
            double give = share * quantity;

            if (of->equity[k] < gap * quantity || give > quantity)
                give = 0;
            of->quantity[k] = quantity - give;
            of->equity[k] -= give * gap;
        }
        open -= closed;
    }
    return bars_cpu() - start;
}

static void compare_literal(size_t losers, size_t winners, double event)
{
    literal of = {.losers = losers, .winners = winners};
    bars_contender turn = {.run = run_literal, .context = &of};

    of.quantity = bars_room(winners, sizeof *of.quantity);
    of.equity = bars_room(winners, sizeof *of.equity);
    bars_race(&turn, 1, REPEATS);
    bars_at_least("22", "pro-rata, against losers x winners", 100,
                  turn.least / event, "x");
    free(of.quantity);
    free(of.equity);
}

static void compare_runs(ctg_plan *plan)
{
    trial own[POLICIES] = {0};
    bars_contender contenders[] = {{.run = run_own, .context = own},
                                   {.run = run_seven, .context = plan}};

    for (size_t k = 0; k < POLICIES; k++) {
        own[k] = (trial){.plan = plan, .policy = seven};
        prepare(&own[k], k);
    }
    bars_race(contenders, 2, REPEATS);
    bars_at_most("", "seven policies, of a run", most_of_runs,
                 contenders[1].least / contenders[0].least, "x");
    bars_note("a run", 1e3 * contenders[0].least, "ms");
    for (size_t k = 0; k < POLICIES; k++)
        ctg__arena_clear(&own[k].arena);
}

int main(int argc, char **argv)
{
    const size_t losers = argc > 1 ? strtoul(argv[1], NULL, 10) : LOSERS;
    const size_t winners = argc > 2 ? strtoul(argv[2], NULL, 10) : WINNERS;
    static const struct {
        const char *policy;
        bool lots;
        bool judged;
    } policies[] = {
        {"none", false, false},
        {"pro-rata", false, true},
        {"pro-rata cap=0.3", false, true},
        {"levered", false, true},
        {"bitmex", false, true},
        {"binance", false, true},
        {"hyperliquid", false, true},
        {"random", false, true},
        {"hyperliquid cap=0.3", false, true},
        {"hyperliquid keep=1", false, true},
        {"pro-rata keep=1", false, false},
        {"hyperliquid", true, true},
        {"pro-rata", true, false},
    };
    enum { COUNT = sizeof policies / sizeof *policies, CAPPED = 2, GRAPHS = 2 };
    trial trials[COUNT] = {0};
    bars_contender contenders[COUNT];
    ctg_graph *const graphs[] = {make(losers, winners, 0),
                                 make(losers, winners, 0.5)};
    ctg_network *networks[GRAPHS];
    ctg_plan *plans[GRAPHS];
    char what[120];

    snprintf(what, sizeof what, "Auto-deleveraging, %zu losers x %zu winners",
             losers, winners);
    bars_head(what);
    bars_threads(1);
    for (size_t g = 0; g < GRAPHS; g++)
        plans[g] = plan(graphs[g], &networks[g]);
    for (size_t k = 0; k < COUNT; k++) {
        trials[k] = (trial){.plan = plans[policies[k].lots],
                            .policy = policies[k].policy};
        prepare(&trials[k], 0);
        contenders[k] =
            (bars_contender){.run = run_policy, .context = &trials[k]};
    }
    bars_race(contenders, COUNT - 1, REPEATS);
    bars_race(contenders + COUNT - 1, 1, FEW); /* a second each */
    for (size_t k = 1; k < COUNT; k++) {
        const double event = contenders[k].least - contenders[0].least;
        const double ratio =
            event / (contenders[1].least - contenders[0].least);

        snprintf(what, sizeof what, "%s%s, of pro-rata", policies[k].policy,
                 policies[k].lots ? " in lots" : "");
        if (policies[k].judged)
            bars_at_most("", what, most_of_pro_rata, ratio, "x");
        else
            bars_note(what, ratio, "x");
        snprintf(what, sizeof what, "%s%s", policies[k].policy,
                 policies[k].lots ? " in lots" : "");
        if (k == CAPPED && losers == LOSERS && winners == WINNERS)
            bars_at_most("", what, 1e3 * most_of_capped, 1e3 * event, "ms");
        else
            bars_note(what, 1e3 * event, "ms");
    }
    compare_literal(losers, winners, contenders[1].least - contenders[0].least);
    compare_runs(plans[0]);
    bars_note("a run without the layer", 1e3 * contenders[0].least, "ms");
    for (size_t k = 0; k < COUNT; k++)
        ctg__arena_clear(&trials[k].arena);
    for (size_t g = 0; g < GRAPHS; g++) {
        ctg_plan_free(plans[g]);
        ctg_network_free(networks[g]);
        ctg_graph_free(graphs[g]);
    }
    return 0;
}
