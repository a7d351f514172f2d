/* Graph files as other programs write them: what is read, noted, refused. */
#include "support/formats.h"
#include "support/graph.h"
#include "text/text.h"

/* Reads what is fine and compares the only note, "" for none. */
static ctg_graph *noted(const char *format, const char *text, const char *map,
                        const char *note)
{
    const ctg_read_options options = {.map = map};
    ctg_problems *const problems = ctg_problems_new();
    ctg_graph *graph = NULL;
    ctg_error error = {0};

    if (graph_try(format, text, strlen(text), options, &graph, problems,
                  &error))
        fail_msg("%s", error.message);
    assert_int_equal(ctg_problems_count(problems, CTG_NOTE), *note ? 1 : 0);
    if (*note)
        assert_string_equal(ctg_problems_at(problems, 0)->text, note);
    ctg_problems_free(problems);
    return graph;
}

static void assert_edge(const ctg_graph *graph, size_t row, const char *debtor,
                        const char *creditor, const char *amount)
{
    char buffer[32];

    assert_string_equal(
        ctg_graph_cell(graph, CTG_EXPOSURES, row, "debtor", buffer), debtor);
    assert_string_equal(
        ctg_graph_cell(graph, CTG_EXPOSURES, row, "creditor", buffer),
        creditor);
    assert_string_equal(
        ctg_graph_cell(graph, CTG_EXPOSURES, row, "amount", buffer), amount);
}

static void assert_cell(const ctg_graph *graph, size_t node, const char *column,
                        const char *value)
{
    char buffer[32];

    assert_string_equal(format_cell(graph, CTG_NODES, node, column, buffer),
                        value);
}

static void gml_references_are_characters(void **state)
{
    ctg_graph *const graph = noted(
        NULL,
        "graph [ directed 1\n"
        " node [ id 3 label \"Cr&#233;dit &#x4e;ord\" equity 2.5 ]\n"
        " node [ id 4 label \"&Ouml;stbank &amp; S&szlig;hne; R&D &#xD800;"
        "&nosuch; &#0; &yuml;&nbsp;\" ]\n"
        " edge [ source 4 target 3 weight 0.75 ] ]\n",
        NULL, "");

    (void)state;
    assert_string_equal(ctg_graph_node_id(graph, 0), "Cr\xC3\xA9"
                                                     "dit Nord");
    assert_string_equal(ctg_graph_node_id(graph, 1),
                        "\xC3\x96stbank & S\xC3\x9Fhne; R&D &#xD800;&nosuch; "
                        "&#0; \xC3\xBF\xC2\xA0");
    ctg_graph_free(graph);
}

static void gml_numbers_keep_their_digits(void **state)
{
    ctg_graph *const graph =
        noted("gml",
              "graph [ directed 1 edge [ source 12 target 0012 weight 3.50 ]\n"
              " edge [ source \"13\" target 12 weight 3 ]\n"
              " node [ id 012 label 00420 code 1.0 ] node [ id \"13\" label "
              "18446744073709551617 ] ]",
              NULL, "");

    (void)state;
    assert_edge(graph, 0, "00420", "00420", "3.5");
    assert_edge(graph, 1, "18446744073709551617", "00420", "3");
    assert_cell(graph, 0, "code", "1.0");
    ctg_graph_free(graph);
    refused("gml", "graph [ directed 1 node [ id 7 ]\n node [ id 07 ] ]",
            ":2: id '7' is also at line 1");
    refused("gml", "graph [ directed 1\n node [ id 7.5 ] ]",
            ":2: id is '7.5', not a whole number");
    refused("gml",
            "graph [ directed 1\n node [ id 1 label \"2\" ]\n"
            " edge [ source 1 target 2 weight 4 ] ]",
            ":3: '2' is the id of no node");
}

/* Lines may end as they did on a Mac, and what is no number is one of those. */
static void gml_comments_end_and_infinities_are_told(void **state)
{
    ctg_graph *const graph = noted(
        "gml", "# c\rgraph [ directed 1 node [ id 1 ] # d\r node [ id 2 ] ]\r",
        NULL, "");

    (void)state;
    assert_int_equal(ctg_graph_row_count(graph, CTG_NODES), 2);
    ctg_graph_free(graph);
    refused("gml",
            "graph [ directed 1 node [ id 1 ] node [ id 2 ]\n edge [ source 1 "
            "target 2 weight +INF ] ]",
            ":2: edge '1' -> '2': amount is '+INF', not a finite number");
    refused("gml",
            "graph [ directed 1 node [ id 1 ] node [ id 2 ]\n edge [ source 1 "
            "target 2 weight +INFO ] ]",
            ":2: weight is '+INFO', not a number");
}

