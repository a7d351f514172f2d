/* All accounts of a venue pay what others lack, in proportion to equity. */
#include <stdio.h>
#include <stdlib.h>

#include "support/outcome.h"

static const double scales[] = {1, 0.001};

/* A run that keeps no ledger must end where the one with a ledger does. */
static void assert_same_without_ledger(const outcome *made)
{
    ctg_run_options options = ctg_run_options_default();
    const size_t nodes = ctg_network_node_count(made->network);
    ctg_error error = {0};
    ctg_run *bare = NULL;

    options.ledger = false;
    if (ctg_run_new(made->plan, &options, &bare, &error))
        fail_msg("%s", error.message);
    for (size_t i = 0; i < nodes; i++)
        assert_within(ctg_run_equity(bare)[i], ctg_run_equity(made->run)[i],
                      1e-9);
    ctg_run_free(bare);
}

static double used(const outcome *made, size_t index)
{
    ctg_layer_use use;

    assert_true(ctg_run_layer_use(made->run, index, &use));
    return use.used;
}

static void assert_sum(const outcome *made, ctg_channel channel,
                       const char *source, const char *target, double sum,
                       double scale)
{
    assert_within(outcome_sum(made, channel, source, target), sum * scale,
                  1e-9 * scale);
}

/* X falls from 95 to 80: L lacks 30 and M 10. S and T are rich in cash. At the
 * next venue, which has no layers, U has cash and N lacks 20. */
static outcome margin_venue(double scale, double s, double t,
                            const char *rounds)
{
    char positions[800];

    snprintf(positions, sizeof positions,
             "account,owner,venue,asset,quantity\n"
             "m,M,V,X,%.17g\nm,M,V,,%.17g\nl,L,V,X,%.17g\nl,L,V,,%.17g\n"
             "s,S,V,,%.17g\nt,T,V,,%.17g\nu,U,W,,%.17g\n"
             "n,N,W,X,%.17g\nn,N,W,,%.17g\n",
             2 * scale, -170 * scale, 3 * scale, -270 * scale, s * scale,
             t * scale, 500 * scale, 4 * scale, -340 * scale);
    return outcome_of(
        graph_of("nodes", "id,equity\nV,1000\nW,1000\nL,\nM,\nS,\nT,\nU,\nN,\n",
                 "assets", "id,price\nX,95\n", "venues",
                 "node,type\nV,margin\nW,margin\n", "markets",
                 "venue,asset,maintenance\nV,X,0.01\nW,X,0.01\n", "positions",
                 positions, "layers", "venue,order,kind\nV,1,socialise\n",
                 NULL),
        scenario_of("asset X=80", "rounds", rounds, NULL));
}

static void margin_accounts_pay_in_cash_for_each_loser(void **state)
{
    (void)state;
    for (size_t k = 0; k < 2; k++) {
        outcome made = margin_venue(scales[k], 70, 30, "1");

        assert_sum(&made, CTG_SOCIALISE, "L", "S", 21, scales[k]);
        assert_sum(&made, CTG_SOCIALISE, "M", "S", 7, scales[k]);
        assert_sum(&made, CTG_SOCIALISE, "L", "T", 9, scales[k]);
        assert_sum(&made, CTG_SOCIALISE, "M", "T", 3, scales[k]);
        assert_sum(&made, CTG_SOCIALISE, NULL, NULL, 40, scales[k]);
        assert_sum(&made, CTG_SHORTFALL, NULL, "V", 0, scales[k]);
        assert_sum(&made, CTG_SHORTFALL, "N", "W", 20, scales[k]);
        assert_within(used(&made, 0), 40 * scales[k], 1e-9 * scales[k]);
        assert_same_without_ledger(&made);
        outcome_free(&made);
    }
}

/* 10 of the 40: what is left of each lack is the venue's. */
static void they_pay_no_more_than_they_have(void **state)
{
    (void)state;
    for (size_t k = 0; k < 2; k++) {
        outcome made = margin_venue(scales[k], 6, 4, "1");

        assert_sum(&made, CTG_SOCIALISE, NULL, "S", 6, scales[k]);
        assert_sum(&made, CTG_SOCIALISE, NULL, "T", 4, scales[k]);
        assert_sum(&made, CTG_SHORTFALL, "L", "V", 22.5, scales[k]);
        assert_sum(&made, CTG_SHORTFALL, "M", "V", 7.5, scales[k]);
        assert_within(used(&made, 0), 10 * scales[k], 1e-9 * scales[k]);
        assert_same_without_ledger(&made);
        outcome_free(&made);
    }
}

