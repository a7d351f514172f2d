/* The liquidation book of three borrowers whose thresholds are known. */
#include <contagraph/book.h>
#include <contagraph/generate.h>

#include "support/asked.h"
#include "support/graph.h"

static ctg_graph *three(void)
{
    return graph_of("nodes", "id,equity\nV,1000\nA,\nB,\nC,\n", "assets",
                    "id,price,group\nE,2,majors\nS,1,stables\n", "venues",
                    "node,type\nV,lending\n", "markets",
                    "venue,asset,maintenance\nV,E,0.2\nV,S,0.1\n", "positions",
                    "account,owner,venue,asset,quantity\n"
                    "a,A,V,E,10\na,A,V,,-12\n"  /* 16 (1-f) = 12: .25 */
                    "b,B,V,E,10\nb,B,V,S,5\n"   /* 4.5 + 16 (1-f) = 9.7 */
                    "b,B,V,,-9.7\n"             /* : .675 */
                    "c,C,V,S,20\nc,C,V,E,-10\n" /* 18 against 20 (1-f) */
                    "d,C,V,E,3\nd,C,V,,-4.9\n", /* 4.8: already below */
                    NULL);
}

static void accounts_fall_at_their_own_price(void **state)
{
    ctg_graph *const graph = three();
    ctg_network *const network = network_of(graph);
    ctg_book *book = NULL;
    ctg_error error = {0};
    const ctg_book_account *accounts;
    const ctg_book_level *levels;
    size_t count;

    (void)state;
    assert_int_equal(ctg_book_new(network, "E", NULL, 0.8, 4, &book, &error),
                     CTG_OK);
    accounts = ctg_book_accounts(book, &count);
    assert_int_equal(count, 4);
    /* c is short of E: unhealthy now (18 < 20), healed by a fall. */
    assert_string_equal(accounts[0].name, "c");
    assert_string_equal(accounts[1].name, "d");
    assert_near(accounts[1].fall, 0);
    assert_string_equal(accounts[2].name, "a");
    assert_near(accounts[2].fall, 0.25);
    assert_near(accounts[2].debt, 12);
    assert_near(accounts[2].collateral, 20);
    assert_string_equal(accounts[3].name, "b");
    assert_near(accounts[3].fall, 0.675);

    levels = ctg_book_levels(book, &count);
    assert_int_equal(count, 5);
    assert_near(levels[3].fall, 0.6);
    assert_int_equal(levels[0].accounts, 2);
    assert_int_equal(levels[1].accounts, 2); /* c would heal: too late */
    assert_int_equal(levels[1].new_accounts, 0);
    assert_int_equal(levels[2].accounts, 3); /* 40 %: a, c and d */
    assert_int_equal(levels[2].new_accounts, 1);
    assert_near(levels[2].debt, 12 + 4.9 + 0.6 * 20);
    assert_near(levels[2].collateral, 0.6 * 26 + 20);
    assert_near(levels[2].bad_debt, 4.9 - 3.6);
    assert_int_equal(levels[4].accounts, 4);
    ctg_book_free(book);
    ctg_network_free(network);
    ctg_graph_free(graph);
}

static void the_deepest_level_counts_whom_the_list_names(void **state)
{
    ctg_graph *const graph = three();
    ctg_network *const network = network_of(graph);
    const double deepest[] = {0.1, 0.3, 0.67, 0.68, 1};
    const size_t expected[] = {2, 3, 3, 4, 4};

    (void)state;
    for (size_t i = 0; i < 5; i++) {
        ctg_book *book = NULL;
        ctg_error error = {0};
        const ctg_book_level *levels;
        size_t level_count;
        size_t listed;

        assert_int_equal(
            ctg_book_new(network, "E", NULL, deepest[i], 7, &book, &error),
            CTG_OK);
        levels = ctg_book_levels(book, &level_count);
        ctg_book_accounts(book, &listed);
        assert_int_equal(listed, expected[i]);
        assert_int_equal(levels[level_count - 1].accounts, expected[i]);
        ctg_book_free(book);
    }
    ctg_network_free(network);
    ctg_graph_free(graph);
}

static void unknown_assets_and_empty_books_are_refused(void **state)
{
    ctg_graph *const graph = three();
    ctg_network *const network = network_of(graph);
    ctg_graph *const bare = graph_of("nodes", "id,equity\nA,1\n", NULL);
    ctg_network *const without = network_of(bare);
    ctg_book *book = NULL;
    ctg_error error = {0};

    (void)state;
    assert_int_equal(ctg_book_new(network, "F", NULL, 1, 4, &book, &error),
                     CTG_NOT_FOUND);
    assert_string_equal(error.message, "no asset 'F'");
    assert_int_equal(ctg_book_new(network, NULL, "x", 1, 4, &book, &error),
                     CTG_NOT_FOUND);
    assert_int_equal(ctg_book_new(network, "E", NULL, 1.2, 4, &book, &error),
                     CTG_BAD_ARGUMENT);
    assert_int_equal(ctg_book_new(without, NULL, NULL, 1, 4, &book, &error),
                     CTG_NO_SOLUTION);
    ctg_network_free(network);
    ctg_graph_free(graph);
    ctg_network_free(without);
    ctg_graph_free(bare);
}

/* While accounts are described, at levels, and while they are listed. */
static void books_of_many_accounts_can_be_stopped(void **state)
{
    ctg_generate_options options = ctg_generate_options_default();
    ctg_graph *graph = NULL;
    ctg_network *network;
    ctg_status status = CTG_CANCELLED;
    ctg_error error = {0};
    int most = 0;
    double steps;

    (void)state;
    options.nodes = 10000;
    assert_int_equal(ctg_graph_generate("defi", &options, &graph, &error),
                     CTG_OK);
    network = network_of(graph);
    for (; status; most++) {
        ctg_book *book = NULL;
        int left = most + 1;

        status = ctg_book_new_with(network, NULL, NULL, 1, 50, NULL,
                                   goes_on_until, &left, &book, &error);
        assert_true(status == CTG_OK || status == CTG_CANCELLED);
        assert_true((status == CTG_OK) == (book != NULL));
        assert_int_equal(most + 1 - left, most + (status != CTG_OK));
        ctg_book_free(book);
    }
    /* 64 steps for an account described or listed, one at each level. */
    steps = (64 + 51 + 64) * (double)ctg_network_account_count(network);
    assert_true((double)(most - 1) >= steps / (1 << 18) - 1);
    ctg_network_free(network);
    ctg_graph_free(graph);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(accounts_fall_at_their_own_price),
        cmocka_unit_test(the_deepest_level_counts_whom_the_list_names),
        cmocka_unit_test(unknown_assets_and_empty_books_are_refused),
        cmocka_unit_test(books_of_many_accounts_can_be_stopped),
    };

    return RUN_TESTS(tests);
}
