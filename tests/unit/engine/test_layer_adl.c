/*
 * Auto-deleveraging against numbers by hand. Prices fall from 95 to 80; the
 * account L is long 5 with 450 borrowed, so it lacks 50 and would close at 90:
 * whoever takes the other side gives up 10 a unit.
 */
#include <contagraph/adl.h>

#include "engine/run.h"
#include "engine/state.h"
#include "support/outcome.h"

/* Rows of `positions`; quantities are in units of `scale`. */
typedef struct book {
    char rows[2048];
    double scale;
} book;

static book book_of(double scale)
{
    return (book){.rows = "account,owner,venue,asset,quantity,entry_price\n",
                  .scale = scale};
}

/* A leg of an account that has its owner's name. */
static void add(book *made, const char *account, const char *venue,
                const char *asset, double quantity, const char *entry)
{
    const size_t length = strlen(made->rows);

    snprintf(made->rows + length, sizeof made->rows - length,
             "%s,%s,%s,%s,%.17g,%s\n", account, account, venue, asset,
             quantity * made->scale, entry);
}

/* An account with one open leg in X and so much in its wallet. */
static void add_open(book *made, const char *account, double quantity,
                     double entry, double wallet)
{
    char price[32];

    snprintf(price, sizeof price, "%g", entry);
    add(made, account, "V", "X", quantity, price);
    add(made, account, "V", "", wallet - quantity * entry, "");
}

/* Long 5 with 450 borrowed. */
static void add_loser(book *made, const char *account)
{
    add(made, account, "V", "X", 5, "");
    add(made, account, "V", "", -450, "");
}

/* As a queue, or by shares. */
static const char *const rules[] = {"V,1,adl,,,bitmex", "V,1,adl,,,pro-rata"};

static outcome run(const book *made, const char *rule, const char *shock)
{
    char layers[120];

    snprintf(layers, sizeof layers,
             "venue,order,kind,provider,amount,rule\n%s\n", rule);
    return outcome_of(
        graph_of("nodes",
                 "id,equity\nV,1000\nW,1000\nF,100\nL,\nM,\nS1,\nS2,\n"
                 "S3,\nU,\n",
                 "assets", "id,price\nX,95\nZ,10\n", "venues",
                 "node,type\nV,margin\nW,margin\n", "markets",
                 "venue,asset,maintenance\nV,X,0.01\nV,Z,0.01\nW,X,0.01\n",
                 "positions", made->rows, "layers", layers, NULL),
        scenario_of(shock, "rounds", "1", NULL));
}

static void add_shorts(book *made, double wallet_of_second)
{
    add_open(made, "S1", -3, 100, 30);              /* wins 60 */
    add_open(made, "S2", -2, 90, wallet_of_second); /* wins 20 */
    add_open(made, "S3", -5, 82, 70);               /* wins 10 */
}

/* What S1, S2 and S3 give up, and what of the 50 is left to the venue. */
static void assert_given(outcome *made, double scale, double s1, double s2,
                         double s3, double left)
{
    const double given = s1 + s2 + s3;

    assert_within(outcome_sum(made, CTG_ADL, NULL, "S1"), s1 * scale,
                  1e-9 * scale);
    assert_within(outcome_sum(made, CTG_ADL, NULL, "S2"), s2 * scale,
                  1e-9 * scale);
    assert_within(outcome_sum(made, CTG_ADL, NULL, "S3"), s3 * scale,
                  1e-9 * scale);
    assert_within(outcome_sum(made, CTG_ADL, NULL, NULL), given * scale,
                  1e-9 * scale);
    assert_within(outcome_sum(made, CTG_SHORTFALL, NULL, "V"), left * scale,
                  1e-9 * scale);
}

static const double scales[] = {1, 0.001};

static void a_queue_closes_the_best_scores_first(void **state)
{
    (void)state;
    for (size_t k = 0; k < 2; k++) {
        book made = book_of(scales[k]);
        outcome bitmex;

        add_loser(&made, "L");
        add_shorts(&made, 100);
        add(&made, "U", "W", "X", -9, "200"); /* at another venue */
        add(&made, "U", "W", "", 1000, "");
        bitmex = run(&made, "V,1,adl,,,bitmex", "asset X=80");
        assert_given(&bitmex, scales[k], 30, 20, 0, 0);
        outcome_free(&bitmex);
    }
}

