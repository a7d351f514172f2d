/* Claim values: recoveries, classes, and what par is. */
#include "support/outcome.h"

/* D loses half of 8: h = 0.5, V = 1 - (1 - R)/2. */
static void recovery_is_the_exposure_s_the_debtor_s_the_scenario_s(void **state)
{
    outcome made = outcome_of(
        graph_of("nodes", "id,equity,recovery\nD,8,0.3\nE,8,\nC,90,\n",
                 "exposures",
                 "debtor,creditor,amount,recovery\n"
                 "D,C,7,\nD,C,5,0.9\nE,C,11,\nE,C,3,0\n",
                 NULL),
        scenario_of("node D=-50%;node E=-50%", "recovery", "0.6", NULL));

    (void)state;
    assert_near(outcome_sum(&made, CTG_CLAIM, "D", "C"),
                7 * 0.7 / 2 + 5 * 0.1 / 2);
    assert_near(outcome_sum(&made, CTG_CLAIM, "E", "C"),
                11 * 0.4 / 2 + 3 * 1.0 / 2);
    outcome_free(&made);
}

static double value_of(const outcome *made, size_t exposure)
{
    ctg_claim claim;

    assert_true(ctg_run_claim(made->run, exposure, &claim));
    return claim.value;
}

/*
 * D keeps 20.5 of 40: 4 of other liabilities and 5 of class 0 are paid, 8 of
 * class 1 too, 3.5 of 7 of class 3 and nothing of 16 of class 6.
 */
static void senior_classes_are_paid_first(void **state)
{
    outcome made =
        outcome_of(graph_of("nodes",
                            "id,cash,other_liabilities,equity\n"
                            "D,43,4,\nA,,,90\nB,,,90\n",
                            "exposures",
                            "debtor,creditor,amount,seniority\n"
                            "D,A,16,6\nD,B,5,\nD,A,7,3\nD,B,6,1\nD,A,2,1\n",
                            NULL),
                   scenario_of("node D=-22.5", "valuation", "clearing", NULL));

    (void)state;
    assert_near(value_of(&made, 0), 0);
    assert_near(value_of(&made, 1), 5);
    assert_near(value_of(&made, 2), 3.5);
    assert_near(value_of(&made, 3), 6);
    assert_near(value_of(&made, 4), 2);
    assert_near(made.summary->outside_loss, 0);
    outcome_free(&made);
    /* 6.3 for class 0 alone: 0.7 of it. */
    made = outcome_of(
        graph_of("nodes", "id,cash,other_liabilities,equity\nD,43,4,\nA,,,90\n",
                 "exposures",
                 "debtor,creditor,amount,seniority\nD,A,30,2\nD,A,5,\n", NULL),
        scenario_of("node D=-36.7", "valuation", "clearing", NULL));
    assert_near(value_of(&made, 0), 0);
    assert_near(value_of(&made, 1), 5 * 0.7);
    assert_near(made.summary->outside_loss, 4 * 0.3);
    outcome_free(&made);
}

/* P(X < L) of a lognormal with mean A and volatility s. */
static double default_probability(double assets, double liabilities, double s)
{
    const double d =
        (log(liabilities / assets) + s * s / 2) / s; /* of a normal */

    return erfc(-d / sqrt(2)) / 2;
}

static outcome ex_ante(const char *absolute, const char *equity)
{
    char nodes[120];

    snprintf(nodes, sizeof nodes,
             "id,equity,other_liabilities,volatility\n"
             "D,%s,26,0.31\nE,9,23,\nC,90,,\n",
             equity);
    return outcome_of(graph_of("nodes", nodes, "exposures",
                               "debtor,creditor,amount\nD,C,14\nE,C,17\n",
                               NULL),
                      scenario_of("node E=-4", "valuation", "merton-recovery",
                                  "sigma", "0.23", "T", "1.7", "recovery",
                                  "0.4", "absolute", absolute, NULL));
}

static void ex_ante_rules_are_measured_from_the_first_books(void **state)
{
    outcome made = ex_ante("false", "12");
    const double s = 0.23 * sqrt(1.7);
    const double before = 1 - 0.6 * default_probability(49, 40, s);
    const double after = 1 - 0.6 * default_probability(45, 40, s);

    (void)state;
    assert_near(outcome_sum(&made, CTG_CLAIM, "D", "C"), 0);
    assert_near(outcome_sum(&made, CTG_CLAIM, "E", "C"),
                17 * (1 - after / before));
    outcome_free(&made);
}

static void absolute_books_the_mark_down_of_the_first_books(void **state)
{
    outcome made = ex_ante("true", "12");
    const double own = 0.31 * sqrt(1.7);
    const double general = 0.23 * sqrt(1.7);

    (void)state;
    assert_near(outcome_sum(&made, CTG_CLAIM, "D", "C"),
                14 * 0.6 * default_probability(52, 40, own));
    assert_near(outcome_sum(&made, CTG_CLAIM, "E", "C"),
                17 * 0.6 * default_probability(45, 40, general));
    outcome_free(&made);
}

/* An insolvent debtor has no par: its claims are marked down in any case. */
static void the_insolvent_are_marked_down_even_if_not_absolute(void **state)
{
    outcome made = ex_ante("false", "-3");

    (void)state;
    assert_near(outcome_sum(&made, CTG_CLAIM, "D", "C"),
                14 * 0.6 * default_probability(37, 40, 0.31 * sqrt(1.7)));
    outcome_free(&made);
}

