/* Presets: what they fill, what they leave, what is refused. */
#include <contagraph/preset.h>

#include <math.h>

#include "support/files.h"
#include "support/graph.h"

static const char lend[] =
    "{\"name\": \"lend\", \"date\": \"2024-03\", \"summary\": \"s\",\n"
    " \"values\": [\n"
    "  {\"table\": \"venues\", \"column\": \"type\", \"value\": \"lending\","
    " \"source\": \"a\"},\n"
    "  {\"table\": \"venues\", \"column\": \"close_factor\","
    " \"value\": 0.35, \"source\": \"b\"},\n"
    "  {\"table\": \"venues\", \"column\": \"grace_rounds\","
    " \"value\": 3, \"source\": \"b\"},\n"
    "  {\"table\": \"markets\", \"asset\": \"Y\","
    " \"column\": \"maintenance\", \"value\": 0.237, \"source\": \"c\"},\n"
    "  {\"table\": \"markets\", \"asset\": \"@g\","
    " \"column\": \"bonus\", \"value\": 0.071, \"source\": \"d\"},\n"
    "  {\"table\": \"markets\", \"asset\": \"*\","
    " \"column\": \"bonus\", \"value\": {\"cursor\": 0.3, \"most\": 1.15},"
    " \"source\": \"e\"}],\n"
    " \"left_out\": [\"dust\", \"fees\"]}\n";

static const char perp[] =
    "{\"name\": \"perp\", \"date\": \"2025-10-10\", \"summary\": \"s\",\n"
    " \"values\": [\n"
    "  {\"table\": \"venues\", \"column\": \"type\", \"value\": \"margin\","
    " \"source\": \"a\"},\n"
    "  {\"table\": \"layers\", \"column\": \"cap\","
    " \"value\": 0.5, \"source\": \"c\"},\n"
    "  {\"table\": \"layers\", \"column\": \"rule\","
    " \"value\": \"binance\", \"source\": \"b\"}],\n"
    " \"left_out\": [\"funding\"]}\n";

static ctg_presets *read_two(void)
{
    ctg_presets *presets = NULL;
    ctg_error error = {0};

    files_write("lend.json", lend);
    files_write("perp.json", perp);
    files_write("README", "no preset");
    if (ctg_presets_read(".", &presets, NULL, &error))
        fail_msg("%s", error.message);
    return presets;
}

/* Applies, expects `problems` ("place: text\n" of all), returns the status. */
static ctg_status apply(ctg_graph *graph, const ctg_presets *presets,
                        const char *expected)
{
    ctg_problems *const problems = ctg_problems_new();
    const ctg_problem *problem;
    ctg_error error = {0};
    char text[4096] = "";
    ctg_status status;

    assert_non_null(problems);
    status = ctg_graph_apply_presets(graph, presets, problems, &error);
    for (size_t i = 0; (problem = ctg_problems_at(problems, i)); i++)
        snprintf(text + strlen(text), sizeof text - strlen(text), "%s: %s\n",
                 problem->place, problem->text);
    assert_string_equal(text, expected);
    ctg_problems_free(problems);
    return status;
}

static void expect_cell(const ctg_graph *graph, ctg_table table, size_t row,
                        const char *column, const char *expected)
{
    char buffer[32];
    const char *const found = ctg_graph_cell(graph, table, row, column, buffer);

    assert_non_null(found);
    assert_string_equal(found, expected);
}

static void a_list_has_the_files_in_the_order_of_their_names(void **state)
{
    ctg_presets *const presets = read_two();
    const ctg_preset *const first = ctg_presets_at(presets, 0);

    (void)state;
    assert_string_equal(first->name, "lend");
    assert_string_equal(first->date, "2024-03");
    assert_int_equal(first->value_count, 6);
    assert_string_equal(first->values[1].value, "0.35");
    assert_string_equal(first->values[4].asset, "@g");
    assert_string_equal(first->values[5].value,
                        "min(1.15, 1/(1 - 0.3 maintenance)) - 1");
    assert_int_equal(first->left_out_count, 2);
    assert_string_equal(first->left_out[1], "fees");
    assert_string_equal(ctg_presets_at(presets, 1)->name, "perp");
    assert_null(ctg_presets_at(presets, 2));
    ctg_presets_free(presets);
}

