/* GML and Pajek: gaps that others fill in silence, refused; the rest read. */
#include "support/formats.h"
#include "support/graph.h"

static void gml_edges_run_from_debtor_to_creditor(void **state)
{
    ctg_graph *const graph = graph_read(
        NULL,
        "Creator \"a program\"\n# a comment [\n"
        "graph [ directed 1 comment \"] graph [\"\n"
        " node [ id 7 label \"a &amp; &quot;b&quot;\" equity 0.237\n"
        "        graphics [ x 1.5 y 2 ] ]\n"
        " node [ id 2 equity -3e2 kind \"bank\" ]\n"
        " edge [ source 2 target 7 amount 12.5 weight 3 ]\n"
        " edge [ source 7 target 2 weight 4.25 ] ]\n",
        NULL);
    char buffer[32];

    (void)state;
    assert_string_equal(ctg_graph_node_id(graph, 0), "a & \"b\"");
    assert_string_equal(ctg_graph_node_id(graph, 1), "2");
    assert_string_equal(ctg_graph_node_kind(graph, 1), "bank");
    assert_string_equal(ctg_graph_cell(graph, CTG_NODES, 1, "equity", buffer),
                        "-300");
    assert_string_equal(
        ctg_graph_cell(graph, CTG_EXPOSURES, 0, "debtor", buffer), "2");
    assert_string_equal(
        ctg_graph_cell(graph, CTG_EXPOSURES, 0, "amount", buffer), "12.5");
    assert_string_equal(
        ctg_graph_cell(graph, CTG_EXPOSURES, 1, "amount", buffer), "4.25");
    ctg_graph_free(graph);
}

static void gml_ids_may_come_from_another_attribute(void **state)
{
    const ctg_read_options options = {.map = "id=code"};
    ctg_graph *const graph = graph_read(
        "gml",
        "graph [ directed 1 node [ id 1 label \"L\" code \"X\" ]\n"
        " node [ id 2 label \"M\" code \"Y\" ]\n"
        " edge [ source 1 target 2 amount 1.5 ] ]\n",
        &options);
    char buffer[32];

    (void)state;
    assert_string_equal(ctg_graph_node_id(graph, 1), "Y");
    assert_string_equal(
        ctg_graph_cell(graph, CTG_EXPOSURES, 0, "debtor", buffer), "X");
    assert_string_equal(ctg_graph_cell(graph, CTG_NODES, 0, "label", buffer),
                        "L");
    ctg_graph_free(graph);
}

static void gml_gaps_are_refused(void **state)
{
    (void)state;
    refused("gml", "graph [ directed 1\nnode [ label \"x\" ] ]",
            ":2: a node without id");
    refused("gml", "graph [ directed 1\nnode [ id 1 ]\nedge [ source 1 ] ]",
            ":3: an edge without target");
    refused("gml",
            "graph [ directed 1 node [ id 1 ]\n edge [ source 1 target 1 ] ]",
            "edge '1' -> '1': neither amount nor weight");
    refused("gml", "graph [ directed 1 node [ id 1 w 3 id\n 4 ] ]",
            ":2: a node with 'id' twice");
    refused("gml", "graph [ directed 1 ]\ngraph [ ]", ":2: a second graph");
    refused("gml", "graph [ directed 1 node [ id 1 ] node [ id 1 ] ]",
            ":1: id '1' is also at line 1");
    refused("gml",
            "graph [ directed 1 node [ id 1 ] edge [ source 1 target 9 "
            "amount 1 ] ]",
            ":1: '9' is the id of no node");
    refused("gml", "graph [ node [ id 1 ] ]", "not a directed graph");
    refused("gml", "graph [ directed 1\n node [ id 1 equity nan ] ]",
            ":2: node '1': equity is 'nan', not a finite number");
    refused("gml", "graph [ directed 1\n node [ id 1 equity \"1,5\" ] ]",
            "node '1': equity is '1,5'");
    refused("gml", "", "no graph");
    refused("gml", "graph [ directed 1", ":1: a list without its end");
    refused("gml", "graph [ a \"b\n", ":2: a string without its end");
    refused("gml", "graph 3", "graph is not a list");
    refused("gml", "graph [ 7 ]", "a key is due");
}

static void gml_holds_all_columns(void **state)
{
    ctg_graph *const graph = graph_of(
        "nodes",
        "id,name,equity,pass_through,leverage_max,colour\n"
        "a & <b>,\"x\"\"y\"\"\",0.1,true,initial,red\n"
        "\"tab\there\",\" lead\nand line \",-1e-300,,4.1234567890123456,\n"
        "c,&quot;,12345678901234567,false,,  \n",
        "exposures",
        "debtor,creditor,amount,recovery,kind\n"
        "a & <b>,c,0.30000000000000004,0.4,\n"
        "c,\"tab\there\",5e-324,,loan\n"
        "a & <b>,c,7,,'q'\n",
        NULL);

    (void)state;
    round_trip(graph, "gml");
    ctg_graph_free(graph);
}

