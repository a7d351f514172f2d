/* What a network is refused for, with the place and the words. */
#include <stdlib.h>

#include "support/graph.h"
#include "support/lists.h"

/* All that was rejected, as "PLACE: text" lines; free it. */
static char *rejected(ctg_graph *graph)
{
    ctg_problems *const problems = ctg_problems_new();
    ctg_network *network = NULL;
    ctg_error error = {0};
    char *const text = calloc(1, 20000);
    const ctg_status status =
        ctg_network_new(graph, &network, problems, &error);

    for (size_t i = 0; ctg_problems_at(problems, i); i++) {
        const ctg_problem *const problem = ctg_problems_at(problems, i);

        if (problem->severity == CTG_REJECTED)
            sprintf(text + strlen(text), "%s%s%s\n", problem->place,
                    *problem->place ? ": " : "", problem->text);
    }
    if (*text) {
        assert_int_equal(status, CTG_BAD_INPUT);
        assert_null(network);
        assert_memory_equal(error.message, text,
                            strcspn(text, "\n")); /* the first of them */
    } else {
        assert_int_equal(status, CTG_OK);
    }
    ctg_network_free(network);
    ctg_problems_free(problems);
    ctg_graph_free(graph);
    return text;
}

static void expect(ctg_graph *graph, const char *expected)
{
    char *const text = rejected(graph);
    char *const listed = with_lists(expected);

    assert_string_equal(text, listed);
    free(listed);
    free(text);
}

static void ids_are_needed_and_unique(void **state)
{
    (void)state;
    expect(graph_of("nodes", "id\nA\n\nB\nA\n", NULL),
           "nodes:5:id: id is 'A', which is also at nodes:2:id\n"
           "nodes:3:id: id is blank\n");
    expect(graph_of("nodes", "id\nA\n", "assets", "id,price\nX,1\n,2\nX,3\n",
                    NULL),
           "assets:4:id: id is 'X', which is also at assets:2:id\n"
           "assets:3:id: id is blank\n");
    expect(graph_of("nodes", "name\nA\n", NULL),
           "nodes:2: nodes has no column 'id'\n");
    expect(graph_of(NULL), "there are no nodes\n");
}

static void an_id_may_name_a_node_and_an_asset(void **state)
{
    (void)state;
    expect(graph_of("nodes", "id\nETH\n", "assets", "id\nETH\n", "holdings",
                    "node,asset,quantity\nETH,ETH,0.237\n", NULL),
           "");
}

static void references_must_exist(void **state)
{
    (void)state;
    expect(graph_of("nodes", "id\nA\nB\n", "assets", "id,issuer\nX,Z\n",
                    "exposures",
                    "debtor,creditor,amount,asset\n"
                    "A,C,1,\n"
                    "D,B,2,Y\n"
                    "A,,3,X\n",
                    "holdings", "node,asset,quantity\nA,Y,1\n,X,2\n", NULL),
           "assets:2:issuer: issuer is 'Z', which is no node\n"
           "exposures:2:creditor: creditor is 'C', which is no node\n"
           "exposures:3:debtor: debtor is 'D', which is no node\n"
           "exposures:3:asset: asset is 'Y', which is no asset\n"
           "exposures:4:creditor: creditor is blank\n"
           "holdings:2:asset: asset is 'Y', which is no asset\n"
           "holdings:3:node: node is blank\n");
}

static void a_missing_column_is_said_once(void **state)
{
    (void)state;
    expect(graph_of("nodes",
                    "id,equity,other_assets,other_liabilities\n"
                    "A,5,1,1\n",
                    "exposures", "debtor,creditor\nA,B\nB,A\n", NULL),
           "exposures:2: exposures has no column 'amount'\n");
}

