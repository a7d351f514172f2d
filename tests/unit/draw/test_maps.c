/* Maps: which one is drawn of what, and what they say adds up. */
#include <contagraph/draw.h>

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "draw/claim_graph.h"
#include "draw/histogram.h"
#include "support/asked.h"
#include "support/graph.h"

/* --- patterns --------------------------------------------------------------
 */

static ctg__tie tie(uint32_t from, uint32_t to)
{
    return (ctg__tie){from, to, CTG__CD, 1};
}

static ctg__claim_graph graph_from(ctg__tie *list, size_t count, size_t nodes,
                                   ctg__arena *arena)
{
    const ctg__ties ties = {.ties = list, .count = count};
    ctg__claim_graph graph;
    ctg_error error;

    assert_int_equal(ctg__claim_graph_init(&graph, &ties, nodes, arena, &error),
                     CTG_OK);
    return graph;
}

/* Two triangles and a tie between them: 7 ties, each side has 3 inside and 7
 * of 14 ends, so the modularity is 2 (3/7 - 1/4). */
static void communities_are_those_of_two_triangles(void **state)
{
    ctg__tie list[] = {tie(0, 2), tie(1, 5), tie(2, 4), tie(2, 3),
                       tie(3, 1), tie(4, 0), tie(5, 3)};
    ctg__arena arena = {0};
    const ctg__claim_graph graph = graph_from(list, 7, 6, &arena);
    ctg__asking asking = {0};
    ctg__communities found;
    uint32_t of_node[6];
    ctg_error error;

    (void)state;
    assert_int_equal(
        ctg__communities_find(&graph, true, &asking, of_node, &found, &error),
        CTG_OK);
    assert_int_equal(found.count, 2);
    assert_near(found.modularity, 2 * (3.0 / 7 - 0.25));
    assert_true(found.rewired < found.modularity + 1e-12);
    assert_true(of_node[0] == of_node[2] && of_node[2] == of_node[4]);
    assert_true(of_node[1] == of_node[3] && of_node[3] == of_node[5]);
    assert_true(of_node[0] == 0 && of_node[1] == 1);
    assert_int_equal(
        ctg__communities_find(&graph, false, &asking, of_node, &found, &error),
        CTG_OK);
    assert_true(isnan(found.rewired));
    ctg__arena_clear(&arena);
}

/* A ring with chords: whoever waits may end it at any question, also while the
 * rewired one is settled. */
static void communities_ask_whether_to_go_on(void **state)
{
    enum { NODES = 1 << 16, TIES = 4 * NODES };

    ctg__tie *const list = malloc(TIES * sizeof *list);
    uint32_t *const of_node = malloc(NODES * sizeof *of_node);
    ctg__arena arena = {0};
    ctg_status status = CTG_CANCELLED;
    int stopped = 0;
    ctg__claim_graph graph;
    ctg__communities found;
    ctg_error error;

    (void)state;
    assert_non_null(list);
    for (uint32_t i = 0; i < TIES; i++)
        list[i] = tie(i % NODES, (i + 1 + i / NODES * 97) % NODES);
    graph = graph_from(list, TIES, NODES, &arena);
    for (; status; stopped += 1 + stopped / 4) {
        int left = stopped + 1;
        ctg__asking asking = {.progress = goes_on_until, .context = &left};

        status = ctg__communities_find(&graph, true, &asking, of_node, &found,
                                       &error);
        assert_int_equal(status, left ? CTG_OK : CTG_CANCELLED);
    }
    assert_true(stopped > 20);
    ctg__arena_clear(&arena);
    free(of_node);
    free(list);
}