static void gml_leaves_out_what_no_cell_can_hold(void **state)
{
    ctg_graph *const graph = noted(
        NULL,
        "\xEF\xBB\xBF"
        "Creator\t\"yFiles\"\nVersion 2.14\n"
        "graph\n[\n\thierarchic\t1\n\tdirected\t1\n"
        "\tnode\n\t[\n\t\tid\t0\n\t\tgraphics\t[\n\t\t\tx\t1.5 ]\n"
        "\t\tlabel\t\"P\"\n\t\tpos 3 pos 4 pos 5 equity 7.25 ]\n"
        "\tnode [ id 1 label \"Q\" pos 2 gdp NAN ]\n"
        "\tedge [ source 1 target 0 amount 2.25 graphics [ ] ]\n"
        "\tlabel \"whole\" ]\n",
        NULL,
        "not kept: graphics (2, nested), pos (1, repeated), label (1, of the "
        "graph)");

    (void)state;
    assert_edge(graph, 0, "Q", "P", "2.25");
    assert_cell(graph, 0, "pos", "");
    assert_cell(graph, 1, "pos", "2");
    assert_cell(graph, 0, "equity", "7.25");
    assert_cell(graph, 1, "gdp", "NAN");
    ctg_graph_free(graph);
}

static void what_counts_is_never_left_out(void **state)
{
    static const char *const twice[] = {"equity 3", "cash 3", "weight 3",
                                        "label \"a\"", "id 1"};

    (void)state;
    for (size_t i = 0; i < sizeof twice / sizeof *twice; i++) {
        char text[200];

        snprintf(text, sizeof text,
                 "graph [ directed 1\n\nnode [ id 1 %s %s "
                 "] ]",
                 twice[i], twice[i]);
        refused("gml", text, "twice");
        refused("gml", text, ":3: ");
    }
    refused("gml", "graph [ directed 1 node [ id 1 equity [ a 2 ] ] ]",
            "'equity' has parts, not a value");
    refused("gml",
            "graph [ directed 1 node [ id 1 ] edge [ source 1 target 1 "
            "amount 2 amount 2 ] ]",
            "edge '1' -> '1': 'amount' is there twice");
    refused("gml", "graph [ directed 1 node [ id 1 graph [ node [ id 2 ] ] ] ]",
            "a graph inside a node");
    refused("gml",
            "graph [ directed 1 node [ id 1 ]\n"
            " edge [ source 1 target 1 amount 2 directed 0 ] ]",
            ":2: an edge that is not directed");
    refused("gml", "graph [ directed 1 directed 0 ]", "directed and is not");
    refused("gml", "graph [ directed 1 node [ id 1 label A B ] ]",
            "label is 'A', not a number");
    refused_bytes("gml", "\xFF\xFEg\0", 4, "UTF-16");
}

static void pajek_is_read_as_its_programs_write_it(void **state)
{
    ctg_graph *const graph = noted(
        NULL,
        "\xEF\xBB\xBF% made by hand\n\n*Network trade\n*Vertices 3\n"
        " 1 \"Nord, Sud & Fils\" 0.5 0.5 box\n 2 0042\n 3 \"a 'b' %\"\n"
        "*Edges\n*Arcs :2 \"repo\"\n1 2 7.5 l \"seven\"\n3 1 "
        "0.25\n*Edgeslist\n",
        NULL,
        "not kept: what follows a label (1, lines), what follows a weight (1, "
        "lines)");
    char buffer[32];

    (void)state;
    assert_edge(graph, 0, "Nord, Sud & Fils", "0042", "7.5");
    assert_edge(graph, 1, "a 'b' %", "Nord, Sud & Fils", "0.25");
    assert_string_equal(ctg_graph_cell(graph, CTG_EXPOSURES, 1, "kind", buffer),
                        "repo");
    ctg_graph_free(graph);
    ctg_graph_free(
        noted("pajek", "*vertices 2\n1 a\n2 b\n*arcs 1\n2 1 4.5\n", NULL, ""));
}

static void pajek_refuses_what_it_could_misread(void **state)
{
    (void)state;
    refused("pajek", "*Vertices 2\n1 a\n2 b\n*Arcs 3\n1 2 4\n",
            ":4: 3 arcs said, 1 listed");
    refused("pajek",
            "*Vertices 1\n1 a\n*Arcs :1 \"x\"\n1 1 2\n*Arcs :2 \"y\"\n",
            ":5: *Arcs of several relations");
    refused("pajek", "*Vertices 1\n1 a\n\n*Edges\n1 1 3\n",
            ":4: '*Edges' is not taken");
    refused("pajek", "*Vertices 1\n1 \"a \"\"b\"\"\"\n",
            ":2: text right behind a closing quote");
    refused("pajek", "*Vertices 1\n1 \"a\n", ":2: a quote without its end");
    refused("pajek", "*Vertices 2\n1 a\n2 a\n*Arcs\n1 2 \"3\"\n",
            ":5: weight is '3', not a number");
}

