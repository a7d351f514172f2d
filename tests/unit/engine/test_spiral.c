#include "engine/spiral.h"

#include <math.h>
#include <stdio.h>

#include "support/cmocka.h"
#include "support/graph.h"

static ctg_plan plan_for(const ctg_network *network)
{
    return (ctg_plan){.network = network,
                      .impact_scale = 1,
                      .leverage_max = (double)NAN,
                      .leverage_target = (double)NAN};
}

/* The system's number of tables that have no exposures; NaN: undefined. */
static double spiral_of(const char *nodes, const char *assets,
                        const char *holdings, double scale, double *own)
{
    ctg_graph *const graph =
        graph_of("nodes", nodes, "assets", assets, "holdings", holdings, NULL);
    ctg_network *const network = network_of(graph);
    ctg_plan plan = plan_for(network);
    ctg__arena arena = {0};
    double system = -1;
    bool defined = false;

    plan.impact_scale = scale;
    assert_int_equal(ctg__spiral(&plan, &arena, own, &system, &defined, NULL),
                     CTG_OK);
    ctg__arena_clear(&arena);
    ctg_network_free(network);
    ctg_graph_free(graph);
    return defined ? system : (double)NAN;
}

/* LV1: 100 held at leverage 5, depth 500. */
static void one_holder_at_its_leverage(void **state)
{
    double own;

    (void)state;
    assert_near(spiral_of("id,other_liabilities,leverage_max\nA,80,initial\n",
                          "id,price,depth\nX,100,500\n",
                          "node,asset,quantity\nA,X,1\n", 1, &own),
                0.8);
    assert_near(own, 0.8);
    assert_near(spiral_of("id,other_liabilities,leverage_max\nA,80,initial\n",
                          "id,price,depth\nX,100,500\n",
                          "node,asset,quantity\nA,X,1\n", 0.25, NULL),
                0.2);
}

/* LV3: (60, 40) at leverages (4, 2), 0.003 of the price per money sold. */
static void holders_add_up(void **state)
{
    (void)state;
    assert_near(spiral_of("id,other_liabilities,leverage_max,leverage_target\n"
                          "A,40,9,4\nB,0,2,\n",
                          "id,price,depth\nX,2,333.3333333333333\n",
                          "node,asset,quantity\nA,X,30\nB,X,20\n", 1, NULL),
                0.66);
}

/* 0.8 as LV1, and (2 - 1) 100 / 400 that has nothing to do with it. */
static void the_largest_of_separate_spirals_counts(void **state)
{
    static const char *const nodes =
        "id,other_liabilities,leverage_max\nA,80,initial\nB,50,initial\n";
    static const char *const holdings = "node,asset,quantity\nA,X,1\nB,Y,1\n";
    double own[2];

    (void)state;
    assert_near(spiral_of(nodes, "id,price,depth\nX,100,500\nY,100,400\n",
                          holdings, 1, own),
                0.8);
    assert_near(own[0], 0.8);
    assert_near(own[1], 0.25);
    assert_near(spiral_of(nodes, "id,price,depth\nY,100,400\nX,100,500\n",
                          holdings, 1, NULL),
                0.8);
}

static void without_impact_every_law_has_a_slope(void **state)
{
    static const char *const nodes =
        "id,other_liabilities,leverage_max\nA,80,initial\n";
    static const char *const assets = "id,price,depth,impact\nX,100,500,sqrt\n";
    static const char *const holdings = "node,asset,quantity\nA,X,1\n";

    (void)state;
    assert_true(isnan(spiral_of(nodes, assets, holdings, 0.3, NULL)));
    assert_same(spiral_of(nodes, assets, holdings, 0, NULL), 0);
}

/* Two assets: the radius of a 2 x 2 matrix, written out. */
static void assets_force_each_other(void **state)
{
    const double a[] = {40, 12.5, 0}; /* values of X held by A, B, C */
    const double b[] = {10, 37.5, 80};
    const double net[] = {40, 12.5, -2}; /* C is short of X: a fall helps */
    const double lambda[] = {6, 3.5, 2};
    const double slope[] = {1 / 1000.0, (2 - 0.25) / 2500};
    double g[2][2] = {{0, 0}, {0, 0}};
    double trace;
    double own[2];

    (void)state;
    for (int i = 0; i < 3; i++) {
        const double all = a[i] + b[i];
        const double pull = lambda[i] - 1;

        g[0][0] += slope[0] * pull * net[i] * a[i] / all;
        g[0][1] += slope[0] * pull * b[i] * a[i] / all;
        g[1][0] += slope[1] * pull * net[i] * b[i] / all;
        g[1][1] += slope[1] * pull * b[i] * b[i] / all;
    }
    trace = g[0][0] + g[1][1];
    assert_near(
        spiral_of("id,other_liabilities,leverage_max\n"
                  "A,31,6\nB,20,3.5\nC,1,2\nD,0,\nE,500,8\n",
                  "id,price,depth,impact,fee\nX,0.5,1000,,\nY,2,2500,amm,0.25\n"
                  "Z,1,,,\n",
                  "node,asset,quantity\nA,X,80\nA,Y,5\nB,X,25\nB,Y,18.75\n"
                  "C,Y,40\nC,X,-4\nD,X,1000\nE,Y,200\n",
                  1, NULL),
        trace / 2 +
            sqrt(trace * trace / 4 - (g[0][0] * g[1][1] - g[0][1] * g[1][0])));
    spiral_of("id,other_liabilities,leverage_max\nA,31,6\nB,20,3.5\nC,1,2\n",
              "id,price,depth,impact,fee\nX,0.5,1000,,\nY,2,2500,amm,0.25\n",
              "node,asset,quantity\nA,X,80\nA,Y,5\nB,X,25\nB,Y,18.75\n"
              "C,Y,40\n",
              1, own);
    assert_near(own[0], g[0][0]);
    assert_near(own[1], g[1][1]);
}

