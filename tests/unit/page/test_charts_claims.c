/* Charts of claims and who pays: the matrix of claims, bands of networks that
 * are not known, rules of deleveraging. */
#include "page/unknown.h"

#include "data/plan.h"
#include "ensemble/ranges.h"
#include "support/graph.h"
#include "unit/page/marks.h"

/* --- who owes whom
 * ------------------------------------------------------------
 */

static void draw_heat(const char *nodes, const char *claims, marks *all)
{
    ctg_graph *const graph =
        graph_of("nodes", nodes, "exposures", claims, NULL);
    ctg_network *const network = network_of(graph);
    const ctg_findings found = {.network = network,
                                .graph = graph,
                                .node_count = ctg_network_node_count(network)};
    const ctg__chart chart = {&found, "$", "$"};
    ctg__text text = {0};

    ctg__chart_heat(&chart, 1, &text);
    marks_read(all, &text);
    ctg_network_free(network);
    ctg_graph_free(graph);
}

/* Where the index-th square of a shade begins. */
static const double *square(const marks *all, int shade, size_t index)
{
    char class[4];

    snprintf(class, sizeof class, "h%d", shade);
    return all->points[mark_at(all, 'p', class, 0)->first + 4 * index];
}

/* Groups in their order, the largest first: b (y's are 9, 3), c, a; d has no
 * claims. Rows are debtors. Sizes 1, 2, 4, 8 of which half are at most 2. */
static void squares_stand_at_debtor_and_creditor(void **state)
{
    static marks all;
    const double cell = 550 / 3.0;

    (void)state;
    draw_heat("id,name,group,equity\na,Alpha,z,9\nb,Beta,y,9\nc,Gamma,y,9\n"
              "d,Delta,x,9\n",
              "debtor,creditor,amount\nb,a,8\na,c,4\nc,b,2\nb,c,1\n", &all);
    check_marks(&all);
    assert_at(mark_at(&all, 'r', "f-wash", 0), 150, 118);
    assert_drawn(mark_at(&all, 'r', "box", 0)->x2, 550);
    assert_drawn(all.width, 700);
    assert_drawn(all.height, 674);
    /* By creditor: b owes a; c owes b; b and a owe c. */
    assert_drawn(square(&all, 0, 0)[0], 150);
    assert_drawn(square(&all, 0, 0)[1], 118 + cell);
    assert_drawn(mark_saying(&all, "Beta")->y, 118 + cell / 2 + 4);
    assert_drawn(mark_saying(&all, "Gamma")->y, 118 + cell * 1.5 + 4);
    assert_drawn(mark_saying(&all, "Alpha")->y, 118 + cell * 2.5 + 4);
}

static void shades_are_by_how_many_are_smaller(void **state)
{
    static marks all;
    static const char ids[] = "abcde";
    ctg__text nodes = {0};
    ctg__text claims = {0};
    size_t squares = 0;
    int amount = 0;

    (void)state;
    ctg__text_add(&nodes, "id,equity\n");
    ctg__text_add(&claims, "debtor,creditor,amount\n");
    for (int i = 0; i < 5; i++) {
        ctg__text_print(&nodes, "%c,999\n", ids[i]);
        for (int k = 0; k < 5; k++)
            if (k != i)
                ctg__text_print(&claims, "%c,%c,%d\n", ids[i], ids[k],
                                ++amount);
    }
    draw_heat(ctg__text_string(&nodes), ctg__text_string(&claims), &all);
    check_marks(&all);
    /* Of 20 claims: up to the 11th smallest, the 16th, the 19th, the 20th. */
    static const size_t counts[] = {11, 5, 3, 1, 0};

    for (int s = 0; s < 5; s++) {
        char class[4];
        size_t points;

        snprintf(class, sizeof class, "h%d", s);
        points = counts[s] ? mark_at(&all, 'p', class, 0)->count : 0;
        assert_int_equal(points, 4 * counts[s]);
        squares += points / 4;
    }
    assert_int_equal(squares, 20);
    ctg__text_clear(&nodes);
    ctg__text_clear(&claims);
}

static void a_matrix_without_claims_is_not_drawn(void **state)
{
    ctg_graph *const graph = graph_of("nodes", "id,equity\na,1\nb,2\n", NULL);
    ctg_network *const network = network_of(graph);
    const ctg_findings found = {
        .network = network, .graph = graph, .node_count = 2};
    const ctg__chart chart = {&found, "", ""};
    ctg__text text = {0};

    (void)state;
    ctg__chart_heat(&chart, 1, &text);
    assert_false(text.failed);
    assert_int_equal(text.length, 0);
    ctg_network_free(network);
    ctg_graph_free(graph);
}