static void amounts_are_not_negative(void **state)
{
    (void)state;
    expect(graph_of("nodes",
                    "id,cash,other_assets,other_liabilities,weight,volatility,"
                    "reported_claims,reported_debts,reported_assets\n"
                    "A,-1,,,,,,,\n"
                    "B,,-2.5,,,,,,\n"
                    "C,,,-3,,,,,\n"
                    "D,,,,-4,,,,\n"
                    "E,,,,,-0.2,,,\n"
                    "F,,,,,,-6,-7,-8\n",
                    NULL),
           "nodes:2:cash: cash is -1, below 0\n"
           "nodes:3:other_assets: other_assets is -2.5, below 0\n"
           "nodes:4:other_liabilities: other_liabilities is -3, below 0\n"
           "nodes:5:weight: weight is -4, below 0\n"
           "nodes:6:volatility: volatility is -0.2, below 0\n"
           "nodes:7:reported_claims: reported_claims is -6, below 0\n"
           "nodes:7:reported_debts: reported_debts is -7, below 0\n"
           "nodes:7:reported_assets: reported_assets is -8, below 0\n");
    expect(graph_of("nodes", "id\nA\nB\n", "exposures",
                    "debtor,creditor,amount,maturity_days\n"
                    "A,B,-0.237,\n"
                    "A,B,1,-1\n"
                    "A,B,,3\n",
                    NULL),
           "exposures:2:amount: amount is -0.237, below 0\n"
           "exposures:3:maturity_days: maturity_days is -1, below 0\n"
           "exposures:4:amount: amount is blank\n");
}

static void totals_are_finite(void **state)
{
    (void)state;
    expect(graph_of("nodes",
                    "id,equity,other_assets,other_liabilities\n"
                    "A,0.3e308,0.3e308,\nB,0.9e308,0.9e308,\n",
                    NULL),
           "nodes:3: the balance sheets up to 'B' sum to more than the largest "
           "number\n");
}

static void rates_are_from_0_to_1(void **state)
{
    (void)state;
    expect(graph_of("nodes", "id,recovery\nA,1.01\nB,-0.01\nC,1\nD,0\n",
                    "exposures", "debtor,creditor,amount,recovery\nA,B,1,1.5\n",
                    NULL),
           "nodes:2:recovery: recovery is 1.01, outside 0 to 1\n"
           "nodes:3:recovery: recovery is -0.01, outside 0 to 1\n"
           "exposures:2:recovery: recovery is 1.5, outside 0 to 1\n");
    expect(graph_of("nodes", "id\nV\n", "assets", "id,fee\nX,1.003\n", "venues",
                    "node,type,close_factor\nV,lending,1.5\n", "markets",
                    "venue,asset,maintenance,bonus\nV,X,1.2,0\n", NULL),
           "assets:2:fee: fee is 1.003, outside 0 to 1\n"
           "venues:2:close_factor: close_factor is 1.5, outside 0 to 1\n"
           "markets:2:maintenance: maintenance is 1.2, outside 0 to 1\n");
    expect(graph_of("nodes", "id\nV\n", "assets", "id\nX\n", "venues",
                    "node,type\nV,margin\n", "markets",
                    "venue,asset,bonus\nV,X,-0.05\n", NULL),
           "markets:2:bonus: bonus is -0.05, outside 0 to 1\n");
}

static void assets_have_sound_numbers(void **state)
{
    (void)state;
    expect(graph_of("nodes", "id\nA\n", "assets",
                    "id,price,depth,kappa,floor,volatility\n"
                    "a,-1,,,,\n"
                    "b,,0,,,\n"
                    "c,,,-1,,\n"
                    "d,,,,1,\n"
                    "e,,,,-0.1,\n"
                    "f,,,,,-1\n"
                    "g,0,1e-9,0,0.99,0\n",
                    NULL),
           "assets:2:price: price is -1, below 0\n"
           "assets:3:depth: depth is 0, not above 0\n"
           "assets:4:kappa: kappa is -1, below 0\n"
           "assets:5:floor: floor is 1, not from 0 to below 1\n"
           "assets:6:floor: floor is -0.1, not from 0 to below 1\n"
           "assets:7:volatility: volatility is -1, below 0\n");
}

