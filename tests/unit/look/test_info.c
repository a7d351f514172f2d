#include <float.h>

#include <contagraph/info.h>

#include "data/spectral.h"
#include "look/concentration.h"
#include "support/asked.h"
#include "support/graph.h"
#include "support/random_claims.h"

typedef struct looked {
    ctg_graph *graph;
    ctg_network *network;
    ctg_plan *plan;
    ctg_info *info;
} looked;

static looked look_at(ctg_graph *graph)
{
    looked l = {.graph = graph, .network = network_of(graph)};
    ctg_error error;

    l.plan = plan_of(l.network, scenario_of(NULL, NULL));
    if (ctg_info_new(l.plan, NULL, NULL, &l.info, &error))
        fail_msg("%s", error.message);
    return l;
}

static void looked_free(looked *l)
{
    ctg_info_free(l->info);
    ctg_plan_free(l->plan);
    ctg_network_free(l->network);
    ctg_graph_free(l->graph);
}

/* HH1 */
static void hh1_concentration_is_the_sum_of_squared_shares(void **state)
{
    const double amounts[] = {2.5, 0, 4.15, -3, 1.65};
    const double twelve[] = {1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 9};
    ctg_concentration c;

    (void)state;
    assert_int_equal(ctg__concentration_of(5, amounts, &c, NULL), CTG_OK);
    assert_int_equal(c.count, 3);
    assert_near(c.total, 8.3);
    assert_near(c.top_1, 0.5);
    assert_same(c.top_5, 1);
    assert_int_equal(
        ctg__concentration_of(3, (const double[]){5, 3, 2}, &c, NULL), CTG_OK);
    assert_near(c.hhi, 0.38);
    assert_near(c.effective, 1 / 0.38);
    assert_int_equal(ctg__concentration_of(12, twelve, &c, NULL), CTG_OK);
    assert_near(c.top_1, 0.45);
    assert_near(c.top_5, 0.65);
    assert_near(c.top_10, 0.9);
    assert_int_equal(ctg__concentration_of(1, amounts + 1, &c, NULL), CTG_OK);
    assert_int_equal(c.count, 0);
}

static void leverage_beyond_all_numbers_is_the_largest_one(void **state)
{
    looked l = look_at(graph_of("nodes",
                                "id,equity,cash\n"
                                "A,4,12\n"
                                "B,1e-300,1e300\n",
                                NULL));

    (void)state;
    assert_int_equal(l.info->most_levered, 1);
    assert_same(l.info->leverage_most, DBL_MAX);
    assert_near(l.info->leverage_median, 3);
    assert_near(l.info->leverage / 2.5e299, 1);
    looked_free(&l);
}

/* A <-> B, B -> C; D and E owe each other nothing; F is insolvent. */
static void a_small_graph_is_described(void **state)
{
    looked l = look_at(graph_of(
        "nodes",
        "id,equity,cash\nA,4,1\nB,2,10\nC,8,8\nD,3,3\nE,1.5,7.5\nF,-1,\n",
        "exposures",
        "debtor,creditor,amount\nA,B,3\nA,B,1\nB,A,6\nB,C,2\nE,D,0.5\n", NULL));
    const ctg_info *const info = l.info;

    (void)state;
    assert_int_equal(info->nodes, 6);
    assert_int_equal(info->exposures, 5);
    assert_int_equal(info->pairs, 4);
    assert_near(info->density, 4 / 30.0);
    assert_int_equal(info->mutual, 2);
    assert_int_equal(info->isolated, 1);
    assert_near(info->claims, 12.5);
    assert_near(info->equity, 18.5);
    assert_int_equal(info->without_equity, 1);
    assert_int_equal(info->levered, 5);
    /* 8/4 (1 other), 14/2, 10/8, 3.5/3, 7.5/1.5 */
    assert_near(info->leverage_most, 7);
    assert_int_equal(info->most_levered, 1);
    assert_near(info->leverage_median, 2);
    assert_near(info->leverage, (8 + 14 + 10 + 3.5 + 7.5) / 18.5);
    assert_near(info->by_debts.top_1, 8 / 12.5);
    assert_near(info->by_claims.top_1, 6 / 12.5);
    assert_int_equal(info->weak_components, 3);
    assert_int_equal(info->weak_largest, 3);
    assert_int_equal(info->strong_components, 5);
    assert_int_equal(info->strong_largest, 2);
    assert_near(info->radius, sqrt(6 / 4.0 * (4 / 2.0)));
    assert_near(info->radius_swapped, sqrt(4 / 4.0 * (6 / 2.0)));
    assert_true(info->spiral_defined);
    assert_same(info->spiral, 0);
    looked_free(&l);
}