/* Weights decide, not numbers of ties: 0-1 and 2-3 weigh 10, the rest 1. */
static void communities_go_by_money(void **state)
{
    ctg__tie list[] = {{0, 1, CTG__CD, 6}, {0, 1, CTG__XH, 4}, tie(0, 2),
                       tie(0, 3),          tie(1, 2),          tie(1, 3),
                       {3, 2, CTG__LQ, 10}};
    ctg__arena arena = {0};
    const ctg__claim_graph graph = graph_from(list, 7, 5, &arena);
    ctg__asking asking = {0};
    ctg__communities found;
    uint32_t of_node[5];
    ctg_error error;

    (void)state;
    assert_int_equal(graph.start[5], 12); /* the two of 0 and 1 are one */
    assert_int_equal(
        ctg__communities_find(&graph, true, &asking, of_node, &found, &error),
        CTG_OK);
    assert_int_equal(found.count, 3);
    assert_true(of_node[0] == of_node[1] && of_node[2] == of_node[3]);
    /* 24 in all: 10 inside each, half of all ends in each. */
    assert_near(found.modularity, 2 * (10.0 / 24 - 0.25));
    ctg__arena_clear(&arena);
}

/* Four that all know each other, two on a string, one alone, three in a row. */
static void coreness_peels_shell_by_shell(void **state)
{
    ctg__tie list[] = {tie(3, 4), tie(0, 1), tie(0, 2), tie(0, 3),
                       tie(1, 2), tie(1, 3), tie(2, 3), tie(4, 5),
                       tie(3, 5), tie(5, 6), tie(8, 9), tie(9, 10)};
    static const uint32_t expected[] = {3, 3, 3, 3, 2, 2, 1, 0, 1, 1, 1};
    ctg__arena arena = {0};
    const ctg__claim_graph graph = graph_from(list, 12, 11, &arena);
    uint32_t core[11];
    ctg_error error;

    (void)state;
    assert_int_equal(ctg__coreness(&graph, core, &error), CTG_OK);
    for (size_t i = 0; i < 11; i++)
        assert_int_equal(core[i], expected[i]);
    ctg__arena_clear(&arena);
}

static void bins_hold_every_node_once(void **state)
{
    static const double few[] = {0, 2, 2, 3, 7, NAN, 2};
    static const double wide[] = {1, 1, 2, 5, 900, 1000, 30, HUGE_VAL};
    ctg__histogram h;
    size_t sum = 0;
    ctg_error error;

    (void)state;
    assert_int_equal(ctg__histogram_fill(&h, few, 7, 14, true, &error), CTG_OK);
    assert_int_equal(h.zeros, 1);
    assert_int_equal(h.count, 6); /* 2 to 7 */
    assert_int_equal(h.nodes[0], 3);
    assert_int_equal(h.nodes[1], 1);
    assert_int_equal(h.nodes[5], 1);
    assert_int_equal(ctg__histogram_fill(&h, wide, 8, 3, false, &error),
                     CTG_OK);
    /* Equal ratios of 10 from 1 to 1000. */
    assert_near(h.edge[1], 10);
    assert_near(h.edge[2], 100);
    assert_int_equal(h.nodes[0], 4);
    assert_int_equal(h.nodes[1], 1);
    assert_int_equal(h.nodes[2], 2);
    for (size_t i = 0; i < h.count; i++)
        sum += h.nodes[i];
    assert_int_equal(sum, 7);
}

/* --- pictures --------------------------------------------------------------
 */

typedef struct made {
    ctg_graph *graph;
    ctg_network *network;
    ctg_drawing *drawing;
} made;

static made map_of(const ctg__text *nodes, const ctg__text *exposures,
                   ctg_draw_options options)
{
    ctg_problems *const problems = ctg_problems_new();
    ctg_error error;
    made m;

    m.graph = graph_of("nodes", ctg__text_string(nodes), "exposures",
                       ctg__text_string(exposures), "unit", "$", NULL);
    if (ctg_network_new(m.graph, &m.network, problems, &error))
        fail_msg("%s", error.message);
    ctg_problems_free(problems);
    options.network = m.network;
    if (ctg_draw("map", &options, &m.drawing, &error))
        fail_msg("%s", error.message);
    return m;
}

static void forget(made *m)
{
    ctg_drawing_free(m->drawing);
    ctg_network_free(m->network);
    ctg_graph_free(m->graph);
}

static void says(const made *m, const char *words)
{
    if (!strstr(ctg_drawing_dot(m->drawing), words))
        fail_msg("'%s' is not in %.3000s", words, ctg_drawing_dot(m->drawing));
}

