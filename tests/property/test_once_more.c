/* Runs that start from books opened once have the bits of runs that open them
 * themselves, whatever was run before: by the whole engine, and where accounts
 * are quiet, or healthy for sure. */
#include <stdio.h>

#include <contagraph/generate.h>

#include "engine/quiet.h"
#include "engine/run.h"
#include "engine/state.h"
#include "support/graph.h"
#include "support/random_graph.h"

static void same_bits(const double *one, const double *other, size_t count)
{
    assert_memory_equal(one, other, count * sizeof *one);
}

static void same_runs(const ctg_run *one, const ctg_run *other)
{
    const ctg_network *const net = ctg_run_network(one);
    const ctg__accounts *const accounts = &net->accounts;
    const ctg_summary *const a = ctg_run_summary(one);
    const ctg_summary *const b = ctg_run_summary(other);
    const ctg__margin_books *const books = &one->books->accounts;
    const ctg__margin_books *const others = &other->books->accounts;
    const size_t nodes = net->nodes.count;

    assert_int_equal(a->rounds, b->rounds);
    assert_int_equal(a->failed, b->failed);
    assert_int_equal(a->unhealthy, b->unhealthy);
    assert_int_equal(a->liquidated, b->liquidated);
    same_bits(&a->last_change, &b->last_change, 1);
    same_bits(&a->equity_lost, &b->equity_lost, 1);
    same_bits(&a->initial_equity, &b->initial_equity, 1);
    same_bits(&a->debtrank, &b->debtrank, 1);
    same_bits(ctg_run_equity(one), ctg_run_equity(other), nodes);
    same_bits(ctg_run_distress(one), ctg_run_distress(other), nodes);
    assert_memory_equal(ctg_run_failed_round(one), ctg_run_failed_round(other),
                        nodes * sizeof(uint32_t));
    same_bits(one->last_prices, other->last_prices, net->assets.count);
    same_bits(one->books->books.cash, other->books->books.cash, nodes);
    same_bits(one->books->books.claims, other->books->books.claims, nodes);
    same_bits(one->books->books.liabilities, other->books->books.liabilities,
              nodes);
    same_bits(one->books->books.held, other->books->books.held,
              net->holdings.count);
    same_bits(ctg_run_shocked_distress(one), ctg_run_shocked_distress(other),
              nodes);
    same_bits(one->venue_used, other->venue_used, net->venues.count);
    same_bits(&a->outside_loss, &b->outside_loss, 1);
    same_bits(&a->bonus_outside, &b->bonus_outside, 1);
    same_bits(&books->liquidated_value, &others->liquidated_value, 1);
    if (!accounts->count)
        return;
    same_bits(books->leg, others->leg, accounts->leg_start[accounts->count]);
    same_bits(books->passed, others->passed, accounts->count);
}

/* One scenario by itself, and behind others. */
static void check(const ctg_network *network, ctg_run **behind,
                  ctg_scenario *scenario)
{
    ctg_plan *const plan = plan_of(network, scenario);
    ctg_run_options options = ctg_run_options_default();
    ctg_run *alone = NULL;
    ctg_error error;

    options.ledger = false;
    options.baseline = false;
    if (ctg_run_new(plan, &options, &alone, &error) ||
        ctg__run_once_more(behind, plan, &options, &error))
        fail_msg("%s", error.message);
    same_runs(*behind, alone);
    ctg_run_free(alone);
    ctg_plan_free(plan);
}

static void any_network_of_any_channel(void **state)
{
    static const unsigned mixtures[] = {
        0, WITH_CLASSES, WITH_ASSETS | WITH_SHORTS,
        WITH_TOKENS | WITH_RUNS | WITH_ASSETS, WITH_EVERYTHING};
    static const char *const shocks[] = {
        "node n0=default", "node n1=-60%;node n2=-5", "node n3=-20%",
        "node n0=-10%",    "node n2=default",         NULL};

    (void)state;
    for (uint64_t seed = 1; seed <= 12; seed++)
        for (size_t k = 0; k < sizeof mixtures / sizeof *mixtures; k++) {
            const random_graph about = {.seed = seed,
                                        .nodes = 5 + (size_t)(seed % 17),
                                        .features = mixtures[k],
                                        .unit = 1,
                                        .prefix = ""};
            ctg_graph *const graph = random_graph_new(&about, 1);
            ctg_network *const network = network_of(graph);
            ctg_run *run = NULL;

            for (size_t s = 0; s < 12; s++)
                check(network, &run,
                      scenario_of(shocks[s % 6], "valuation",
                                  s % 5 == 4 ? "threshold" : "linear",
                                  "settlement_lag", seed % 2 ? "1" : "0",
                                  NULL));
            ctg_run_free(run);
            ctg_network_free(network);
            ctg_graph_free(graph);
        }
}

/* Loans whose health depends on prices alone, moved by little and by much, and
 * back between rounds where a sale moves them. */
