/* Balance sheets, defaults and relations of a network. */
#include "data/network.h"

#include "engine/adl.h"
#include "engine/impact.h"
#include "engine/valuation.h"
#include "support/graph.h"

static void exposures_are_sorted_by_creditor_then_debtor_then_row(void **state)
{
    ctg_graph *const graph = graph_of("nodes", "id\nA\nB\nC\n", /* */
                                      "exposures",
                                      "debtor,creditor,amount\n"
                                      "C,B,1.5\n"
                                      "A,B,2.5\n"
                                      "B,A,3.5\n"
                                      "A,A,7\n"
                                      "C,B,4.5\n"
                                      "A,C,0\n"
                                      "B,C,5.5\n",
                                      NULL);
    ctg_network *const network = network_of(graph);
    const ctg__exposures *const e = &network->exposures;
    static const double amounts[] = {3.5, 2.5, 1.5, 4.5, 5.5};
    static const ctg_node debtors[] = {1, 0, 2, 2, 1};
    static const uint32_t rows[] = {2, 1, 0, 4, 6};
    static const size_t start[] = {0, 1, 4, 5};
    static const size_t debtor_start[] = {0, 1, 3, 5};
    static const uint32_t by_debtor[] = {1, 0, 4, 2, 3};
    static const ctg_node debtor_creditor[] = {1, 0, 2, 1, 1};
    static const uint32_t file_order[] = {2, 1, 0, 3, 4};

    (void)state;
    assert_int_equal(e->count, 5);
    assert_memory_equal(e->amount, amounts, sizeof amounts);
    assert_memory_equal(e->debtor, debtors, sizeof debtors);
    assert_memory_equal(e->row, rows, sizeof rows);
    assert_memory_equal(e->start, start, sizeof start);
    assert_memory_equal(e->debtor_start, debtor_start, sizeof debtor_start);
    assert_memory_equal(e->by_debtor, by_debtor, sizeof by_debtor);
    assert_memory_equal(e->debtor_creditor, debtor_creditor,
                        sizeof debtor_creditor);
    assert_memory_equal(e->file_order, file_order, sizeof file_order);
    assert_null(e->asset);
    assert_null(e->recovery);
    assert_null(e->seniority);
    assert_null(e->maturity);
    ctg_network_free(network);
    ctg_graph_free(graph);
}

static void optional_columns_are_kept_where_they_say_something(void **state)
{
    ctg_graph *const graph = graph_of(
        "nodes", "id\nA\nB\n", "assets", "id,price\nX,2.5\n", "exposures",
        "debtor,creditor,amount,asset,recovery,seniority,"
        "maturity_days\n"
        "A,B,3,X,0.237,,\n"
        "B,A,4,,,2,7.5\n",
        NULL);
    ctg_network *const network = network_of(graph);
    const ctg__exposures *const e = &network->exposures;

    (void)state;
    assert_int_equal(e->asset[0], CTG_NONE);
    assert_int_equal(e->asset[1], 0);
    assert_true(isnan(e->recovery[0]));
    assert_same(e->recovery[1], 0.237);
    assert_int_equal(e->seniority[0], 2);
    assert_int_equal(e->seniority[1], 0);
    assert_same(e->maturity[0], 7.5);
    assert_true(isnan(e->maturity[1]));
    /* In units times price: A owes 7.5, B owes 4. */
    assert_near(network->nodes.liabilities[0], 7.5);
    assert_near(network->nodes.assets[1], 7.5);
    assert_near(network->nodes.equity[0], -3.5);
    ctg_network_free(network);
    ctg_graph_free(graph);
}

static void nodes_have_their_defaults(void **state)
{
    ctg_graph *const graph =
        graph_of("nodes",
                 "id,cash,weight,recovery,valuation,pass_through,"
                 "leverage_max,leverage_target,volatility\n"
                 "A,12.75,,,,,,,\n"
                 "B,1,0.237,0.4,merton-recovery,,initial,10,0.35\n"
                 "C,1,,,linear,no,9,,\n"
                 "D,1,,,,true,,,\n",
                 NULL);
    ctg_network *const network = network_of(graph);
    const ctg__nodes *const n = &network->nodes;

    (void)state;
    assert_same(n->weight[0], 12.75);
    assert_true(isnan(n->recovery[0]));
    assert_true(isnan(n->leverage_max[0]));
    assert_true(isnan(n->leverage_target[0]));
    assert_true(isnan(n->volatility[0]));
    assert_int_equal(n->valuation[0], CTG__NO_RULE);
    assert_false(n->pass_through[0]);
    assert_same(n->weight[1], 0.237);
    assert_same(n->recovery[1], 0.4);
    assert_int_equal(n->valuation[1], CTG__RULE_merton_recovery);
    assert_true(n->leverage_max[1] == CTG__INITIAL);
    assert_same(n->leverage_target[1], 10);
    assert_same(n->volatility[1], 0.35);
    assert_int_equal(n->valuation[2], CTG__RULE_linear);
    assert_same(n->leverage_max[2], 9);
    assert_int_equal(n->valuation[3], CTG__RULE_clearing);
    assert_true(n->pass_through[3]);
    ctg_network_free(network);
    ctg_graph_free(graph);
}

