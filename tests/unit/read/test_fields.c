/* What the attributes of nodes and edges are called, in every graph format. */
#include "support/formats.h"
#include "support/graph.h"

enum { ROOM = 1000 };

static const char *const formats[] = {"gml", "dot", "graphml"};

/* The same graph in each: 2.75 of a node, 0.25 of an edge. */
static void write_one(size_t f, const char *node, const char *edge,
                      char text[ROOM])
{
    if (f == 0)
        snprintf(text, ROOM,
                 "graph [ directed 1 node [ id 1 label \"P\" %s 2.75 ]"
                 " node [ id 2 label \"Q\" ]"
                 " edge [ source 1 target 2 amount 6.5 %s \"0.25\" ] ]",
                 node, edge);
    else if (f == 1)
        snprintf(text, ROOM,
                 "digraph { P [\"%s\"=\"2.75\"]; Q;"
                 " P -> Q [amount=6.5, \"%s\"=0.25] }",
                 node, edge);
    else
        snprintf(text, ROOM,
                 "<graphml><key id='n' for='node' attr.name='%s'/>"
                 "<key id='%s' for='edge'/><key id='a' attr.name='amount'/>"
                 "<graph edgedefault='directed'><node id='P'>"
                 "<data key='n'>2.75</data></node><node id='Q'/>"
                 "<edge source='P' target='Q'><data key='a'>6.5</data>"
                 "<data key='%s'>0.25</data></edge></graph></graphml>",
                 node, edge, edge);
}

static void read_one(size_t f, const char *node, const char *edge,
                     const char *map, const char *node_column,
                     const char *edge_column)
{
    const ctg_read_options options = {.map = map};
    ctg_graph *graph;
    char text[ROOM];
    char buffer[32];

    write_one(f, node, edge, text);
    graph = graph_read(formats[f], text, &options);
    assert_string_equal(format_cell(graph, CTG_NODES, 0, node_column, buffer),
                        "2.75");
    assert_string_equal(
        format_cell(graph, CTG_EXPOSURES, 0, edge_column, buffer), "0.25");
    ctg_graph_free(graph);
}

static void refuse_one(size_t f, const char *node, const char *edge,
                       const char *part)
{
    char text[ROOM];

    write_one(f, node, edge, text);
    refused(formats[f], text, part);
}

static void case_and_underscores_do_not_matter(void **state)
{
    (void)state;
    for (size_t f = 0; f < 3; f++) {
        read_one(f, "Equity", "RECOVERY", NULL, "equity", "recovery");
        read_one(f, "Other_Assets", "Recovery", NULL, "other_assets",
                 "recovery");
        read_one(f, "otherassets", "r_ecovery", NULL, "other_assets",
                 "recovery");
    }
    read_one(1, " reported claims ", "Re covery", NULL, "reported_claims",
             "recovery");
}

static void slips_and_names_of_other_tables_are_refused(void **state)
{
    (void)state;
    for (size_t f = 0; f < 3; f++) {
        refuse_one(f, "eqity", "x",
                   "node 'P': 'eqity' is no column of nodes; did you mean "
                   "'equity'? (--map kept=eqity keeps it as an attribute)");
        refuse_one(f, "other_asests", "x", "did you mean 'other_assets'?");
        refuse_one(f, "othr_assts", "x", "did you mean 'other_assets'?");
        refuse_one(f, "x", "recovry",
                   "edge 'P' -> 'Q': 'recovry' is no column of exposures");
        refuse_one(f, "x", "Equity", "did you mean 'equity' of nodes?");
        refuse_one(f, "amount", "x", "did you mean 'amount' of exposures?");
    }
}

static void a_map_keeps_what_looks_like_a_slip(void **state)
{
    (void)state;
    for (size_t f = 0; f < 3; f++) {
        read_one(f, "eqity", "price", "own=eqity,mark=price", "own", "mark");
        read_one(f, "eqity", "price", "eqity=eqity,price=price", "eqity",
                 "price");
        read_one(f, "capital", "lgr", "equity=Capital,recovery=lgr", "equity",
                 "recovery");
        read_one(f, "height", "label", NULL, "height", "label");
        read_one(f, "othrassts9", "ass", NULL, "othrassts9", "ass");
    }
}

static void a_weight_taken_for_amount_is_no_attribute(void **state)
{
    ctg_graph *const graph =
        graph_read("dot", "digraph { P -> Q [Weight=2.5, mark=x] }", NULL);

    (void)state;
    assert_string_equal(ctg_graph_attribute(graph, CTG_EXPOSURES, 0), "mark");
    assert_null(ctg_graph_attribute(graph, CTG_EXPOSURES, 1));
    ctg_graph_free(graph);
}