static void loans_of_quiet_accounts(void **state)
{
    enum { LOANS = 60, DRAWS = 60 };
    static char nodes[LOANS * 24 + 60];
    static char positions[LOANS * 120 + 80];
    uint64_t stream = 5;
    ctg_graph *graph;
    ctg_network *network;
    ctg_run *run = NULL;
    size_t n = 0;
    size_t p = 0;
    size_t quiet = 0;
    size_t liquidated = 0;

    (void)state;
    n += (size_t)sprintf(nodes,
                         "id,cash,pass_through\npool,5000,true\nlend,,\n");
    p += (size_t)sprintf(positions, "account,owner,venue,asset,quantity\n");
    for (int k = 0; k < LOANS; k++) {
        const char *const held = k % 3 ? "ETH" : "BTC";
        const char *const owed = k % 4 ? "USDX" : "ETH";

        n += (size_t)sprintf(nodes + n, "u%d,,\n", k);
        p += (size_t)sprintf(positions + p,
                             "c%d,u%d,pool,%s,%.3f\nc%d,u%d,pool,%s,%.3f\n"
                             "c%d,u%d,pool,,%.2f\n",
                             k, k, held, 1 + random_next(&stream), k, k, owed,
                             -(k % 4 ? 60 : 0.6) * random_next(&stream), k, k,
                             20 * random_next(&stream));
    }
    graph = graph_of(
        "nodes", nodes, "assets",
        "id,price,depth,impact\nETH,100,4000,linear\nBTC,120,9000,exponential\n"
        "USDX,1,,\n",
        "venues", "node,type,close_factor\npool,lending,0.5\n", "markets",
        "venue,asset,maintenance,bonus\npool,ETH,0.2,0.05\npool,BTC,0.25,0.08\n"
        "pool,USDX,0.1,\n",
        "exposures", "debtor,creditor,amount\npool,lend,4000\n", "positions",
        positions, NULL);
    network = network_of(graph);
    for (int s = 0; s < DRAWS; s++) {
        const double spread = s % 3 == 0 ? 0.2 : s % 3 == 1 ? 0.8 : 4;
        char words[160];
        const ctg__quiet *seen;

        snprintf(words, sizeof words,
                 "asset ETH=%.17g;asset BTC=%.17g;asset USDX=%.17g%s",
                 100 * (1 + spread * (random_next(&stream) - 0.5) / 2.2),
                 120 * (1 + spread * (random_next(&stream) - 0.5) / 2.2),
                 1 + 0.1 * spread * (random_next(&stream) - 0.5),
                 s % 7 == 6 ? ";haircut pool/ETH=+10%" : "");
        check(network, &run, scenario_of(words, NULL));
        seen = run->books->accounts.quiet;
        for (size_t k = 0; seen && k < seen->count; k++)
            quiet += !seen->since[seen->owners[k].account];
        liquidated += ctg_run_summary(run)->liquidated;
    }
    assert_in_range(quiet, LOANS * DRAWS / 2, LOANS * DRAWS * 9 / 10);
    assert_true(liquidated > DRAWS / 4);
    ctg_run_free(run);
    ctg_network_free(network);
    ctg_graph_free(graph);
}

/* --- books of several venues and many kinds of accounts ------------------- */

enum { OWNERS = 90, KINDS = 6, RUNS = 40 };

static size_t write_nodes(char *to, uint64_t *stream)
{
    char *const from = to;

    to += sprintf(to, "id,cash,equity,pass_through\npool,5000,,true\n"
                      "lend,,,\nperp,900,,\nfund,70,,\n");
    /* Some owe others, and fail while their accounts are healthy. */
    for (int k = 0; k < OWNERS; k++)
        if (random_next(stream) < 0.2)
            to += sprintf(to, "u%d,,%.3f,\n", k, 0.5 + 2 * random_next(stream));
        else
            to += sprintf(to, "u%d,%.2f,,\n", k, 3 * random_next(stream));
    return (size_t)(to - from);
}

static char *write_leg(char *to, int account, int owner, const char *venue,
                       int kind, double quantity)
{
    char asset[16] = "";

    if (kind >= 0)
        snprintf(asset, sizeof asset, "A%d", kind);
    return to + sprintf(to, "c%d,u%d,%s,%s,%.17g\n", account, owner, venue,
                        asset, quantity);
}

/* The last asset has few legs: it moves alone, and few are looked at. */
static int some_kind(uint64_t *stream)
{
    return random_next(stream) < 0.03
               ? KINDS - 1
               : (int)(random_next(stream) * (KINDS - 1));
}

static void write_positions(char *to, uint64_t *stream)
{
    to += sprintf(to, "account,owner,venue,asset,quantity\n");
    for (int k = 0; k < OWNERS + 6; k++) {
        const int owner = k < OWNERS ? k : k - OWNERS; /* with two accounts */
        const char *const venue = k % 5 == 4 ? "perp" : "pool";
        const int first = some_kind(stream);
        int legs = 1 + (int)(random_next(stream) * 3);

        for (int l = 0; l < legs && first + l < KINDS; l++)
            to = write_leg(to, k, owner, venue, first + l,
                           (0.3 + random_next(stream)) *
                               (k % 5 == 4 && l % 2 ? -0.4 : 1));
        if (first > 0 && k % 3)
            to = write_leg(to, k, owner, venue, first - 1,
                           -0.9 * random_next(stream));
        to = write_leg(to, k, owner, venue, -1,
                       (k % 3 ? 1 : -1) * 30 * random_next(stream));
    }
}

