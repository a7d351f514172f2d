/* Charts over the size of a shock: the curve of losses, the book of accounts,
 * and losses before and after a remedy. Positions are by hand. */
#include "page/charts.h"

#include "page/remedy.h"
#include "support/graph.h"
#include "unit/page/marks.h"

/* Where amounts stand in a curve of 50 to 504 by 270 to 26. */
static double curve_x(double share)
{
    return 50 + 454 * share;
}

static double curve_y(double share)
{
    return 270 - 244 * share;
}

/* --- the curve -------------------------------------------------------------
 */

typedef struct curve_case {
    const char *what;
    ctg_curve_point points[5];
    size_t count;
    ctg_cliff cliffs[3];
    size_t cliff_count;
    double size; /* of the scenario */
    double lost;
    double top; /* of the scale */
    const char *unit;
    bool named; /* the scenario is */
} curve_case;

static const curve_case curves[] = {
    {"two points",
     {{.size = 0, .loss = 0}, {.size = 0.5, .loss = 237}},
     2,
     {{0}},
     0,
     0.25,
     118,
     250,
     "$",
     true},
    {"one point",
     {{.size = 0.5, .loss = 3}},
     1,
     {{0}},
     0,
     0.5,
     3,
     3,
     "$",
     true},
    {"no loss", {{.size = 0}, {.size = 1}}, 2, {{0}}, 0, 1, 0, 1, "$", true},
    {"no loss, no shock",
     {{.size = 0}, {.size = 1}},
     2,
     {{0}},
     0,
     0,
     0,
     1,
     "",
     true},
    {"a scenario that is the worst",
     {{.size = 0, .loss = 0}, {.size = 1, .loss = 5}},
     2,
     {{0}},
     0,
     1,
     5,
     5,
     " EUR",
     true},
    {"a scenario past the end",
     {{.size = 0, .loss = 0}, {.size = 0.5, .loss = 1}},
     2,
     {{0}},
     0,
     0.7,
     2,
     2,
     "$",
     false},
    {"a scenario without a size",
     {{.size = 0, .loss = 0}, {.size = 0.5, .loss = 1}},
     2,
     {{0}},
     0,
     NAN,
     2,
     2,
     "$",
     false},
    {"huge",
     {{.size = 0, .loss = 9.99e14}, {.size = 1, .loss = 9.9e17}},
     2,
     {{0}},
     0,
     0.02,
     9.99e14,
     1e18,
     " EUR",
     true},
    {"tiny",
     {{.size = 0, .loss = 0}, {.size = 0.5, .loss = 1e-7}},
     2,
     {{0}},
     0,
     0.01,
     1e-8,
     1e-7,
     "$",
     true},
    {"a least solution that is not defined",
     {{.size = 0, .loss = 1, .least_loss = NAN},
      {.size = 1, .loss = 4, .least_loss = NAN}},
     2,
     {{0}},
     0,
     0.5,
     2,
     4,
     "$",
     true},
    {"cliffs, the largest early",
     {{.size = 0, .loss = 0},
      {.size = 0.5, .loss = 900},
      {.size = 1, .loss = 1000}},
     3,
     {{true, 0.05, 10, 810}, {true, 0.6, 900, 950}},
     2,
     0.06,
     815,
     1000,
     "$",
     true},
    {"cliffs, the largest late",
     {{.size = 0, .loss = 0}, {.size = 1, .loss = 1.234e12}},
     2,
     {{true, 0.2, 10, 20}, {true, 0.97, 1e11, 1.2e12}},
     2,
     0.98,
     1.21e12,
     1.25e12,
     " USDC",
     true},
};

static void draw_curve(const curve_case *of, marks *all)
{
    const ctg_summary summary = {.equity_lost = of->lost};
    const ctg_findings found = {
        .summary = &summary,
        .size = of->size,
        .cliffs = of->cliffs,
        .cliff_count = of->cliff_count,
        .cliff = of->cliff_count == 0 ? NULL
                 : of->cliffs[0].after - of->cliffs[0].before > 500
                     ? &of->cliffs[0]
                     : &of->cliffs[of->cliff_count - 1]};
    const ctg__chart chart = {&found, of->unit,
                              strlen(of->unit) == 1 ? of->unit : ""};
    ctg_curve_point points[5];
    ctg__text text = {0};

    memcpy(points, of->points, sizeof points);
    for (size_t i = 0; i < of->count; i++)
        if (points[i].least_loss == 0)
            points[i].least_loss = points[i].loss;
    ctg__curve_draw(&chart, points, of->count, 1, &text);
    marks_read(all, &text);
}