/* More than 45 have no room for names. */
static void many_nodes_have_no_names(void **state)
{
    static marks all;
    ctg__text nodes = {0};

    (void)state;
    ctg__text_add(&nodes, "id,equity\n");
    for (int i = 0; i < 46; i++)
        ctg__text_print(&nodes, "n%02d,9\n", i);
    {
        ctg__text claims = {0};

        ctg__text_add(&claims, "debtor,creditor,amount\n");
        for (int i = 0; i < 46; i++)
            ctg__text_print(&claims, "n%02d,n%02d,%d\n", i, (i + 1) % 46,
                            100 - i);
        draw_heat(ctg__text_string(&nodes), ctg__text_string(&claims), &all);
        ctg__text_clear(&claims);
    }
    check_marks(&all);
    assert_int_equal(marks_count(&all, 't', "a"), 2);
    assert_at(mark_at(&all, 'r', "box", 0), 30, 30);
    assert_drawn(mark_at(&all, 'r', "box", 0)->x2, 670);
    ctg__text_clear(&nodes);
}

/* --- networks that are not known ---------------------------------------------
 */

static void bands_reach_from_the_least_to_the_most(void **state)
{
    static const struct {
        const char *what;
        ctg_figure_range lost;
        double here;
        double top;
        const char *unit;
    } cases[] = {
        {"a band",
         {.low = 2, .mid = 5, .high = 9, .ras = 4, .fewest = 10},
         7,
         10,
         "$"},
        {"one figure",
         {.low = 3, .mid = 3, .high = 3, .ras = 3, .fewest = 3},
         3,
         3,
         "$"},
        {"nothing", {.low = 0}, 0, 1, "$"},
        {"ends too large to be made",
         {.low = 2, .mid = 5, .high = 9, .ras = NAN, .fewest = NAN},
         7,
         10,
         "$"},
        {"gains",
         {.low = -4, .mid = -1, .high = 2, .ras = -3, .fewest = 1},
         -2,
         2,
         "$"},
        {"this one is the worst",
         {.low = 2, .mid = 5, .high = 9, .ras = 4, .fewest = 8},
         100,
         100,
         "$"},
        {"huge",
         {.low = 9.99e14,
          .mid = 9.99e16,
          .high = 1e18,
          .ras = 1e18,
          .fewest = 1e18},
         1e18,
         1e18,
         " USDC"},
        {"a unit that is too long to be said beside each figure",
         {.low = 2, .mid = 5, .high = 9, .ras = 4, .fewest = 10},
         7,
         10,
         " units of account"},
    };
    static marks all;

    (void)state;
    for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
        const ctg_figure_range *const lost = &cases[k].lost;
        const ctg_summary summary = {.equity_lost = cases[k].here};
        const ctg_findings found = {.summary = &summary};
        const ctg__chart chart = {&found, cases[k].unit,
                                  strlen(cases[k].unit) == 1 ? cases[k].unit
                                                             : ""};
        const double points[] = {lost->ras, lost->fewest};
        const double unit = 306 / cases[k].top;
        const size_t known = isnan(lost->ras) ? 0 : 2;
        ctg__text text = {0};
        const mark *band;

        print_message("# %s\n", cases[k].what);
        ctg__band_draw(&chart, lost, 1, &text);
        marks_read(&all, &text);
        check_marks(&all);
        band = mark_at(&all, 'r', "f-base", 0);
        assert_at(band, 124 + fmax(0, lost->low) * unit, 72);
        assert_drawn(
            band->x2,
            fmax(1, (fmax(0, lost->high) - fmax(0, lost->low)) * unit));
        assert_drawn(mark_at(&all, 'r', "f-acc", 0)->x,
                     124 + fmax(0, lost->mid) * unit - 1.5);
        assert_int_equal(marks_count(&all, 'c', "dot"), known);
        for (size_t i = 0; known == 2 && i < 2; i++)
            assert_at(mark_at(&all, 'c', "dot", i),
                      124 + fmax(0, points[i]) * unit, 46 + 68 * (double)i);
        assert_at(mark_at(&all, 'c', "dot t", 0),
                  124 + fmax(0, cases[k].here) * unit, 148);
    }
}