#define GRAPHML(keys, inside)                                                  \
    "<graphml><key id='e' for='node' attr.name='equity'/>"                     \
    "<key id='a' for='edge' attr.name='amount'/>" keys                         \
    "<graph edgedefault='directed'>" inside "</graph></graphml>"

static void graphml_keys_count_for_what_they_are_for(void **state)
{
    ctg_graph *graph = noted(
        NULL,
        "<graphml><key id='v' for='node' attr.name='equity'/>"
        "<key id='v' for='edge' attr.name='amount'/><key id='cash'/>"
        "<key id='z' for='node' attr.name=''><default>9</default></key>"
        "<graph edgedefault='directed'>"
        "<node id='P'><data key='v'>6.5</data><data key='cash'>2</data></node>"
        "<node id='Q'><data key='z'/></node>"
        "<edge source='P' target='Q'><data key='v'>1.5</data></edge>"
        "</graph></graphml>",
        NULL, "");

    (void)state;
    assert_cell(graph, 0, "equity", "6.5");
    assert_cell(graph, 0, "cash", "2");
    assert_cell(graph, 0, "z", "9");
    assert_cell(graph, 1, "z", "");
    assert_edge(graph, 0, "P", "Q", "1.5");
    ctg_graph_free(graph);
    refused("graphml", GRAPHML("\n<key id='e' attr.name='x'/>", ""),
            ":2: key 'e' is declared twice for nodes");
    refused("graphml",
            GRAPHML("", "\n<node id='A'><data key='a'>5</data></node>"),
            ":2: data of key 'a', which is not declared for nodes");
    refused("graphml", GRAPHML("", "\n<node id='A' equity='3'/>"),
            ":2: equity='3' in a tag is not taken");
    refused("graphml",
            GRAPHML("", "<node id='A'><data key='e'><x/>5</data></node>"),
            "node 'A': 'equity' has parts, not a value");
    refused("graphml",
            GRAPHML("", "<node id='A'><data key='e'>5</data>"
                        "<data key='e'>5</data></node>"),
            "node 'A': 'equity' is there twice");
}

static void graphml_names_are_what_is_drawn(void **state)
{
    static const char text[] =
        "<graphml xmlns:y='urn:y' xmlns:x='urn:x'>"
        "<key for='node' id='g' yfiles.type='nodegraphics'/>"
        "<key for='node' id='l' attr.name='NodeLabels'/>"
        "<key for='node' id='n' attr.name='name'/>"
        "<key for='edge' id='w' attr.name='weight'/>"
        "<graph edgedefault='directed'>"
        "<node id='n0'><data key='g'><y:S><y:NodeLabel> Alpha <y:M/>"
        "</y:NodeLabel><y:NodeLabel>second</y:NodeLabel></y:S></data></node>"
        "<node id='n1'><data key='l'><x:List><y:Label><y:Label.Text>Beta"
        "</y:Label.Text></y:Label></x:List></data></node>"
        "<node id='n2'><data key='l'><y:Label Text='Gamma'/></data></node>"
        "<node id='n3'><data key='n'>Delta</data><data key='g'>"
        "<y:NodeLabel>drawn</y:NodeLabel></data></node>"
        "<edge source='n0' target='n3'><data key='w'>4.5</data></edge>"
        "</graph></graphml>";
    const ctg_read_options by_name = {.map = "id=name"};
    ctg_graph *graph = graph_read(NULL, text, NULL);

    (void)state;
    assert_string_equal(ctg_graph_node_id(graph, 0), "n0");
    assert_cell(graph, 0, "name", "Alpha");
    assert_cell(graph, 1, "name", "Beta");
    assert_cell(graph, 2, "name", "Gamma");
    assert_cell(graph, 3, "name", "Delta");
    ctg_graph_free(graph);
    graph = graph_read(NULL, text, &by_name);
    assert_edge(graph, 0, "Alpha", "Delta", "4.5");
    ctg_graph_free(graph);
}