static void gml_names_what_it_cannot_hold(void **state)
{
    ctg_graph *const graph = graph_of(
        "nodes", "id,gdp usd,label,equity\nA,3,L,4\n", "exposures",
        "debtor,creditor,amount\nA,A,1\nA,B,2\n", "holdings",
        "node,asset,quantity\nA,E,2\n", NULL);
    ctg_graph *again;

    (void)state;
    not_written(graph, "gml", "column gdp usd of nodes (1)");
    not_written(graph, "gml", "3 more");
    again = graph_again(graph, "gml", true);
    assert_int_equal(ctg_graph_row_count(again, CTG_EXPOSURES), 1);
    ctg_graph_free(again);
    ctg_graph_free(graph);
}

static void pajek_arcs_run_from_debtor_to_creditor(void **state)
{
    ctg_graph *const graph = graph_read(
        NULL,
        "*Vertices 3\n% a comment\n1 \"a b\"\n2 c\r\n3 \"d\" 0.1 0.2 box\n\n"
        "*Arcs\n1 2 0.237\n2 1 5e3 l \"label\"\n*arcs\n3 3 1\n",
        NULL);
    char buffer[32];

    (void)state;
    assert_int_equal(ctg_graph_row_count(graph, CTG_NODES), 3);
    assert_string_equal(ctg_graph_node_id(graph, 0), "a b");
    assert_string_equal(
        ctg_graph_cell(graph, CTG_EXPOSURES, 0, "debtor", buffer), "a b");
    assert_string_equal(
        ctg_graph_cell(graph, CTG_EXPOSURES, 1, "amount", buffer), "5000");
    assert_null(ctg_graph_cell(graph, CTG_NODES, 2, "x", buffer));
    ctg_graph_free(graph);
}

static void pajek_gaps_are_refused(void **state)
{
    (void)state;
    refused("pajek", "*Vertices 2\n1 \"a\"\n2 \"b\"\n*Arcs\n1 2\n",
            ":5: arc 1 -> 2 has no weight");
    refused("pajek", "*Vertices 400000000\n1 \"a\"\n",
            "400000000 vertices said, 1 listed");
    refused("pajek", "*Vertices 2\n1 \"a\"\n3 \"b\"\n",
            ":3: vertex 3 where 2 is due");
    refused("pajek", "*Vertices 1\n1\n", ":2: a vertex without a label");
    refused("pajek", "*Vertices 1\n1 a\n*Arcs\n1 2 3.5\n",
            ":4: vertex '2' is not there");
    refused("pajek", "*Vertices 1\n1 a\n*Arcs\n1 1 nan\n",
            ":4: weight is 'nan', not a number");
    refused("pajek", "*Vertices 1\n1 a\n*Edges\n1 1 2\n",
            ":3: '*Edges' is not taken");
    refused("pajek", "*Vertices 1\n1 a\n*Matrix\n1\n", ":3: '*Matrix'");
    refused("pajek", "*Vertices 1\n1 a\n*Vertices 1\n1 a\n",
            ":3: a second network");
    refused("pajek", "*Vertices 1\n1 a\n*Arcs\n*Arcs :1 \"x\"\n",
            ":4: *Arcs of several relations");
    refused("pajek", "", "no *Vertices");
}

static void pajek_holds_ids_and_amounts(void **state)
{
    ctg_graph *graph =
        graph_of("nodes", "id\na b\n\"c;\td\"\n%e\n7\n", "exposures",
                 "debtor,creditor,amount\na b,7,0.30000000000000004\n"
                 "7,%e,12345678901234567\na b,7,1\n",
                 NULL);

    (void)state;
    round_trip(graph, "pajek");
    ctg_graph_free(graph);
    graph = graph_of("nodes", "id,equity\n\"a\"\"b\",3.5\n", NULL);
    not_written(graph, "pajek", "column equity of nodes (1)");
    ctg_graph_free(graph_again(graph, "pajek", true));
    ctg_graph_free(graph);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(gml_edges_run_from_debtor_to_creditor),
        cmocka_unit_test(gml_ids_may_come_from_another_attribute),
        cmocka_unit_test(gml_gaps_are_refused),
        cmocka_unit_test(gml_holds_all_columns),
        cmocka_unit_test(gml_names_what_it_cannot_hold),
        cmocka_unit_test(pajek_arcs_run_from_debtor_to_creditor),
        cmocka_unit_test(pajek_gaps_are_refused),
        cmocka_unit_test(pajek_holds_ids_and_amounts),
    };

    return RUN_TESTS(tests);
}