static void assets_have_their_defaults(void **state)
{
    ctg_graph *const graph =
        graph_of("nodes", "id\nA\n", "assets",
                 "id,price,depth,impact,kappa,floor,fee,issuer,oracle,"
                 "volatility\n"
                 "a,,,,,,,,,\n"
                 "b,2.5,1e6,,,,,,market,\n"
                 "c,0,5,sqrt,0.7,0.25,0.003,A,lag 3,0.8\n"
                 "d,1,,amm,,,,,deviation 0.5%,\n"
                 "e,1,7,none,,,,,fixed,\n",
                 NULL);
    ctg_network *const network = network_of(graph);
    const ctg__assets *const a = &network->assets;
    static const uint8_t impacts[] = {CTG__IMPACT_none, CTG__IMPACT_linear,
                                      CTG__IMPACT_sqrt, CTG__IMPACT_none,
                                      CTG__IMPACT_none};
    static const uint8_t oracles[] = {CTG__ORACLE_MARKET, CTG__ORACLE_MARKET,
                                      CTG__ORACLE_LAG, CTG__ORACLE_DEVIATION,
                                      CTG__ORACLE_FIXED};

    (void)state;
    assert_memory_equal(a->impact, impacts, sizeof impacts);
    assert_memory_equal(a->oracle, oracles, sizeof oracles);
    assert_same(a->price[0], 1);
    assert_true(a->depth[0] == HUGE_VAL);
    assert_same(a->kappa[0], 1);
    assert_same(a->floor[0], 0);
    assert_same(a->fee[0], 0);
    assert_int_equal(a->issuer[0], CTG_NONE);
    assert_true(isnan(a->volatility[0]));
    assert_same(a->price[1], 2.5);
    assert_same(a->depth[1], 1e6);
    assert_same(a->price[2], 0);
    assert_same(a->kappa[2], 0.7);
    assert_same(a->floor[2], 0.25);
    assert_same(a->fee[2], 0.003);
    assert_int_equal(a->issuer[2], 0);
    assert_same(a->oracle_parameter[2], 3);
    assert_same(a->volatility[2], 0.8);
    assert_same(a->oracle_parameter[3], 0.005);
    ctg_network_free(network);
    ctg_graph_free(graph);
}

static void equal_holdings_add_up(void **state)
{
    ctg_graph *const graph = graph_of("nodes", "id\nA\nB\nC\n", "assets",
                                      "id,price\nX,2\nY,3\n", "holdings",
                                      "node,asset,quantity\n"
                                      "C,Y,0.237\n"
                                      "A,X,5\n"
                                      "C,X,1\n"
                                      "A,Y,-1.5\n"
                                      "C,Y,0.5\n"
                                      "A,X,-7\n",
                                      NULL);
    ctg_network *const network = network_of(graph);
    const ctg__holdings *const h = &network->holdings;
    static const size_t start[] = {0, 2, 2, 4};
    static const ctg_asset asset[] = {0, 1, 1, 0};

    (void)state;
    assert_int_equal(h->count, 4);
    assert_memory_equal(h->start, start, sizeof start);
    assert_memory_equal(h->asset, asset, sizeof asset);
    assert_same(h->quantity[0], -2);
    assert_same(h->quantity[1], -1.5);
    assert_near(h->quantity[2], 0.737);
    assert_same(h->quantity[3], 1);
    /* Shorts lower assets. */
    assert_near(network->nodes.assets[0], -2 * 2 - 1.5 * 3);
    assert_near(network->nodes.assets[2], 0.737 * 3 + 2);
    assert_same(network->nodes.weight[0], 0);
    ctg_network_free(network);
    ctg_graph_free(graph);
}

