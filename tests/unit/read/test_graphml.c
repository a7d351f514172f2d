/* GraphML: what is read, what is refused and where, what comes back. */
#include "support/formats.h"
#include "support/graph.h"

static const char HEAD[] = "<?xml version=\"1.0\"?>\n<graphml>\n";

static const char KEYS[] =
    "<key id=\"e\" for=\"node\" attr.name=\"equity\" attr.type=\"double\"/>\n"
    "<key id=\"w\" for=\"edge\" attr.name=\"weight\" attr.type=\"double\"/>\n";

static char text[4096];

/* HEAD, KEYS and a directed graph with this inside. */
static const char *graph_with(const char *inside)
{
    snprintf(text, sizeof text,
             "%s%s<graph edgedefault=\"directed\">\n%s</graph></graphml>", HEAD,
             KEYS, inside);
    return text;
}

static void an_edge_runs_from_debtor_to_creditor(void **state)
{
    ctg_graph *const graph = graph_read(
        "graphml",
        graph_with("<node id=\"A\"><data key=\"e\"> 0.237\n</data></node>\n"
                   "<node id=\"B &amp; &#34;C&#34;\"/>\n"
                   "<edge source=\"A\" target=\"B &amp; &#34;C&#34;\">"
                   "<data key=\"w\">12.5e3</data></edge>\n"),
        NULL);
    char buffer[32];

    (void)state;
    assert_string_equal(ctg_graph_node_id(graph, 1), "B & \"C\"");
    assert_string_equal(ctg_graph_cell(graph, CTG_NODES, 0, "equity", buffer),
                        "0.237");
    assert_string_equal(
        ctg_graph_cell(graph, CTG_EXPOSURES, 0, "debtor", buffer), "A");
    assert_string_equal(
        ctg_graph_cell(graph, CTG_EXPOSURES, 0, "creditor", buffer),
        "B & \"C\"");
    assert_string_equal(
        ctg_graph_cell(graph, CTG_EXPOSURES, 0, "amount", buffer), "12500");
    ctg_graph_free(graph);
}

static void edges_may_be_turned_and_names_mapped(void **state)
{
    const ctg_read_options options = {.edges = "creditor-debtor",
                                      .map = "cash=equity,amount=weight"};
    ctg_graph *const graph = graph_read(
        "graphml",
        graph_with("<node id=\"A\"><data key=\"e\">3.25</data></node>\n"
                   "<node id=\"B\"/>\n"
                   "<edge source=\"A\" target=\"B\">"
                   "<data key=\"w\">7.5</data></edge>\n"),
        &options);
    char buffer[32];

    (void)state;
    assert_string_equal(ctg_graph_cell(graph, CTG_NODES, 0, "cash", buffer),
                        "3.25");
    assert_string_equal(
        ctg_graph_cell(graph, CTG_EXPOSURES, 0, "debtor", buffer), "B");
    ctg_graph_free(graph);
}

static void an_id_may_be_an_attribute_beside_the_files_own(void **state)
{
    ctg_graph *const graph = graph_read(
        "graphml",
        "<graphml><key id=\"k\" for=\"node\" attr.name=\"id\"/>"
        "<key id=\"a\" for=\"edge\" attr.name=\"amount\"/>"
        "<graph edgedefault=\"directed\">"
        "<edge source=\"n1\" target=\"n0\"><data key=\"a\">3</data></edge>"
        "<node id=\"n0\"><data key=\"k\">Alice</data></node>"
        "<node id=\"n1\"><data key=\"k\">n0</data></node>"
        "</graph></graphml>",
        NULL);
    char buffer[32];

    (void)state;
    assert_string_equal(
        ctg_graph_cell(graph, CTG_EXPOSURES, 0, "debtor", buffer), "n0");
    assert_string_equal(
        ctg_graph_cell(graph, CTG_EXPOSURES, 0, "creditor", buffer), "Alice");
    ctg_graph_free(graph);
}

static void a_default_fills_what_has_no_data(void **state)
{
    ctg_graph *const graph = graph_read(
        "graphml",
        "<graphml><key id=\"k\" for=\"node\" attr.name=\"kind\" "
        "attr.type=\"string\"><default>bank</default></key>"
        "<graph edgedefault=\"directed\"><node id=\"A\"/>"
        "<node id=\"B\"><data key=\"k\"> fund</data></node></graph></graphml>",
        NULL);

    (void)state;
    assert_string_equal(ctg_graph_node_kind(graph, 0), "bank");
    assert_string_equal(ctg_graph_node_kind(graph, 1), " fund");
    ctg_graph_free(graph);
}

static void what_is_wrong_is_said_with_its_line_and_element(void **state)
{
    (void)state;
    refused("graphml",
            graph_with("<node id=\"A\"/>\n<node id=\"B\"/>\n"
                       "<edge id=\"e7\" source=\"A\" target=\"B\"/>\n"),
            ":8: edge 'e7': neither amount nor weight");
    refused("graphml",
            graph_with("<node id=\"A\"><data key=\"e\">1,5</data></node>\n"),
            ":6: node 'A': equity is '1,5'");
    refused("graphml", graph_with("<node/>\n"), ":6: a node without an id");
    refused("graphml", graph_with("<edge source=\"A\"/>\n"),
            ":6: edge '' without a source or a target");
    refused("graphml",
            graph_with("<node id=\"A\"><data key=\"q\">1</data></node>\n"),
            ":6: data of key 'q', which is not declared");
    refused("graphml",
            graph_with("<node id=\"A\"><data key=\"e\">1</data>"
                       "<data key=\"e\">2</data></node>\n"),
            ":6: node 'A': 'equity' is there twice");
    refused("graphml",
            graph_with("<node id=\"A\"><data key=\"e\"><b/></data></node>\n"),
            ":6: node 'A': 'equity' has parts, not a value");
}