static ctg_graph *book_of(uint64_t seed, bool funded)
{
    static char nodes[OWNERS * 40 + 200];
    static char positions[(OWNERS + 6) * 300];
    uint64_t stream = seed;

    write_nodes(nodes, &stream);
    write_positions(positions, &stream);
    return graph_of(
        "nodes", nodes, "assets",
        "id,price,depth,impact\nA0,100,4000,linear\nA1,120,9000,exponential\n"
        "A2,80,2500,linear\nA3,50,,\nA4,100,3000,sqrt\nA5,90,400,linear\n",
        "venues", "node,type,close_factor\npool,lending,0.5\nperp,margin,\n",
        "markets",
        "venue,asset,maintenance,bonus\npool,A0,0.2,0.05\npool,A1,0.25,0.08\n"
        "pool,A2,0.3,0.1\npool,A3,0.1,0.05\npool,A5,0.4,0.1\n"
        "perp,A0,0.05,0.01\nperp,A1,0.08,0.02\nperp,A4,0.1,0.01\n",
        "exposures", "debtor,creditor,amount\npool,lend,4000\nu1,u2,5\n",
        "positions", positions, "layers",
        funded ? "venue,order,kind,provider,amount\npool,1,fund,fund,20\n"
               : "venue,order,kind,provider,amount\n",
        NULL);
}

static void write_shocks(char *words, size_t size, size_t s, uint64_t *stream)
{
    static const char *const more[] = {"",
                                       ";haircut pool/A0=+12%",
                                       ";node u3=-60%;node u7=default",
                                       ";funding perp/A0=2%",
                                       ";asset A1=-99.95%",
                                       ";haircut pool/A1=-9%"};
    const double spread = s % 4 == 0 ? 0.1 : s % 4 == 1 ? 0.5 : 1.2;

    if (s % 4 == 3) {
        snprintf(words, size, "asset A5=-%.3g%%%s", 90 * random_next(stream),
                 more[s % 3]);
        return;
    }
    snprintf(words, size, "asset A0=%.17g;asset A1=%.17g;asset A2=%.17g%s",
             100 * (1 + spread * (random_next(stream) - 0.6)),
             120 * (1 + spread * (random_next(stream) - 0.6)),
             80 * (1 + spread * (random_next(stream) - 0.6)), more[s % 6]);
}

static void books_of_many_kinds_of_accounts(void **state)
{
    /* After few rounds the last change is of many owners. */
    static const char *const rounds[] = {"100", "1", "50", "2"};
    size_t quiet = 0;
    size_t failed = 0;
    size_t liquidated = 0;

    (void)state;
    for (uint64_t seed = 1; seed <= 8; seed++) {
        ctg_graph *const graph = book_of(seed, seed % 2);
        ctg_network *const network = network_of(graph);
        uint64_t stream = seed;
        ctg_run *run = NULL;

        for (size_t s = 0; s < RUNS; s++) {
            const ctg__quiet *seen;
            char words[240];

            write_shocks(words, sizeof words, s, &stream);
            check(network, &run,
                  scenario_of(words, "rounds", rounds[seed % 4],
                              "liquidate_failed", seed % 3 ? "true" : "false",
                              NULL));
            seen = run->books->accounts.quiet;
            for (size_t k = 0; seen && k < seen->count; k++)
                quiet += !seen->since[seen->owners[k].account];
            failed += ctg_run_summary(run)->failed;
            liquidated += ctg_run_summary(run)->liquidated;
        }
        ctg_run_free(run);
        ctg_network_free(network);
        ctg_graph_free(graph);
    }
    assert_true(quiet > 8 * RUNS * 10);
    assert_true(failed > 8 * RUNS);
    assert_true(liquidated > 8 * RUNS);
}

static void a_market_of_leverage(void **state)
{
    static const ctg_generate_options options = {
        .nodes = 300, .degree = 4, .seed = 7};
    static const char *const moves[] = {"asset ETH=-5%", "asset ETH=-35%",
                                        "asset ETH=+20%", "asset ETH=-12%"};
    ctg_graph *graph;
    ctg_network *network;
    ctg_run *run = NULL;
    ctg_error error;

    (void)state;
    assert_int_equal(ctg_graph_generate("defi", &options, &graph, &error),
                     CTG_OK);
    network = network_of(graph);
    for (size_t s = 0; s < 12; s++)
        check(network, &run, scenario_of(moves[s % 4], NULL));
    ctg_run_free(run);
    ctg_network_free(network);
    ctg_graph_free(graph);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(any_network_of_any_channel),
        cmocka_unit_test(loans_of_quiet_accounts),
        cmocka_unit_test(books_of_many_kinds_of_accounts),
        cmocka_unit_test(a_market_of_leverage),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
