/* Charts of claims and who pays: the matrix of claims, rules of deleveraging.
 */
#include "page/charts.h"

#include "data/plan.h"
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
        cmocka_unit_test(marks_of_payers_stand_at_their_share),
    };

    return RUN_TESTS(tests);
}
