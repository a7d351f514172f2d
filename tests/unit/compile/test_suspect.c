/* What a network is warned of. */
#include <stdlib.h>

#include "support/graph.h"

/* Fails unless the network's warnings are these lines; frees the graph. */
static void expect(ctg_graph *graph, const char *expected)
{
    ctg_problems *const problems = ctg_problems_new();
    ctg_network *network = NULL;
    ctg_error error = {0};
    char *const text = calloc(1, 20000);

    if (ctg_network_new(graph, &network, problems, &error))
        fail_msg("%s", error.message);
    for (size_t i = 0; ctg_problems_at(problems, i); i++) {
        const ctg_problem *const problem = ctg_problems_at(problems, i);

        assert_int_equal(problem->severity, CTG_WARNING);
        sprintf(text + strlen(text), "%s%s%s\n", problem->place,
                *problem->place ? ": " : "", problem->text);
    }
    assert_string_equal(text, expected);
    free(text);
    ctg_network_free(network);
    ctg_problems_free(problems);
    ctg_graph_free(graph);
}

static void other_assets_below_0_are_told(void **state)
{
    (void)state;
    expect(graph_of("nodes", "id,equity,cash\nA,5,12\nB,5,3\n", "exposures",
                    "debtor,creditor,amount\nA,B,2\n", NULL),
           "nodes:2:equity: 1 of 2 nodes has other assets below 0 implied by "
           "its equity, taken as other liabilities; largest: 5 of 'A'\n");
}

static void nothing_is_said_of_a_sound_graph(void **state)
{
    (void)state;
    expect(graph_of("nodes", "id,equity,cash\nA,5,2\nB,5,3\n", "exposures",
                    "debtor,creditor,amount\nA,B,2\nB,A,2\n", NULL),
           "");
}

static void dropped_exposures_are_counted_and_summed(void **state)
{
    (void)state;
    expect(graph_of("nodes", "id,cash\nA,100\nB,100\n", "assets",
                    "id,price\nX,2.5\n", "exposures",
                    "debtor,creditor,amount,asset\n"
                    "A,B,3,\n"
                    "B,B,7,\n"
                    "A,B,0,\n"
                    "A,A,0.1,X\n"
                    "A,A,0,\n"
                    "B,A,0,\n",
                    NULL),
           "exposures:3: dropped 2 self-exposures of 7.25 in total and 3 "
           "exposures with an amount of 0; this is the first\n");
    expect(graph_of("nodes", "id,cash\nA,100\nB,100\n", "exposures",
                    "debtor,creditor,amount\nA,B,0.237\nB,A,0\n", NULL),
           "exposures:3: dropped 1 exposure with an amount of 0; this is the "
           "first\n");
    expect(graph_of("nodes", "id,cash\nA,100\nB,100\n", "exposures",
                    "debtor,creditor,amount\nA,A,0.237\nB,A,3\n", NULL),
           "exposures:2: dropped 1 self-exposure of 0.237 in total; this is "
           "the first\n");
}

static void reported_totals_are_compared(void **state)
{
    (void)state;
    expect(graph_of("nodes",
                    "id,cash,reported_claims,reported_debts,reported_assets\n"
                    "A,100,0,12.75,100\n"
                    "B,100,9,0.7,100\n"
                    "C,100,12,,\n"
                    "D,100,20,,\n"
                    "E,100,30,,\n"
                    "F,100,1,,\n"
                    "G,100,40,,\n",
                    "exposures",
                    "debtor,creditor,amount\n"
                    "A,B,10\n"
                    "A,C,2.75\n"
                    "B,D,0.70000001\n",
                    NULL),
           "nodes:8:reported_claims: reported_claims: 6 of 7 nodes differ "
           "from the exposures by more than 1e-6; in total 112 is reported, "
           "13.45000001 in the tables; worst: 'G' 40 against 0, 'E' 30 "
           "against 0, 'D' 20 against 0.70000001, 'C' 12 against 2.75, 'B' 9 "
           "against 10\n"
           "nodes:3:reported_assets: reported_assets: 1 of 7 nodes differs "
           "from the tables by more than 1e-6; in total 200 is reported, 210 "
           "in the tables; worst: 'B' 100 against 110\n");
}

static void a_transposed_file_is_noticed(void **state)
{
    (void)state;
    expect(graph_of("nodes",
                    "id,cash,reported_claims,reported_debts\n"
                    "A,100,0,5\n"
                    "B,100,2,0\n"
                    "C,100,3,0\n",
                    "exposures", "debtor,creditor,amount\nB,A,2\nC,A,3\n",
                    NULL),
           "nodes:2:reported_claims: reported_claims: 3 of 3 nodes differ "
           "from the exposures by more than 1e-6; in total 5 is reported, 5 "
           "in the tables; worst: 'A' 0 against 5, 'C' 3 against 0, 'B' 2 "
           "against 0\n"
           "nodes:2:reported_debts: reported_debts: 3 of 3 nodes differ from "
           "the exposures by more than 1e-6; in total 5 is reported, 5 in the "
           "tables; worst: 'A' 5 against 0, 'C' 0 against 3, 'B' 0 against "
           "2\n"
           "debtor and creditor look swapped: 3 of 3 nodes have a negative "
           "residual or a total that does not match, 0 with the two "
           "exchanged\n");
    expect(graph_of("nodes",
                    "id,equity\n"
                    "A,1\n"
                    "B,1\n"
                    "C,6\n",
                    "exposures", "debtor,creditor,amount\nC,A,2\nC,B,3\n",
                    NULL),
           "nodes:3:equity: 2 of 3 nodes have other assets below 0 implied by "
           "their equity, taken as other liabilities; largest: 2 of 'B'\n"
           "debtor and creditor look swapped: 2 of 3 nodes have a negative "
           "residual or a total that does not match, 0 with the two "
           "exchanged\n");
}