static void curves_stay_in_their_frame(void **state)
{
    static marks all;

    (void)state;
    for (size_t k = 0; k < sizeof curves / sizeof *curves; k++) {
        const curve_case *const of = &curves[k];
        const double end = of->points[of->count - 1].size;
        const mark *line;

        print_message("# %s\n", of->what);
        draw_curve(of, &all);
        check_marks(&all);
        line = mark_at(&all, 'p', "ln", 0);
        assert_int_equal(line->count, of->count + 2 * of->cliff_count);
        assert_at(line, curve_x(of->points[0].size / end),
                  curve_y(of->points[0].loss / of->top));
        assert_drawn(all.points[line->first + line->count - 1][0], 504);
        assert_drawn(all.points[line->first + line->count - 1][1],
                     curve_y(of->points[of->count - 1].loss / of->top));
        assert_int_equal(marks_count(&all, 'p', "ln dash"), 0);
        assert_int_equal(marks_count(&all, 'l', "cliff"), of->cliff_count);
        assert_int_equal(marks_count(&all, 'c', "dot"), of->named);
        if (of->named)
            assert_at(mark_at(&all, 'c', "dot", 0), curve_x(of->size / end),
                      curve_y(of->lost / of->top));
        /* At least two sizes are told apart. */
        assert_true(marks_count(&all, 't', "a") >= 5);
    }
}

static void a_curve_jumps_where_losses_do(void **state)
{
    static marks all;
    const mark *line;

    (void)state;
    draw_curve(&curves[10], &all);
    line = mark_at(&all, 'p', "ln", 0);
    assert_drawn(all.points[line->first + 1][0], curve_x(0.05));
    assert_drawn(all.points[line->first + 1][1], curve_y(0.01));
    assert_drawn(all.points[line->first + 2][0], curve_x(0.05));
    assert_drawn(all.points[line->first + 2][1], curve_y(0.81));
    assert_drawn(all.points[line->first + 3][0], curve_x(0.5));
    /* The smaller one is as high as it is, the largest from top to bottom. */
    assert_drawn(mark_at(&all, 'l', "cliff", 1)->y, curve_y(0.95));
    assert_drawn(mark_at(&all, 'l', "cliff", 1)->y2, curve_y(0.9));
    assert_drawn(mark_at(&all, 'l', "cliff", 0)->y2, 270);
    mark_saying(&all, "largest jump 5%: +$800");
}

static void a_least_solution_that_differs_is_dashed(void **state)
{
    static marks all;
    curve_case of = {"",
                     {{.size = 0, .loss = 1, .least_loss = 1},
                      {.size = 1, .loss = 2, .least_loss = 4}},
                     2,
                     {{0}},
                     0,
                     0.5,
                     2,
                     4,
                     "$",
                     true};
    const mark *line;

    (void)state;
    draw_curve(&of, &all);
    line = mark_at(&all, 'p', "ln dash", 0);
    assert_at(line, curve_x(0), curve_y(0.25));
    assert_drawn(all.points[line->first + 1][1], curve_y(1));
}

/* --- the book --------------------------------------------------------------
 */

static void levels_of_the_book_are_as_high_as_their_debt(void **state)
{
    static const struct {
        const char *what;
        ctg_book_level levels[4];
        size_t count;
        double top;
        const char *falls;
    } cases[] = {
        {"none", {{.fall = 0}}, 0, 1, "ETH"},
        {"one",
         {{.fall = 0.4, .accounts = 2, .debt = 40, .bad_debt = 10}},
         1,
         40,
         "ETH"},
        {"nothing", {{.fall = 0}, {.fall = 1}}, 2, 1, "ETH"},
        {"three",
         {{.fall = 0, .debt = 0},
          {.fall = 0.5, .accounts = 1, .debt = 23.7, .bad_debt = 0},
          {.fall = 1, .accounts = 3, .debt = 60, .bad_debt = 60}},
         3,
         60,
         "all of a class whose name is long"},
        {"huge",
         {{.fall = 0, .debt = 9.9e14, .bad_debt = 1},
          {.fall = 1, .debt = 9.99e14, .bad_debt = 9.99e14}},
         2,
         1e15,
         "ETH"},
    };
    static marks all;

    (void)state;
    for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
        const ctg_findings found = {.falls = cases[k].falls};
        const ctg__chart chart = {&found, "$", "$"};
        const double step =
            454.0 / (double)(cases[k].count > 11 ? cases[k].count : 11);
        ctg__text text = {0};

        print_message("# %s\n", cases[k].what);
        ctg__book_draw(&chart, cases[k].levels, cases[k].count, 1, &text);
        marks_read(&all, &text);
        check_marks(&all);
        assert_int_equal(marks_count(&all, 'r', "f-LQ"), cases[k].count);
        for (size_t i = 0; i < cases[k].count; i++) {
            const ctg_book_level *const level = &cases[k].levels[i];
            const mark *const debt = mark_at(&all, 'r', "f-LQ", i);
            const mark *const bad = mark_at(&all, 'r', "f-ink", i);

            assert_within(debt->x + debt->x2 / 2,
                          50 + step / 2 + (454 - step) * level->fall, 0.11);
            assert_within(debt->x2, 0.72 * step, 0.0501);
            assert_drawn(debt->y2, 230 * level->debt / cases[k].top);
            assert_within(debt->y + debt->y2, 250, 0.11);
            assert_drawn(bad->y2, 230 * level->bad_debt / cases[k].top);
            assert_within(bad->y + bad->y2, 250, 0.11);
        }
    }
}