static void who_owes_whom_must_be_said(void **state)
{
    (void)state;
    refused("graphml", "<graphml><graph edgedefault=\"undirected\"/></graphml>",
            ":1: edgedefault is 'undirected'");
    refused("graphml",
            graph_with("<edge id=\"x\" directed=\"false\" "
                       "source=\"A\" target=\"B\"/>\n"),
            ":6: edge 'x' is not directed");
    refused("graphml", graph_with("<node id=\"A\"><graph/></node>\n"),
            ":6: a graph inside a graph is not taken");
    refused("graphml", "<graphml/>", "no graph");
    refused("graphml", "<html><graphml/></html>",
            "element 'html', not graphml");
}

static void an_edge_may_say_that_it_is_directed(void **state)
{
    static const char *const words[] = {"true", "1"};
    char edge[300];

    (void)state;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        ctg_graph *graph;

        snprintf(edge, sizeof edge,
                 "<node id=\"A\"/><node id=\"B\"/><edge directed=\"%s\" "
                 "source=\"A\" target=\"B\"><data key=\"w\">2.5</data>"
                 "</edge>\n",
                 words[i]);
        graph = graph_read("graphml", graph_with(edge), NULL);
        assert_int_equal(ctg_graph_row_count(graph, CTG_EXPOSURES), 1);
        ctg_graph_free(graph);
    }
    refused("graphml",
            graph_with("<edge id=\"x\" directed=\"0\" "
                       "source=\"A\" target=\"B\"/>\n"),
            ":6: edge 'x' is not directed");
}

static void a_second_graph_is_refused(void **state)
{
    (void)state;
    refused("graphml",
            "<graphml>\n<graph edgedefault=\"directed\"/>\n"
            "<graph edgedefault=\"directed\"/></graphml>",
            ":3: a second graph");
}

static void entities_and_document_types_are_refused(void **state)
{
    (void)state;
    refused("graphml",
            "<?xml version=\"1.0\"?>\n<!DOCTYPE graphml [\n"
            "<!ENTITY x SYSTEM \"file:///etc/passwd\">]>\n"
            "<graphml><graph edgedefault=\"directed\"><node id=\"&x;\"/>"
            "</graph></graphml>",
            ":2: a document type is not taken");
    refused("graphml", graph_with("<node id=\"A\">&nbsp;</node>\n"), ":6: ");
    refused("graphml", graph_with("<node id=\"A&bad;\"/>\n"), ":6: ");
}

static void broken_xml_is_refused_where_it_breaks(void **state)
{
    (void)state;
    refused("graphml", "", ":1: nothing in it");
    refused("graphml",
            "<graphml>\n<graph edgedefault=\"directed\">\n</graphml>", ":3: ");
    refused("graphml", graph_with("<node id=\"A\" id=\"A\"/>\n"), ":6: ");
    refused_bytes("graphml", "<graphml>\n\xff</graphml>", 21, ":2: ");
}

static void everything_it_can_hold_comes_back(void **state)
{
    ctg_graph *const graph =
        graph_of("nodes",
                 "id,name,equity,pass_through,leverage_max,colour\n"
                 "a & <b>,\"x\"\"y\"\"\",0.1,true,initial,red\n"
                 "\"tab\there\",\" lead\nand line \",-1e-300,,4.5,\n"
                 "c,,12345678901234567,false,,  \n",
                 "exposures",
                 "debtor,creditor,amount,recovery,kind\n"
                 "a & <b>,c,0.30000000000000004,0.4,\n"
                 "c,\"tab\there\",5e-324,,loan\n"
                 "a & <b>,c,7,,'q'\n",
                 "title", "A \"title\" & more", "unit", "EUR", NULL);

    (void)state;
    round_trip(graph, "graphml");
    ctg_graph_free(graph);
}

static void what_it_cannot_hold_is_named(void **state)
{
    ctg_graph *graph =
        graph_of("nodes", "id\nA\n", "assets", "id,price\nETH,3.5\n", NULL);

    (void)state;
    not_written(graph, "graphml", "table assets (1)");
    ctg_graph_free(graph);
    graph = graph_of("nodes", "id,name\nA,bell\x07\n", NULL);
    not_written(graph, "graphml", "control characters (1)");
    ctg_graph_free(graph_again(graph, "graphml", true));
    ctg_graph_free(graph);
}

static void content_tells_it(void **state)
{
    ctg_graph *const graph =
        graph_read(NULL, graph_with("<node id=\"A\"/>\n"), NULL);

    (void)state;
    assert_int_equal(ctg_graph_row_count(graph, CTG_NODES), 1);
    ctg_graph_free(graph);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_edge_runs_from_debtor_to_creditor),
        cmocka_unit_test(edges_may_be_turned_and_names_mapped),
        cmocka_unit_test(an_id_may_be_an_attribute_beside_the_files_own),
        cmocka_unit_test(a_default_fills_what_has_no_data),
        cmocka_unit_test(what_is_wrong_is_said_with_its_line_and_element),
        cmocka_unit_test(who_owes_whom_must_be_said),
        cmocka_unit_test(an_edge_may_say_that_it_is_directed),
        cmocka_unit_test(a_second_graph_is_refused),
        cmocka_unit_test(entities_and_document_types_are_refused),
        cmocka_unit_test(broken_xml_is_refused_where_it_breaks),
        cmocka_unit_test(everything_it_can_hold_comes_back),
        cmocka_unit_test(what_it_cannot_hold_is_named),
        cmocka_unit_test(content_tells_it),
    };

    return RUN_TESTS(tests);
}
