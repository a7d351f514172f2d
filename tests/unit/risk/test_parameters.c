/* Parameters of markets in closed form, by hand. */
#include <contagraph/parameters.h>

#include <math.h>
#include <string.h>

#include "support/graph.h"

/* A lending venue with collateral of 0.1 d at the fallen price, one that
 * follows, a pool, a floor, a stable one, and a margin venue with tiers. */
static ctg_graph *book(void)
{
    return graph_of(
        "nodes", "id\npool\nX\nu\nv\n", "assets",
        "id,price,depth,impact,floor,fee,volatility,drift,df,follows,beta\n"
        "A,2,1000,linear,,,0.8,,,,\n"
        "B,10,500,exponential,0.9,,0.6,0.1,,,\n"
        "F,1,2000,linear,,,0.3,0.05,5,B,1.5\n"
        "P,4,800,amm,,0.003,0.4,-0.2,,,\n"
        "S,1,,,,,,,,,\n",
        "venues", "node,type\npool,lending\nX,margin\n", "markets",
        "venue,asset,above,maintenance,bonus\n"
        "X,B,,0.05,0.05\n"
        "pool,A,,0.25,0.05\n"
        "pool,F,,0.3,0.1\n"
        "X,B,100,0.1,\n"
        "pool,P,,0.3,0.08\n"
        "pool,S,,0,0\n"
        "pool,B,,0.2,0.5\n",
        "positions",
        "account,owner,venue,asset,quantity\n"
        /* 100 at the fallen price exp(-0.8 sqrt(1/365) 2.3263478740408408) */
        "a,u,pool,A,55.115792800588295\n"
        "a,u,pool,,-10\n"
        "b,v,pool,F,60\nb,v,pool,P,25\nb,v,pool,,-10\nb,v,pool,A,-3\n"
        "c,u,X,B,6\nc,u,X,,-20\n"
        "d,v,X,B,-9\nd,v,X,,120\n",
        NULL);
}

typedef struct made {
    ctg_graph *graph;
    ctg_network *network;
    ctg_scenario *scenario;
    ctg_risk *risk;
    ctg_parameters *parameters;
} made;

static made make(const char *days, const char *df)
{
    made of = {.graph = book(), .risk = ctg_risk_new()};
    ctg_error error = {0};

    of.network = network_of(of.graph);
    of.scenario = scenario_of(NULL, NULL);
    assert_non_null(of.risk);
    assert_int_equal(ctg_risk_set(of.risk, "levels", "95,99", &error), CTG_OK);
    assert_int_equal(ctg_risk_set(of.risk, "days", days, &error), CTG_OK);
    if (df)
        assert_int_equal(ctg_risk_set(of.risk, "df", df, &error), CTG_OK);
    if (ctg_parameters_new(of.network, of.scenario, of.risk, NULL, NULL,
                           &of.parameters, &error))
        fail_msg("%s", error.message);
    return of;
}

static void forget(made *of)
{
    ctg_parameters_free(of->parameters);
    ctg_risk_free(of->risk);
    ctg_scenario_free(of->scenario);
    ctg_network_free(of->network);
    ctg_graph_free(of->graph);
}

static const ctg_market_parameters *market(const made *of, size_t index,
                                           const char *venue, const char *asset)
{
    const ctg_market_parameters *const found =
        ctg_parameters_at(of->parameters, index);

    assert_non_null(found);
    assert_string_equal(found->venue, venue);
    assert_string_equal(found->asset, asset);
    return found;
}

/* HC1: volatility 0.8, a day, 99 %, v/d 0.1, bonus 0.05. */
static void HC1(void **state)
{
    made of = make("1", NULL);
    const ctg_market_parameters *const A = market(&of, 1, "pool", "A");

    (void)state;
    assert_true(fabs(A->haircut - .138178050) < 1e-9);
    assert_true(fabs(A->maintenance_least - .179217191) < 1e-9);
    assert_true(fabs(A->bonus_least - .052631579) < 1e-9);
    assert_near(A->slippage, 0.05);
    assert_near(A->maintenance, 0.25);
    assert_near(A->bonus, 0.05);
    forget(&of);
}

/* PZ1: maintenance 5 %, volatility 0.6, drift 0.1; a sale of 0.0952 d. */
static void PZ1(void **state)
{
    made of = make("1", NULL);
    const ctg_market_parameters *const B = market(&of, 0, "X", "B");
    const ctg_market_parameters *const A = market(&of, 1, "pool", "A");

    (void)state;
    assert_true(fabs(B->leverage_most - 8.126119469) < 1e-9);
    assert_true(fabs(B->kelly - .777777778) < 1e-9);
    assert_true(fabs(A->exit_size / 1000 - .095238095) < 1e-9);
    assert_near(B->maintenance, 0.05); /* of the first tier */
    assert_near(B->size, 90);          /* the shorts */
    assert_near(B->maintenance_least, B->haircut + 0.05);
    forget(&of);
}

