/* The round loop and its stop rule, on networks whose answer is known. */
#include <contagraph/run.h>

#include <stdio.h>

#include "support/graph.h"
#include "support/outcome.h"
#include "text/text.h"

/* A ring of n equal nodes: each is owed `leverage` by the one before it. */
static ctg_graph *ring(int n, const char *leverage)
{
    ctg__text nodes = {0};
    ctg__text exposures = {0};
    ctg_graph *graph;

    ctg__text_add(&nodes, "id,equity\n");
    ctg__text_add(&exposures, "debtor,creditor,amount\n");
    for (int i = 0; i < n; i++) {
        ctg__text_print(&nodes, "%d,1\n", i);
        ctg__text_print(&exposures, "%d,%d,%s\n", i, (i + 1) % n, leverage);
    }
    graph = graph_of("nodes", ctg__text_string(&nodes), "exposures",
                     ctg__text_string(&exposures), NULL);
    ctg__text_clear(&nodes);
    ctg__text_clear(&exposures);
    return graph;
}

/* h = h0 / (1 - l^3) at the shocked node of a ring of three. */
static void a_ring_near_the_critical_point_reaches_its_closed_form(void **state)
{
    const double leverage = 0.9995;
    outcome made =
        outcome_of(ring(3, "0.9995"),
                   scenario_of("node 0=-0.1%", "rounds", "100000", NULL));
    const double gain = 1 / (1 - pow(leverage, 3));

    (void)state;
    assert_true(made.summary->converged);
    assert_true(made.summary->rounds > 1000);
    assert_within(ctg_run_distress(made.run)[0], 0.001 * gain, 1e-6);
    assert_within(ctg_run_distress(made.run)[1], 0.001 * gain * leverage, 1e-6);
    /* A loose rule would have ended with a third of it. */
    assert_true(ctg_run_distress(made.run)[0] > 0.6);
    outcome_free(&made);
}

/* B fails in round 1 and owes nobody who would notice but C, whose claim is
 * on D: D holds B's token, so nothing happens to a claim in round 2. */
static void a_cascade_that_pauses_for_a_round_is_not_cut_short(void **state)
{
    outcome made = outcome_of(
        graph_of("nodes",
                 "id,equity\n"
                 "A,2.37\nB,1.25\nC,0.83\nD,0.5\n",
                 "exposures",
                 "debtor,creditor,amount\n"
                 "A,B,1.5\nD,C,0.9\n",
                 "assets", "id,price,issuer\nT,0.7,B\n", "holdings",
                 "node,asset,quantity\nD,T,1\n", NULL),
        scenario_of("node A=default", "valuation", "threshold", NULL));
    const uint32_t *const failed = ctg_run_failed_round(made.run);

    (void)state;
    assert_true(made.summary->converged);
    assert_int_equal(failed[0], 0);
    assert_int_equal(failed[1], 1); /* 1.5 of claims, 1.25 of equity */
    assert_int_equal(failed[3], 3); /* token seen in 2, revalued in 3 */
    assert_int_equal(failed[2], 3); /* 0.9 of claims, 0.83 of equity */
    outcome_free(&made);
}

/*
 * 20,000 equal nodes in a ring of degree 10, leverage .9 in all. A rule that
 * looked at the system's equity would stop with half of the contagion: the
 * true h solves h = W h + default, summed from the far ends.
 */