static ctg_graph *lending_graph(const char *venues)
{
    return graph_of("nodes", "id\nA\nV\nW\n", "assets",
                    "id,group\nX,g\nY,\nZ,g\nU,\n", "venues", venues, "markets",
                    "venue,asset,maintenance,bonus\nV,X,0.4,\nV,U,0.085,\n"
                    "W,X,,\n",
                    "positions",
                    "account,owner,venue,asset,quantity\n"
                    "a,A,V,X,5\na,A,V,Y,3\na,A,V,,-3\na,A,W,Y,2\n"
                    "a,A,W,Z,1\na,A,V,Z,-1\n",
                    NULL);
}

static void blanks_are_filled_and_what_is_given_stays(void **state)
{
    ctg_graph *const graph =
        lending_graph("node,type,close_factor,grace_rounds,preset\nV,,,1,lend\n"
                      "W,lending,,,\n");
    ctg_presets *const presets = read_two();
    ctg_network *network;
    double bonus;

    (void)state;
    assert_int_equal(apply(graph, presets, ""), CTG_OK);
    expect_cell(graph, CTG_VENUES, 0, "type", "lending");
    expect_cell(graph, CTG_VENUES, 0, "close_factor", "0.35");
    expect_cell(graph, CTG_VENUES, 0, "grace_rounds", "1");
    expect_cell(graph, CTG_VENUES, 1, "close_factor", "");
    /* The rows that were there: of a group, and by the rate that is given. */
    expect_cell(graph, CTG_MARKETS, 0, "maintenance", "0.4");
    expect_cell(graph, CTG_MARKETS, 0, "bonus", "0.071");
    bonus = ctg__graph_number(graph, CTG_MARKETS, CTG__MARKET_BONUS, 1);
    assert_within(bonus, 0.026167, 5e-7); /* MO1, LLTV 0.915 */
    expect_cell(graph, CTG_MARKETS, 2, "bonus", "");
    /* The legs that had none, of this venue only. */
    assert_int_equal(ctg_graph_row_count(graph, CTG_MARKETS), 5);
    expect_cell(graph, CTG_MARKETS, 3, "venue", "V");
    expect_cell(graph, CTG_MARKETS, 3, "asset", "Y");
    expect_cell(graph, CTG_MARKETS, 3, "maintenance", "0.237");
    expect_cell(graph, CTG_MARKETS, 4, "asset", "Z");
    expect_cell(graph, CTG_MARKETS, 4, "bonus", "0.071");
    expect_cell(graph, CTG_MARKETS, 4, "maintenance", "");
    assert_int_equal(ctg_graph_row_count(graph, CTG_LAYERS), 0);
    network = network_of(graph);
    ctg_network_free(network);
    /* Once more changes nothing. */
    assert_int_equal(apply(graph, presets, ""), CTG_OK);
    assert_int_equal(ctg_graph_row_count(graph, CTG_MARKETS), 5);
    ctg_presets_free(presets);
    ctg_graph_free(graph);
}

static void an_incentive_follows_the_rate_up_to_its_cap(void **state)
{
    /* MO1: LLTV 0.86 -> 1.043841; 0.385 -> 1.15 */
    ctg_graph *const graph =
        graph_of("nodes", "id\nV\n", "assets", "id\nX\nY\n", "venues",
                 "node,preset\nV,lend\n", "markets",
                 "venue,asset,maintenance\nV,X,0.14\nV,Y,0.615\n", NULL);
    ctg_presets *const presets = read_two();

    (void)state;
    assert_int_equal(apply(graph, presets, ""), CTG_OK);
    assert_within(ctg__graph_number(graph, CTG_MARKETS, CTG__MARKET_BONUS, 0),
                  0.043841, 5e-7);
    assert_within(ctg__graph_number(graph, CTG_MARKETS, CTG__MARKET_BONUS, 1),
                  0.15, 1e-15);
    ctg_presets_free(presets);
    ctg_graph_free(graph);
}

