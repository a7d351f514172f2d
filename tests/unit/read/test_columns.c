/* Tables as people have them: names, ids, totals, addresses, references. */
#include "read/references.h"
#include "support/formats.h"
#include "support/graph.h"
#include "text/text.h"

static void assert_cell(const ctg_graph *graph, size_t row, const char *column,
                        const char *value)
{
    char buffer[32];

    assert_string_equal(format_cell(graph, CTG_EXPOSURES, row, column, buffer),
                        value);
}

static void ids_stay_as_they_are_written(void **state)
{
    ctg_graph *const graph = graph_read(
        "csv", "debtor,creditor,amount\n00042,NA,2.5\nNULL,3e4,0.5\n", NULL);

    (void)state;
    assert_cell(graph, 0, "debtor", "00042");
    assert_cell(graph, 0, "creditor", "NA");
    assert_cell(graph, 1, "debtor", "NULL");
    assert_cell(graph, 1, "creditor", "3e4");
    ctg_graph_free(graph);
}

static void equal_pairs_are_exposures_of_their_own(void **state)
{
    ctg_graph *const graph = graph_read(
        "csv", "debtor,creditor,amount\nP,Q,7.5\nP,Q,2.25\nP,Q,7.5\n", NULL);

    (void)state;
    assert_int_equal(ctg_graph_row_count(graph, CTG_EXPOSURES), 3);
    assert_cell(graph, 1, "amount", "2.25");
    assert_cell(graph, 2, "amount", "7.5");
    ctg_graph_free(graph);
}

static void a_map_of_several_keeps_each_as_it_is(void **state)
{
    const ctg_read_options options = {.map = "amuont=amuont,cash=cash"};
    ctg_graph *const graph = graph_read(
        "csv", "debtor,creditor,amount,amuont,cash\nP,Q,7.5,3,x\n", &options);

    (void)state;
    assert_cell(graph, 0, "amount", "7.5");
    assert_cell(graph, 0, "amuont", "3");
    assert_cell(graph, 0, "cash", "x");
    ctg_graph_free(graph);
}

static void totals_are_told_from_names_and_sums(void **state)
{
    const ctg_read_options drop = {.totals = "drop"};
    ctg_graph *graph = graph_read(
        "csv", "debtor,creditor,amount\nP,Q,7.5\nQ,P,2.25\n,,9.75\n", &drop);

    (void)state;
    assert_int_equal(ctg_graph_row_count(graph, CTG_EXPOSURES), 2);
    ctg_graph_free(graph);
    refused("csv", "debtor,creditor,amount\nP,Q,7.5\nGrand Total,,7.5\n",
            ":3:1: the last row of exposures is one of totals");
    graph = graph_read(
        "csv", "debtor,creditor,amount\nP,Q,7.5\nQ,P,2.25\n,,9.7\n", &drop);
    assert_int_equal(ctg_graph_row_count(graph, CTG_EXPOSURES), 3);
    ctg_graph_free(graph);
    graph = graph_read("csv", "debtor,creditor,amount\nSum,Q,7.5\nQ,Sum,2.25\n",
                       &drop);
    assert_int_equal(ctg_graph_row_count(graph, CTG_EXPOSURES), 2);
    ctg_graph_free(graph);
}

/* Who is in a file of nodes is one, whatever it is called. */
static void a_node_called_total_is_a_node(void **state)
{
    char nodes[FORMAT_PATH_SIZE];
    ctg_read_options options = {.nodes_path = nodes};
    static const char edges[] =
        "debtor,creditor,amount\nB,C,2.5\nB,Total,2.5\n";
    ctg_graph *graph;

    (void)state;
    format_file(nodes, "id,equity\nTotal,9\nB,2\nC,3\n", 26);
    graph = graph_read("csv", edges, &options);
    assert_int_equal(ctg_graph_row_count(graph, CTG_EXPOSURES), 2);
    ctg_graph_free(graph);
    unlink(nodes);
    refused("csv", edges, ":3:3: the last row of exposures is one of totals");
}

static void an_address_is_one_id_in_any_case(void **state)
{
    ctg_graph *const graph =
        graph_read("csv",
                   "debtor,creditor,amount\n"
                   "0xAbcdefabcdefabcdefabcdefabcdefabcdefab01,P,1.5\n"
                   "P,0xABCDEFABCDEFABCDEFABCDEFABCDEFABCDEFAB01,2.5\n"
                   "0xabcdefabcdefabcdefabcdefabcdefabcdefab0,"
                   "0xABCDEFABCDEFABCDEFABCDEFABCDEFABCDEFAB0,3.5\n",
                   NULL);

    (void)state;
    assert_cell(graph, 1, "creditor",
                "0xAbcdefabcdefabcdefabcdefabcdefabcdefab01");
    assert_cell(graph, 2, "debtor",
                "0xabcdefabcdefabcdefabcdefabcdefabcdefab0");
    assert_cell(graph, 2, "creditor",
                "0xABCDEFABCDEFABCDEFABCDEFABCDEFABCDEFAB0");
    ctg_graph_free(graph);
}