static void venues_have_their_defaults(void **state)
{
    ctg_graph *const graph =
        graph_of("nodes", "id\nL\nA\nM\n", "venues",
                 "node,type,close_factor,full_close_health,liquidators,"
                 "grace_rounds,penalty_to\n"
                 "M,margin,,,,,\n"
                 "L,lending,,,,,\n"
                 "A,lending,0.35,0.9,rational,4,M\n",
                 NULL);
    ctg_network *const network = network_of(graph);
    const ctg__venues *const v = &network->venues;
    static const uint32_t of_node[] = {1, 2, 0};

    (void)state;
    assert_int_equal(v->count, 3);
    assert_memory_equal(v->of_node, of_node, sizeof of_node);
    assert_int_equal(v->node[0], 2);
    assert_int_equal(v->type[0], CTG__MARGIN);
    assert_same(v->close_factor[0], 1);
    assert_same(v->full_close_health[0], 0.95);
    assert_false(v->rational[0]);
    assert_int_equal(v->grace_rounds[0], 0);
    assert_int_equal(v->penalty_to[0], CTG_NONE);
    assert_int_equal(v->type[1], CTG__LENDING);
    assert_same(v->close_factor[1], 0.5);
    assert_same(v->close_factor[2], 0.35);
    assert_same(v->full_close_health[2], 0.9);
    assert_true(v->rational[2]);
    assert_int_equal(v->grace_rounds[2], 4);
    assert_int_equal(v->penalty_to[2], 2);
    ctg_network_free(network);
    ctg_graph_free(graph);
}

static void rows_of_an_account_are_its_legs(void **state)
{
    ctg_graph *const graph =
        graph_of("nodes", "id\nV\nA\nB\nW\n", "assets", "id,price\nX,10\nY,4\n",
                 "venues", "node,type\nV,margin\nW,margin\n", "markets",
                 "venue,asset,maintenance,bonus\n"
                 "W,X,0.1,0.02\n"
                 "V,X,0.05,\n",
                 "positions",
                 "account,owner,venue,asset,quantity,entry_price\n"
                 "b,B,W,X,2,9\n"
                 "a,A,V,X,3,8\n"
                 "a,A,V,,-5,\n"
                 "b,B,W,Y,1,\n"
                 "a,A,V,X,1,12\n"
                 "a,B,W,Y,7,3\n"
                 "b,B,W,Y,1,3\n",
                 NULL);
    ctg_network *const network = network_of(graph);
    const ctg__accounts *const a = &network->accounts;
    static const ctg_node owners[] = {2, 1, 2};
    static const uint32_t venues[] = {1, 0, 1};
    static const size_t account_start[] = {0, 1, 3};
    static const uint32_t by_venue[] = {1, 0, 2};
    static const size_t owner_start[] = {0, 0, 1, 3, 3};
    static const uint32_t by_owner[] = {1, 0, 2};

    (void)state;
    assert_int_equal(a->count, 3);
    assert_memory_equal(a->owner, owners, sizeof owners);
    assert_memory_equal(a->venue, venues, sizeof venues);
    assert_memory_equal(network->venues.account_start, account_start,
                        sizeof account_start);
    assert_memory_equal(network->venues.accounts, by_venue, sizeof by_venue);
    assert_memory_equal(a->owner_start, owner_start, sizeof owner_start);
    assert_memory_equal(a->by_owner, by_owner, sizeof by_owner);
    assert_string_equal(ctg__graph_text(graph, a->name[1]), "a");
    /* b at W: X, Y, the numeraire; a at V: X, numeraire; a at W: Y, num. */
    assert_int_equal(a->leg_start[1], 3);
    assert_int_equal(a->leg_start[2], 5);
    assert_int_equal(a->leg_start[3], 7);
    assert_same(a->quantity[1], 2);
    assert_true(isnan(a->entry_price[1])); /* one of its rows has none */
    assert_same(a->quantity[a->numeraire_leg[0]], 0);
    assert_int_equal(a->asset[a->numeraire_leg[0]], CTG_NONE);
    assert_same(a->quantity[3], 4);
    assert_near(a->entry_price[3], 9); /* (3 x 8 + 12) / 4 */
    assert_int_equal(a->numeraire_leg[1], 4);
    assert_same(a->quantity[4], -5);
    assert_same(a->entry_price[5], 3);
    /* Each venue's own market. */
    assert_int_equal(a->market[0], 0);
    assert_int_equal(a->market[3], 1);
    assert_int_equal(a->market[a->numeraire_leg[1]], CTG_NONE);
    assert_same(
        network->markets.rate[network->markets.tier_start[a->market[0]]], 0.1);
    assert_same(network->markets.bonus[a->market[0]], 0.02);
    assert_same(network->markets.bonus[a->market[3]], 0);
    /* Without a row: zeros. */
    assert_same(
        network->markets.rate[network->markets.tier_start[a->market[5]]], 0);
    ctg_network_free(network);
    ctg_graph_free(graph);
}

