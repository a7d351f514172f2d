/* Cells changed in words. */
#include "support/graph.h"

static ctg_graph *edited_graph(void)
{
    return graph_of(
        "nodes",
        "id,equity,note,my note\nA,5,x,\nmy bank,7,,\na=b,9,,\nV,1,,\n",
        "assets", "id,price\nETH,2000\nx/y,1\n", "exposures",
        "debtor,creditor,amount\nA,V,3\nA,V,4\nV,A,5\n", "holdings",
        "node,asset,quantity\nA,x/y,1\n", "venues", "node,type\nV,margin\n",
        "markets", "venue,asset,maintenance\nV,ETH,0.1\n", "positions",
        "account,owner,venue,asset,quantity\na,A,V,ETH,1\na,A,V,,-3\n",
        "layers", "venue,order,kind,amount\nV,1.5,fund,3\nV,2,socialise,\n",
        NULL);
}

static void expect_cell(const char *edit, ctg_table table, size_t row,
                        const char *column, const char *expected)
{
    ctg_graph *const graph = edited_graph();
    ctg_error error = {0};
    char buffer[32];

    if (ctg_graph_edit(graph, edit, &error))
        fail_msg("%s: %s", edit, error.message);
    assert_string_equal(ctg_graph_cell(graph, table, row, column, buffer),
                        expected);
    ctg_graph_free(graph);
}

static void rows_are_found_by_their_ids(void **state)
{
    (void)state;
    expect_cell("nodes A equity=12.75", CTG_NODES, 0, "equity", "12.75");
    expect_cell("  nodes  A  equity=-1e3", CTG_NODES, 0, "equity", "-1000");
    expect_cell("nodes my bank equity=8", CTG_NODES, 1, "equity", "8");
    expect_cell("nodes a=b equity=8", CTG_NODES, 2, "equity", "8");
    expect_cell("assets x/y price=0.237", CTG_ASSETS, 1, "price", "0.237");
    expect_cell("holdings A/x/y quantity=3", CTG_HOLDINGS, 0, "quantity", "3");
    expect_cell("venues V type=lending", CTG_VENUES, 0, "type", "lending");
    expect_cell("markets V/ETH maintenance=0.2", CTG_MARKETS, 0, "maintenance",
                "0.2");
    expect_cell("positions V/a/ETH quantity=5", CTG_POSITIONS, 0, "quantity",
                "5");
    expect_cell("positions V/a/ quantity=-9", CTG_POSITIONS, 1, "quantity",
                "-9");
    expect_cell("layers V/1.5 amount=7", CTG_LAYERS, 0, "amount", "7");
}

static void every_row_with_the_key_changes(void **state)
{
    (void)state;
    expect_cell("exposures A/V amount=7", CTG_EXPOSURES, 0, "amount", "7");
    expect_cell("exposures A/V amount=7", CTG_EXPOSURES, 1, "amount", "7");
    expect_cell("exposures A/V amount=7", CTG_EXPOSURES, 2, "amount", "5");
    expect_cell("exposures A/V debtor=V", CTG_EXPOSURES, 1, "debtor", "V");
}

static void values_may_be_anything_of_the_type(void **state)
{
    (void)state;
    expect_cell("nodes A equity=", CTG_NODES, 0, "equity", "");
    expect_cell("nodes A recovery=35%", CTG_NODES, 0, "recovery", "0.35");
    expect_cell("nodes A pass_through=yes", CTG_NODES, 0, "pass_through",
                "true");
    expect_cell("nodes A leverage_max=initial", CTG_NODES, 0, "leverage_max",
                "initial");
    expect_cell("nodes A note=a b equity=3", CTG_NODES, 0, "note",
                "a b equity=3");
    expect_cell("nodes A my note=z", CTG_NODES, 0, "my note", "z");
}

static void what_is_missing_or_wrong_is_said(void **state)
{
    static const struct {
        const char *edit;
        ctg_status status;
        const char *message;
    } cases[] = {
        {"node A equity=1", CTG_NOT_FOUND,
         "no table 'node' to edit; did you mean 'nodes'?"},
        {"nodes Z equity=1", CTG_NOT_FOUND, "nodes has no row 'Z'"},
        {"exposures A>V amount=1", CTG_NOT_FOUND, "exposures has no row 'A>V'; did you mean 'A/V'?"},
        {"exposures A/V/ amount=1", CTG_NOT_FOUND,
         "exposures has no row 'A/V/'; did you mean 'A/V'?"},
        {"exposures A amount=1", CTG_NOT_FOUND, "exposures has no row 'A'"},
        {"nodes A eqity=1", CTG_NOT_FOUND,
         "nodes has no column 'eqity'; did you mean 'equity'?"},
        {"nodes A", CTG_BAD_ARGUMENT,
         "an edit reads TABLE KEY COLUMN=VALUE, such as 'markets V/ETH "
         "maintenance=0.2'"},
        {"nodes equity=1", CTG_BAD_ARGUMENT,
         "an edit reads TABLE KEY COLUMN=VALUE, such as 'markets V/ETH "
         "maintenance=0.2'"},
        {"nodes A equity=x", CTG_BAD_ARGUMENT, "equity is 'x', not a number"},
        {"nodes A pass_through=2", CTG_BAD_ARGUMENT,
         "pass_through is '2', not true or false"},
        {"", CTG_NOT_FOUND, "no table '' to edit"},
    };
    ctg_graph *const graph = edited_graph();
    ctg_error error = {0};
    char buffer[32];

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_int_equal(ctg_graph_edit(graph, cases[i].edit, &error),
                         cases[i].status);
        assert_string_equal(error.message, cases[i].message);
    }
    assert_string_equal(ctg_graph_cell(graph, CTG_NODES, 0, "equity", buffer),
                        "5");
    ctg_graph_free(graph);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_are_found_by_their_ids),
        cmocka_unit_test(every_row_with_the_key_changes),
        cmocka_unit_test(values_may_be_anything_of_the_type),
        cmocka_unit_test(what_is_missing_or_wrong_is_said),
    };

    return RUN_TESTS(tests);
}