static void graphml_leaves_nothing_out_in_silence(void **state)
{
    ctg_graph *const graph = noted(
        "graphml",
        GRAPHML("<key id='d' for='graph' attr.name='Description'/>"
                "<key id='t' for='graph' attr.name='title'/>",
                "<data key='d'>about</data><data key='t'>T</data>"
                "<node id='A' labels=':Bank'><desc>x</desc><port name='p'/>"
                "</node><edge source='A' target='A' sourceport='p'>"
                "<data key='a'>2.5</data></edge>"),
        NULL,
        "not kept: Description (1, of the graph), labels (1, in tags), desc "
        "(1, an element), port (1, an element), sourceport (1, in tags)");

    (void)state;
    assert_string_equal(ctg_graph_about(graph)->title, "T");
    ctg_graph_free(graph);
}

/* libxml2 2.9 takes time with the square of them before it says anything. */
static void elements_with_very_many_attributes_are_refused(void **state)
{
    ctg__text text = {0};

    (void)state;
    ctg__text_add(&text, "<graphml><!-- \"\"' -->\n<graph a='>'\n b='1'");
    for (int i = 0; i < 300; i++)
        ctg__text_print(&text, " a%d=\"'<\"", i);
    ctg__text_add(&text, "/></graphml>");
    refused("graphml", text.bytes,
            ":3: an element with more than 256 attributes");
    ctg__text_clear(&text);
}

static void dot_is_read_as_its_programs_write_it(void **state)
{
    ctg_graph *const graph = noted(
        NULL,
        "\xEF\xBB\xBF/* Created by igraph 0.10 */\n"
        "STRICT Digraph \"net\" {\n rankdir=LR; Node [kind=bank]\n"
        " 0 [name=\"P \\\"q\\\"\" equity=1e+06, id=x];\n"
        " subgraph cluster_1 { node [kind=\"in\" + \"sur\\\ner\"]; 1 "
        "[name=Q]; label=here }\n"
        " 2 [name=R, flag];\n"
        " 0 -> 1:w:ne -> 2 [weight=2.5e-1];\n 1 -> 0 [amount=-.5e1,style=b]\n"
        "}\n",
        "id=name",
        "not kept: rankdir (1, of the graph), subgraph (1, as a group), label "
        "(1, of the graph), id (1, of pictures)");
    char buffer[32];

    (void)state;
    assert_edge(graph, 0, "P \"q\"", "Q", "0.25");
    assert_edge(graph, 1, "Q", "R", "0.25");
    assert_edge(graph, 2, "Q", "P \"q\"", "-5");
    assert_string_equal(
        ctg_graph_cell(graph, CTG_EXPOSURES, 0, "headport", buffer), "w:ne");
    assert_cell(graph, 0, "equity", "1000000");
    assert_cell(graph, 0, "kind", "bank");
    assert_cell(graph, 1, "kind", "insurer");
    assert_cell(graph, 2, "kind", "bank");
    assert_cell(graph, 2, "flag", "true");
    ctg_graph_free(graph);
}

/* Line ends of either kind, comments where they are, markup as it stands. */
static void dot_texts_are_what_graphviz_makes_of_them(void **state)
{
    ctg_graph *const graph =
        noted("dot",
              "#!c\ndigraph { // > {\n# }\n a [kind=\"x\\\r\ny\\\\\" "
              "group=<b<!-- > --><i>c</i>>]; /* } */\n"
              " a -> b [weight=2e+1]; b -> a [weight=.5E-1] }\n#",
              NULL, "");

    (void)state;
    assert_cell(graph, 0, "kind", "xy\\\\");
    assert_cell(graph, 0, "group", "b<!-- > --><i>c</i>");
    assert_edge(graph, 0, "a", "b", "20");
    assert_edge(graph, 1, "b", "a", "0.05");
    ctg_graph_free(graph);
}