static void counts_are_whole(void **state)
{
    (void)state;
    expect(graph_of("nodes", "id\nA\nB\n", "exposures",
                    "debtor,creditor,amount,seniority\n"
                    "A,B,1,0.5\n"
                    "A,B,1,-1\n"
                    "A,B,1,3\n",
                    "venues", "node,type,grace_rounds\nA,margin,1.5\n", NULL),
           "exposures:2:seniority: seniority is 0.5, not a whole number from "
           "0 to 1000000000\n"
           "exposures:3:seniority: seniority is -1, not a whole number from 0 "
           "to 1000000000\n"
           "venues:2:grace_rounds: grace_rounds is 1.5, not a whole number "
           "from 0 to 1000000000\n");
}

static void leverage_is_positive_or_initial(void **state)
{
    (void)state;
    expect(graph_of("nodes",
                    "id,leverage_max,leverage_target\n"
                    "A,0,-2\n"
                    "B,initial,initial\n"
                    "C,12.75,10\n",
                    NULL),
           "nodes:2:leverage_max: leverage_max is 0, not above 0\n"
           "nodes:2:leverage_target: leverage_target is -2, not above 0\n");
}

static void unknown_words_come_with_a_suggestion(void **state)
{
    (void)state;
    expect(
        graph_of("nodes", "id,valuation\nA,linaer\nB,merton\n", "assets",
                 "id,impact,oracle\n"
                 "X,lineal,lag\n"
                 "Y,,lag 1.5\n"
                 "Z,,deviation -0.1\n"
                 "W,amm,lag 2\n"
                 "U,,deviation 0.5%\n"
                 "T,,fix\n",
                 "venues",
                 "node,type,liquidators,preset\nA,lend,often,aave\nB,,,\n",
                 NULL),
        "nodes:2:valuation: valuation is 'linaer', not one of {rules}; did "
        "you mean 'linear'?\n"
        "assets:2:impact: impact is 'lineal', not one of {impacts}; did you "
        "mean 'linear'?\n"
        "assets:2:oracle: oracle is 'lag', not market, fixed, lag K (whole "
        "rounds), deviation X (a share) or blend W (the market's share)\n"
        "assets:3:oracle: oracle is 'lag 1.5', not market, fixed, lag K "
        "(whole rounds), deviation X (a share) or blend W (the market's "
        "share)\n"
        "assets:4:oracle: oracle is 'deviation -0.1', not market, fixed, lag "
        "K (whole rounds), deviation X (a share) or blend W (the market's "
        "share)\n"
        "assets:7:oracle: oracle is 'fix', not market, fixed, lag K (whole "
        "rounds), deviation X (a share) or blend W (the market's share)\n"
        "venues:2:type: type is 'lend', not one of lending, margin\n"
        "venues:2:liquidators: liquidators is 'often', not one of always, "
        "rational\n"
        "venues:2:preset: preset is 'aave', but presets were not applied\n"
        "venues:3:type: type is blank: lending or margin\n");
}

static void a_pass_through_node_is_valued_by_clearing(void **state)
{
    (void)state;
    expect(graph_of("nodes",
                    "id,pass_through,valuation\n"
                    "A,true,linear\n"
                    "B,yes,clearing\n"
                    "C,1,\n"
                    "D,false,linear\n",
                    NULL),
           "nodes:2:valuation: valuation is 'linear', but claims on a "
           "pass_through node are valued by clearing\n");
}