static void a_local_shock_in_a_large_system_is_not_lost(void **state)
{
    enum { N = 20000, DEGREE = 10 };
    ctg__text nodes = {0};
    ctg__text exposures = {0};
    outcome made;
    static double h[N];
    double change = 1;
    double total = 0;
    double found = 0;

    (void)state;
    ctg__text_add(&nodes, "id,equity\n");
    ctg__text_add(&exposures, "debtor,creditor,amount\n");
    for (int i = 0; i < N; i++) {
        ctg__text_print(&nodes, "%d,1\n", i);
        for (int k = 1; k <= DEGREE; k++)
            ctg__text_print(&exposures, "%d,%d,0.09\n", (i + k * k) % N, i);
    }
    made = outcome_of(graph_of("nodes", ctg__text_string(&nodes), "exposures",
                               ctg__text_string(&exposures), NULL),
                      scenario_of("node 7=default", NULL));
    ctg__text_clear(&nodes);
    ctg__text_clear(&exposures);
    /* Gauss-Seidel to rounding, another way to the same fixed point. */
    h[7] = 1;
    while (change > 1e-15) {
        change = 0;
        for (int i = 0; i < N; i++) {
            double sum = 0;

            for (int k = 1; k <= DEGREE; k++)
                sum += 0.09 * h[(i + k * k) % N];
            sum = fmin(1, i == 7 ? 1 : sum);
            change = fmax(change, fabs(sum - h[i]));
            h[i] = sum;
        }
    }
    for (int i = 0; i < N; i++) {
        total += h[i];
        found += ctg_run_distress(made.run)[i];
    }
    assert_true(total > 5);
    assert_within(found, total, 1e-6);
    outcome_free(&made);
}

static void the_error_left_is_estimated(void **state)
{
    outcome made = outcome_of(
        ring(3, "0.9"), scenario_of("node 1=-1%", "tolerance", "1e-6", NULL));
    const double exact = 0.01 / (1 - 0.729);
    const double left = exact - ctg_run_distress(made.run)[1];

    (void)state;
    assert_true(made.summary->converged);
    assert_true(made.summary->last_change <= 1e-6);
    assert_true(left > 2e-6); /* several times the stop rule's tolerance */
    assert_true(made.summary->error_estimate > left / 3);
    assert_true(made.summary->error_estimate < 3 * left + 1e-6);
    outcome_free(&made);
}

/* Leverage 5, depth 20 for 100 held: g = 4 x 100 / 20 = 20. */
static void a_spiral_without_a_limit_ends_and_says_so(void **state)
{
    outcome made =
        outcome_of(graph_of("nodes",
                            "id,other_liabilities,leverage_max\n"
                            "A,80,initial\n",
                            "assets",
                            "id,price,depth,impact\n"
                            "X,1,20,exponential\n",
                            "holdings", "node,asset,quantity\nA,X,100\n", NULL),
                   scenario_of("asset X=-0.01%", "rounds", "3", NULL));

    (void)state;
    assert_false(made.summary->converged);
    assert_int_equal(made.summary->rounds, 3);
    assert_true(made.summary->spiral_defined);
    assert_within(made.summary->spiral, 20, 1e-9);
    assert_true(isfinite(ctg_run_equity(made.run)[0]));
    outcome_free(&made);
}

static int stop_in_round_two(void *context, double done, double total)
{
    (void)context;
    (void)total;
    return done < 2;
}

static void a_cancelled_run_says_in_which_round(void **state)
{
    outcome made = outcome_of(ring(5, "0.7"), scenario_of("node 1=-30%", NULL));
    ctg_run_options options = ctg_run_options_default();
    ctg_run *run = NULL;
    ctg_error error = {0};

    (void)state;
    options.progress = stop_in_round_two;
    assert_int_equal(ctg_run_new(made.plan, &options, &run, &error),
                     CTG_CANCELLED);
    assert_string_equal(error.message, "stopped in round 2");
    assert_null(run);
    outcome_free(&made);
}

