/* DOT: what is read, what is refused, what comes back. */
#include "support/formats.h"
#include "support/graph.h"

static void an_edge_runs_from_debtor_to_creditor(void **state)
{
    ctg_graph *const graph = graph_read(
        NULL,
        "digraph \"a { b\" {\n"
        "  node [kind=bank];\n"
        "  \"B C\" [equity=0.237, label=<x <b>}{</b>>, id=n1];\n"
        "  // } -> {\n"
        "  A [equity=\"12.5\", pass_through=false];\n"
        "  subgraph cluster_x { D [equity=3] }\n"
        "  \"B C\" -> A [amount=7.25, weight=3];\n"
        "  A -> \"B C\" -> D [weight=2];\n"
        "}\n/* the end */\n",
        NULL);
    char buffer[32];

    (void)state;
    assert_int_equal(ctg_graph_row_count(graph, CTG_NODES), 3);
    assert_int_equal(ctg_graph_row_count(graph, CTG_EXPOSURES), 3);
    assert_string_equal(ctg_graph_node_id(graph, 0), "B C");
    assert_string_equal(ctg_graph_node_kind(graph, 2), "bank");
    assert_string_equal(ctg_graph_cell(graph, CTG_NODES, 0, "equity", buffer),
                        "0.237");
    assert_string_equal(
        ctg_graph_cell(graph, CTG_EXPOSURES, 0, "debtor", buffer), "B C");
    assert_string_equal(
        ctg_graph_cell(graph, CTG_EXPOSURES, 0, "creditor", buffer), "A");
    assert_string_equal(
        ctg_graph_cell(graph, CTG_EXPOSURES, 0, "amount", buffer), "7.25");
    assert_string_equal(
        ctg_graph_cell(graph, CTG_EXPOSURES, 2, "amount", buffer), "2");
    ctg_graph_free(graph);
}

static void what_is_wrong_is_said_with_its_element(void **state)
{
    (void)state;
    refused("dot", "digraph { A -> B [amount=2]; B -> A }",
            ": edge 'B' -> 'A': neither amount nor weight");
    refused("dot", "digraph { A [equity=\"1,5\"] }",
            ": node 'A': equity is '1,5'");
    refused("dot", "digraph { A -> B [amount=1, creditor=C] }",
            "attribute 'creditor' is what the edge's ends say");
    refused("dot", "graph { A -- B [amount=2] }", "not a digraph");
    refused("dot", "digraph { A -> ", "not a DOT graph");
    refused("dot", "", "not a DOT graph");
    refused_bytes("dot", "digraph { A\0 }", 14, "a NUL byte");
}

static void what_graphviz_would_do_in_silence_is_refused(void **state)
{
    (void)state;
    refused("dot", "digraph {\n {a b c} -> d [amount=1] }",
            ":2: an edge between groups");
    refused("dot", "digraph {\n\n d -> { a b } }", ":3: an edge between groups");
    refused("dot", "digraph { d -> subgraph x { a b } }", "between groups");
    refused("dot", "strict digraph { a -> b [amount=1]; a -> b [amount=1] }",
            "a strict graph");
    refused("dot", "digraph { a }\ndigraph { b }",
            ":2: there is more after the graph");
}

static void everything_it_can_hold_comes_back(void **state)
{
    ctg_graph *const graph = graph_of(
        "nodes",
        "id,name,equity,pass_through,leverage_max,colour\n"
        "a & <b>,\"x\"\"y\"\"\",0.1,true,initial,<red>\n"
        "\"tab\there\",\" lead\nand line \",-1e-300,,4.5,\\\\\n"
        "node,,12345678901234567,false,,  \n",
        "exposures",
        "debtor,creditor,amount,recovery,kind\n"
        "a & <b>,node,0.30000000000000004,0.4,\n"
        "node,\"tab\there\",5e-324,,a\\b\n"
        "a & <b>,node,7,,'q'\n",
        NULL);

    (void)state;
    round_trip(graph, "dot");
    ctg_graph_free(graph);
}

static void what_it_cannot_hold_is_named(void **state)
{
    ctg_graph *const graph =
        graph_of("nodes", "id,name\nA,end\\\n", "exposures",
                 "debtor,creditor,amount,key\nA,A,1,k\n", "title", "T", NULL);
    ctg_graph *again;

    (void)state;
    not_written(graph, "dot", "column key of exposures (1)");
    not_written(graph, "dot", "2 more");
    again = graph_again(graph, "dot", true);
    assert_string_equal(ctg_graph_node_name(again, 0), "end\\\\");
    ctg_graph_free(again);
    ctg_graph_free(graph);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_edge_runs_from_debtor_to_creditor),
        cmocka_unit_test(what_is_wrong_is_said_with_its_element),
        cmocka_unit_test(what_graphviz_would_do_in_silence_is_refused),
        cmocka_unit_test(everything_it_can_hold_comes_back),
        cmocka_unit_test(what_it_cannot_hold_is_named),
    };

    return RUN_TESTS(tests);
}