static void a_rule_fills_layers_or_makes_one(void **state)
{
    ctg_graph *const graph =
        graph_of("nodes", "id\nA\nV\nW\nU\n", "assets", "id\nX\n", "venues",
                 "node,preset\nV,perp\nW,perp\nU,perp\n", "layers",
                 "venue,order,kind,amount,rule,cap\nV,2,adl,,,\n"
                 "V,1,fund,7,,\nW,1,adl,,bitmex,0.25\n",
                 NULL);
    ctg_presets *const presets = read_two();

    (void)state;
    assert_int_equal(apply(graph, presets, ""), CTG_OK);
    expect_cell(graph, CTG_LAYERS, 0, "rule", "binance");
    expect_cell(graph, CTG_LAYERS, 1, "rule", "");
    expect_cell(graph, CTG_LAYERS, 2, "rule", "bitmex");
    assert_int_equal(ctg_graph_row_count(graph, CTG_LAYERS), 4);
    expect_cell(graph, CTG_LAYERS, 3, "venue", "U");
    expect_cell(graph, CTG_LAYERS, 3, "kind", "adl");
    expect_cell(graph, CTG_LAYERS, 3, "rule", "binance");
    assert_true(ctg__graph_number(graph, CTG_LAYERS, CTG__LAYER_CAP, 0) == 0.5);
    assert_true(isnan(ctg__graph_number(graph, CTG_LAYERS, CTG__LAYER_CAP, 1)));
    assert_true(ctg__graph_number(graph, CTG_LAYERS, CTG__LAYER_CAP, 2) ==
                0.25);
    assert_true(ctg__graph_number(graph, CTG_LAYERS, CTG__LAYER_CAP, 3) == 0.5);
    ctg_network_free(network_of(graph));
    ctg_presets_free(presets);
    ctg_graph_free(graph);
}

static void a_rate_that_nobody_gives_is_a_warning(void **state)
{
    ctg_graph *const graph = lending_graph("node,type,preset\nV,,\nW,,lend\n");
    ctg_presets *const presets = read_two();

    (void)state;
    assert_int_equal(
        apply(graph, presets,
              "venues:3:preset: preset 'lend' leaves the maintenance rate of "
              "'Z' to markets, which has none: taken as 0\n"),
        CTG_OK);
    ctg_presets_free(presets);
    ctg_graph_free(graph);
}

static void unknown_and_unfit_presets_are_refused_with_their_place(void **state)
{
    ctg_graph *const graph =
        graph_of("nodes", "id\nV\nW\n", "venues",
                 "node,type,preset\nV,,lent\nW,lending,perp\n", NULL);
    ctg_presets *const presets = read_two();

    (void)state;
    assert_int_equal(
        apply(graph, presets,
              "venues:2:preset: preset is 'lent', but the presets are lend, "
              "perp; did you mean 'lend'?\n"
              "venues:3:preset: preset is 'perp', for venues of type margin\n"),
        CTG_BAD_INPUT);
    assert_int_equal(
        apply(graph, NULL,
              "venues:2:preset: preset is 'lent', but there are no presets\n"
              "venues:3:preset: preset is 'perp', but there are no presets\n"),
        CTG_BAD_INPUT);
    ctg_presets_free(presets);
    ctg_graph_free(graph);
}

static void another_preset_must_be_applied_anew(void **state)
{
    ctg_graph *const graph =
        graph_of("nodes", "id\nV\n", "venues", "node,preset\nV,lend\n", NULL);
    ctg_presets *const presets = read_two();
    ctg_network *network = NULL;
    ctg_error error = {0};

    (void)state;
    assert_int_equal(ctg_network_new(graph, &network, NULL, &error),
                     CTG_BAD_INPUT);
    assert_int_equal(apply(graph, presets, ""), CTG_OK);
    ctg_network_free(network_of(graph));
    assert_int_equal(ctg_graph_edit(graph, "venues V close_factor=0.9", &error),
                     CTG_OK);
    ctg_network_free(network_of(graph));
    assert_int_equal(ctg_graph_edit(graph, "venues V preset=perp", &error),
                     CTG_OK);
    assert_int_equal(ctg_network_new(graph, &network, NULL, &error),
                     CTG_BAD_INPUT);
    assert_string_equal(error.message, "venues:2:preset: preset is 'perp', "
                                       "but presets were not applied");
    ctg_presets_free(presets);
    ctg_graph_free(graph);
}

/* `text` as x.json; `expected` as of apply. */
static void expect_refused(const char *text, const char *expected)
{
    ctg_problems *const problems = ctg_problems_new();
    ctg_presets *presets = NULL;
    const ctg_problem *problem;
    ctg_error error = {0};
    char found[4096] = "";

    files_write("x.json", text);
    assert_int_equal(ctg_presets_read(".", &presets, problems, &error),
                     CTG_BAD_INPUT);
    assert_null(presets);
    for (size_t i = 0; (problem = ctg_problems_at(problems, i)); i++)
        snprintf(found + strlen(found), sizeof found - strlen(found),
                 "%s: %s\n", problem->place, problem->text);
    assert_string_equal(found, expected);
    ctg_problems_free(problems);
}