/* --- before and after -------------------------------------------------------
 */

typedef struct remedy {
    ctg_graph *graphs[2];
    ctg_network *networks[2];
    ctg_scenario *scenario;
    ctg_findings *found;
} remedy;

static void make_remedy(remedy *r, const char *before, const char *after)
{
    ctg_findings_options options = ctg_findings_options_default();
    ctg_error error = {0};

    for (int side = 0; side < 2; side++) {
        r->graphs[side] = graph_of("nodes", side ? after : before, "exposures",
                                   "debtor,creditor,amount\na,b,3\nb,c,2\n",
                                   "unit", "$", NULL);
        r->networks[side] = network_of(r->graphs[side]);
    }
    r->scenario = scenario_of("node a=default", NULL);
    options.program = "/nonexistent/dot";
    options.rank_draws = 0;
    options.against = r->networks[1];
    if (ctg_findings_new(r->networks[0], r->scenario, &options, &r->found,
                         &error))
        fail_msg("%s", error.message);
}

static void end_remedy(remedy *r)
{
    ctg_findings_free(r->found);
    ctg_scenario_free(r->scenario);
    for (int side = 0; side < 2; side++) {
        ctg_network_free(r->networks[side]);
        ctg_graph_free(r->graphs[side]);
    }
}

/* a loses its 2.5, or 4; c 3/5 of the 2 that b owes it, or all. */
static void a_remedy_moves_each_node_from_loss_to_loss(void **state)
{
    static marks all;
    ctg__text text = {0};
    ctg__chart chart;
    remedy r;

    (void)state;
    make_remedy(&r,
                "id,name,equity\na,Alpha of a name that is far too long,2.5\n"
                "b,Beta,5\nc,Gamma,9\n",
                "id,name,equity\na,Alpha,4\nb,Beta,1\nc,Gamma,9\n");
    chart = (ctg__chart){r.found, "$", "$"};
    ctg__chart_remedy(&chart, 1, &text);
    marks_read(&all, &text);
    check_marks(&all);
    /* b loses 3 in both, of its 5 or of more than it has. */
    assert_int_equal(marks_count(&all, 'c', "dot was"), 2);
    assert_at(mark_at(&all, 'c', "dot was", 0), 190 + 710 * 2.5 / 4, 38);
    assert_at(mark_at(&all, 'c', "dot now", 0), 190 + 710, 38);
    assert_at(mark_at(&all, 'c', "dot was", 1), 190 + 710 * 1.2 / 4, 64);
    assert_at(mark_at(&all, 'c', "dot now", 1), 190 + 710 * 2 / 4.0, 64);
    assert_at(mark_at(&all, 'l', "worse", 0), 190 + 710 * 2.5 / 4, 38);
    assert_drawn(mark_at(&all, 'l', "worse", 0)->x2, 190 + 710);
    assert_at(mark_saying(&all, "+$1.50"), 996, 42);
    assert_at(mark_saying(&all, "Gamma"), 0, 68);
    assert_drawn(all.height, 24 + 10 + 2 * 26);
    end_remedy(&r);
}

static void a_remedy_without_a_change_has_no_rows(void **state)
{
    static const char nodes[] = "id,equity\na,2.5\nb,5\nc,9\n";
    static marks all;
    ctg__text text = {0};
    ctg__chart chart;
    remedy r;

    (void)state;
    make_remedy(&r, nodes, nodes);
    chart = (ctg__chart){r.found, "", ""};
    ctg__chart_remedy(&chart, 1, &text);
    marks_read(&all, &text);
    check_marks(&all);
    assert_int_equal(marks_count(&all, 'c', "dot was"), 0);
    end_remedy(&r);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(curves_stay_in_their_frame),
        cmocka_unit_test(a_curve_jumps_where_losses_do),
        cmocka_unit_test(a_least_solution_that_differs_is_dashed),
        cmocka_unit_test(levels_of_the_book_are_as_high_as_their_debt),
        cmocka_unit_test(a_remedy_moves_each_node_from_loss_to_loss),
        cmocka_unit_test(a_remedy_without_a_change_has_no_rows),
    };

    return RUN_TESTS(tests);
}
