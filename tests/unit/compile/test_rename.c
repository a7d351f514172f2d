/* A graph without its names, and shocks in the new ones. */
#include <contagraph/contagraph.h>

#include "support/graph.h"

static ctg_error error;

static ctg_graph *make(void)
{
    return graph_of("nodes",
                    "id,name,kind,group,equity,town\n"
                    "Alpha,Alpha Bank,bank,north,10.5,Rome\n"
                    "V=x>y,Venue,lending,south,7.25,Oslo\n"
                    "ETH,Same Word,fund,south,3.5,Bonn\n",
                    "assets",
                    "id,price,group\n"
                    "ETH,2000,majors\n"
                    "BTC,40000,majors\n",
                    "exposures",
                    "debtor,creditor,amount\n"
                    "Alpha,V=x>y,2.375\n",
                    "holdings",
                    "node,asset,quantity\n"
                    "Alpha,ETH,0.001\n"
                    "Alpha,BTC,0.0001\n",
                    "venues",
                    "node,type\n"
                    "V=x>y,lending\n",
                    "markets",
                    "venue,asset,maintenance\n"
                    "V=x>y,ETH,0.17\n",
                    "positions",
                    "account,owner,venue,asset,quantity\n"
                    "secret,ETH,V=x>y,ETH,0.002\n"
                    "secret,ETH,V=x>y,,-1.5\n",
                    NULL);
}

static void ids_become_rows_and_names_go(void **state)
{
    ctg_graph *const graph = make();
    char buffer[32];

    (void)state;
    assert_int_equal(ctg_graph_anonymise(graph, &error), CTG_OK);
    assert_string_equal(ctg_graph_node_id(graph, 0), "N1");
    assert_string_equal(ctg_graph_node_name(graph, 0), "N1");
    assert_string_equal(ctg_graph_node_id(graph, 2), "N3");
    assert_string_equal(ctg_graph_asset_id(graph, 1), "A2");
    assert_string_equal(ctg_graph_node_kind(graph, 1), "lending");
    assert_string_equal(ctg_graph_node_group(graph, 1), "south");
    assert_string_equal(ctg_graph_cell(graph, CTG_NODES, 0, "town", buffer),
                        "");
    ctg_graph_free(graph);
}

static void references_follow_their_kind(void **state)
{
    ctg_graph *const graph = make();
    char buffer[32];

    (void)state;
    assert_int_equal(ctg_graph_anonymise(graph, &error), CTG_OK);
    assert_string_equal(
        ctg_graph_cell(graph, CTG_EXPOSURES, 0, "creditor", buffer), "N2");
    assert_string_equal(
        ctg_graph_cell(graph, CTG_POSITIONS, 0, "owner", buffer), "N3");
    assert_string_equal(
        ctg_graph_cell(graph, CTG_POSITIONS, 0, "asset", buffer), "A1");
    assert_string_equal(
        ctg_graph_cell(graph, CTG_POSITIONS, 1, "asset", buffer), "");
    assert_string_equal(
        ctg_graph_cell(graph, CTG_POSITIONS, 1, "account", buffer), "P1");
    ctg_graph_free(graph);
}

static void shocks_speak_of_the_new_ids(void **state)
{
    static const char *const words[][2] = {
        {"node Alpha=-12.5%", "node N1=-12.5%"},
        {"Alpha=default", "node N1=default"},
        {"asset ETH=-35%", "asset A1=-35%"},
        {"BTC=1200.75", "asset A2=1200.75"},
        {"asset @majors=-7%", "asset @majors=-7%"},
        {"exposure Alpha>V=x>y=-50%", "exposure N1>N2=-50%"},
        {"haircut V=x>y/ETH=+5%", "haircut N2/A1=+5%"},
        {"run Alpha", "run N1"},
    };
    enum { COUNT = sizeof words / sizeof *words };
    ctg_graph *const graph = make();
    ctg_scenario *const scenario = ctg_scenario_new();
    ctg_network *network;
    ctg_plan *plan;

    (void)state;
    for (size_t i = 0; i < COUNT; i++)
        assert_int_equal(ctg_scenario_add_shock(scenario, words[i][0], &error),
                         CTG_OK);
    assert_int_equal(ctg_network_new(graph, &network, NULL, &error), CTG_OK);
    assert_int_equal(ctg_plan_new(network, scenario, &plan, &error), CTG_OK);
    assert_int_equal(ctg_graph_anonymise(graph, &error), CTG_OK);
    assert_int_equal(ctg_plan_rename_shocks(plan, scenario, &error), CTG_OK);
    assert_int_equal(ctg_scenario_shock_count(scenario), COUNT);
    for (size_t i = 0; i < COUNT; i++)
        assert_string_equal(ctg_scenario_shock(scenario, i), words[i][1]);
    ctg_plan_free(plan);
    /* They mean the same: the renamed graph takes them. */
    assert_int_equal(ctg_plan_new(network, scenario, &plan, &error), CTG_OK);
    ctg_plan_free(plan);
    ctg_network_free(network);
    ctg_scenario_free(scenario);
    ctg_graph_free(graph);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ids_become_rows_and_names_go),
        cmocka_unit_test(references_follow_their_kind),
        cmocka_unit_test(shocks_speak_of_the_new_ids),
    };

    return RUN_TESTS(tests);
}