static void two_attributes_are_not_one_column(void **state)
{
    const ctg_read_options map = {.map = "gdp=wealth"};
    ctg_problems *const problems = ctg_problems_new();
    static const char text[] = "digraph { P [gdp=3, wealth=2] }";
    ctg_graph *graph = NULL;
    ctg_error error;

    (void)state;
    refused("gml",
            "graph [ directed 1\n node [ id 1 Equity 3 ]\n"
            " node [ id 2 equity 4 ] ]",
            ":3: node '2': attributes 'Equity' and 'equity' are both equity");
    refused("dot", "digraph { P -> Q [Weight=3, weight=2] }",
            "are both weight");
    assert_int_equal(
        graph_try("dot", text, strlen(text), map, &graph, problems, &error),
        CTG_BAD_INPUT);
    assert_non_null(strstr(error.message, "are both gdp"));
    ctg_problems_free(problems);
}

static void a_refused_name_is_said_once_and_misses_nothing(void **state)
{
    ctg_problems *const problems = ctg_problems_new();
    static const char text[] = "digraph { P -> Q [amuont=3]\n"
                               "Q -> R [amuont=2.5]\nR -> P [amuont=2] }";
    ctg_graph *graph = NULL;
    ctg_error error;

    (void)state;
    assert_int_equal(graph_try("dot", text, strlen(text),
                               ctg_read_options_default(), &graph, problems,
                               &error),
                     CTG_BAD_INPUT);
    assert_int_equal(ctg_problems_count(problems, CTG_REJECTED), 1);
    assert_non_null(strstr(ctg_problems_at(problems, 0)->text,
                           "'amuont' is no column of exposures"));
    ctg_problems_free(problems);
    refused("graphml",
            "<graphml><graph edgedefault='directed'>\n"
            "<node id='P' eqity='3'/></graph></graphml>",
            ":2: eqity='3' in a tag is not taken");
}

/* The file's own is what is left. */
static void an_id_that_is_blank_is_none(void **state)
{
    const ctg_read_options map = {.map = "id=name"};
    ctg_graph *const graph = graph_read(
        "graphml",
        "<graphml><key id=\"n\" for=\"node\" attr.name=\"name\"/>"
        "<graph edgedefault=\"directed\"><node id=\"a\"><data "
        "key=\"n\"></data></node><node id=\"b\"><data key=\"n\">x</data>"
        "</node></graph></graphml>",
        &map);

    (void)state;
    assert_string_equal(ctg_graph_node_id(graph, 0), "a");
    assert_string_equal(ctg_graph_node_id(graph, 1), "x");
    ctg_graph_free(graph);
}

static void the_files_own_ids_can_be_mapped(void **state)
{
    static const char *const texts[] = {
        "graph [ directed 1 node [ id 07 label \"P\" ]\n"
        " node [ id 8 label \"Q\" ] edge [ source 8 target 7 weight 2.5 ] ]",
        "*Vertices 2\n1 \"P\"\n2 \"Q\"\n*Arcs :1 \"repo\"\n2 1 2.5\n",
        "digraph { n1 [label=P]; n2 [label=Q]; n2 -> n1 [weight=2.5] }",
    };
    static const char *const names[] = {"gml", "pajek", "dot"};
    static const char *const ids[] = {"07", "1", "n1"};
    char buffer[32];

    (void)state;
    for (size_t i = 0; i < 3; i++) {
        const ctg_read_options number = {.map = "number=id"};
        const ctg_read_options swapped = {.map = "name=label,id=id"};
        const ctg_read_options amount = {.map = "amount=weight,name=label"};
        ctg_graph *graph = graph_read(names[i], texts[i], &number);

        assert_string_equal(format_cell(graph, CTG_NODES, 0, "number", buffer),
                            ids[i]);
        assert_string_equal(ctg_graph_node_id(graph, 1), i < 2 ? "Q" : "n2");
        ctg_graph_free(graph);
        graph = graph_read(names[i], texts[i], &swapped);
        assert_string_equal(ctg_graph_node_id(graph, 0), ids[i]);
        assert_string_equal(format_cell(graph, CTG_NODES, 1, "name", buffer),
                            "Q");
        assert_string_equal(
            format_cell(graph, CTG_EXPOSURES, 0, "creditor", buffer), ids[i]);
        ctg_graph_free(graph);
        graph = graph_read(names[i], texts[i], &amount);
        assert_string_equal(
            format_cell(graph, CTG_EXPOSURES, 0, "amount", buffer), "2.5");
        assert_string_equal(format_cell(graph, CTG_NODES, 0, "name", buffer),
                            "P");
        ctg_graph_free(graph);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(case_and_underscores_do_not_matter),
        cmocka_unit_test(slips_and_names_of_other_tables_are_refused),
        cmocka_unit_test(a_map_keeps_what_looks_like_a_slip),
        cmocka_unit_test(a_weight_taken_for_amount_is_no_attribute),
        cmocka_unit_test(two_attributes_are_not_one_column),
        cmocka_unit_test(a_refused_name_is_said_once_and_misses_nothing),
        cmocka_unit_test(an_id_that_is_blank_is_none),
        cmocka_unit_test(the_files_own_ids_can_be_mapped),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