static void layers_are_sorted_by_venue_order_and_row(void **state)
{
    ctg_graph *const graph =
        graph_of("nodes", "id\nV\nW\nP\n", "assets", "id,price\nT,0.5\n",
                 "venues", "node,type\nW,margin\nV,margin\n", "layers",
                 "venue,order,kind,provider,amount,asset,rule\n"
                 "V,2,fund,P,8,T,\n"
                 "V,1.5,fund,,5,,\n"
                 "W,9,adl,,,,pro-rata\n"
                 "V,2,socialise,,,,\n"
                 "W,-1,fund,V,0.237,,\n",
                 NULL);
    ctg_network *const network = network_of(graph);
    const ctg__layers *const l = &network->layers;
    static const uint32_t rows[] = {4, 2, 1, 0, 3};
    static const size_t layer_start[] = {0, 2, 5};

    (void)state;
    assert_int_equal(l->count, 5);
    assert_memory_equal(l->row, rows, sizeof rows);
    assert_memory_equal(network->venues.layer_start, layer_start,
                        sizeof layer_start);
    assert_int_equal(l->venue[0], 0);
    assert_int_equal(l->provider[0], 0);
    assert_same(l->amount[0], 0.237);
    assert_int_equal(l->kind[1], CTG__ADL);
    assert_int_equal(l->rule[1], CTG__ADL_pro_rata);
    assert_int_equal(l->provider[1], CTG_NONE);
    assert_int_equal(l->provider[2], 0); /* the venue itself: node V */
    assert_int_equal(l->asset[2], CTG_NONE);
    assert_int_equal(l->provider[3], 2);
    assert_int_equal(l->asset[3], 0);
    assert_int_equal(l->kind[4], CTG__SOCIALISE);
    /* What is left in a fund is an asset of its provider. */
    assert_near(network->nodes.assets[0], 0.237 + 5);
    assert_near(network->nodes.assets[2], 8 * 0.5);
    ctg_network_free(network);
    ctg_graph_free(graph);
}

/* Every term of the balance sheet once, by hand. */
static void balance_sheets_hold_every_term(void **state)
{
    ctg_graph *const graph =
        graph_of("nodes",
                 "id,cash,other_assets,other_liabilities\n"
                 "A,0.237,12.75,3.5\n"
                 "L,1,,\n"
                 "M,2,,0.25\n",
                 "assets", "id,price\nX,10\nY,4\n", "exposures",
                 "debtor,creditor,amount,asset\n"
                 "L,A,7,\n"
                 "A,M,0.5,Y\n"
                 "A,L,1.25,\n",
                 "holdings", "node,asset,quantity\nA,X,0.3\nA,Y,-0.2\n",
                 "venues", "node,type\nL,lending\nM,margin\n", "positions",
                 "account,owner,venue,asset,quantity\n"
                 "one,A,L,X,5\n"    /* 50 */
                 "one,A,L,,-42.5\n" /* equity 7.5, debt 42.5 */
                 "two,A,L,X,1\n"    /* 10 */
                 "two,A,L,Y,-3\n"   /* equity -2, debt 12, shortfall 2 */
                 "three,A,M,X,-2\n" /* -20 */
                 "three,A,M,,15\n"  /* equity -5: shortfall 5 */
                 "four,A,M,Y,1\n"   /* equity 3 */
                 "four,A,M,,-1\n",
                 "layers",
                 "venue,order,kind,provider,amount,asset\n"
                 "L,1,fund,A,0.7,X\n",
                 NULL);
    ctg_network *const network = network_of(graph);
    const ctg__nodes *const n = &network->nodes;

    (void)state;
    /* cash, other, holdings, claims, accounts, fund */
    assert_near(n->assets[0], 0.237 + 12.75 + (3 - 0.8) + 7 + (7.5 + 3) + 7);
    assert_near(n->liabilities[0], 3.5 + 0.5 * 4 + 1.25);
    /* its loans less the shortfall booked: 42.5 + 12 - 2 */
    assert_near(n->assets[1], 1 + 1.25 + 52.5);
    assert_near(n->liabilities[1], 7);
    assert_near(n->assets[2], 2 + 2);
    assert_near(n->liabilities[2], 0.25 + 5);
    for (size_t i = 0; i < 3; i++)
        assert_near(n->equity[i], n->assets[i] - n->liabilities[i]);
    ctg_network_free(network);
    ctg_graph_free(graph);
}

