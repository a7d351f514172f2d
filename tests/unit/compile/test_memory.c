/* Every allocation of compile fails once: an error, and nothing leaks. */
#include "support/failing_memory.h"
#include "support/graph.h"

/* Every table, so that every file of compile allocates. */
static ctg_graph *full_graph(void)
{
    return graph_of(
        "nodes",
        "id,equity,cash,reported_claims\n"
        "A,5,2,1\nB,12.75,1,9\nV,0,3,\nM,1,1,\n",
        "assets", "id,price,depth,issuer,group\nX,10,1e6,A,g\nY,4,,,g\n",
        "exposures",
        "debtor,creditor,amount,asset,recovery,seniority,maturity_days\n"
        "A,B,90,,0.237,1,30\nB,A,70,X,,,\nB,B,1,,,,\n",
        "holdings", "node,asset,quantity\nA,X,1\nB,Y,-0.5\nA,X,2\n", "venues",
        "node,type\nV,lending\nM,margin\n", "markets",
        "venue,asset,maintenance\nV,X,0.2\nM,Y,0.05\n", "positions",
        "account,owner,venue,asset,quantity\n"
        "a,A,V,X,5\na,A,V,,-3\nb,B,M,X,1\nb,B,M,Y,2\n",
        "layers", "venue,order,kind,amount\nV,1,fund,3\nM,1,socialise,\n",
        NULL);
}

static void a_network_survives_every_failing_allocation(void **state)
{
    ctg_graph *const graph = full_graph();
    ctg_problems *const problems = ctg_problems_new();
    const long before = memory_alive();
    ctg_status status = CTG_NO_MEMORY;
    long grants = 0;

    (void)state;
    for (; status && grants < 1000; grants++) {
        ctg_network *network = NULL;
        ctg_error error = {0};

        memory_fail_after(grants);
        /* Without a list: its texts would be lost, which is no failure. */
        status = ctg_network_new(graph, &network, NULL, &error);
        memory_fail_after(-1);
        assert_true(status == CTG_OK || status == CTG_NO_MEMORY);
        if (status)
            assert_null(network);
        ctg_network_free(network);
        assert_int_equal(memory_alive(), before);
    }
    assert_int_equal(status, CTG_OK);
    assert_true(grants > 10);
    ctg_problems_free(problems);
    ctg_graph_free(graph);
}

static void a_refusal_survives_every_failing_allocation(void **state)
{
    ctg_graph *const graph =
        graph_of("nodes", "id,valuation\nA,linaer\nA,linear\n", "exposures",
                 "debtor,creditor,amount\nA,Z,-1\n", NULL);
    const long before = memory_alive();
    ctg_status status = CTG_NO_MEMORY;

    (void)state;
    for (long grants = 0; status == CTG_NO_MEMORY && grants < 1000; grants++) {
        ctg_network *network = NULL;
        ctg_error error = {0};

        memory_fail_after(grants);
        status = ctg_network_new(graph, &network, NULL, &error);
        memory_fail_after(-1);
        assert_null(network);
        assert_int_equal(memory_alive(), before);
    }
    assert_int_equal(status, CTG_BAD_INPUT);
    ctg_graph_free(graph);
}

static void a_scenario_and_its_plan_survive_too(void **state)
{
    ctg_graph *const graph = full_graph();
    ctg_network *const network = network_of(graph);
    const long before = memory_alive();
    bool done = false;

    (void)state;
    for (long grants = 0; !done && grants < 1000; grants++) {
        ctg_scenario *scenario;
        ctg_scenario *copy = NULL;
        ctg_plan *plan = NULL;

        memory_fail_after(grants);
        scenario = ctg_scenario_new();
        if (scenario &&
            ctg_scenario_set(scenario, "shocks",
                             "@g=-1%;A=-2;B=-3;X=4;X=5;X=6;haircut V/X=+1%;"
                             "exposure A>B=-5%;depth X=-3%",
                             NULL) == CTG_OK &&
            ctg_scenario_parse(scenario, "{\"recovery\": 0.4, \"T\": 2}",
                               "text", NULL) == CTG_OK &&
            ctg_scenario_apply_model(scenario, "furfine", NULL) == CTG_OK)
            copy = ctg_scenario_copy(scenario);
        if (copy)
            done = ctg_plan_new(network, copy, &plan, NULL) == CTG_OK;
        memory_fail_after(-1);
        assert_true(done == (plan != NULL));
        ctg_plan_free(plan);
        ctg_scenario_free(copy);
        ctg_scenario_free(scenario);
        assert_int_equal(memory_alive(), before);
    }
    assert_true(done);
    ctg_network_free(network);
    ctg_graph_free(graph);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_network_survives_every_failing_allocation),
        cmocka_unit_test(a_refusal_survives_every_failing_allocation),
        cmocka_unit_test(a_scenario_and_its_plan_survive_too),
    };

    return RUN_TESTS(tests);
}