/* D is hit by 25 %; its claim on F is lost a round later: h = 0.65, unseen. */
static void single_hit_sends_the_first_distress_only(void **state)
{
    static const char *const rules[] = {"single-hit", "linear"};

    (void)state;
    for (size_t k = 0; k < 2; k++) {
        outcome made = outcome_of(
            graph_of("nodes", "id,equity\nD,8\nF,5\nC,90\n", "exposures",
                     "debtor,creditor,amount\nD,C,7\nF,D,3.2\n", NULL),
            scenario_of("node D=-25%;node F=default", "valuation", rules[k],
                        NULL));

        assert_near(outcome_sum(&made, CTG_CLAIM, "F", "D"), 3.2);
        assert_near(outcome_sum(&made, CTG_CLAIM, "D", "C"),
                    7 * (k ? 0.65 : 0.25));
        outcome_free(&made);
    }
}

/* 25 % is no hit yet where 30 % are tolerated: the 65 % of round 2 are. */
static void single_hit_freezes_above_the_tolerance(void **state)
{
    outcome made =
        outcome_of(graph_of("nodes", "id,equity\nD,8\nF,5\nC,90\n", "exposures",
                            "debtor,creditor,amount\nD,C,7\nF,D,3.2\n", NULL),
                   scenario_of("node D=-25%;node F=default", "valuation",
                               "single-hit", "tolerance", "0.3", NULL));

    (void)state;
    assert_near(outcome_sum(&made, CTG_CLAIM, "D", "C"), 7 * 0.65);
    outcome_free(&made);
}

/* D lost 25 %, then gains 12 x 0.2 since it owes X: V stays where it was. */
static void a_write_down_stays_booked(void **state)
{
    outcome made = outcome_of(
        graph_of("nodes", "id,equity\nD,10\nB,70\nS,5\n", "exposures",
                 "debtor,creditor,amount,asset\nD,B,12,X\n", "assets",
                 "id,price,depth\nX,2,1000\n", "holdings",
                 "node,asset,quantity\nS,X,50\n", NULL),
        scenario_of("node D=-25%;node S=default", NULL));

    (void)state;
    assert_near(ctg_run_equity(made.run)[0], 7.5 + 2.4);
    assert_near(outcome_sum(&made, CTG_CLAIM, "D", "B"), 24 * 0.25);
    assert_near(value_of(&made, 0), 12 * 1.8 * 0.75);
    outcome_free(&made);
}

/* 6 for 12: nobody in the network is owed it. */
static void losses_of_outsiders_count_without_any_exposure(void **state)
{
    outcome made = outcome_of(
        graph_of("nodes", "id,cash,other_liabilities\nD,20,12\n", NULL),
        scenario_of("node D=-14", "valuation", "clearing", NULL));

    (void)state;
    assert_near(made.summary->outside_loss, 6);
    outcome_free(&made);
}

/*
 * X falls to 1.125 by a sale in round 1. B, solvent and touched by nothing
 * else, has 25 outside and claims of 30, then 22.5, against 40.
 */
static void net_claims_are_those_of_the_opening_books(void **state)
{
    outcome made = outcome_of(
        graph_of("nodes",
                 "id,other_liabilities,valuation,equity\n"
                 "B,30,merton-recovery,\nA,,,50\nC,,,60\nS,,,5\n",
                 "exposures",
                 "debtor,creditor,amount,asset\nA,B,20,X\nB,C,10,\n", "assets",
                 "id,price,depth\nX,1.5,600\nY,1,\n", "holdings",
                 "node,asset,quantity\nB,Y,25\nS,X,100\n", NULL),
        scenario_of("node S=default", "sigma", "0.43", "recovery", "0.4",
                    NULL));
    const double before = 1 - 0.6 * default_probability(25, 10, 0.43);
    const double after = 1 - 0.6 * default_probability(25, 17.5, 0.43);

    (void)state;
    assert_near(outcome_sum(&made, CTG_CLAIM, "B", "C"),
                10 * (1 - after / before));
    outcome_free(&made);
}

/* Default is certain from the start, and nothing would be recovered: par is
 * nothing, and without a shock it stays what it is. */
static void what_is_worthless_from_the_start_loses_nothing(void **state)
{
    outcome made = outcome_of(
        graph_of("nodes", "id,equity,volatility\nD,8,1e9\nC,90,\n", "exposures",
                 "debtor,creditor,amount\nD,C,7\n", NULL),
        scenario_of(NULL, "valuation", "merton-recovery", NULL));

    (void)state;
    assert_true(made.summary->converged);
    assert_near(ctg_run_equity(made.run)[1], 90);
    outcome_free(&made);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(
            recovery_is_the_exposure_s_the_debtor_s_the_scenario_s),
        cmocka_unit_test(senior_classes_are_paid_first),
        cmocka_unit_test(ex_ante_rules_are_measured_from_the_first_books),
        cmocka_unit_test(absolute_books_the_mark_down_of_the_first_books),
        cmocka_unit_test(the_insolvent_are_marked_down_even_if_not_absolute),
        cmocka_unit_test(single_hit_sends_the_first_distress_only),
        cmocka_unit_test(single_hit_freezes_above_the_tolerance),
        cmocka_unit_test(a_write_down_stays_booked),
        cmocka_unit_test(losses_of_outsiders_count_without_any_exposure),
        cmocka_unit_test(net_claims_are_those_of_the_opening_books),
        cmocka_unit_test(what_is_worthless_from_the_start_loses_nothing),
    };

    return RUN_TESTS(tests);
}