/* m of F: its own has 5 degrees under a Gaussian copula, t 3.3649299989 times
 * sqrt(3/5); kelly of both drifts and both variances. */
static void what_follows_moves_with_the_other(void **state)
{
    made of = make("4", NULL);
    const ctg_market_parameters *const F = market(&of, 2, "pool", "F");
    const double years = 4.0 / 365;
    const double own = 0.3 * sqrt(years) * 3.364929998907218 * sqrt(0.6);
    const double other = 1.5 * 0.6 * sqrt(years) * 2.3263478740408408;

    (void)state;
    assert_near(F->fall, 1 - exp(-sqrt(own * own + other * other)));
    assert_near(F->kelly, 0.5 + (0.05 + 1.5 * 0.1) / (0.09 + 0.81));
    assert_near(F->size, 60);
    forget(&of);
}

/* A pool's reserve shrinks with the root of its price; the fee is paid. */
static void a_pool_is_rearbitraged(void **state)
{
    made of = make("1", NULL);
    const ctg_market_parameters *const P = market(&of, 3, "pool", "P");
    const double share = exp(-0.4 * sqrt(1.0 / 365) * 2.3263478740408408);
    const double depth = 800 * sqrt(share);
    const double average = 0.997 / (1 + 0.997 * 100 * share / depth);

    (void)state;
    assert_near(P->slippage, 1 - average);
    assert_near(P->bonus_least, 1 / average - 1);
    /* 0.997/(1 + y) = 1/1.08 */
    assert_near(P->exit_size, (0.997 * 1.08 - 1) / 0.997 * depth);
    assert_true(isnan(P->kelly)); /* 0.5 - 0.2/0.16 is below 0 */
    forget(&of);
}

/* Without a depth any size is sold; below a floor of 0.9 no average falls, and
 * a bonus of one half pays for more than that. */
static void any_size_goes_where_nothing_falls(void **state)
{
    made of = make("1", NULL);
    const ctg_market_parameters *const S = market(&of, 4, "pool", "S");
    const ctg_market_parameters *const B = market(&of, 5, "pool", "B");

    (void)state;
    assert_near(S->fall, 0);
    assert_true(isinf(S->exit_size) && isinf(S->leverage_most));
    assert_true(isnan(S->kelly));
    assert_near(B->size, 0);
    assert_near(B->slippage, 0);
    assert_true(isinf(B->exit_size));
    assert_null(ctg_parameters_at(of.parameters, 6));
    forget(&of);
}

/* All margins are those of the copula where they have none: t, 4 df, 99 % is
 * 3.7469473879791968, of variance 1 over sqrt 2. */
static void margins_are_the_copulas(void **state)
{
    made of = make("1", "4");

    (void)state;
    assert_near(market(&of, 1, "pool", "A")->fall,
                1 - exp(-0.8 * sqrt(1.0 / 365) * 3.7469473879791968 / sqrt(2)));
    assert_near(ctg_parameters_summarise(of.parameters)->degrees, 4);
    assert_near(ctg_parameters_summarise(of.parameters)->level, 0.99);
    forget(&of);
}

static void no_market_no_table(void **state)
{
    ctg_graph *const graph = graph_of("nodes", "id,equity\nu,1\n", NULL);
    ctg_network *const network = network_of(graph);
    ctg_scenario *const scenario = scenario_of(NULL, NULL);
    ctg_risk *const risk = ctg_risk_new();
    ctg_parameters *none = NULL;
    ctg_error error = {0};

    (void)state;
    assert_int_equal(
        ctg_parameters_new(network, scenario, risk, NULL, NULL, &none, &error),
        CTG_NOT_FOUND);
    assert_null(none);
    ctg_risk_free(risk);
    ctg_scenario_free(scenario);
    ctg_network_free(network);
    ctg_graph_free(graph);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(HC1),
        cmocka_unit_test(PZ1),
        cmocka_unit_test(what_follows_moves_with_the_other),
        cmocka_unit_test(a_pool_is_rearbitraged),
        cmocka_unit_test(any_size_goes_where_nothing_falls),
        cmocka_unit_test(margins_are_the_copulas),
        cmocka_unit_test(no_market_no_table),
    };

    return RUN_TESTS(tests);
}
