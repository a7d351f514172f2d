#include <contagraph/verify.h>

#include <stdio.h>

#include "support/cmocka.h"
#include "support/graph.h"

/* EN1: 0 -> 1 10, 1 -> 2 8, 2 -> 0 4; e = (2, 1, 3). */
static const char en1_nodes[] = "id,cash\n0,2\n1,1\n2,3\n";
static const char en1_exposures[] =
    "debtor,creditor,amount\n0,1,10\n1,2,8\n2,0,4\n";

typedef struct verified {
    ctg_verification verification;
    ctg_status status;
    ctg_error error;
} verified;

static int go_on(void *context, double done, double total)
{
    (void)context;
    (void)done;
    (void)total;
    return 1;
}

/* Runs one plan, verifies by another. Both may be the same. */
static verified verify_by(const ctg_network *network, ctg_plan *ran,
                          ctg_plan *told)
{
    verified v = {.status = CTG_OK};
    ctg_run *run = NULL;

    assert_int_equal(ctg_run_new(ran, NULL, &run, &v.error), CTG_OK);
    assert_ptr_equal(ctg_run_network(run), network);
    v.status =
        ctg_run_verify(run, told, go_on, NULL, &v.verification, &v.error);
    ctg_run_free(run);
    if (told != ran)
        ctg_plan_free(told);
    ctg_plan_free(ran);
    return v;
}

static verified verify(const ctg_network *network, ctg_scenario *scenario)
{
    ctg_plan *const plan = plan_of(network, scenario);

    return verify_by(network, plan, plan);
}

static ctg_scenario *clearing_after(const char *shocks)
{
    return scenario_of(shocks, "valuation", "clearing", "tolerance", "1e-13",
                       NULL);
}

static void the_programme_finds_the_clearing_payments(void **state)
{
    ctg_graph *const graph =
        graph_of("nodes", en1_nodes, "exposures", en1_exposures, NULL);
    ctg_network *const network = network_of(graph);
    verified v = verify(network, clearing_after(NULL));

    (void)state;
    assert_int_equal(v.status, CTG_OK);
    assert_near(v.verification.paid, 6 + 7 + 4);
    assert_near(v.verification.largest_debt, 10);
    assert_true(v.verification.agrees);
    assert_within(v.verification.largest_difference, 0, 1e-10);

    /* 2 loses 2.5 and half of what 1 owes it: it pays .5 + 7 / 2. */
    v = verify(network, clearing_after("node 2=-2.5; exposure 1>2=-50%"));
    assert_int_equal(v.status, CTG_OK);
    assert_near(v.verification.paid, 6 + 7 + 4);
    v = verify(network, clearing_after("node 2=-2.9; exposure 1>2=-55%"));
    assert_int_equal(v.status, CTG_OK);
    assert_true(v.verification.agrees);
    assert_true(v.verification.paid < 17);

    /* 1 has lost 1 of its 3 by the write-off: a default takes 2 more. With 6
     * of 0, of which 5.4 count, it pays 1 - 2 + 5.4, and 2 all it owes. */
    v = verify(network, clearing_after("node 1=default; exposure 0>1=-10%"));
    assert_int_equal(v.status, CTG_OK);
    assert_true(v.verification.agrees);
    assert_near(v.verification.paid, 6 + 4.4 + 4);
    ctg_network_free(network);
    ctg_graph_free(graph);
}

static void a_run_that_is_wrong_does_not_agree(void **state)
{
    ctg_graph *const graph =
        graph_of("nodes", en1_nodes, "exposures", en1_exposures, NULL);
    ctg_network *const network = network_of(graph);
    const verified v =
        verify_by(network, plan_of(network, clearing_after(NULL)),
                  plan_of(network, clearing_after("node 0=-1e-7")));

    (void)state;
    assert_int_equal(v.status, CTG_OK);
    assert_false(v.verification.agrees);
    assert_within(v.verification.largest_difference, 1e-7, 1e-9);
    assert_int_equal(v.verification.exposure, 0);
    ctg_network_free(network);
    ctg_graph_free(graph);
}

static void assets_below_zero_pay_nothing(void **state)
{
    /* B's assets are below 0 even if A pays in full. */
    ctg_graph *const graph =
        graph_of("nodes", "id,cash\nA,3.5\nB,1\nC,0.25\n", "exposures",
                 "debtor,creditor,amount\nA,B,5\nB,C,7\nC,A,0.6\n", NULL);
    ctg_network *const network = network_of(graph);
    const verified v = verify(network, clearing_after("node B=-40"));

    (void)state;
    assert_int_equal(v.status, CTG_OK);
    assert_near(v.verification.paid, 3.75 + 0 + 0.25);
    assert_true(v.verification.agrees);
    ctg_network_free(network);
    ctg_graph_free(graph);
}

static uint32_t next(uint32_t *seed)
{
    *seed = *seed * 1664525u + 1013904223u;
    return *seed >> 8;
}

static void random_graphs_agree(void **state)
{
    enum { NODES = 40 };

    (void)state;
    for (uint32_t g = 1; g <= 12; g++) {
        uint32_t seed = g;
        char nodes[NODES * 32] = "id,cash,other_liabilities\n";
        char exposures[NODES * 4 * 24] = "debtor,creditor,amount\n";
        size_t used = strlen(nodes);
        ctg_graph *graph;
        ctg_network *network;
        verified v;

        for (uint32_t i = 0; i < NODES; i++)
            used += (size_t)snprintf(nodes + used, sizeof nodes - used,
                                     "%u,%u.5,%u\n", i, next(&seed) % 20,
                                     next(&seed) % 2 * 3);
        used = strlen(exposures);
        for (uint32_t k = 0; k < NODES * 4; k++) {
            const uint32_t i = next(&seed) % NODES;

            used += (size_t)snprintf(
                exposures + used, sizeof exposures - used, "%u,%u,%u.25\n", i,
                (i + 1 + next(&seed) % (NODES - 1)) % NODES, next(&seed) % 9);
        }
        graph = graph_of("nodes", nodes, "exposures", exposures, NULL);
        network = network_of(graph);
        v = verify(network, clearing_after("node 0=default; node 7=-3"));
        if (v.status)
            fail_msg("%s", v.error.message);
        assert_true(v.verification.largest_debt > 0);
        assert_true(v.verification.agrees);
        ctg_network_free(network);
        ctg_graph_free(graph);
    }
}