/* By equities in place of wallets, S3 would be before S2. */
static void binance_looks_at_the_wallet_without_the_profit(void **state)
{
    book made = book_of(1);
    outcome binance;

    (void)state;
    add_loser(&made, "L");
    add_shorts(&made, 55 - 10);
    add(&made, "S2", "V", "Z", 1, ""); /* no entry, so no profit; worth 10 */
    binance = run(&made, "V,1,adl,,,binance", "asset X=80");
    assert_given(&binance, 1, 30, 20, 0, 0);
    outcome_free(&binance);
}

/* 5 by 60 : 20 : 10; of its 3.33 S1 can take 3, and the rest goes by 20 : 10.
 */
static void pro_rata_shares_again_what_full_ones_cannot_take(void **state)
{
    (void)state;
    for (size_t k = 0; k < 2; k++) {
        book made = book_of(scales[k]);
        outcome shared;

        add_loser(&made, "L");
        add_shorts(&made, 100);
        shared = run(&made, "V,1,adl,,,pro-rata", "asset X=80");
        assert_given(&shared, scales[k], 30, 40.0 / 3, 20.0 / 3, 0);
        outcome_free(&shared);
    }
}

/* More than there is on the other side: 10 units, of 14. */
static void what_nobody_can_take_is_left(void **state)
{
    (void)state;
    for (size_t r = 0; r < 2; r++) {
        book made = book_of(1);
        outcome part;

        add(&made, "L", "V", "X", 14, "");
        add(&made, "L", "V", "", -1260, "");
        add_shorts(&made, 100);
        part = run(&made, rules[r], "asset X=80");
        assert_given(&part, 1, 30, 20, 50, 40);
        outcome_free(&part);
    }
}

static void what_a_fund_paid_closes_nothing(void **state)
{
    book made = book_of(1);
    outcome rest;

    (void)state;
    add_loser(&made, "L");
    add_shorts(&made, 100);
    rest = run(&made, "V,1,fund,F,10,\nV,2,adl,,,bitmex", "asset X=80");
    assert_near(outcome_sum(&rest, CTG_SHORTFALL, "L", "F"), 10);
    assert_given(&rest, 1, 30, 10, 0, 0); /* 4 of 5 units */
    outcome_free(&rest);
}

/* L's shortfall is the queue's, M's in Z is nobody's: the second layer of the
 * kind has one loser. */
static void who_lacks_nothing_any_more_is_no_loser(void **state)
{
    book made = book_of(1);
    ctg_run_options options = ctg_run_options_default();
    const ctg_adl_event *events;
    outcome twice;
    size_t count;
    ctg_run *run_again;

    (void)state;
    add_loser(&made, "L");
    add(&made, "M", "V", "Z", 5, "");
    add(&made, "M", "V", "", -45, "");
    add_shorts(&made, 100);
    twice = run(&made, "V,1,adl,,,bitmex\nV,2,adl,,,bitmex",
                "asset X=80;asset Z=8");
    options.adl = true;
    assert_int_equal(ctg_run_new(twice.plan, &options, &run_again, NULL),
                     CTG_OK);
    events = ctg_run_adl_events(run_again, &count);
    assert_int_equal(count, 2);
    assert_int_equal(events[0].losers, 2);
    assert_int_equal(events[1].losers, 1);
    assert_near(events[1].reached, 5);
    ctg_run_free(run_again);
    outcome_free(&twice);
}

/* Who is asked for nothing has no budget that an equity could be a multiple of.
 */
static void nothing_is_asked_for_at_a_severity_of_0(void **state)
{
    ctg_graph *const graph = graph_of(
        "nodes", "id,equity\nV,1000\nL,\nS,\n", "assets", "id,price\nX,95\n",
        "venues", "node,type\nV,margin\n", "markets",
        "venue,asset,maintenance\nV,X,0.05\n", "positions",
        "account,owner,venue,asset,quantity,entry_price\n"
        "L,L,V,X,5,\nL,L,V,,-450,\nS,S,V,X,-5,95\nS,S,V,,500,\n",
        "layers", "venue,order,kind,rule,severity\nV,1,adl,pro-rata,0\n", NULL);
    ctg_network *const network = network_of(graph);
    ctg_plan *const plan =
        plan_of(network, scenario_of("asset X=80", "rounds", "1", NULL));
    ctg_run_options options = ctg_run_options_default();
    const ctg_adl_event *events;
    ctg_run *made;
    size_t count;

    (void)state;
    options.adl = true;
    assert_int_equal(ctg_run_new(plan, &options, &made, NULL), CTG_OK);
    events = ctg_run_adl_events(made, &count);
    assert_int_equal(count, 1);
    assert_near(events[0].reached, 50);
    assert_same(events[0].budget, 0);
    assert_same(events[0].taken, 0);
    assert_true(isnan(events[0].ptsr) && isnan(events[0].pmr));
    ctg_run_free(made);
    ctg_plan_free(plan);
    ctg_network_free(network);
    ctg_graph_free(graph);
}