static void list_nodes(ctg__text *nodes, int count)
{
    ctg__text_add(nodes, "id,equity\n");
    for (int i = 0; i < count; i++)
        ctg__text_print(nodes, "n%02d,10\n", i);
}

/* Ten that all owe each other, sixty that owe two of them. */
static void a_dense_core_is_drawn_as_blocks(void **state)
{
    ctg_draw_options options = ctg_draw_options_default();
    ctg__text nodes = {0};
    ctg__text exposures = {0};
    ctg_error error;
    made m;

    (void)state;
    list_nodes(&nodes, 72);
    ctg__text_add(&exposures, "debtor,creditor,amount\n");
    for (int i = 0; i < 10; i++)
        for (int k = 0; k < 10; k++)
            if (i != k)
                ctg__text_print(&exposures, "n%02d,n%02d,%d\n", i, k, 1 + i);
    for (int i = 10; i < 70; i++)
        ctg__text_print(&exposures, "n%02d,n%02d,2\nn%02d,n%02d,0.5\n", i,
                        i % 10, (i + 1) % 10, i);
    ctg__text_add(&exposures, "n70,n71,4\n");
    m = map_of(&nodes, &exposures, options);
    says(&m, "Core and periphery");
    says(&m, "72 nodes; 211 claims; ");
    says(&m, "Core: the 10 nodes of coreness ≥ 8 (largest 9)");
    says(&m, "100% of the pairs in it have a claim");
    says(&m, "$120 · 60 claims"); /* the periphery owes the core */
    says(&m, "$30 · 60 claims");
    says(&m, "60 nodes · 0% of the claims&#39; value inside");
    says(&m, "2 nodes · 0.6%"); /* 4 of 649 */
    /* Places can be kept of nodes alone. */
    options.network = m.network;
    options.positions = "digraph { n_n01 [pos=\"1,2\"] }";
    ctg_drawing_free(m.drawing);
    assert_int_equal(ctg_draw("map", &options, &m.drawing, &error),
                     CTG_BAD_ARGUMENT);
    options.positions = NULL;
    options.force = true;
    assert_int_equal(ctg_draw("map", &options, &m.drawing, &error), CTG_OK);
    says(&m, "n_n71 [");
    forget(&m);
    ctg__text_clear(&nodes);
    ctg__text_clear(&exposures);
}

static void a_ring_has_no_groups_to_draw(void **state)
{
    ctg__text nodes = {0};
    ctg__text exposures = {0};
    made m;

    (void)state;
    list_nodes(&nodes, 70);
    ctg__text_add(&exposures, "debtor,creditor,amount\n");
    for (int i = 0; i < 70; i++)
        ctg__text_print(&exposures, "n%02d,n%02d,%d\n", i, (i + 1) % 70,
                        1 + i % 3);
    m = map_of(&nodes, &exposures, ctg_draw_options_default());
    says(&m, "No groups to draw");
    says(&m, "The inmost shell (coreness 2 of 2) has 70 nodes");
    says(&m, "partners");
    forget(&m);
    ctg__text_clear(&nodes);
    ctg__text_clear(&exposures);
}

/* Four times twenty of whom each owes all others of the twenty, in a ring. */
static void clear_communities_are_drawn_as_groups(void **state)
{
    ctg__text nodes = {0};
    ctg__text exposures = {0};
    made m;

    (void)state;
    list_nodes(&nodes, 80);
    ctg__text_add(&exposures, "debtor,creditor,amount\n");
    for (int i = 0; i < 80; i++)
        for (int k = 0; k < 80; k++)
            if (i != k && i / 20 == k / 20)
                ctg__text_print(&exposures, "n%02d,n%02d,1\n", i, k);
    for (int g = 0; g < 4; g++)
        ctg__text_print(&exposures, "n%02d,n%02d,5\n", 20 * g,
                        (20 * g + 21) % 80);
    m = map_of(&nodes, &exposures, ctg_draw_options_default());
    says(&m, "80 nodes in 4 groups");
    forget(&m);
    ctg__text_clear(&nodes);
    ctg__text_clear(&exposures);
}

