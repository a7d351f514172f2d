/* What a parameter changes, by hand. */
#include "risk/calibration.h"

#include <math.h>
#include <string.h>

#include "support/asked.h"
#include "support/graph.h"

/* Two who borrow USDX (at 2) against ETH, one of whom has BTC too, and one who
 * borrows ETH; USDX has suppliers, ETH and the numeraire have none. */
static ctg_graph *book(void)
{
    return graph_of("nodes",
                    "id,equity,cash\n"
                    "pool,,700\n"
                    "lender,,\n"
                    "saver,,\n"
                    "u,50,\n"
                    "v,,\n",
                    "exposures",
                    "debtor,creditor,amount,asset\n"
                    "pool,lender,300,USDX\n"
                    "pool,saver,100,USDX\n"
                    "lender,saver,10,USDX\n",
                    "assets",
                    "id,price\n"
                    "ETH,100\n"
                    "BTC,1000\n"
                    "USDX,2\n",
                    "venues",
                    "node,type\n"
                    "pool,lending\n",
                    "markets",
                    "venue,asset,maintenance\n"
                    "pool,ETH,0.2\n"
                    "pool,BTC,0.4\n",
                    "positions",
                    "account,owner,venue,asset,quantity\n"
                    "a,u,pool,ETH,5\n"
                    "a,u,pool,USDX,-100\n"
                    "b,v,pool,ETH,2\n"
                    "b,v,pool,BTC,0.4\n"
                    "b,v,pool,USDX,-60\n"
                    "b,v,pool,,-40\n"
                    "c,v,pool,BTC,0.1\n"
                    "c,v,pool,ETH,-0.5\n",
                    NULL);
}

typedef struct asked {
    ctg_graph *graph;
    ctg_network *network;
    ctg_graph *copy;
    ctg_calibration made;
    ctg__parameter parameter;
} asked;

static ctg_status ask_of(asked *of, const char *words, double value,
                         ctg_error *error)
{
    ctg_status status;

    of->made.network = of->network;
    assert_int_equal(ctg_graph_copy(of->graph, &of->copy, error), CTG_OK);
    status = ctg__parameter_read(&of->made, words, &of->parameter, error);
    return status ? status
                  : ctg__parameter_apply(&of->parameter, of->network, of->copy,
                                         value, error);
}

static ctg_status ask(asked *of, const char *words, double value,
                      ctg_error *error)
{
    *of = (asked){.graph = book()};
    of->network = network_of(of->graph);
    return ask_of(of, words, value, error);
}

static void forget(asked *of)
{
    ctg__arena_clear(&of->made.arena);
    ctg_graph_free(of->copy);
    ctg_network_free(of->network);
    ctg_graph_free(of->graph);
}

static double cell(const asked *of, const char *words)
{
    double value;
    ctg_error error;

    assert_int_equal(ctg__graph_edited_number(of->copy, words, &value, &error),
                     CTG_OK);
    return value;
}

/*
 * Three times the ETH. a: only ETH, so debts x 3. b: (160 x 3 + 240) / (160 +
 * 240) = 1.8. More USDX: 200 + 48 = 248 on claims of 400, x 1.62; in the
 * numeraire 32 more, from cash. c owes ETH, which is no collateral.
 */
static void supply_keeps_health_and_claims_follow(void **state)
{
    asked of;
    ctg_error error;

    (void)state;
    assert_int_equal(ask(&of, "supply pool/ETH=1..4", 3, &error), CTG_OK);
    assert_near(of.parameter.units, 7);
    assert_near(of.parameter.now, 1);
    assert_near(cell(&of, "positions pool/a/ETH quantity=0"), 15);
    assert_near(cell(&of, "positions pool/a/USDX quantity=0"), -300);
    assert_near(cell(&of, "positions pool/b/ETH quantity=0"), 6);
    assert_near(cell(&of, "positions pool/b/BTC quantity=0"), 0.4);
    assert_near(cell(&of, "positions pool/b/USDX quantity=0"), -108);
    assert_near(cell(&of, "positions pool/b/ quantity=0"), -72);
    assert_near(cell(&of, "positions pool/c/ETH quantity=0"), -0.5);
    assert_near(cell(&of, "exposures pool/lender amount=0"), 486);
    assert_near(cell(&of, "exposures pool/saver amount=0"), 162);
    assert_near(cell(&of, "exposures lender/saver amount=0"), 10);
    assert_near(cell(&of, "nodes pool cash=0"), 668);
    assert_near(cell(&of, "nodes u equity=0"), 50);
    forget(&of);
}