/* S is worth 118 and needs 80 for its Z. Of x units closed at a loss of 10 each
 * its X needs 0.1 x (400 - 80 x) - 5: 118 - 10 x are enough up to x = 1.5. */
static void who_keeps_its_margin_closes_up_to_there(void **state)
{
    outcome made = outcome_of(
        graph_of("nodes", "id,equity\nV,1000\nL,\nS,\n", "assets",
                 "id,price\nX,95\nZ,10\n", "venues", "node,type\nV,margin\n",
                 "markets",
                 "venue,asset,maintenance,above\nV,X,0.05,0\nV,X,0.1,100\n"
                 "V,Z,0.8,0\n",
                 "positions",
                 "account,owner,venue,asset,quantity,entry_price\n"
                 "L,L,V,X,5,\nL,L,V,,-450,\n"
                 "S,S,V,X,-5,95\nS,S,V,Z,10,10\nS,S,V,,418,\n",
                 "layers", "venue,order,kind,rule,keep\nV,1,adl,pro-rata,1\n",
                 NULL),
        scenario_of("asset X=80", "rounds", "1", NULL));

    (void)state;
    assert_near(outcome_sum(&made, CTG_ADL, "L", "S"), 15);
    outcome_free(&made);
}

/* The same upwards: from 95 to 110, L is short at a bankruptcy price of 100. */
static void longs_give_up_when_prices_rise(void **state)
{
    static const double given[][3] = {{30, 20, 0}, {30, 40.0 / 3, 20.0 / 3}};

    (void)state;
    for (size_t k = 0; k < 4; k++) {
        book made = book_of(scales[k / 2]);
        const double *const g = given[k % 2];
        outcome longs;

        add(&made, "L", "V", "X", -5, "");
        add(&made, "L", "V", "", 500, "");
        add_open(&made, "S1", 3, 90, 30);
        add_open(&made, "S2", 2, 100, 100);
        add_open(&made, "S3", 5, 108, 80);
        longs = run(&made, rules[k % 2], "asset X=110");
        assert_given(&longs, scales[k / 2], g[0], g[1], g[2], 0);
        outcome_free(&longs);
    }
}

/* M bought at 130 and stands first; it keeps its 20 units. U has the largest
 * profit, but is short as L is. */
static void who_has_no_profit_gives_up_nothing(void **state)
{
    (void)state;
    for (size_t r = 0; r < 2; r++) {
        book made = book_of(1);
        outcome part;

        add(&made, "M", "V", "X", 20, "130");
        add(&made, "M", "V", "", 100, "");
        add_open(&made, "U", -4, 200, 1000);
        add(&made, "L", "V", "X", -14, "");
        add(&made, "L", "V", "", 1400, "");
        add_open(&made, "S1", 3, 90, 30);
        add_open(&made, "S2", 2, 100, 100);
        add_open(&made, "S3", 5, 108, 80);
        part = run(&made, rules[r], "asset X=110");
        assert_given(&part, 1, 30, 20, 50, 40);
        outcome_free(&part);
    }
}

/* S1 is worth 10.5, but 120 of Z count for 1069.2 against 1070.3. */
static void who_lacks_margin_is_passed_over(void **state)
{
    (void)state;
    for (size_t r = 0; r < 2; r++) {
        book made = book_of(1);
        outcome passed;

        add_loser(&made, "L");
        add(&made, "S1", "V", "X", -1, "100");
        add(&made, "S1", "V", "Z", 120, "");
        add(&made, "S1", "V", "", -989.5, "");
        add_open(&made, "S2", -2, 90, 100);
        passed = run(&made, rules[r], "asset X=80;asset Z=9");
        assert_given(&passed, 1, 0, 20, 0, 30);
        outcome_free(&passed);
    }
}

/*
 * L is short 2 of Z at 10, too: of its 420 open, a unit of X bears 50 x 80/420
 * and one of Z 50 x 10/420. S3, long Z, takes those at 10 less that, S1 and U
 * the others, in the queue or by 60 : 171; the short in Z of S2 and the long in
 * X of M have profit as well, on L's own side.
 */