static void bad_files_are_refused_with_every_fault(void **state)
{
    (void)state;
    expect_refused("[1]", "x.json:: it is no object\n");
    expect_refused("{\"name\": 1, \"dat\": 2}",
                   "x.json:/dat: dat is no key of presets\n"
                   "x.json:/name: name is no text, or missing\n"
                   "x.json:/date: date is no text, or missing\n"
                   "x.json:/summary: summary is no text, or missing\n"
                   "x.json:/values: values is no list, or empty\n"
                   "x.json:/left_out: left_out is no list, or empty\n");
    expect_refused(
        "{\"name\": \"y\", \"date\": \"May 2023\", \"summary\": \"s\","
        " \"values\": [{\"table\": \"venues\", \"column\": \"node\","
        " \"value\": 1, \"source\": \"s\"},"
        " {\"table\": \"markets\", \"column\": \"bonus\","
        " \"value\": \"a\", \"source\": \"\"},"
        " {\"table\": \"markets\", \"asset\": \"*\","
        " \"column\": \"maintenance\","
        " \"value\": {\"cursor\": 1.2, \"most\": 1, \"x\": 1},"
        " \"source\": \"s\"},"
        " {\"table\": \"layers\", \"asset\": \"*\", \"column\": \"rule\","
        " \"value\": 3, \"source\": \"s\"}, 7], \"left_out\": [\"\"]}",
        "x.json:/name: name is not the file's name\n"
        "x.json:/date: date is no date, such as 2025-02-25 or 2025-02\n"
        "x.json:/values/0/column: column is no column that presets fill\n"
        "x.json:/values/1/source: source is empty\n"
        "x.json:/values/1/asset: asset is no text, or missing\n"
        "x.json:/values/1/value: value is no number, or missing\n"
        "x.json:/values/2/value/x: x is no key of presets\n"
        "x.json:/values/2/value: value follows from the maintenance rate, "
        "which only a bonus may\n"
        "x.json:/values/2/value/cursor: cursor is no number between 0 and 1\n"
        "x.json:/values/2/value/most: most is no number above 1 and at most "
        "2\n"
        "x.json:/values/3/asset: asset is for markets only\n"
        "x.json:/values/3/value: value is no text, or missing\n"
        "x.json:/values/4: it is no object\n"
        "x.json:/left_out/0: it is no text\n");
}

static void values_that_no_column_takes_are_refused(void **state)
{
    ctg_graph *const graph =
        graph_of("nodes", "id\nV\n", "venues", "node,preset\nV,x\n", NULL);
    ctg_presets *presets = NULL;
    ctg_error error = {0};

    (void)state;
    files_write("x.json",
                "{\"name\": \"x\", \"date\": \"2023\", \"summary\": \"s\","
                " \"values\": [{\"table\": \"venues\", \"column\": \"type\","
                " \"value\": \"lend\", \"source\": \"s\"},"
                " {\"table\": \"venues\", \"column\": \"close_factor\","
                " \"value\": 1.5, \"source\": \"s\"}], \"left_out\": [\"t\"]}");
    assert_int_equal(ctg_presets_read(".", &presets, NULL, &error), CTG_OK);
    assert_int_equal(apply(graph, presets,
                           "x.json:/values/0/value: type is 'lend', not one "
                           "of lending, margin\n"
                           "x.json:/values/1/value: close_factor is '1.5', "
                           "outside 0 to 1\n"),
                     CTG_BAD_INPUT);
    ctg_presets_free(presets);
    ctg_graph_free(graph);
}

static void folders_that_cannot_be_read_are_an_error(void **state)
{
    ctg_presets *presets = NULL;
    ctg_error error = {0};

    (void)state;
    assert_int_equal(ctg_presets_read("nowhere", &presets, NULL, &error),
                     CTG_IO_ERROR);
    assert_string_equal(error.message, "nowhere: No such file or directory");
    files_write("x.json", "{\"name\"\n");
    assert_int_equal(ctg_presets_read(".", &presets, NULL, &error),
                     CTG_BAD_INPUT);
    assert_null(presets);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        files_test(a_list_has_the_files_in_the_order_of_their_names),
        files_test(blanks_are_filled_and_what_is_given_stays),
        files_test(an_incentive_follows_the_rate_up_to_its_cap),
        files_test(a_rule_fills_layers_or_makes_one),
        files_test(a_rate_that_nobody_gives_is_a_warning),
        files_test(unknown_and_unfit_presets_are_refused_with_their_place),
        files_test(another_preset_must_be_applied_anew),
        files_test(bad_files_are_refused_with_every_fault),
        files_test(values_that_no_column_takes_are_refused),
        files_test(folders_that_cannot_be_read_are_an_error),
    };

    return RUN_TESTS(tests);
}