static void venue_tables_need_a_venue(void **state)
{
    (void)state;
    expect(graph_of("nodes", "id\nA\nV\n", "assets", "id\nX\n", "venues",
                    "node,type\nV,margin\nV,lending\n", "markets",
                    "venue,asset\nA,X\nV,X\nZ,X\nV,X\n", "positions",
                    "account,owner,venue,quantity\n"
                    "a,A,A,1\n",
                    "layers",
                    "venue,order,kind,amount\n"
                    "A,1,fund,5\n",
                    NULL),
           "venues:3:node: node is 'V', which has a row already\n"
           "markets:2:venue: venue is 'A', which has no row in venues\n"
           "markets:4:venue: venue is 'Z', which is no node\n"
           "markets:5: 'V' has a row for 'X' already\n"
           "positions:2:venue: venue is 'A', which has no row in venues\n"
           "layers:2:venue: venue is 'A', which has no row in venues\n");
    expect(graph_of("nodes", "id\nA\n", "positions",
                    "account,owner,venue,quantity\na,A,A,1\n", NULL),
           "positions:2:venue: venue is 'A', which has no row in venues\n");
}

static void an_account_has_one_owner(void **state)
{
    (void)state;
    expect(graph_of("nodes", "id\nA\nB\nV\nW\n", "assets", "id\nX\n", "venues",
                    "node,type\nV,margin\nW,margin\n", "positions",
                    "account,owner,venue,asset,quantity\n"
                    "a,A,V,X,1\n"
                    "a,B,W,X,1\n"
                    "a,B,V,,2\n"
                    "a,A,V,,3\n",
                    NULL),
           "positions:4:owner: owner is 'B', but account 'a' at 'V' belongs "
           "to 'A'\n");
}

static void tiers_of_margin_fit_together(void **state)
{
    (void)state;
    expect(graph_of("nodes", "id\nV\nL\n", "assets", "id\nX\nY\nZ\n", "venues",
                    "node,type\nV,margin\nL,lending\n", "markets",
                    "venue,asset,maintenance,above,deduction,bonus,lot\n"
                    "V,X,0.01,,3,,\n"
                    "V,X,0.02,1000,21,0.1,2\n"
                    "V,X,0.015,5000,,,\n"
                    "V,X,0.03,5000,,,\n"
                    "V,Y,0.01,10,,,\n"
                    "L,Y,0.1,,,,\n"
                    "L,Y,0.2,7,,,\n"
                    "V,Z,0.1,0,,,\n"
                    "V,Z,0.2,,,,\n",
                    NULL),
           "markets:2:deduction: deduction is given in the row from 0, where "
           "nothing is deducted\n"
           "markets:3:bonus: bonus is given in a higher tier: the row from 0 "
           "says it for all\n"
           "markets:3:lot: lot is given in a higher tier: the row from 0 says "
           "it for all\n"
           "markets:3:deduction: deduction is more than the margin at the "
           "start of its tier, maintenance x above\n"
           "markets:5:above: above is that of another row of the market\n"
           "markets:6:above: above is not 0 in any row of the market: smaller "
           "legs would have no rate\n"
           "markets:8:above: above is given at a lending venue: only margin "
           "venues have tiers\n"
           "markets:10: 'V' has a row for 'Z' already\n");
    expect(graph_of("nodes", "id\nV\n", "assets", "id\nX\n", "venues",
                    "node,type\nV,margin\n", "markets",
                    "venue,asset,above,lot\nV,X,-1,0\n", NULL),
           "markets:2:above: above is -1, below 0\n"
           "markets:2:lot: lot is 0, not above 0\n");
}