static void a_leverage_radius_above_one_is_told(void **state)
{
    (void)state;
    /* A ring: 2/1 x 3/4 x 2/1 = 3, its cube root 1.44225. */
    expect(graph_of("nodes",
                    "id,equity,other_assets\n"
                    "A,1,10\nB,4,10\nC,1,10\n",
                    "exposures",
                    "debtor,creditor,amount\nB,A,2\nC,B,3\nA,C,2\n", NULL),
           "the spectral radius of claims over equity is 1.442, above 1: "
           "distress grows as it travels\n");
    /* 2/4 x 3/4 x 2/1 = 0.75 */
    expect(graph_of("nodes",
                    "id,equity,other_assets\n"
                    "A,4,10\nB,4,10\nC,1,10\n",
                    "exposures",
                    "debtor,creditor,amount\nB,A,2\nC,B,3\nA,C,2\n", NULL),
           "");
}

/* Leverages 20/4 = 5 and 9/2; 12/3 is at its limit. P owes 1.5 more. */
static void limits_broken_before_any_shock_are_counted(void **state)
{
    (void)state;
    expect(graph_of("nodes",
                    "id,cash,other_liabilities,leverage_max,pass_through\n"
                    "A,9,7,4,\nB,20,16,4.5,\nC,12,9,4,\nD,12,9,initial,\n"
                    "P,3,4.5,,yes\nQ,3,2,,yes\n",
                    NULL),
           "nodes:3:leverage_max: 2 of 6 nodes are above their leverage limit before any "
           "shock; largest: 5 of 'B', whose limit is 4.5\n"
           "nodes:6: 1 pool (pass_through) owes more than it has before any "
           "shock; largest: 1.5 of 'P'\n");
}

/* H = 0.8 x 50 / 41 and 0.8 x 100 / 81 of x and y; z has 0.8 x 50 / 40. */
static void unhealthy_accounts_are_counted(void **state)
{
    (void)state;
    expect(graph_of("nodes", "id,equity\nO,300\nV,400\n", "assets",
                    "id,price\nX,2\n", "venues", "node,type\nV,lending\n",
                    "markets", "venue,asset,maintenance\nV,X,0.2\n",
                    "positions",
                    "account,owner,venue,asset,quantity\nx,O,V,X,25\n"
                    "x,O,V,,-41\ny,O,V,X,50\ny,O,V,,-81\nz,O,V,X,25\n"
                    "z,O,V,,-40\n",
                    NULL),
           "2 of 3 accounts have a health below 1 before any shock; largest: "
           "'y' of 'O', with a debt of 81\n");
    /* Where addresses borrow the account is called as its owner. */
    expect(graph_of("nodes", "id,equity\nO,300\nV,400\n", "assets",
                    "id,price\nX,2\n", "venues", "node,type\nV,lending\n",
                    "markets", "venue,asset,maintenance\nV,X,0.2\n",
                    "positions",
                    "account,owner,venue,asset,quantity\nO,O,V,X,25\n"
                    "O,O,V,,-41\n",
                    NULL),
           "1 of 1 accounts has a health below 1 before any shock; largest: "
           "'O', with a debt of 41\n");
}

static void the_insolvent_are_named(void **state)
{
    (void)state;
    expect(graph_of("nodes",
                    "id,cash,other_liabilities,pass_through\n"
                    "A,1,0.763,\n"
                    "B,1,1,\n"
                    "C,1,1.237,\n"
                    "P,1,1,yes\n",
                    NULL),
           "nodes:3: 2 of 4 nodes are insolvent from the start, with an "
           "equity of 0 or less: 'B', 'C'; lowest: -0.237 of 'C'\n");
    expect(graph_of("nodes", "id,cash\na,0\nb,0\nc,0\nd,0\ne,0\nf,\ng,\nh,\ni,\nj,\n"
                    "k,\n", NULL),
           "nodes:2: 11 of 11 nodes are insolvent from the start, with an "
           "equity of 0 or less: 'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', "
           "'j', ...\n");
}

static void what_has_no_effect_is_told(void **state)
{
    (void)state;
    expect(graph_of("nodes",
                    "id,cash,leverage_max,leverage_target\n"
                    "A,1,10,12.75\nB,1,initial,10\n",
                    "assets", "id,impact\nX,amm\nY,none\n", NULL),
           "assets:2:impact: impact is 'amm' but depth is blank: the price "
           "does not move\n"
           "nodes:2:leverage_target: leverage_target is 12.75, above a "
           "leverage_max of 10\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(other_assets_below_0_are_told),
        cmocka_unit_test(nothing_is_said_of_a_sound_graph),
        cmocka_unit_test(dropped_exposures_are_counted_and_summed),
        cmocka_unit_test(reported_totals_are_compared),
        cmocka_unit_test(a_transposed_file_is_noticed),
        cmocka_unit_test(a_leverage_radius_above_one_is_told),
        cmocka_unit_test(limits_broken_before_any_shock_are_counted),
        cmocka_unit_test(unhealthy_accounts_are_counted),
        cmocka_unit_test(the_insolvent_are_named),
        cmocka_unit_test(what_has_no_effect_is_told),
    };

    return RUN_TESTS(tests);
}