static void dot_refuses_what_graphviz_would_merge_or_split(void **state)
{
    (void)state;
    refused("dot",
            "strict digraph {\n a -> b [amount=1]\n b -> a [amount=1]\n"
            " a -> b [amount=2] }",
            ":4: edge 'a' -> 'b' is also at line 2, and a strict graph");
    refused("dot",
            "digraph {\n a -> b [amount=1, key=k]; a -> b [amount=2, key=j]\n"
            " a -> b [amount=2, key=k] }",
            ":3: edge 'a' -> 'b' is also at line 2, and edges of one key");
    refused("dot", "digraph {\n a [equity=5]\n a [equity=6] }",
            ":3: 'equity' is '6' and, at line 2, '5'");
    ctg_graph_free(graph_read(
        "dot",
        "digraph { node [equity=4] a [color=red] a [color=blue equity=5]"
        " a [equity=5] }",
        NULL));
    refused("dot", "digraph {\n 12ab }", ":2: not a DOT graph: a name that");
    refused("dot", "digraph {\n a # b\n }",
            ":2: not a DOT graph: a character that needs quotes, at '#'");
    refused("dot", "digraph {\n A-1 }", "a name that needs quotes");
    refused("dot", "digraph {\n A.b }", "a name that needs quotes");
    refused("dot", "digraph {\n \"a\"\"b\" }", "right behind a closing quote");
    refused("dot", "digraph {\n \"a }",
            ":2: not a DOT graph: a string without");
    refused("dot", "digraph {\n a -- b }", ":2: -- in a digraph");
    refused("dot", "digraph { a [b=] }", "an attribute without its value");
    refused("dot", "digraph { \"\" [equity=2] }", "a node without a name");
    refused("dot", "digraph {\n { a } -> b }", ":2: an edge between groups");
    refused("dot", "digraph { a [x=<<b>] }", "an HTML text without its end");
}

/* One line for 3,000 nodes and edges, and far more by what stands for them. */
static void many_stand_on_one_line_or_are_refused(void **state)
{
    ctg__text text = {0};
    ctg_graph *graph;

    (void)state;
    ctg__text_add(&text, "digraph {");
    for (int i = 0; i < 3000; i++)
        ctg__text_print(&text, "n%d -> n%d [amount=%d.5];", i, i + 1, i);
    ctg__text_add(&text, "}");
    graph = graph_read("dot", text.bytes, NULL);
    assert_int_equal(ctg_graph_row_count(graph, CTG_NODES), 3001);
    assert_edge(graph, 2999, "n2999", "n3000", "2999.5");
    ctg_graph_free(graph);
    ctg__text_reset(&text);
    ctg__text_add(&text, "digraph { a [");
    for (int i = 0; i < 1100; i++)
        ctg__text_print(&text, "x%d=1 ", i);
    ctg__text_add(&text, "] }");
    refused("dot", text.bytes, "more than 1024 attributes of nodes");
    ctg__text_reset(&text);
    ctg__text_add(&text, "graph [ directed 1 node [ id 1 ");
    for (int i = 0; i < 5000; i++)
        ctg__text_print(&text, "x%d 1 ", i);
    ctg__text_add(&text, "] ]");
    refused("gml", text.bytes, "more than 4096 attributes of nodes");
    ctg__text_clear(&text);
}

static void nodes_given_apart_are_said_to_count(void **state)
{
    static const char text[] =
        "digraph { u [name=A equity=3]; v [name=B]; u -> v [amount=2.5] }";
    char nodes[FORMAT_PATH_SIZE];
    ctg_read_options options = {.map = "id=name"};
    ctg_problems *const problems = ctg_problems_new();
    ctg_graph *graph = NULL;

    (void)state;
    format_file(nodes, "id,equity\nA,7\nB,8\n", 18);
    options.nodes_path = nodes;
    assert_int_equal(
        graph_try("dot", text, strlen(text), options, &graph, problems, NULL),
        CTG_OK);
    unlink(nodes);
    assert_edge(graph, 0, "A", "B", "2.5");
    assert_cell(graph, 0, "equity", "7");
    assert_string_equal(ctg_problems_at(problems, 0)->text,
                        "not kept: equity (1, nodes are given apart)");
    ctg_problems_free(problems);
    ctg_graph_free(graph);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(gml_references_are_characters),
        cmocka_unit_test(gml_numbers_keep_their_digits),
        cmocka_unit_test(gml_comments_end_and_infinities_are_told),
        cmocka_unit_test(gml_leaves_out_what_no_cell_can_hold),
        cmocka_unit_test(what_counts_is_never_left_out),
        cmocka_unit_test(pajek_is_read_as_its_programs_write_it),
        cmocka_unit_test(pajek_refuses_what_it_could_misread),
        cmocka_unit_test(graphml_keys_count_for_what_they_are_for),
        cmocka_unit_test(graphml_names_are_what_is_drawn),
        cmocka_unit_test(graphml_leaves_nothing_out_in_silence),
        cmocka_unit_test(elements_with_very_many_attributes_are_refused),
        cmocka_unit_test(dot_is_read_as_its_programs_write_it),
        cmocka_unit_test(dot_texts_are_what_graphviz_makes_of_them),
        cmocka_unit_test(dot_refuses_what_graphviz_would_merge_or_split),
        cmocka_unit_test(many_stand_on_one_line_or_are_refused),
        cmocka_unit_test(nodes_given_apart_are_said_to_count),
    };

    return RUN_TESTS(tests);
}