static void policies_of_deleveraging_are_in_range(void **state)
{
    (void)state;
    expect(graph_of("nodes", "id\nV\nL\nA\n", "assets", "id\nX\n", "venues",
                    "node,type\nV,margin\nL,lending\n", "positions",
                    "account,owner,venue,asset,quantity,entry_price,cap\n"
                    "a,A,V,X,1,2,0.3\n"
                    "a,A,V,,5,,0.3\n"
                    "b,A,V,X,1,,0.3\n"
                    "c,A,L,X,1,,0.3\n",
                    "layers",
                    "venue,order,kind,amount,rule,severity,cap,keep\n"
                    "V,1,fund,1,,0.5,,\n"
                    "V,2,socialise,,,,0.1,\n"
                    "V,3,socialise,,,,,1\n",
                    NULL),
           "positions:3:cap: cap is given for the numeraire, which is never "
           "closed\n"
           "positions:5:cap: cap is given at a lending venue, which has no "
           "winners\n"
           "layers:2:severity: severity is given, but kind is 'fund': only adl "
           "has it\n"
           "layers:3:cap: cap is given, but kind is 'socialise': only adl has "
           "it\n"
           "layers:4:keep: keep is given, but kind is 'socialise': only adl "
           "has it\n");
    expect(graph_of("nodes", "id\nV\n", "venues", "node,type\nV,margin\n",
                    "layers",
                    "venue,order,kind,rule,severity,cap,keep\n"
                    "V,1,adl,capped,1.5,,\n"
                    "V,2,adl,min-max,,-0.1,\n"
                    "V,3,adl,none,,,-1\n"
                    "V,4,adl,random -1,,,\n"
                    "V,5,adl,random 18446744073709551616,,,\n"
                    "V,6,adl,random 18446744073709551615,,,\n"
                    "V,7,adl,bitmex 1,,,\n",
                    NULL),
           "layers:2:rule: rule is 'capped', not a rule: it is pro-rata, with "
           "a cap in a column of its own\n"
           "layers:2:severity: severity is 1.5, outside 0 to 1\n"
           "layers:3:rule: rule is 'min-max', not a rule: it is pro-rata, with "
           "a lot in markets\n"
           "layers:3:cap: cap is -0.1, outside 0 to 1\n"
           "layers:4:rule: rule is 'none', not a rule: it is what a venue "
           "without such a layer does\n"
           "layers:4:keep: keep is -1, below 0\n"
           "layers:5:rule: rule is 'random -1', not random with a seed, a "
           "whole number from 0 to 18446744073709551615\n"
           "layers:6:rule: rule is 'random 18446744073709551616', not random "
           "with a seed, a whole number from 0 to 18446744073709551615\n"
           "layers:8:rule: rule is 'bitmex 1', not one of {adl_rules}; "
           "did you mean 'bitmex'?\n");
}

static void layers_say_what_they_need(void **state)
{
    (void)state;
    expect(graph_of("nodes", "id\nM\nL\n", "venues",
                    "node,type\nM,margin\nL,lending\n", "layers",
                    "venue,order,kind,amount,rule\n"
                    "L,1,adl,,bitmex\n"
                    "M,1,adl,,\n"
                    "M,2,fund,,\n"
                    "M,,fund,1,\n"
                    "M,3,insurance,1,\n"
                    "M,4,adl,,fifo\n"
                    "M,-4.5,fund,-1,\n"
                    "M,5,socialise,,\n",
                    NULL),
           "layers:5:order: order is blank\n"
           "layers:6:kind: kind is 'insurance', not one of fund, adl, "
           "socialise\n"
           "layers:7:rule: rule is 'fifo', not one of {adl_rules}\n"
           "layers:8:amount: amount is -1, below 0\n"
           "layers:3:rule: rule is blank: adl needs one of {adl_rules}\n"
           "layers:4:amount: amount is blank: a fund needs one\n"
           "layers:2:kind: kind is 'adl', but 'L' is a lending venue\n");
}

static void equity_must_agree_with_the_rest(void **state)
{
    (void)state;
    expect(graph_of("nodes",
                    "id,equity,cash,other_assets,other_liabilities\n"
                    "A,5.0001,2,10,7\n"
                    "B,5.00001,2,10,7\n"
                    "C,3,12.75,1,\n"
                    "D,3,1,,0.25\n"
                    "E,1,12.75,,20\n",
                    NULL),
           "nodes:2:equity: equity of 'A' is given as 5.0001, but its assets "
           "of 12 less its liabilities of 7 are 5\n");
    expect(graph_of("nodes",
                    "id,equity,cash,other_assets,other_liabilities\n"
                    "A,-1,12.75,,3\n"
                    "B,20,12.75,1,\n",
                    NULL),
           "nodes:2:other_assets: other_assets of 'A' would have to be -10.75 "
           "for its equity to be -1\n"
           "nodes:3:other_liabilities: other_liabilities of 'B' would have to "
           "be -6.25 for its equity to be 20\n");
}

