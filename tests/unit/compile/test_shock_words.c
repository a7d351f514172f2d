/* Shocks back in words: of a graph without its names, and for people. */
#include <contagraph/contagraph.h>

#include "compile/shock_given.h"
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

static void people_read_names_and_true_minus_signs(void **state)
{
    static const char *const words[][3] = {
        {"node Alpha=-12.5%",
         "Alpha Bank \xE2\x88\x92"
         "12.5%",
         "Alpha Bank \xE2\x88\x92"
         "12.5%"},
        {"Alpha Bank = default", "Alpha Bank default", "Alpha Bank defaults"},
        {"asset ETH=+3%", "ETH +3%", "ETH +3%"},
        {"BTC= 1200.75", "BTC 1200.75", "BTC at 1200.75"},
        {"@majors=0.5", "@majors 0.5", "all majors at 0.5"},
        {"exposure Alpha>V=x>y=-50%",
         "exposure Alpha Bank>Venue \xE2\x88\x92"
         "50%",
         "claims Alpha Bank>Venue \xE2\x88\x92"
         "50%"},
        {"depth @majors=-60%",
         "depth @majors \xE2\x88\x92"
         "60%",
         "depth of all majors \xE2\x88\x92"
         "60%"},
        {"haircut V=x>y/ETH=+5%", "haircut Venue/ETH +5%",
         "haircut Venue/ETH +5%"},
        {"run Alpha", "run Alpha Bank", "run on Alpha Bank"},
        {"node Beta=-3%", "node Beta=-3%", "node Beta=-3%"},
    };
    ctg_graph *const graph = make();
    ctg_network *const network = network_of(graph);

    (void)state;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        for (int spoken = 0; spoken < 2; spoken++) {
            const ctg__telling how = {.spoken = spoken, .limit = SIZE_MAX};
            ctg__text text = {0};

            ctg__shock_tell(network, words[i][0], how, &text);
            assert_string_equal(ctg__text_string(&text), words[i][1 + spoken]);
            ctg__text_clear(&text);
        }
    ctg_network_free(network);
    ctg_graph_free(graph);
}

static void long_names_leave_room_for_the_change(void **state)
{
    ctg_graph *const graph = graph_of(
        "nodes", "id,name\nA,A bank with a long and pious name\n", NULL);
    ctg_network *const network = network_of(graph);
    const ctg__telling how = {.spoken = true, .limit = 13};
    ctg__text text = {0};

    (void)state;
    ctg__shock_tell(network, "node A=-20%", how, &text);
    assert_string_equal(ctg__text_string(&text), "A bank w\xE2\x80\xA6"
                                                 "name \xE2\x88\x92"
                                                 "20%");
    ctg__text_clear(&text);
    ctg__shock_tell(NULL, "node A=-20%", how, &text);
    assert_string_equal(ctg__text_string(&text), "node A=-20%");
    ctg__text_clear(&text);
    ctg_network_free(network);
    ctg_graph_free(graph);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ids_become_rows_and_names_go),
        cmocka_unit_test(references_follow_their_kind),
        cmocka_unit_test(shocks_speak_of_the_new_ids),
        cmocka_unit_test(people_read_names_and_true_minus_signs),
        cmocka_unit_test(long_names_leave_room_for_the_change),
    };

    return RUN_TESTS(tests);
}