static void draw_intervals(const ctg_node_range *nodes, size_t count,
                           marks *all)
{
    static ctg_node order[40];
    const ctg_measure_range measure = {.nodes = nodes};
    ctg_ranges ranges = {.nodes = count, .count = 1, .order = order};
    const ctg_ranges_outcome outcome = {.ranges = &ranges};
    const ctg_findings found = {.how.ranges = &outcome};
    const ctg__chart chart = {&found, "$", "$"};
    ctg__text text = {0};

    ranges.measures = (ctg_measure_range *)(uintptr_t)&measure;
    for (size_t i = 0; i < count; i++)
        order[i] = (ctg_node)(count - 1 - i);
    ctg__chart_intervals(&chart, 1, &text);
    marks_read(all, &text);
}

static void whiskers_reach_from_the_least_to_the_most(void **state)
{
    static const ctg_node_range nodes[] = {
        {.rank_mid = NAN},
        {.score_low = -2,
         .score_mid = -1,
         .score_high = 0,
         .rank_low = 3,
         .rank_mid = 3,
         .rank_high = 3},
        {.score_low = 3,
         .score_mid = 3,
         .score_high = 3,
         .rank_low = 2,
         .rank_mid = 2,
         .rank_high = 2},
        {.score_low = 1,
         .score_mid = 6,
         .score_high = 9.5,
         .rank_low = 1,
         .rank_mid = 1,
         .rank_high = 12},
    };
    static marks all;

    (void)state;
    /* By rank; a node that no draw ranks ends the list. */
    draw_intervals(nodes, 4, &all);
    check_marks(&all);
    assert_int_equal(marks_count(&all, 'r', "f-base"), 3);
    assert_at(mark_at(&all, 'r', "f-base", 0), 132, 32);
    assert_drawn(mark_at(&all, 'r', "f-base", 0)->x2, 298 * 0.6);
    assert_drawn(mark_at(&all, 'r', "f-base", 1)->x2, 298 * 0.3);
    assert_drawn(mark_at(&all, 'r', "f-base", 2)->x2, 0);
    /* The axis is the first line of the class, then the whisker's three. */
    assert_int_equal(marks_count(&all, 'l', "axis"), 1 + 3);
    assert_at(mark_at(&all, 'l', "axis", 1), 132 + 29.8, 38);
    assert_drawn(mark_at(&all, 'l', "axis", 1)->x2, 132 + 298 * 0.95);
    assert_string_equal(mark_at(&all, 't', "v", 0)->words, "1–12");
    assert_string_equal(mark_at(&all, 't', "v", 1)->words, "2");
    assert_drawn(all.height, 26 + 8 + 3 * 22);
}

static void intervals_are_of_none_or_of_fourteen(void **state)
{
    static ctg_node_range nodes[40];
    static marks all;

    (void)state;
    draw_intervals(nodes, 0, &all);
    check_marks(&all);
    assert_int_equal(marks_count(&all, 'r', "f-base"), 0);
    for (int i = 0; i < 40; i++)
        nodes[i] = (ctg_node_range){.score_low = 1e14 * i,
                                    .score_mid = 2e14 * i,
                                    .score_high = 3e16 * i,
                                    .rank_low = 100,
                                    .rank_mid = 5000,
                                    .rank_high = 12345};
    draw_intervals(nodes, 40, &all);
    check_marks(&all);
    assert_int_equal(marks_count(&all, 'r', "f-base"), 14);
    assert_drawn(mark_at(&all, 'l', "axis", 1)->x2, 132 + 298 * 1.17 / 1.25);
}

/* --- who pays
 * -------------------------------------------------------------------
 */

typedef struct venue {
    ctg_graph *graph;
    ctg_network *network;
    ctg_plan *plan;
    ctg_policies *policies;
    ctg_findings found;
} venue;

/* A venue on which a lost more than it had, and b won. */
static void make_venue(venue *v, const char *list)
{
    ctg_policies_options options = {.rules = list};
    ctg_error error = {0};

    *v = (venue){0};
    v->graph = graph_of(
        "nodes",
        "id,name,equity,other_assets\nV,,900,\na,,5,\n"
        "b,A winner whose name is much longer than its place,5,\nc,C,5,\n",
        "assets", "id,price\nX,100\n", "venues", "node,type\nV,margin\n",
        "markets", "venue,asset,maintenance\nV,X,0.05\n", "positions",
        "account,owner,venue,asset,quantity,entry_price\n"
        "p,a,V,X,1,140\np,a,V,,-110,\nq,b,V,X,-1,140\nq,b,V,,150,\n",
        "layers",
        "venue,order,kind,provider,amount,rule,severity\n"
        "V,1,adl,,,pro-rata,\nV,2,socialise,,,,\n",
        NULL);
    v->network = network_of(v->graph);
    v->plan = plan_of(v->network, scenario_of(NULL, NULL));
    if (ctg_policies_new(v->plan, &options, &v->policies, &error))
        fail_msg("%s", error.message);
    v->found = (ctg_findings){.graph = v->graph,
                              .network = v->network,
                              .node_count = 4,
                              .policies = v->policies};
}