static void limits_broken_before_any_shock_act_without_one(void **state)
{
    outcome made = outcome_of(
        graph_of("nodes",
                 "id,equity,leverage_max,leverage_target\n"
                 "A,2,20,10\nB,-0.3,,\nC,4,,\n",
                 "exposures", "debtor,creditor,amount\nB,C,1.7\n", "assets",
                 "id,price,depth\nX,1,500\n", "holdings",
                 "node,asset,quantity\nA,X,50\n", NULL),
        scenario_of(NULL, "valuation", "threshold", "recovery", "0.4", NULL));

    (void)state;
    assert_int_equal(ctg_run_failed_round(made.run)[1], 0);
    /* C loses 0.6 of 1.7; A sold 30 of 50 into a depth of 500. */
    assert_near(ctg_run_initial_equity(made.run)[2] -
                    ctg_run_equity(made.run)[2],
                0.6 * 1.7);
    assert_near(ctg_run_price(made.run, 1, 0), 1 - 30.0 / 500);
    outcome_free(&made);
}

/* D has 0.02 of equity under 100,000 of gross: its scale is 0.1. */
static void changes_of_the_thin_are_measured_by_their_gross(void **state)
{
    outcome made = outcome_of(graph_of("nodes",
                                       "id,equity,cash,other_liabilities\n"
                                       "A,10,,\nD,,49996,49999.98\n",
                                       "exposures",
                                       "debtor,creditor,amount\nA,D,4\n", NULL),
                              scenario_of("node A=-1%", "rounds", "1", NULL));

    (void)state;
    assert_near(made.summary->last_change, 0.04 / (1e-6 * 99999.98));
    outcome_free(&made);
}

static void fails_with(ctg_graph *graph, ctg_scenario *scenario, bool ledger,
                       const char *message)
{
    ctg_network *const network = network_of(graph);
    ctg_plan *const plan = plan_of(network, scenario);
    ctg_run_options options = ctg_run_options_default();
    ctg_run *run;
    ctg_error error = {0};

    options.ledger = ledger;
    assert_int_equal(ctg_run_new(plan, &options, &run, &error),
                     CTG_NO_SOLUTION);
    assert_string_equal(error.message, message);
    ctg_plan_free(plan);
    ctg_network_free(network);
    ctg_graph_free(graph);
}

/* A fifth of a short is bought back each round in a pool that it has emptied
 * long ago: the price grows by more than half in each, without a bound. */
static ctg_graph *squeeze(void)
{
    return graph_of("nodes", "id,equity\nO,80\nW,90\n", "assets",
                    "id,price,depth,impact\nZ,1,1,amm\n", "venues",
                    "node,type,close_factor\nW,margin,0.2\n", "markets",
                    "venue,asset,maintenance\nW,Z,0.05\n", "positions",
                    "account,owner,venue,asset,quantity\n"
                    "b,O,W,Z,-10\nb,O,W,,10.2\n",
                    NULL);
}

static void a_price_without_a_number_fails_the_run(void **state)
{
    (void)state;
    fails_with(squeeze(), scenario_of(NULL, NULL), true,
               "round 512: the price of 'Z' is no finite number");
    fails_with(squeeze(), scenario_of(NULL, NULL), false,
               "round 512: the price of 'Z' is no finite number");
}

/* 3 x 4^511 = 1.348e308 is a number, with the margin of 40 % it is none: the
 * short is bought back in round 512 too. */
static void a_margin_beyond_all_numbers_is_called(void **state)
{
    (void)state;
    fails_with(graph_of("nodes", "id\nD\n", "assets",
                        "id,price,depth,impact\nX,3,2,amm\n", "venues",
                        "node,type,close_factor\nD,margin,0.5\n", "markets",
                        "venue,asset,maintenance\nD,X,0.4\n", "positions",
                        "account,owner,venue,asset,quantity\nd,D,D,X,-1000\n",
                        NULL),
               scenario_of(NULL, NULL), true,
               "round 512: the price of 'X' is no finite number");
}

static void an_equity_without_a_number_fails_the_run(void **state)
{
    (void)state;
    for (int ledger = 0; ledger < 2; ledger++)
        fails_with(graph_of("nodes", "id,equity\nA,5\nB,7\n", "assets",
                            "id,price\nX,2\n", "holdings",
                            "node,asset,quantity\nA,X,1\nB,X,100\n", NULL),
                   scenario_of("asset X=1e307", NULL), ledger,
                   ledger ? "round 0: the loss in value of 'X' is no finite "
                            "number"
                          : "round 1: the equity of 'B' is no finite number");
}