static void each_leg_goes_to_the_other_side_of_its_market(void **state)
{
    static const double units[] = {3, 5 * 60.0 / 231};

    (void)state;
    for (size_t r = 0; r < 2; r++) {
        book made = book_of(1);
        outcome legs;

        add(&made, "L", "V", "X", 5, "");
        add(&made, "L", "V", "Z", -2, "");
        add(&made, "L", "V", "", -430, "");
        add_open(&made, "S1", -3, 100, 30);
        add(&made, "S3", "V", "Z", 4, "7");
        add(&made, "S3", "V", "", 50, "");
        add(&made, "M", "V", "X", 2, "61");
        add(&made, "S2", "V", "Z", -6, "13");
        add(&made, "S2", "V", "", 300, "");
        add(&made, "U", "V", "X", -9, "99");
        add(&made, "U", "V", "", 1900, "");
        legs = run(&made, rules[r], "asset X=80");
        assert_near(outcome_sum(&legs, CTG_ADL, "L", "S1"),
                    units[r] * 50 * 80 / 420);
        assert_near(outcome_sum(&legs, CTG_ADL, "L", "U"),
                    (5 - units[r]) * 50 * 80 / 420);
        assert_near(outcome_sum(&legs, CTG_ADL, "L", "S3"),
                    2 * 50 * 10.0 / 420);
        assert_near(outcome_sum(&legs, CTG_ADL, NULL, NULL), 50);
        outcome_free(&legs);
    }
}

/* M lacks 60 and L 50: the 4 units of S1 go to M, wherever it stands. */
static void the_largest_lack_is_first_in_any_order_of_rows(void **state)
{
    (void)state;
    for (size_t k = 0; k < 2; k++) {
        book made = book_of(1);
        outcome first;

        for (size_t i = 0; i < 2; i++) {
            const bool largest = i == k;

            add(&made, largest ? "M" : "L", "V", "X", largest ? 6 : 5, "");
            add(&made, largest ? "M" : "L", "V", "", largest ? -540 : -450, "");
        }
        add_open(&made, "S1", -4, 100, 30);
        first = run(&made, "V,1,adl,,,bitmex", "asset X=80");
        assert_near(outcome_sum(&first, CTG_ADL, "M", "S1"), 40);
        assert_near(outcome_sum(&first, CTG_ADL, "L", "S1"), 0);
        outcome_free(&first);
    }
}

/* L and M lack 50 each; the 4 units of S1 go to the one that stands first. */
static void of_equal_lacks_the_first_row_is_first(void **state)
{
    static const char *const order[][2] = {{"L", "M"}, {"M", "L"}};

    (void)state;
    for (size_t k = 0; k < 2; k++) {
        book made = book_of(1);
        outcome first;

        for (size_t i = 0; i < 2; i++) {
            add_loser(&made, order[k][i]);
        }
        add_open(&made, "S1", -4, 100, 30);
        first = run(&made, "V,1,adl,,,bitmex", "asset X=80");
        assert_near(outcome_sum(&first, CTG_ADL, order[k][0], "S1"), 40);
        assert_near(outcome_sum(&first, CTG_ADL, order[k][1], "S1"), 0);
        outcome_free(&first);
    }
}

/* Y falls as well: S1 has 6 left, 3 a unit, and would fail if closed at 90. */
static void whose_own_bankruptcy_price_is_worse_is_passed_over(void **state)
{
    (void)state;
    for (size_t r = 0; r < 2; r++) {
        book made = book_of(1);
        outcome passed;

        add_loser(&made, "L");
        add(&made, "S1", "V", "X", -2, "100");
        add(&made, "S1", "V", "Z", 4, "");
        add(&made, "S1", "V", "", 150, "");
        add_open(&made, "S2", -2, 90, 100);
        passed = run(&made, rules[r], "asset X=80;asset Z=4");
        assert_given(&passed, 1, 0, 20, 0, 30);
        outcome_free(&passed);
    }
}

/*
 * Of 15 X in accounts, long and short, 5 of L are closed against 3 of S1 and 2
 * of S2; S sells 5 of its 10 in each of two rounds, and the second fall of the
 * price finds what is left.
 */