typedef struct refusal {
    const char *nodes;
    const char *exposures;
    const char *key;
    const char *value;
    const char *reason;
} refusal;

static void what_is_no_programme_is_refused_with_the_reason(void **state)
{
    static const char two_classes[] =
        "debtor,creditor,amount,seniority\n0,1,10,0\n0,2,1,1\n1,2,8,0\n";
    static const char below_others[] =
        "debtor,creditor,amount,seniority\n0,1,10,1\n1,2,8,0\n";
    static const refusal refusals[] = {
        {en1_nodes, en1_exposures, "valuation", "linear",
         "claims on '0' are not valued by clearing"},
        {en1_nodes, en1_exposures, "a", "0.9", "default costs"},
        {en1_nodes, en1_exposures, "from_below", "true", "not the least"},
        {en1_nodes, en1_exposures, "leverage_max", "12", "leverage limit"},
        {en1_nodes, two_classes, "valuation", "clearing",
         "debts of '0' are of more than one seniority"},
        {"id,cash,other_liabilities\n0,2,1\n1,1,0\n2,3,0\n", below_others,
         "valuation", "clearing",
         "debts of '0' are of more than one seniority"},
        {"id,cash,leverage_max\n0,2,\n1,1,30\n2,3,\n", en1_exposures,
         "valuation", "clearing", "'1' has a leverage limit"},
        {"id,cash,valuation\n0,2,\n1,1,threshold\n2,3,\n", en1_exposures,
         "valuation", "clearing", "claims on '1' are not valued by clearing"},
    };

    (void)state;
    for (size_t r = 0; r < sizeof refusals / sizeof *refusals; r++) {
        ctg_graph *const graph =
            graph_of("nodes", refusals[r].nodes, "exposures",
                     refusals[r].exposures, NULL);
        ctg_network *const network = network_of(graph);
        const verified v = verify(
            network, scenario_of(NULL, "valuation", "clearing", refusals[r].key,
                                 refusals[r].value, NULL));

        assert_int_equal(v.status, CTG_NO_SOLUTION);
        if (!strstr(v.error.message, refusals[r].reason))
            fail_msg("'%s' does not say '%s'", v.error.message,
                     refusals[r].reason);
        ctg_network_free(network);
        ctg_graph_free(graph);
    }
}

/* The only claim there is. */
static void claims_in_units_of_an_asset_are_no_programme(void **state)
{
    ctg_graph *const graph =
        graph_of("nodes", en1_nodes, "exposures",
                 "debtor,creditor,amount,asset\n0,1,10,X\n", "assets",
                 "id,price\nX,1\n", NULL);
    ctg_network *const network = network_of(graph);
    const verified v =
        verify(network, scenario_of(NULL, "valuation", "clearing", NULL));

    (void)state;
    assert_int_equal(v.status, CTG_NO_SOLUTION);
    assert_non_null(strstr(v.error.message, "in units of an asset"));
    ctg_network_free(network);
    ctg_graph_free(graph);
}

static void one_class_below_none_is_fine(void **state)
{
    ctg_graph *const graph = graph_of(
        "nodes", en1_nodes, "exposures",
        "debtor,creditor,amount,seniority\n0,1,10,3\n1,2,8,3\n2,0,4,1\n", NULL);
    ctg_network *const network = network_of(graph);
    const verified v = verify(network, clearing_after(NULL));

    (void)state;
    assert_int_equal(v.status, CTG_OK);
    assert_near(v.verification.paid, 17);
    assert_true(v.verification.agrees);
    ctg_network_free(network);
    ctg_graph_free(graph);
}

static void holdings_are_part_of_what_can_be_paid(void **state)
{
    ctg_graph *const graph =
        graph_of("nodes", "id,cash\n0,0.5\n1,1\n2,3\n", "exposures",
                 en1_exposures, "assets", "id,price,depth\nX,2,\nY,1,50\n",
                 "holdings", "node,asset,quantity\n0,X,1.5\n", NULL);
    ctg_network *const network = network_of(graph);
    verified v = verify(network, clearing_after("asset X=1"));

    (void)state;
    assert_int_equal(v.status, CTG_OK);
    assert_near(v.verification.paid, 6 + 7 + 4); /* 0.5 + 1.5 x 1 = 2 */
    assert_true(v.verification.agrees);
    ctg_network_free(network);
    ctg_graph_free(graph);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_programme_finds_the_clearing_payments),
        cmocka_unit_test(a_run_that_is_wrong_does_not_agree),
        cmocka_unit_test(assets_below_zero_pay_nothing),
        cmocka_unit_test(random_graphs_agree),
        cmocka_unit_test(what_is_no_programme_is_refused_with_the_reason),
        cmocka_unit_test(claims_in_units_of_an_asset_are_no_programme),
        cmocka_unit_test(one_class_below_none_is_fine),
        cmocka_unit_test(holdings_are_part_of_what_can_be_paid),
    };

    return RUN_TESTS(tests);
}
