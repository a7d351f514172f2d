#include <contagraph/look_through.h>

#include "support/cmocka.h"
#include "support/graph.h"

static ctg_look_through *look_at(const ctg_network *network)
{
    ctg_look_through *look = NULL;
    ctg_error error;

    assert_int_equal(ctg_look_through_new(network, &look, &error), CTG_OK);
    return look;
}

/* [LT1]: node 1 holds 60 % of node 0, node 2 holds 50 % of node 1. */
static void a_chain_of_tokens_counts_the_same_hundred_twice(void **state)
{
    ctg_graph *const graph =
        graph_of("nodes", "id,cash\n0,100\n1,0\n2,0\n", "assets",
                 "id,price,issuer\n"
                 "s0,100,0\n"
                 "s1,60,1\n",
                 "holdings",
                 "node,asset,quantity\n"
                 "1,s0,0.6\n"
                 "2,s1,0.5\n",
                 NULL);
    ctg_network *const network = network_of(graph);
    ctg_look_through *const look = look_at(network);
    double shares[3];
    double assets[2];
    double direct[3];
    ctg_error error;

    (void)state;
    assert_near(ctg_look_through_double_count(look).gross, 190);
    assert_near(ctg_look_through_double_count(look).net, 100);
    assert_near(ctg_look_through_double_count(look).ratio, 1.9);
    assert_int_equal(ctg_look_through_to_node(look, 0, shares, &error), CTG_OK);
    assert_near(shares[0], 1);
    assert_near(shares[1], 0.6);
    assert_near(shares[2], 0.3);
    assert_int_equal(ctg_look_through_to_asset(look, 0, direct, shares, &error),
                     CTG_OK);
    assert_near(direct[1], 60);
    assert_near(direct[2], 0);
    assert_near(shares[1], 60);
    assert_near(shares[2], 30);
    assert_int_equal(ctg_look_through_of(look, 2, shares, assets, &error),
                     CTG_OK);
    assert_near(shares[0], 0.3);
    assert_near(shares[1], 0.5);
    assert_near(shares[2], 1);
    assert_near(assets[0], 30);
    assert_near(assets[1], 30);
    ctg_look_through_free(look);
    ctg_network_free(network);
    ctg_graph_free(graph);
}

/* [EGJ1]: C = [[0, .3], [.2, 0]], (I - C)^-1 by hand: det 0.94. */
static void cross_holdings_go_round_and_round(void **state)
{
    ctg_graph *const graph =
        graph_of("nodes", "id,other_assets\nA,10\nB,6\n", "assets",
                 "id,price,issuer\n"
                 "sA,12.553191489361702,A\n"
                 "sB,8.510638297872340,B\n",
                 "holdings", "node,asset,quantity\nB,sA,0.2\nA,sB,0.3\n", NULL);
    ctg_network *const network = network_of(graph);
    ctg_look_through *const look = look_at(network);
    double shares[2];
    ctg_error error;

    (void)state;
    assert_int_equal(ctg_look_through_to_node(look, 0, shares, &error), CTG_OK);
    assert_near(shares[0], 1 / 0.94);
    assert_near(shares[1], 0.2 / 0.94);
    assert_int_equal(ctg_look_through_to_node(look, 1, shares, &error), CTG_OK);
    assert_near(shares[0], 0.3 / 0.94);
    assert_near(shares[1], 1 / 0.94);
    assert_int_equal(ctg_look_through_of(look, 0, shares, NULL, &error),
                     CTG_OK);
    assert_near(shares[1], 0.3 / 0.94);
    assert_near(ctg_look_through_double_count(look).ratio,
                (12.553191489361702 + 8.510638297872340) / 16);
    ctg_look_through_free(look);
    ctg_network_free(network);
    ctg_graph_free(graph);
}