static void sums_must_be_finite(void **state)
{
    (void)state;
    expect(graph_of("nodes", "id,cash\nA,1e308\nB,0\n", "exposures",
                    "debtor,creditor,amount\nB,A,1e308\n", NULL),
           "nodes:2: the balance sheet of 'A' is beyond the largest number\n");
}

/* Sums over what was rejected would only be consequences. */
static void one_mistake_is_one_problem(void **state)
{
    (void)state;
    expect(graph_of("nodes",
                    "id,equity,other_assets,other_liabilities\n"
                    "A,5,0,2\n"
                    "B,3,1,1\n"
                    "C,1,0,0\n",
                    "assets", "id,price\nX,-2\n", "exposures",
                    "debtor,creditor,amount\nC,A,-7\n", "holdings",
                    "node,asset,quantity\nB,X,1.5\n", NULL),
           "assets:2:price: price is -2, below 0\n"
           "exposures:2:amount: amount is -7, below 0\n");
}

static void all_problems_are_counted_and_fifty_kept(void **state)
{
    char csv[2000] = "id,cash\n";
    ctg_problems *const problems = ctg_problems_new();
    ctg_network *network = NULL;
    ctg_error error = {0};
    ctg_graph *graph;
    size_t kept = 0;

    (void)state;
    for (int i = 0; i < 73; i++)
        sprintf(csv + strlen(csv), "n%d,-%d\n", i, i + 1);
    graph = graph_of("nodes", csv, NULL);
    assert_int_equal(ctg_network_new(graph, &network, problems, &error),
                     CTG_BAD_INPUT);
    assert_string_equal(error.message,
                        "nodes:2:cash: cash is -1, below 0 (and 72 more)");
    assert_int_equal(ctg_problems_count(problems, CTG_REJECTED), 73);
    while (ctg_problems_at(problems, kept))
        kept++;
    assert_int_equal(kept, 50);
    ctg_problems_free(problems);
    assert_int_equal(ctg_network_new(graph, &network, NULL, &error),
                     CTG_BAD_INPUT);
    ctg_graph_free(graph);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ids_are_needed_and_unique),
        cmocka_unit_test(an_id_may_name_a_node_and_an_asset),
        cmocka_unit_test(references_must_exist),
        cmocka_unit_test(a_missing_column_is_said_once),
        cmocka_unit_test(amounts_are_not_negative),
        cmocka_unit_test(totals_are_finite),
        cmocka_unit_test(rates_are_from_0_to_1),
        cmocka_unit_test(assets_have_sound_numbers),
        cmocka_unit_test(counts_are_whole),
        cmocka_unit_test(leverage_is_positive_or_initial),
        cmocka_unit_test(unknown_words_come_with_a_suggestion),
        cmocka_unit_test(a_pass_through_node_is_valued_by_clearing),
        cmocka_unit_test(venue_tables_need_a_venue),
        cmocka_unit_test(an_account_has_one_owner),
        cmocka_unit_test(tiers_of_margin_fit_together),
        cmocka_unit_test(policies_of_deleveraging_are_in_range),
        cmocka_unit_test(layers_say_what_they_need),
        cmocka_unit_test(equity_must_agree_with_the_rest),
        cmocka_unit_test(sums_must_be_finite),
        cmocka_unit_test(one_mistake_is_one_problem),
        cmocka_unit_test(all_problems_are_counted_and_fifty_kept),
    };

    return RUN_TESTS(tests);
}