/* 0.8 of the first of so many that have nothing to do with each other, as LV1;
 * of the second by its depth, 0.4 of the rest. */
static double largest_of(int count, double second)
{
    enum { MOST = 201 };
    static char nodes[MOST * 40];
    static char assets[MOST * 40];
    static char holdings[MOST * 20];
    int n = sprintf(nodes, "id,other_liabilities,leverage_max\n");
    int a = sprintf(assets, "id,price,depth\n");
    int h = sprintf(holdings, "node,asset,quantity\n");

    assert_true(count <= MOST);
    for (int k = 0; k < count; k++) {
        const double depth = k == 0 ? 500 : k == 1 ? second : 1000;

        n += sprintf(nodes + n, "A%d,80,initial\n", k);
        a += sprintf(assets + a, "X%d,100,%.17g\n", k, depth);
        h += sprintf(holdings + h, "A%d,X%d,1\n", k, k);
    }
    return spiral_of(nodes, assets, holdings, 1, NULL);
}

/* Whoever multiplies until two that are nearly as strong are told apart ends in
 * between. */
static void the_largest_of_many_is_found_to_the_last_digits(void **state)
{
    (void)state;
    assert_true(fabs(largest_of(150, 500 * (1 + 3e-7)) - 0.8) < 1e-11);
    assert_true(fabs(largest_of(201, 1000) - 0.8) < 1e-11);
}

/* LV3 with other units of money, and assets that are worlds apart. */
static void magnitudes_do_not_matter(void **state)
{
    double own[2];

    (void)state;
    assert_near(
        spiral_of("id,other_liabilities,leverage_max\nA,8e301,initial\n",
                  "id,price,depth\nX,100,5e302\n",
                  "node,asset,quantity\nA,X,1e300\n", 1, NULL),
        0.8);
    assert_near(spiral_of("id,other_liabilities,leverage_max\nA,80,initial\n"
                          "B,5e-250,initial\n",
                          "id,price,depth\nX,100,500\nY,1e-250,4e-250\n",
                          "node,asset,quantity\nA,X,1\nA,Y,1\nB,Y,10\n", 1,
                          own),
                2.5);
    assert_near(own[0], 0.8);
    assert_near(own[1], 2.5);
    /* A short of one that is nothing beside the other changes nothing. */
    assert_near(spiral_of("id,other_liabilities,leverage_max\nA,80,initial\n",
                          "id,price,depth\nX,100,500\nY,1e-250,4e-250\n",
                          "node,asset,quantity\nA,X,1\nA,Y,-1\n", 1, NULL),
                0.8);
    /* Of one whose sales move nothing, either. */
    assert_near(spiral_of("id,other_liabilities,leverage_max\nA,80,initial\n",
                          "id,price,depth\nX,100,500\nY,1e-300,1e300\n",
                          "node,asset,quantity\nA,X,1\nA,Y,-1\n", 1, NULL),
                0.8);
}

static void a_square_root_law_has_no_slope(void **state)
{
    double own[2];

    (void)state;
    assert_true(
        isnan(spiral_of("id,other_liabilities,leverage_max\nA,31,6\n",
                        "id,price,depth,impact\nX,1,100,sqrt\nY,1,100,\n",
                        "node,asset,quantity\nA,X,20\nA,Y,20\n", 1, own)));
    assert_true(isnan(own[0]));
    assert_near(own[1], 5 * 20 * 20 / 40.0 / 100);
    /* Nobody who could be forced holds it: defined. */
    assert_near(spiral_of("id,other_liabilities,leverage_max\nA,31,6\nB,0,\n",
                          "id,price,depth,impact\nX,1,100,sqrt\nY,1,100,\n",
                          "node,asset,quantity\nB,X,20\nA,Y,40\n", 1, NULL),
                2);
}

static void without_limits_nothing_spirals(void **state)
{
    (void)state;
    assert_same(spiral_of("id,other_liabilities\nA,31\n",
                          "id,price,depth\nX,1,100\n",
                          "node,asset,quantity\nA,X,50\n", 1, NULL),
                0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_holder_at_its_leverage),
        cmocka_unit_test(the_largest_of_separate_spirals_counts),
        cmocka_unit_test(without_impact_every_law_has_a_slope),
        cmocka_unit_test(holders_add_up),
        cmocka_unit_test(assets_force_each_other),
        cmocka_unit_test(the_largest_of_many_is_found_to_the_last_digits),
        cmocka_unit_test(magnitudes_do_not_matter),
        cmocka_unit_test(a_square_root_law_has_no_slope),
        cmocka_unit_test(without_limits_nothing_spirals),
    };

    return RUN_TESTS(tests);
}
