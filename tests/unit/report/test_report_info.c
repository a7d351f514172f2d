#include <contagraph/info.h>

#include "support/reported.h"

typedef struct looked {
    reported_run of;
    ctg_info *info;
    ctg_look_through *look;
} looked;

/* B has half of A's tokens and C half of B's; A has two of ETH. */
static void look_at(looked *l)
{
    ctg_error error;

    *l = (looked){.info = NULL};
    l->of.graph = graph_of(
        "nodes", "id,name,cash\nA,Alpha,0\nB,Beta,0\nC,Gamma,7\n", "assets",
        "id,price,issuer,depth\nETH,100,,4000\na,200,A,\nb,100,B,\n",
        "holdings", "node,asset,quantity\nA,ETH,2\nB,a,0.5\nC,b,0.5\n", "title",
        "Half & half", "unit", "$", NULL);
    l->of.network = network_of(l->of.graph);
    l->of.scenario = scenario_of(NULL, NULL);
    if (ctg_plan_new(l->of.network, l->of.scenario, &l->of.plan, &error) ||
        ctg_info_new(l->of.plan, NULL, NULL, &l->info, &error) ||
        ctg_look_through_new(l->of.network, &l->look, &error))
        fail_msg("%s", error.message);
}

static void looked_free(looked *l)
{
    ctg_look_through_free(l->look);
    ctg_info_free(l->info);
    reported_close(&l->of);
}

static ctg_report *report_of(const looked *l, bool whole)
{
    ctg_report *report = NULL;
    ctg_error error;

    if (ctg_info_report(l->of.network, l->info, l->look, whole, NULL, NULL,
                        &report, &error))
        fail_msg("%s", error.message);
    return report;
}

static char *look_through_in(const looked *l, ctg_node node, const char *format)
{
    ctg_report *report = NULL;
    ctg_error error;

    if (ctg_look_through_report(l->of.network, l->info, l->look, node, NULL,
                                NULL, &report, &error))
        fail_msg("%s", error.message);
    return reported(report, format);
}

static void check_has(const char *text, const char *words)
{
    if (!strstr(text, words))
        fail_msg("'%s' is not in:\n%s", words, text);
}

static void every_key_has_a_figure_but_names(void **state)
{
    const ctg_key *key;
    looked l;
    ctg_report *report;

    (void)state;
    look_at(&l);
    report = report_of(&l, false);
    for (size_t i = 0; (key = ctg_info_key_at(i)); i++) {
        const double figure = ctg_report_figure(report, key->name);
        /* Nobody owes anything, so no debts have shares. */
        const bool is_undefined = strcmp(key->name, "most_levered") == 0 ||
                                  ((strncmp(key->name, "debts_", 6) == 0 ||
                                    strncmp(key->name, "claims_", 7) == 0) &&
                                   !strstr(key->name, "total"));

        if (isnan(figure) != is_undefined)
            fail_msg("%s is %g", key->name, figure);
        assert_non_null(key->meaning);
    }
    assert_same(ctg_report_figure(report, "nodes"), 3);
    assert_same(ctg_report_figure(report, "gross"), 357);
    assert_same(ctg_report_figure(report, "net"), 207);
    assert_same(ctg_report_figure(report, "assets_top_1"), 200. / 357);
    assert_true(isnan(ctg_report_figure(report, "no such key")));
    ctg_report_free(report);
    looked_free(&l);
}

static void people_read_names_and_machines_ids(void **state)
{
    looked l;
    char *text;

    (void)state;
    look_at(&l);
    text = reported(report_of(&l, false), "csv");
    check_has(text, "key,value\nnodes,3\n");
    check_has(text, "\nmost_levered,A\n");
    check_has(text, "\ndebts_hhi,\n");
    free(text);
    text = reported(report_of(&l, false), "md");
    check_has(text, "## Graph: Half \\& half\n\n| | |\n|---|---:|\n"
                    "| nodes | 3 |\n");
    check_has(text, "\n| most levered | Alpha |\n");
    check_has(text, "\n| debts hhi | undefined |\n");
    check_has(text, "\n| total assets | $357 |\n");
    check_has(text, "\n| asset | spiral | most exposed to it | directly | "
                    "through all |\n|---|---:|---|---:|---:|\n| ETH | ");
    check_has(text, " | Alpha | $200 | $200 |\n");
    free(text);
    looked_free(&l);
}

static void whole_documents_have_the_money_of_everybody(void **state)
{
    looked l;
    char *text;

    (void)state;
    look_at(&l);
    text = reported(report_of(&l, false), "json");
    assert_null(strstr(text, "look_through"));
    free(text);
    text = reported(report_of(&l, true), "json");
    check_has(text, "{\n \"schema\": \"contagraph-info-1\",\n");
    check_has(text, ",\n \"spirals\": [\n  {\"asset\": \"ETH\", \"spiral\": ");
    check_has(text, ",\n \"look_through\": [\n"
                    "  {\"node\": \"A\", \"asset\": \"ETH\", \"direct\": 200, "
                    "\"total\": 200},\n"
                    "  {\"node\": \"B\", \"asset\": \"ETH\", \"direct\": 0, "
                    "\"total\": 100},\n"
                    "  {\"node\": \"C\", \"asset\": \"ETH\", \"direct\": 0, "
                    "\"total\": 50},\n");
    free(text);
    looked_free(&l);
}

/* C has half of B, and through it a quarter of A: nodes before assets, each by
 * money, ties by row. */
static void one_node_has_shares_of_others_and_money_in_assets(void **state)
{
    looked l;
    char *text;

    (void)state;
    look_at(&l);
    text = look_through_in(&l, 2, "csv");
    check_has(text, "kind,id,share,money\nnode,A,0.25,50\nnode,B,0.5,50\n");
    check_has(text, "\nasset,ETH,,50\n");
    free(text);
    text = look_through_in(&l, 2, "text");
    check_has(text, "Half & half\n\n  Gamma, through all layers:\n");
    check_has(text, "\n  node   Beta     50%    $50\n");
    free(text);
    text = look_through_in(&l, 2, "md");
    check_has(text, "## Look-through: Half \\& half\n\n");
    check_has(text, "| node | Beta | 50% | $50 |\n");
    free(text);
    text = look_through_in(&l, 2, "json");
    check_has(text,
              ",\n \"node\": \"C\",\n \"look_through\": [\n  {\"kind\": ");
    check_has(text, ",\n \"nodes\": 3,\n");
    free(text);
    looked_free(&l);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_key_has_a_figure_but_names),
        cmocka_unit_test(people_read_names_and_machines_ids),
        cmocka_unit_test(whole_documents_have_the_money_of_everybody),
        cmocka_unit_test(one_node_has_shares_of_others_and_money_in_assets),
    };

    return RUN_TESTS(tests);
}