/* What two hold is more than five times what one owes the other. */
static void holdings_are_drawn_where_they_are_the_point(void **state)
{
    ctg_problems *const problems = ctg_problems_new();
    ctg_scenario *const scenario = ctg_scenario_new();
    ctg_draw_options options = ctg_draw_options_default();
    ctg_error error;
    made m;

    (void)state;
    m.graph = graph_of("nodes", "id,equity\na,10\nb,10\nc,10\n", "exposures",
                       "debtor,creditor,amount\na,b,9\n", "assets",
                       "id,name,price\nX,Bonds,2\nY,,1\nZ,,1\n", "holdings",
                       "node,asset,quantity\na,X,10\nb,X,15\nb,Y,5\nc,Y,-4\n",
                       "unit", "$", NULL);
    if (ctg_network_new(m.graph, &m.network, problems, &error))
        fail_msg("%s", error.message);
    options.network = m.network;
    options.scenario = scenario;
    assert_int_equal(ctg_scenario_add_shock(scenario, "asset X=-10%", &error),
                     CTG_OK);
    assert_int_equal(ctg_draw("map", &options, &m.drawing, &error), CTG_OK);
    says(&m, "Common assets: who holds what");
    says(&m, "2 nodes hold $55 in 2 assets; shorts of $4 are not drawn.");
    says(&m, "Bonds\\n$50 · 91%");
    says(&m, "b\\n$35 · 3.5× its equity");
    says(&m, "shocked in the scenario (X −10%)");
    ctg_drawing_free(m.drawing);
    /* Nodes are drawn all the same when that is asked for. */
    options.force = true;
    assert_int_equal(ctg_draw("map", &options, &m.drawing, &error), CTG_OK);
    says(&m, "Exposure map");
    forget(&m);
    ctg_scenario_free(scenario);
    ctg_problems_free(problems);
}

/* X is held by a and b and, 6 % of it, by d; c is short of it, and the token T
 * has an issuer. */
static void assets_stand_on_the_map_of_nodes(void **state)
{
    ctg_problems *const problems = ctg_problems_new();
    ctg_draw_options options = ctg_draw_options_default();
    ctg_error error;
    made m;

    (void)state;
    m.graph =
        graph_of("nodes", "id,equity\na,100\nb,100\nc,100\nd,100\n",
                 "exposures", "debtor,creditor,amount\na,b,90\n", "assets",
                 "id,name,price,issuer\nX,Bonds,2,\nT,,1,d\n", "holdings",
                 "node,asset,quantity\na,X,60\nb,X,34\nc,X,-7\nd,X,6\na,T,10\n",
                 "unit", "$", NULL);
    if (ctg_network_new(m.graph, &m.network, problems, &error))
        fail_msg("%s", error.message);
    options.network = m.network;
    assert_int_equal(ctg_draw("map", &options, &m.drawing, &error), CTG_OK);
    says(&m, "2 ties: 1 claim, 1 holding of an issued token; $100 in all.");
    says(&m, "1 asset with 4 large holdings: 100%");
    says(&m, "a_X -> n_a [");
    says(&m, "a_X -> n_d [");
    says(&m, "n_c -> a_X [arrowhead=\"odot\"");
    says(&m, "asset · $200");
    assert_null(strstr(ctg_drawing_dot(m.drawing), "a_T"));
    forget(&m);
    ctg_problems_free(problems);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(communities_are_those_of_two_triangles),
        cmocka_unit_test(communities_go_by_money),
        cmocka_unit_test(communities_ask_whether_to_go_on),
        cmocka_unit_test(coreness_peels_shell_by_shell),
        cmocka_unit_test(bins_hold_every_node_once),
        cmocka_unit_test(a_dense_core_is_drawn_as_blocks),
        cmocka_unit_test(a_ring_has_no_groups_to_draw),
        cmocka_unit_test(clear_communities_are_drawn_as_groups),
        cmocka_unit_test(assets_stand_on_the_map_of_nodes),
        cmocka_unit_test(holdings_are_drawn_where_they_are_the_point),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