/* Of accounts too; labels stay as they are written. */
static void addresses_of_accounts_are_united_and_labels_are_not(void **state)
{
    ctg_graph *const graph = graph_read(
        "json",
        "{\"nodes\": [{\"id\": \"P\", \"kind\": "
        "\"0xABCDEFABCDEFABCDEFABCDEFABCDEFABCDEFAB01\"}], \"venues\": "
        "[{\"node\": \"P\", \"type\": \"lending\"}], \"positions\": ["
        "{\"account\": \"0xAbcdefabcdefabcdefabcdefabcdefabcdefab01\", "
        "\"owner\": \"P\", \"venue\": \"P\", \"quantity\": 2.5}, "
        "{\"account\": \"0xabcdefABCDEFabcdefabcdefabcdefabcdefab01\", "
        "\"owner\": \"P\", \"venue\": \"P\", \"quantity\": -1}]}",
        NULL);
    char one[32];
    char other[32];

    (void)state;
    assert_string_equal(format_cell(graph, CTG_POSITIONS, 0, "account", one),
                        format_cell(graph, CTG_POSITIONS, 1, "account", other));
    assert_string_equal(format_cell(graph, CTG_NODES, 0, "kind", one),
                        "0xABCDEFABCDEFABCDEFABCDEFABCDEFABCDEFAB01");
    ctg_graph_free(graph);
}

static void references_become_characters_or_stay(void **state)
{
    static const char *const pairs[][2] = {
        {"&#65;&#x42;&#X43;", "ABC"},
        {"&Eacute;&eacute;&yuml;&nbsp;", "\xC3\x89\xC3\xA9\xC3\xBF\xC2\xA0"},
        {"&#128176;", "\xF0\x9F\x92\xB0"},
        {"&lt;&gt;&quot;&apos;&amp;lt;", "<>\"'&lt;"},
        {"&;&#;&#x;&#0;&#xDFFF;&#1114112;&foo;&", "&;&#;&#x;&#0;&#xDFFF;"
                                                  "&#1114112;&foo;&"},
        {"a & b; c", "a & b; c"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        ctg__text text = {0};

        ctg__text_add_decoded(&text, pairs[i][0], strlen(pairs[i][0]));
        assert_string_equal(ctg__text_string(&text), pairs[i][1]);
        ctg__text_clear(&text);
    }
}

static const char latin[] =
    "<?xml version='1.0' encoding='ISO-8859-1'?>\n"
    "<g:graphml xmlns:g='http://graphml.graphdrawing.org/xmlns'>"
    "<g:key id='a' for='edge' attr.name='amount'/>"
    "<g:graph edgedefault='directed'><g:node id='\xD6lbank'/><g:node id='Q'/>"
    "<g:edge source='Q' target='\xD6lbank'><g:data key='a'>2.5</g:data>"
    "</g:edge></g:graph></g:graphml>";

static void assert_oil(const char *bytes, size_t length)
{
    ctg_graph *graph = NULL;
    ctg_error error;

    if (graph_try(NULL, bytes, length, ctg_read_options_default(), &graph, NULL,
                  &error))
        fail_msg("%s", error.message);
    assert_cell(graph, 0, "creditor",
                "\xC3\x96"
                "lbank");
    assert_cell(graph, 0, "amount", "2.5");
    ctg_graph_free(graph);
}

static void graphml_is_read_in_latin_1_and_utf_16(void **state)
{
    char wide[2 * sizeof latin];
    size_t used = 0;
    const char *const tail = strchr(latin, '\n');

    (void)state;
    assert_oil(latin, sizeof latin - 1);
    wide[used++] = '\xFF';
    wide[used++] = '\xFE';
    for (const char *c = tail + 1; *c; c++) {
        wide[used++] = *c;
        wide[used++] = '\0';
    }
    refused_bytes("csv", wide, used, "UTF-16");
    {
        ctg_graph *graph = NULL;
        ctg_error error;

        if (graph_try("graphml", wide, used, ctg_read_options_default(), &graph,
                      NULL, &error))
            fail_msg("%s", error.message);
        assert_cell(graph, 0, "amount", "2.5");
        ctg_graph_free(graph);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ids_stay_as_they_are_written),
        cmocka_unit_test(equal_pairs_are_exposures_of_their_own),
        cmocka_unit_test(a_map_of_several_keeps_each_as_it_is),
        cmocka_unit_test(totals_are_told_from_names_and_sums),
        cmocka_unit_test(a_node_called_total_is_a_node),
        cmocka_unit_test(an_address_is_one_id_in_any_case),
        cmocka_unit_test(addresses_of_accounts_are_united_and_labels_are_not),
        cmocka_unit_test(references_become_characters_or_stay),
        cmocka_unit_test(graphml_is_read_in_latin_1_and_utf_16),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