static void without_equity_nothing_is_taken(void **state)
{
    outcome made = margin_venue(1, 0, 0, "3");

    (void)state;
    assert_sum(&made, CTG_SOCIALISE, NULL, NULL, 0, 1);
    assert_sum(&made, CTG_SHORTFALL, NULL, "V", 40, 1);
    assert_near(used(&made, 0), 0);
    outcome_free(&made);
}

/*
 * O lacks 20. P has 50 - 12 = 38 in two assets, Q 21 - 2 = 19: they pay 2 to
 * 1, from their collateral in proportion. Of X, 20 x 2/3 / 2 / 0.5 units of P
 * and 20 / 3 / 0.5 of Q are then in no account, which is what the second sale
 * of S finds.
 */
static void collateral_is_taken_in_proportion_to_its_value(void **state)
{
    static const double first = 0.5 * 2.5 / 1000;
    static const double price = 0.5 - 0.5 * 2.5 / 1000;
    static const double taken = 20.0 / 3 / 0.5 + 20.0 / 3 / 0.5;

    (void)state;
    for (size_t k = 0; k < 2; k++) {
        const double scale = scales[k];
        char positions[600];
        char assets[120];
        char holdings[80];
        outcome made;

        snprintf(positions, sizeof positions,
                 "account,owner,venue,asset,quantity\nk,O,V,X,%.17g\n"
                 "k,O,V,,%.17g\nl,P,V,X,%.17g\nl,P,V,Y,%.17g\nl,P,V,,%.17g\n"
                 "m,Q,V,X,%.17g\nm,Q,V,,%.17g\n",
                 100 * scale, -70 * scale, 50 * scale, 25 * scale, -12 * scale,
                 42 * scale, -2 * scale);
        snprintf(assets, sizeof assets,
                 "id,price,depth,oracle\nX,1,%.17g,fixed\nY,1,,\n",
                 1000 * scale);
        snprintf(holdings, sizeof holdings, "node,asset,quantity\nS,X,%.17g\n",
                 10 * scale);
        made =
            outcome_of(graph_of("nodes", "id,equity\nV,500\nO,\nP,\nQ,\nS,8\n",
                                "assets", assets, "holdings", holdings,
                                "venues", "node,type\nV,lending\n", "markets",
                                "venue,asset,maintenance\nV,X,0.1\nV,Y,0.1\n",
                                "positions", positions, "layers",
                                "venue,order,kind\nV,1,socialise\n", NULL),
                       scenario_of("asset X=-50%;node S=default",
                                   "unwind_rounds", "2", "rounds", "2", NULL));
        assert_sum(&made, CTG_IMPACT, "S", "asset:X",
                   first * 202 + price * (5 * price / 1000) * (202 - taken - 5),
                   scale);
        assert_same_without_ledger(&made);
        outcome_free(&made);
    }
}

/* S has 10 Y at 10 and owes 90; once it has paid all of its 10 it fails its
 * maintenance and is closed out, too. */
static void who_paid_is_looked_at_again(void **state)
{
    outcome made = outcome_of(
        graph_of("nodes", "id,equity\nV,1000\nL,\nS,\nT,\n", "assets",
                 "id,price\nX,95\nY,10\n", "venues", "node,type\nV,margin\n",
                 "markets", "venue,asset,maintenance\nV,X,0.01\nV,Y,0.05\n",
                 "positions",
                 "account,owner,venue,asset,quantity\nl,L,V,X,3\n"
                 "l,L,V,,-270\ns,S,V,Y,10\ns,S,V,,-90\nt,T,V,,20\n",
                 "layers", "venue,order,kind\nV,1,socialise\n", NULL),
        scenario_of("asset X=80", NULL));

    (void)state;
    assert_near(outcome_sum(&made, CTG_SOCIALISE, "L", "S"), 10);
    assert_int_equal(made.summary->liquidated, 2);
    outcome_free(&made);
}

/* No order, no price and no equity says that a tenth of an account is gone:
 * its owner has a thousand times as much. */
static void what_is_taken_from_an_account_keeps_the_run_going(void **state)
{
    const char *const tolerances[] = {"0.05", "0.2"};

    (void)state;
    for (int k = 0; k < 2; k++) {
        outcome made = outcome_of(
            graph_of("nodes", "id,equity\nL,90000\nW,80000\nV,70000\n",
                     "assets", "id,price,oracle\nX,100,fixed\n", "venues",
                     "node,type\nV,margin\n", "layers",
                     "venue,order,kind\nV,0,socialise\n", "positions",
                     "account,owner,venue,asset,quantity\n"
                     "l,L,V,X,1\nl,L,V,,-95\nw,W,V,,50\n",
                     NULL),
            scenario_of("asset X=-10%", "tolerance", tolerances[k], NULL));

        assert_true(made.summary->converged);
        assert_int_equal(made.summary->rounds, k ? 1 : 2);
        assert_near(ctg_run_equity(made.run)[1], 80000 - 5);
        outcome_free(&made);
    }
}