/* A vault's deposit is its ETH; a deposit in ETH is ETH itself. */
static void claims_are_looked_through_as_well(void **state)
{
    ctg_graph *const graph = graph_of(
        "nodes", "id,pass_through,cash\nvault,true,0\nd1,false,0\nd2,false,7\n",
        "assets", "id,price\nETH,2000\n", "holdings",
        "node,asset,quantity\nvault,ETH,0.5\nd1,ETH,-0.1\n", "exposures",
        "debtor,creditor,amount,asset\n"
        "vault,d1,450,\n"
        "vault,d1,150,\n"
        "vault,d2,0.2,ETH\n",
        NULL);
    ctg_network *const network = network_of(graph);
    ctg_look_through *const look = look_at(network);
    double direct[3];
    double total[3];
    ctg_error error;

    (void)state;
    assert_int_equal(ctg_look_through_to_asset(look, 0, direct, total, &error),
                     CTG_OK);
    assert_near(direct[0], 1000 - 400);
    assert_near(direct[1], -200);
    assert_near(direct[2], 400);
    assert_near(total[0], 600);
    assert_near(total[1], -200 + 0.6 * 600);
    assert_near(total[2], 400 + 0.4 * 600);
    ctg_look_through_free(look);
    ctg_network_free(network);
    ctg_graph_free(graph);
}

/* ETH lent out is the venue's, ETH borrowed is not the borrower's. */
static void loans_are_the_lending_venues(void **state)
{
    ctg_graph *const graph = graph_of(
        "nodes", "id,cash\nV,50\no,0\nd,0\n", "assets", "id,price\nETH,2000\n",
        "venues", "node,type\nV,lending\n", "markets",
        "venue,asset,maintenance\nV,ETH,0.2\n", "positions",
        "account,owner,venue,asset,quantity\n"
        "1,o,V,,1000\n"
        "1,o,V,ETH,-0.3\n",
        "exposures", "debtor,creditor,amount,asset\nV,d,0.25,ETH\n", NULL);
    ctg_network *const network = network_of(graph);
    ctg_look_through *const look = look_at(network);
    double direct[3];
    ctg_error error;

    (void)state;
    assert_int_equal(ctg_look_through_to_asset(look, 0, direct, NULL, &error),
                     CTG_OK);
    assert_near(direct[0], 600 - 500);
    assert_near(direct[1], -600);
    assert_near(direct[2], 500);
    ctg_look_through_free(look);
    ctg_network_free(network);
    ctg_graph_free(graph);
}

/*
 * A loan of 3,000 USDC against 2 ETH of 2,000: three quarters of the account
 * are the venue's, and of what the venue has d's deposit is 1,725 of 3,450.
 */
static void depositors_see_the_collateral_behind_loans(void **state)
{
    ctg_graph *const graph =
        graph_of("nodes", "id,cash\nV,50\no,7\nd,3\nI,8000\n", "assets",
                 "id,price,issuer\nETH,2000,\nUSDC,1,\nT,4,I\n", "venues",
                 "node,type\nV,lending\n", "markets",
                 "venue,asset,maintenance\nV,ETH,0.2\nV,USDC,0.1\nV,T,0.1\n",
                 "positions",
                 "account,owner,venue,asset,quantity\n"
                 "1,o,V,ETH,2\n1,o,V,USDC,-3000\n"
                 "2,o,V,T,500\n2,o,V,,-400\n", /* a fifth is the venue's */
                 "exposures", "debtor,creditor,amount\nV,d,1725\n", NULL);
    ctg_network *const network = network_of(graph);
    ctg_look_through *const look = look_at(network);
    double direct[4];
    double total[4];
    double shares[4];
    double assets[3];
    ctg_error error;

    (void)state;
    assert_near(ctg_network_assets(network)[0], 3450);
    assert_int_equal(ctg_look_through_to_asset(look, 0, direct, total, &error),
                     CTG_OK);
    assert_near(direct[0], 0);
    assert_near(total[0], 3000);
    assert_near(direct[1], 4000); /* who borrows keeps its whole position */
    assert_near(total[1], 4000);
    assert_near(total[2], 1500);
    assert_int_equal(ctg_look_through_to_asset(look, 1, direct, total, &error),
                     CTG_OK);
    assert_near(direct[0], 3000);
    assert_near(total[0], 3000 - 0.75 * 3000);
    /* T is issued by I: 2,000 of its 8,000, a fifth of that behind a loan. */
    assert_int_equal(ctg_look_through_to_node(look, 3, shares, &error), CTG_OK);
    assert_near(shares[0], 0.2 * 0.25);
    assert_near(shares[1], 0.8 * 0.25);
    assert_near(shares[2], 0.5 * 0.2 * 0.25);
    assert_int_equal(ctg_look_through_of(look, 2, shares, assets, &error),
                     CTG_OK);
    assert_near(shares[0], 0.5);
    assert_near(assets[0], 1500);
    assert_near(assets[1], 375);
    assert_near(assets[2], 0.5 * 400);
    ctg_look_through_free(look);
    ctg_network_free(network);
    ctg_graph_free(graph);
}