static void end_venue(venue *v)
{
    ctg_policies_free(v->policies);
    ctg_plan_free(v->plan);
    ctg_network_free(v->network);
    ctg_graph_free(v->graph);
}

static size_t marks_of_rules(const marks *all, const char *class)
{
    return marks_count(all, 'c', class) + marks_count(all, 'p', class);
}

static void marks_of_payers_stand_at_their_share(void **state)
{
    static const struct {
        const char *what;
        double haircut[2][3]; /* none, the file's own, levered */
        double share[2][3];
        size_t count;
        double top;
        size_t own, others; /* marks, with those of the legend */
        bool past_all;
    } cases[] = {
        {"nobody", {{0}}, {{0}}, 0, 1, 1, 1, false},
        {"one, under one rule",
         {{0, 3, 0}},
         {{0, 0.4, 0}},
         1,
         0.4,
         2,
         1,
         false},
        {"two",
         {{0, 3, 2}, {0, 0, 9e14}},
         {{0, 0.2, 0.1}, {NAN, NAN, 0.5}},
         2,
         0.5,
         2,
         3,
         false},
        {"more than all of a profit",
         {{0, 3, 2}},
         {{0, 1.8, 1}},
         1,
         2,
         2,
         2,
         true},
    };
    static marks all;
    venue v;

    (void)state;
    make_venue(&v, "none,pro-rata,levered");
    assert_int_equal(ctg_policies_count(v.policies), 3);
    assert_int_equal(ctg_policies_own(v.policies), 1);
    for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
        const ctg__chart chart = {&v.found, "$", "$"};
        ctg__adl_payer payers[2];
        const ctg__payers_chart of = {&chart, payers, cases[k].count};
        double haircut[2][3];
        double share[2][3];
        ctg__text text = {0};

        print_message("# %s\n", cases[k].what);
        memcpy(haircut, cases[k].haircut, sizeof haircut);
        memcpy(share, cases[k].share, sizeof share);
        for (size_t i = 0; i < 2; i++)
            payers[i] =
                (ctg__adl_payer){.owner = (ctg_node)(2 + i),
                                 .most = fmax(haircut[i][1], haircut[i][2]),
                                 .haircut = haircut[i],
                                 .share = share[i]};
        ctg__chart_payers(&of, 1, &text);
        marks_read(&all, &text);
        check_marks(&all);
        assert_int_equal(marks_of_rules(&all, "mk own"), cases[k].own);
        assert_int_equal(marks_of_rules(&all, "mk"), cases[k].others);
        assert_int_equal(marks_count(&all, 'l', "cliff"), cases[k].past_all);
        assert_drawn(all.height, 72 + 26 * (double)cases[k].count);
        /* The own rule is a circle, the other the square after it. */
        if (cases[k].count && haircut[0][1] > 0)
            assert_at(mark_at(&all, 'c', "mk own", 1),
                      190 + 700 * share[0][1] / cases[k].top, 78);
        if (cases[k].count && haircut[0][2] > 0)
            assert_at(mark_at(&all, 'p', "mk", 1),
                      190 + 700 * share[0][2] / cases[k].top - 0.9 * 5.5,
                      78 - 0.9 * 5.5);
    }
    end_venue(&v);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(squares_stand_at_debtor_and_creditor),
        cmocka_unit_test(shades_are_by_how_many_are_smaller),
        cmocka_unit_test(a_matrix_without_claims_is_not_drawn),
        cmocka_unit_test(many_nodes_have_no_names),
        cmocka_unit_test(bands_reach_from_the_least_to_the_most),
        cmocka_unit_test(whiskers_reach_from_the_least_to_the_most),
        cmocka_unit_test(intervals_are_of_none_or_of_fourteen),
        cmocka_unit_test(marks_of_payers_stand_at_their_share),
    };

    return RUN_TESTS(tests);
}