enum { LOSERS = 70, WINNERS = 60, TEXT = 20000 };

/* Loser k lacks 5 (1 + k / 7), winner j has 300 + 10 j; U0 is twice a winner.
 */
static outcome many_at_one_venue(void)
{
    char *const positions = ctg__allocate_array(TEXT, 1);
    char *const nodes = ctg__allocate_array(TEXT, 1);
    size_t p = 0;
    size_t n = 0;
    outcome made;

    assert_non_null(positions);
    assert_non_null(nodes);
    n += (size_t)snprintf(nodes, TEXT, "id,equity\nV,1000\n");
    p += (size_t)snprintf(positions, TEXT,
                          "account,owner,venue,asset,quantity\n");
    for (int k = 0; k < LOSERS; k++) {
        n += (size_t)snprintf(nodes + n, TEXT - n, "L%d,\n", k);
        p += (size_t)snprintf(positions + p, TEXT - p,
                              "l%d,L%d,V,X,%.17g\nl%d,L%d,V,,%.17g\n", k, k,
                              1 + k / 7.0, k, k, -85 * (1 + k / 7.0));
    }
    for (int j = 0; j < WINNERS; j++) {
        if (j != 1)
            n += (size_t)snprintf(nodes + n, TEXT - n, "U%d,\n", j);
        p += (size_t)snprintf(positions + p, TEXT - p, "u%d,U%d,V,,%d\n", j,
                              j == 1 ? 0 : j, 300 + 10 * j);
    }
    made = outcome_of(graph_of("nodes", nodes, "assets", "id,price\nX,95\n",
                               "venues", "node,type\nV,margin\n", "markets",
                               "venue,asset,maintenance\nV,X,0.01\n",
                               "positions", positions, "layers",
                               "venue,order,kind\nV,1,socialise\n", NULL),
                      scenario_of("asset X=80", "rounds", "1", NULL));
    ctg__release(positions);
    ctg__release(nodes);
    return made;
}

/* What each pays for each is written down, however many they are. */
static void many_pay_for_many_as_few_do(void **state)
{
    outcome made = many_at_one_venue();
    const ctg_ledger *const ledger = ctg_run_ledger(made.run);
    const ctg_entry *const entries = ctg_ledger_entries(ledger);
    double total = 0;
    double booked = 0;
    double paid = 0;
    size_t count = 0;

    (void)state;
    for (int j = 0; j < WINNERS; j++)
        total += 300 + 10 * j;
    for (size_t e = 0; e < ctg_ledger_count(ledger); e++) {
        const char *loser;
        const char *winner;
        double has;

        if (ctg_actor_kind_of(entries[e].target) == CTG_ACTOR_NODE)
            booked += fmax(0, entries[e].amount);
        if (entries[e].channel != CTG_SOCIALISE)
            continue;
        loser =
            ctg_graph_node_id(made.graph, ctg_actor_index(entries[e].source));
        winner =
            ctg_graph_node_id(made.graph, ctg_actor_index(entries[e].target));
        has = 300 + 10 * atof(winner + 1);
        if (has == 300)
            has += 310;
        assert_near(entries[e].amount,
                    5 * (1 + atof(loser + 1) / 7) * has / total);
        paid += entries[e].amount;
        count++;
    }
    assert_int_equal(count, LOSERS * (WINNERS - 1));
    assert_near(paid, 5 * (LOSERS + LOSERS * (LOSERS - 1) / 14.0));
    assert_near(used(&made, 0), paid);
    assert_near(made.summary->losses_booked, booked);
    assert_same_without_ledger(&made);
    outcome_free(&made);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(margin_accounts_pay_in_cash_for_each_loser),
        cmocka_unit_test(they_pay_no_more_than_they_have),
        cmocka_unit_test(without_equity_nothing_is_taken),
        cmocka_unit_test(collateral_is_taken_in_proportion_to_its_value),
        cmocka_unit_test(who_paid_is_looked_at_again),
        cmocka_unit_test(what_is_taken_from_an_account_keeps_the_run_going),
        cmocka_unit_test(many_pay_for_many_as_few_do),
    };

    return RUN_TESTS(tests);
}