/* Of a loan that its collateral does not cover all of that is the venue's. */
static void a_loan_under_water_is_the_venues_collateral(void **state)
{
    ctg_graph *const graph = graph_of(
        "nodes", "id,cash\nV,50\no,7\n", "assets", "id,price\nETH,2000\n",
        "venues", "node,type\nV,lending\n", "markets",
        "venue,asset,maintenance\nV,ETH,0.2\n", "positions",
        "account,owner,venue,asset,quantity\n1,o,V,ETH,2\n1,o,V,,-4400\n",
        NULL);
    ctg_network *const network = network_of(graph);
    ctg_look_through *const look = look_at(network);
    double total[2];
    ctg_error error;

    (void)state;
    assert_int_equal(ctg_look_through_to_asset(look, 0, NULL, total, &error),
                     CTG_OK);
    assert_near(total[0], 4000);
    ctg_look_through_free(look);
    ctg_network_free(network);
    ctg_graph_free(graph);
}

/* Who owes more than it has: creditors have all of it, in proportion. */
static void an_insolvent_node_is_its_creditors(void **state)
{
    ctg_graph *const graph =
        graph_of("nodes", "id,cash\nA,60\nB,7\nC,5\n", "exposures",
                 "debtor,creditor,amount\nA,B,80\nA,C,40\n", NULL);
    ctg_network *const network = network_of(graph);
    ctg_look_through *const look = look_at(network);
    double shares[3];
    ctg_error error;

    (void)state;
    assert_int_equal(ctg_look_through_to_node(look, 0, shares, &error), CTG_OK);
    assert_near(shares[1], 2.0 / 3);
    assert_near(shares[2], 1.0 / 3);
    ctg_look_through_free(look);
    ctg_network_free(network);
    ctg_graph_free(graph);
}

static void a_closed_circle_has_no_look_through(void **state)
{
    ctg_graph *const graph =
        graph_of("nodes", "id,cash\nA,0\nB,0\n", "exposures",
                 "debtor,creditor,amount\nA,B,10.5\nB,A,10.5\n", NULL);
    ctg_network *const network = network_of(graph);
    ctg_look_through *const look = look_at(network);
    double shares[2];
    ctg_error error;

    (void)state;
    assert_int_equal(ctg_look_through_to_node(look, 0, shares, &error),
                     CTG_NO_SOLUTION);
    assert_true(isinf(ctg_look_through_double_count(look).ratio));
    ctg_look_through_free(look);
    ctg_network_free(network);
    ctg_graph_free(graph);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_chain_of_tokens_counts_the_same_hundred_twice),
        cmocka_unit_test(cross_holdings_go_round_and_round),
        cmocka_unit_test(claims_are_looked_through_as_well),
        cmocka_unit_test(loans_are_the_lending_venues),
        cmocka_unit_test(depositors_see_the_collateral_behind_loans),
        cmocka_unit_test(a_loan_under_water_is_the_venues_collateral),
        cmocka_unit_test(an_insolvent_node_is_its_creditors),
        cmocka_unit_test(a_closed_circle_has_no_look_through),
    };

    return RUN_TESTS(tests);
}