/* X falls by half, twice of it sold: the second order is a share of what there
 * was at first, not of the little that is left. */
/* A token falls on by less than the tolerance: its oracle, four rounds behind, is
 * held against the market of now, not against the opening's (25 rounds). */
static void a_lagged_oracle_has_to_meet_the_market_of_now(void **state)
{
    outcome made = outcome_of(
        graph_of("nodes",
                 "id,equity,cash,other_assets,valuation\n"
                 "n3,25.6,,55,\nn4,6,10.5,,\nn6,,,114,\n"
                 "n7,3.9,5.2,,clearing\n",
                 "assets", "id,price,issuer,oracle\na0,7,n7,lag 4\n",
                 "holdings", "node,asset,quantity\nn7,a0,0.514\n",
                 "exposures",
                 "debtor,creditor,amount,asset,seniority\n"
                 "n3,n7,9.4,,\nn4,n3,12.14,,\nn6,n4,5,a0,\n"
                 "n7,n4,4.58,,2\n",
                 NULL),
        scenario_of("exposure n3>n7=-92.9%", "valuation", "merton-recovery",
                    "from_below", "true", "tolerance", "1e-6", NULL));

    (void)state;
    assert_true(made.summary->converged);
    assert_int_equal(made.summary->rounds, 26);
    outcome_free(&made);
}

static void orders_are_measured_by_the_first_books(void **state)
{
    outcome made =
        outcome_of(graph_of("nodes", "id,equity\nF,\nG,40\n", "assets",
                            "id,price,depth\nX,4,1e6\n", "holdings",
                            "node,asset,quantity\nF,X,3\n", "exposures",
                            "debtor,creditor,amount\nF,G,1\n", NULL),
                   scenario_of("node F=default", "unwind_rounds", "20",
                               "tolerance", "0.04", NULL));

    (void)state;
    /* A twentieth of 3 each: 0.15 > 0.04 x 3, until all is sold. */
    assert_true(made.summary->converged);
    assert_int_equal(made.summary->rounds, 21);
    outcome_free(&made);
    made = outcome_of(graph_of("nodes", "id,equity\nF,\nG,40\n", "assets",
                               "id,price,depth\nX,4,1e6\n", "holdings",
                               "node,asset,quantity\nF,X,3\n", "exposures",
                               "debtor,creditor,amount\nF,G,1\n", NULL),
                      scenario_of("node F=default", "unwind_rounds", "20",
                                  "tolerance", "0.06", NULL));
    /* Of what is left the last would be all. */
    assert_true(made.summary->converged);
    assert_true(made.summary->rounds < 4);
    outcome_free(&made);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(
            a_ring_near_the_critical_point_reaches_its_closed_form),
        cmocka_unit_test(a_cascade_that_pauses_for_a_round_is_not_cut_short),
        cmocka_unit_test(a_local_shock_in_a_large_system_is_not_lost),
        cmocka_unit_test(the_error_left_is_estimated),
        cmocka_unit_test(a_spiral_without_a_limit_ends_and_says_so),
        cmocka_unit_test(a_cancelled_run_says_in_which_round),
        cmocka_unit_test(limits_broken_before_any_shock_act_without_one),
        cmocka_unit_test(changes_of_the_thin_are_measured_by_their_gross),
        cmocka_unit_test(a_price_without_a_number_fails_the_run),
        cmocka_unit_test(a_margin_beyond_all_numbers_is_called),
        cmocka_unit_test(an_equity_without_a_number_fails_the_run),
        cmocka_unit_test(a_lagged_oracle_has_to_meet_the_market_of_now),
        cmocka_unit_test(orders_are_measured_by_the_first_books),
    };

    return RUN_TESTS(tests);
}