static void spiral_numbers_are_per_asset(void **state)
{
    looked l = look_at(
        graph_of("nodes", "id,other_liabilities,leverage_max\nA,80,initial\n",
                 "assets", "id,price,depth\nY,3,7\nX,100,500\n", "holdings",
                 "node,asset,quantity\nA,X,1\n", NULL));

    (void)state;
    assert_near(l.info->spiral, 0.8);
    assert_same(l.info->asset_spiral[0], 0);
    assert_near(l.info->asset_spiral[1], 0.8);
    looked_free(&l);
}

/*
 * X: 30 held and 10 as collateral at 2, so 80; linear of depth 200: 80 x (1 -
 * 80/400) = 64, twice the fundamental price. Y: no depth; a short counts for
 * nothing. Z: half of 20 x (1 - 40/80): beyond the depth, d/2 = 5.
 */
static void premiums_and_what_all_of_an_asset_brings_at_once(void **state)
{
    looked l = look_at(graph_of(
        "nodes", "id,equity,cash\nA,,\nB,,100\nV,,50\n", "assets",
        "id,price,depth,impact,fundamental\n"
        "X,2,200,linear,1\n"
        "Y,3,,,4\n"
        "Z,4,10,linear,\n"
        "W,5,10,linear,0\n",
        "holdings",
        "node,asset,quantity\nA,X,20\nB,X,10\nA,Y,5\nB,Y,-2\nA,Z,5\n", "venues",
        "node,type\nV,lending\n", "markets",
        "venue,asset,maintenance\nV,X,0.2\n", "positions",
        "account,owner,venue,asset,quantity\na,A,V,X,10\na,A,V,,-4\n", NULL));

    (void)state;
    assert_near(l.info->asset_premium[0], 1);
    assert_near(l.info->asset_premium[1], -0.25);
    assert_true(isnan(l.info->asset_premium[2]));
    assert_true(isnan(l.info->asset_premium[3]));
    assert_near(l.info->asset_mark[0], 80);
    assert_near(l.info->asset_sold[0], 64);
    assert_near(l.info->asset_mark[1], 15);
    assert_near(l.info->asset_sold[1], 15);
    assert_near(l.info->asset_mark[2], 20);
    assert_near(l.info->asset_sold[2], 5);
    assert_same(l.info->asset_sold[3], 0);
    looked_free(&l);
}

/* Somebody is asked between passes, and nothing is left of what was begun. */
static void who_is_asked_may_stop_it(void **state)
{
    looked l =
        look_at(graph_of("nodes", "id,equity\nA,5\nB,7\n", "exposures",
                         "debtor,creditor,amount\nA,B,2\nB,A,1\n", NULL));
    int questions = 0;

    (void)state;
    for (ctg_status status = CTG_CANCELLED; status; questions++) {
        int left = questions + 1;
        ctg_info *info = NULL;
        ctg_error error;

        status = ctg_info_new(l.plan, goes_on_until, &left, &info, &error);
        assert_true(status == CTG_OK || status == CTG_CANCELLED);
        assert_int_equal(info != NULL, !status);
        ctg_info_free(info);
    }
    assert_true(questions > 3);
    looked_free(&l);
}

/* Claims at random, more than are looked at to all digits. */
static looked look_at_many(double leverage)
{
    looked l = look_at(random_claims_of((claims_shape){.nodes = 1100,
                                                       .degree = 240,
                                                       .leverage = leverage,
                                                       .spread = 1.5,
                                                       .solvent = true,
                                                       .seed = 3}));

    assert_true(l.info->exposures > 200000);
    return l;
}

/* Whose leverages have a radius that is that much above 1, or below. */
static void near_one(double leverage, double above)
{
    looked l = look_at_many(leverage * (1 + above));

    assert_true(above > 0 ? l.info->radius > 1 : l.info->radius < 1);
    assert_near(l.info->radius, 1 + above);
    assert_true(l.info->radius_error <= 2e-10);
    looked_free(&l);
}

static void of_large_graphs_it_is_known_whether_distress_grows(void **state)
{
    looked l = look_at_many(1);
    ctg__radius radius;
    ctg_error error;

    (void)state;
    assert_int_equal(
        ctg__leverage_radius(l.network, false, 1e-12, NULL, &radius, &error),
        CTG_OK);
    assert_true(fabs(radius.value - 1) > 1e-3);
    looked_free(&l);
    near_one(1 / radius.value, 3e-9);
    near_one(1 / radius.value, -3e-9);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(hh1_concentration_is_the_sum_of_squared_shares),
        cmocka_unit_test(leverage_beyond_all_numbers_is_the_largest_one),
        cmocka_unit_test(a_small_graph_is_described),
        cmocka_unit_test(spiral_numbers_are_per_asset),
        cmocka_unit_test(of_large_graphs_it_is_known_whether_distress_grows),
        cmocka_unit_test(premiums_and_what_all_of_an_asset_brings_at_once),
        cmocka_unit_test(who_is_asked_may_stop_it),
    };

    return RUN_TESTS(tests);
}