static void equity_given_fills_what_is_blank(void **state)
{
    ctg_graph *const graph =
        graph_of("nodes",
                 "id,equity,cash,other_assets,other_liabilities\n"
                 "A,5,2,,\n"      /* 3 more assets */
                 "B,-1,2,,\n"     /* 3 liabilities */
                 "C,5,2,,4\n"     /* 7 assets */
                 "D,5,2,12.75,\n" /* 9.75 liabilities */
                 "E,,2,12.75,4\n"
                 "F,10.75000001,2,12.75,4\n"
                 "G,0.3,0.1,,\n"
                 "H,0.3,0.1,0.2,\n", /* 0.1 + 0.2 is a tie, not a residual */
                 NULL);
    ctg_network *const network = network_of(graph);
    const ctg__nodes *const n = &network->nodes;
    static const double assets[] = {3, 0, 7, 12.75, 12.75, 12.75, 0.2, 0.2};
    static const double liabilities[] = {0, 3, 4, 9.75, 4, 4, 0, 0};
    static const double equity[] = {5, -1, 5, 5, 10.75, 10.75, 0.3, 0.3};

    (void)state;
    for (size_t i = 0; i < sizeof equity / sizeof *equity; i++) {
        assert_near(n->other_assets[i], assets[i]);
        assert_near(n->other_liabilities[i], liabilities[i]);
        assert_near(n->equity[i], equity[i]);
    }
    assert_same(n->other_liabilities[7], 0);
    assert_same(n->equity[6], 0.3);
    ctg_network_free(network);
    ctg_graph_free(graph);
}

static void the_order_of_rows_changes_rounding_only(void **state)
{
    ctg_graph *const one =
        graph_of("nodes", "id,equity\nA,3.1\nB,2.7\nC,0.9\n", "exposures",
                 "debtor,creditor,amount\n"
                 "A,B,0.1\nB,C,0.237\nC,A,0.7\nA,C,0.3\nA,B,1e-7\nB,A,12.75\n",
                 NULL);
    ctg_graph *const other =
        graph_of("exposures",
                 "creditor,amount,debtor\n"
                 "A,12.75,B\nB,1e-7,A\nA,0.7,C\nC,0.237,B\nB,0.1,A\nC,0.3,A\n",
                 "nodes", "equity,id\n0.9,C\n3.1,A\n2.7,B\n", NULL);
    ctg_network *const first = network_of(one);
    ctg_network *const second = network_of(other);
    static const size_t place[] = {1, 2, 0};

    (void)state;
    for (size_t i = 0; i < 3; i++) {
        assert_near(ctg_network_assets(second)[place[i]],
                    ctg_network_assets(first)[i]);
        assert_near(ctg_network_liabilities(second)[place[i]],
                    ctg_network_liabilities(first)[i]);
        assert_near(ctg_network_equity(second)[place[i]],
                    ctg_network_equity(first)[i]);
    }
    ctg_network_free(first);
    ctg_network_free(second);
    ctg_graph_free(one);
    ctg_graph_free(other);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(exposures_are_sorted_by_creditor_then_debtor_then_row),
        cmocka_unit_test(optional_columns_are_kept_where_they_say_something),
        cmocka_unit_test(nodes_have_their_defaults),
        cmocka_unit_test(assets_have_their_defaults),
        cmocka_unit_test(equal_holdings_add_up),
        cmocka_unit_test(venues_have_their_defaults),
        cmocka_unit_test(rows_of_an_account_are_its_legs),
        cmocka_unit_test(layers_are_sorted_by_venue_order_and_row),
        cmocka_unit_test(balance_sheets_hold_every_term),
        cmocka_unit_test(equity_given_fills_what_is_blank),
        cmocka_unit_test(the_order_of_rows_changes_rounding_only),
    };

    return RUN_TESTS(tests);
}