/* Debts in USDX x 2: 160 more on claims of 400. */
static void borrow_leaves_collateral(void **state)
{
    asked of;
    ctg_error error;

    (void)state;
    assert_int_equal(ask(&of, "borrow pool/USDX = 1 .. 400%", 2, &error),
                     CTG_OK);
    assert_near(of.parameter.bold, 4);
    assert_near(of.parameter.units, 160);
    assert_near(cell(&of, "positions pool/a/ETH quantity=0"), 5);
    assert_near(cell(&of, "positions pool/a/USDX quantity=0"), -200);
    assert_near(cell(&of, "positions pool/b/USDX quantity=0"), -120);
    assert_near(cell(&of, "positions pool/b/ quantity=0"), -40);
    assert_near(cell(&of, "exposures pool/lender amount=0"), 420);
    assert_near(cell(&of, "exposures pool/saver amount=0"), 140);
    assert_near(cell(&of, "nodes pool cash=0"), 700);
    forget(&of);
}

/* ETH owed x 15: 7 more at 100 is all the cash; less comes back. */
static void what_nobody_supplies_is_cash(void **state)
{
    asked of;
    ctg_error error = {0};

    (void)state;
    assert_int_equal(ask(&of, "borrow pool/ETH=0..15", 15, &error), CTG_OK);
    assert_near(cell(&of, "nodes pool cash=0"), 0);
    assert_near(cell(&of, "positions pool/c/ETH quantity=0"), -7.5);
    forget(&of);
    assert_int_equal(ask(&of, "borrow pool/ETH=0..15", 0.5, &error), CTG_OK);
    assert_near(cell(&of, "nodes pool cash=0"), 725);
    forget(&of);
    assert_int_equal(ask(&of, "borrow pool/ETH=0..15", 15.1, &error),
                     CTG_BAD_INPUT);
    assert_non_null(strstr(error.message, "cash of 700 does not pay the 705"));
    forget(&of);
    assert_int_equal(ask(&of, "borrow pool/=0..15", 3, &error), CTG_OK);
    assert_near(cell(&of, "nodes pool cash=0"), 620);
    forget(&of);
}

/* Collateral that counts for nothing lets nobody borrow more. */
static void worthless_supply_leaves_debts(void **state)
{
    asked of = {.graph = graph_of("nodes", "id,cash\npool,700\nu,20\n",
                                  "assets", "id,price\nCOIN,5\n", "venues",
                                  "node,type\npool,lending\n", "markets",
                                  "venue,asset,maintenance\npool,COIN,1\n",
                                  "positions",
                                  "account,owner,venue,asset,quantity\n"
                                  "a,u,pool,COIN,3\na,u,pool,,-10\n",
                                  NULL)};
    ctg_error error;

    (void)state;
    of.network = network_of(of.graph);
    assert_int_equal(ask_of(&of, "supply pool/COIN=1..4", 3, &error), CTG_OK);
    assert_near(cell(&of, "positions pool/a/COIN quantity=0"), 9);
    assert_near(cell(&of, "positions pool/a/ quantity=0"), -10);
    assert_near(cell(&of, "nodes pool cash=0"), 700);
    forget(&of);
}

static void cells_are_what_edits_name(void **state)
{
    asked of;
    ctg_error error;

    (void)state;
    assert_int_equal(
        ask(&of, "  markets pool/BTC maintenance=40%..0.1", 0.25, &error),
        CTG_OK);
    assert_string_equal(of.parameter.name, "markets pool/BTC maintenance");
    assert_near(of.parameter.safe, 0.4);
    assert_near(of.parameter.now, 0.4);
    assert_true(isnan(of.parameter.units));
    assert_near(cell(&of, "markets pool/BTC maintenance=0"), 0.25);
    forget(&of);
    assert_int_equal(ask(&of, "nodes v equity=1..2", 1.5, &error), CTG_OK);
    assert_true(isnan(of.parameter.now)); /* blank */
    assert_near(cell(&of, "nodes v equity=0"), 1.5);
    forget(&of);
}

/* Once the graph is copied, changed, and made a network of. */
static void who_is_asked_may_stop_a_graph_in_the_making(void **state)
{
    const double value = 3;
    ctg_error error;
    asked of;

    (void)state;
    assert_int_equal(ask(&of, "supply pool/ETH=1..4", value, &error), CTG_OK);
    of.made.parameters = &of.parameter;
    of.made.summary.parameters = 1;
    of.made.progress = goes_on_until;
    for (int left, at = 1; at <= 4; at++) {
        ctg_graph *graph = NULL;
        ctg_network *network = NULL;

        left = at;
        of.made.progress_context = &left;
        assert_int_equal(
            ctg__calibration_graph(&of.made, &value, &graph, &network, &error),
            at <= 3 ? CTG_CANCELLED : CTG_OK);
        assert_int_equal(network != NULL, at > 3);
        ctg_network_free(network);
        ctg_graph_free(graph);
    }
    forget(&of);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(supply_keeps_health_and_claims_follow),
        cmocka_unit_test(borrow_leaves_collateral),
        cmocka_unit_test(what_nobody_supplies_is_cash),
        cmocka_unit_test(worthless_supply_leaves_debts),
        cmocka_unit_test(cells_are_what_edits_name),
        cmocka_unit_test(who_is_asked_may_stop_a_graph_in_the_making),
    };

    return RUN_TESTS(tests);
}