static void what_is_closed_is_in_no_account(void **state)
{
    static const double first = 80 * (5 * 80 / 1e5);
    static const double price = 80 - 80 * (5 * 80 / 1e5);
    book made = book_of(1);
    outcome sold;

    (void)state;
    add_loser(&made, "L");
    add_shorts(&made, 100);
    sold = outcome_of(
        graph_of("nodes", "id,equity\nV,1000\nL,\nS1,\nS2,\nS3,\nS,2000\n",
                 "assets", "id,price,depth,oracle\nX,95,100000,fixed\n",
                 "holdings", "node,asset,quantity\nS,X,10\n", "venues",
                 "node,type\nV,margin\n", "markets",
                 "venue,asset,maintenance\nV,X,0.01\n", "positions", made.rows,
                 "layers", "venue,order,kind,rule\nV,1,adl,bitmex\n", NULL),
        scenario_of("asset X=80;node S=default", "unwind_rounds", "2", "rounds",
                    "2", NULL));
    assert_near(outcome_sum(&sold, CTG_IMPACT, "S", "asset:X"),
                first * 25 + price * (5 * price / 1e5) * (25 - 10 - 5));
    outcome_free(&sold);
}

/* Thirds: what is borrowed and paid back at the bankruptcy price differ by
 * rounding alone, which is not left as a debt. */
static void a_position_closed_in_full_leaves_nothing_behind(void **state)
{
    for (int k = 1; k < 30; k++) {
        book b = book_of(1.0 / (3 + 0.37 * k));
        outcome made;
        const ctg__accounts *accounts;

        add(&b, "L", "V", "X", 5, "");
        add(&b, "L", "V", "", -450, "");
        add_open(&b, "S1", -7, 100, 30);
        made = run(&b, "V,0,adl,,,bitmex", "asset X=80");
        accounts = &made.network->accounts;
        for (size_t l = accounts->leg_start[0]; l < accounts->leg_start[1]; l++)
            assert_same(made.run->books->accounts.leg[l], 0);
        outcome_free(&made);
    }
    (void)state;
}

/* The second layer's winners share what the first has left, one of them next to
 * nothing: the leg is closed, and its last place is no position. */
static void a_leg_that_many_close_leaves_nothing_to_sell(void **state)
{
    outcome made =
        outcome_of(graph_of("nodes", "id,equity\nn6,\nn2,\nV,3e5\n", "assets",
                            "id,price\nX,48\n", "venues",
                            "node,type\nV,margin\n", "positions",
                            "account,owner,venue,asset,quantity,entry_price\n"
                            "2,n2,V,,600,\n2,n2,V,X,-11.34,70\n"
                            "4,n6,V,,1000,\n4,n6,V,X,-12,60\n"
                            "5,n2,V,X,22.66,\n5,n2,V,,-597,\n",
                            "layers",
                            "venue,order,kind,rule,severity\n"
                            "V,1,adl,binance,0.5\nV,3,adl,levered,\n",
                            NULL),
                   scenario_of("asset X=-50.91%", NULL));

    (void)state;
    assert_int_equal(made.summary->unhealthy, 1);
    assert_int_equal(made.summary->liquidated, 0);
    outcome_free(&made);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_queue_closes_the_best_scores_first),
        cmocka_unit_test(binance_looks_at_the_wallet_without_the_profit),
        cmocka_unit_test(pro_rata_shares_again_what_full_ones_cannot_take),
        cmocka_unit_test(what_nobody_can_take_is_left),
        cmocka_unit_test(what_a_fund_paid_closes_nothing),
        cmocka_unit_test(who_lacks_nothing_any_more_is_no_loser),
        cmocka_unit_test(nothing_is_asked_for_at_a_severity_of_0),
        cmocka_unit_test(who_keeps_its_margin_closes_up_to_there),
        cmocka_unit_test(longs_give_up_when_prices_rise),
        cmocka_unit_test(who_has_no_profit_gives_up_nothing),
        cmocka_unit_test(who_lacks_margin_is_passed_over),
        cmocka_unit_test(the_largest_lack_is_first_in_any_order_of_rows),
        cmocka_unit_test(what_is_closed_is_in_no_account),
        cmocka_unit_test(each_leg_goes_to_the_other_side_of_its_market),
        cmocka_unit_test(of_equal_lacks_the_first_row_is_first),
        cmocka_unit_test(whose_own_bankruptcy_price_is_worse_is_passed_over),
        cmocka_unit_test(a_position_closed_in_full_leaves_nothing_behind),
        cmocka_unit_test(a_leg_that_many_close_leaves_nothing_to_sell),
    };

    return RUN_TESTS(tests);
}
