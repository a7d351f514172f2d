/* Every view of a small network, byte for byte. */
#include <contagraph/draw.h>

#include <contagraph/rank.h>

#include <stdlib.h>

#include "support/graph.h"
#include "support/ledger.h"

typedef struct world {
    ctg_graph *graph;
    ctg_network *network;
    ctg_scenario *scenario;
    ctg_plan *plan;
    ctg_run *run;
    ctg_plan *other_plan;
    ctg_run *other;
} world;

static void run_it(const ctg_network *network, const ctg_scenario *scenario,
                   ctg_plan **plan, ctg_run **run)
{
    const ctg_run_options options = ctg_run_options_default();
    ctg_error error;

    if (ctg_plan_new(network, scenario, plan, &error) ||
        ctg_run_new(*plan, &options, run, &error))
        fail_msg("%s", error.message);
}

static int make_world(void **state)
{
    static world w;
    ctg_scenario *other;
    ctg_error error;
    ctg_problems *const problems = ctg_problems_new();

    w.graph = graph_of("nodes",
                       "id,name,kind,group,equity\n"
                       "north,North Bank,bank,banks,12.5\n"
                       "south,South Bank,bank,banks,7.25\n"
                       "fund-1,A & B fund,fund,funds,9\n"
                       "fund-2,\"Second \"\"Q\"\" fund\",fund,funds,4.75\n"
                       "pool,The pool,lending,venues,3\n",
                       "exposures",
                       "debtor,creditor,amount\n"
                       "north,south,8.5\n"
                       "south,fund-1,6.25\n"
                       "south,north,5\n"
                       "pool,fund-2,4.5\n"
                       "fund-1,pool,3.75\n"
                       "north,pool,2.125\n",
                       "assets", "id,price,depth\nETH,2000,40\n", "holdings",
                       "node,asset,quantity\n"
                       "north,ETH,0.004\n"
                       "fund-1,ETH,0.002\n"
                       "fund-2,ETH,0.0015\n",
                       "unit", "$", NULL);
    if (ctg_network_new(w.graph, &w.network, problems, &error))
        fail_msg("%s", error.message);
    ctg_problems_free(problems);
    w.scenario = ctg_scenario_new();
    assert_int_equal(
        ctg_scenario_add_shock(w.scenario, "asset ETH=-35%", &error), CTG_OK);
    assert_int_equal(
        ctg_scenario_add_shock(w.scenario, "node north=default", &error),
        CTG_OK);
    run_it(w.network, w.scenario, &w.plan, &w.run);
    other = ctg_scenario_copy(w.scenario);
    assert_int_equal(ctg_scenario_set(other, "recovery", "0.6", &error),
                     CTG_OK);
    run_it(w.network, other, &w.other_plan, &w.other);
    ctg_scenario_free(other);
    *state = &w;
    return 0;
}

static int end_world(void **state)
{
    world *const w = *state;

    ctg_run_free(w->other);
    ctg_run_free(w->run);
    ctg_plan_free(w->other_plan);
    ctg_plan_free(w->plan);
    ctg_scenario_free(w->scenario);
    ctg_network_free(w->network);
    ctg_graph_free(w->graph);
    return 0;
}

static const double impact[] = {0.31, 0.12, 0.0237, 0, 0.055};
static const double vulnerability[] = {0.1, 0.4, 0.35, 0.2, 0.8};
static const bool worst[] = {true, true, false, false, false};

static ctg_draw_options options_of(const world *w)
{
    ctg_draw_options options = ctg_draw_options_default();

    options.network = w->network;
    options.run = w->run;
    options.against = w->other;
    options.scenario = w->scenario;
    options.impact = impact;
    options.vulnerability = vulnerability;
    options.worst = worst;
    options.input_hash = "237abc";
    options.command = "contagraph draw\na*/ \\";
    options.url_template = "https://example.org/%s";
    return options;
}

static ctg_drawing *draw(const char *view, const ctg_draw_options *options)
{
    ctg_drawing *drawing;
    ctg_error error;

    if (ctg_draw(view, options, &drawing, &error))
        fail_msg("%s: %s", view, error.message);
    return drawing;
}

static void compare(const char *name, const char *dot)
{
    const char *const top = getenv("top_srcdir");
    char path[1024];
    char *expected;

    dot = strchr(dot, '\n') + 1; /* the program's version */
    snprintf(path, sizeof path, "%s/tests/unit/draw/golden/%s.dot",
             top ? top : "..", name);
    if (getenv("UPDATE_GOLDEN")) {
        FILE *const file = fopen(path, "wb");

        assert_non_null(file);
        fputs(dot, file);
        fclose(file);
    }
    expected = ledger_file(path);
    assert_string_equal(dot, expected);
    ctg__release(expected);
}

static void views_are_drawn_byte_for_byte(void **state)
{
    ctg_draw_options options = options_of(*state);
    const ctg_view *view;

    for (size_t i = 0; (view = ctg_view_at(i)); i++) {
        ctg_drawing *const drawing = draw(view->name, &options);

        compare(view->name, ctg_drawing_dot(drawing));
        ctg_drawing_free(drawing);
    }
    options.bullseye = true;
    {
        ctg_drawing *const drawing = draw("importance", &options);

        compare("bullseye", ctg_drawing_dot(drawing));
        ctg_drawing_free(drawing);
    }
}

static double sum_of(const char *csv, const char *begin)
{
    double sum = 0;

    for (const char *line = csv; line && *line; line = strchr(line, '\n')) {
        line += *line == '\n';
        if (*line && strncmp(line, begin, strlen(begin)) == 0) {
            const size_t length = strcspn(line, "\n");
            size_t at = length;

            while (at > 0 && line[at - 1] != ',')
                at--;
            sum += strtod(line + at, NULL);
        }
    }
    return sum;
}

/* Cells of a matrix are all there is: claims, holdings, losses. */
static void a_matrix_adds_up(void **state)
{
    static const struct {
        const char *of;
        double sum;
    } kinds[] = {{"exposures", 30.125}, {"holdings", 15}, {"losses", 0}};
    ctg_draw_options options = options_of(*state);
    const world *const w = *state;
    double lost = 0;

    for (size_t i = 0; i < 5; i++)
        lost += ctg_run_initial_equity(w->run)[i] - ctg_run_equity(w->run)[i];
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        ctg_drawing *drawing;
        const char *csv;

        options.of = kinds[i].of;
        options.top = 2;
        drawing = draw("matrix", &options);
        csv = ctg_drawing_csv(drawing);
        assert_non_null(csv);
        /* Nobody gains anything here, so net losses are the fall of equity. */
        assert_near(sum_of(strchr(csv, '\n'), ""),
                    kinds[i].sum > 0 ? kinds[i].sum : lost);
        assert_non_null(strstr(ctg_drawing_dot(drawing), " other"));
        ctg_drawing_free(drawing);
    }
    options.of = "losses";
    options.group = "group";
    ctg_drawing *const grouped = draw("matrix", &options);

    assert_near(sum_of(ctg_drawing_csv(grouped), "direct,"),
                12.5 + 0.35 * 2000 * (0.004 + 0.002 + 0.0015));
    ctg_drawing_free(grouped);
    options.of = "nothing";
    assert_int_equal(
        ctg_draw("matrix", &options, &(ctg_drawing *){NULL}, &(ctg_error){0}),
        CTG_NOT_FOUND);
}

/* Every row is a run of its own, and what it sums to the ranking's score. */
static void impacts_of_a_matrix_are_those_of_the_ranking(void **state)
{
    ctg_draw_options options = options_of(*state);
    const world *const w = *state;
    static const char *const ids[] = {"north", "south", "fund-1", "fund-2",
                                      "pool"};
    ctg_ranking *ranking;
    ctg_drawing *drawing;
    ctg_error error;
    bool any = false;

    for (int shocked = 0; shocked < 2; shocked++) {
        ctg_scenario *const plain = ctg_scenario_new();
        ctg_scenario *const scenario = shocked ? w->scenario : plain;
        ctg_plan *plan;

        assert_int_equal(ctg_plan_new(w->network, scenario, &plan, &error),
                         CTG_OK);
        assert_int_equal(
            ctg_ranking_new(plan, "impact", NULL, &ranking, &error), CTG_OK);
        options.of = "impact";
        options.scenario = scenario;
        options.group = NULL;
        drawing = draw("matrix", &options);
        for (size_t i = 0; i < 5; i++) {
            char row[16];

            snprintf(row, sizeof row, "%s,", ids[i]);
            assert_near(sum_of(ctg_drawing_csv(drawing), row),
                        ctg_ranking_scores(ranking, 0)->score[i]);
            any |= ctg_ranking_scores(ranking, 0)->score[i] > 0.5;
        }
        ctg_drawing_free(drawing);
        options.group = "kind";
        drawing = draw("matrix", &options);
        assert_near(sum_of(ctg_drawing_csv(drawing), "fund,"),
                    ctg_ranking_scores(ranking, 0)->score[2] +
                        ctg_ranking_scores(ranking, 0)->score[3]);
        ctg_drawing_free(drawing);
        ctg_ranking_free(ranking);
        ctg_plan_free(plan);
        ctg_scenario_free(plain);
    }
    assert_true(any);
}

static void drilling_shows_one_group(void **state)
{
    ctg_draw_options options = options_of(*state);
    ctg_drawing *drawing;
    ctg_error error;

    options.drill = "funds";
    drawing = draw("groups", &options);
    compare("drill", ctg_drawing_dot(drawing));
    ctg_drawing_free(drawing);
    options.drill = "nobody";
    assert_int_equal(ctg_draw("groups", &options, &drawing, &error),
                     CTG_NOT_FOUND);
}

static void places_of_an_earlier_file_are_kept(void **state)
{
    ctg_draw_options options = options_of(*state);
    ctg_drawing *drawing;
    ctg_error error;

    options.positions = "digraph { n_north [pos=\"12.5,-3\"] "
                        "n_pool [pos=\"100,200!\"] other [pos=\"1,1\"] }";
    drawing = draw("map", &options);
    assert_non_null(strstr(ctg_drawing_dot(drawing), "pos=\"12.5,-3.0\""));
    assert_non_null(strstr(ctg_drawing_dot(drawing), "pos=\"100.0,200.0\""));
    assert_non_null(strstr(ctg_drawing_dot(drawing), "layout=\"nop\""));
    assert_non_null(strstr(ctg_drawing_note(drawing, 0), "4 of 6"));
    ctg_drawing_free(drawing);
    options.positions = "digraph { a -> b }";
    assert_int_equal(ctg_draw("map", &options, &drawing, &error),
                     CTG_BAD_INPUT);
    options.positions = "digraph {";
    assert_int_equal(ctg_draw("map", &options, &drawing, &error),
                     CTG_BAD_INPUT);
}

static void what_a_view_needs_is_asked_for(void **state)
{
    ctg_draw_options options = options_of(*state);
    ctg_drawing *drawing;
    ctg_error error;

    assert_int_equal(ctg_draw("hairball", &options, &drawing, &error),
                     CTG_NOT_FOUND);
    options.url_template = "javascript:alert(%s)";
    assert_int_equal(ctg_draw("map", &options, &drawing, &error),
                     CTG_BAD_ARGUMENT);
    options.url_template = NULL;
    options.keep = 1.5;
    assert_int_equal(ctg_draw("map", &options, &drawing, &error),
                     CTG_BAD_ARGUMENT);
    options.keep = 0;
    options.against = NULL;
    assert_int_equal(ctg_draw("diff", &options, &drawing, &error),
                     CTG_BAD_ARGUMENT);
    options.impact = NULL;
    assert_int_equal(ctg_draw("importance", &options, &drawing, &error),
                     CTG_BAD_ARGUMENT);
    options.run = NULL;
    assert_int_equal(ctg_draw("cascade", &options, &drawing, &error),
                     CTG_BAD_ARGUMENT);
    options.group = "no such column";
    assert_int_equal(ctg_draw("map", &options, &drawing, &error),
                     CTG_NOT_FOUND);
}

static void groups_are_found_where_none_are_given(void **state)
{
    ctg_draw_options options = options_of(*state);
    ctg_drawing *drawing;

    options.group = "scc";
    drawing = draw("map", &options);
    /* north, south, fund-1 and pool owe each other in a ring; the other is
     * by itself. */
    assert_non_null(strstr(ctg_drawing_dot(drawing), "5 nodes in 2 groups"));
    ctg_drawing_free(drawing);
    options.group = "community";
    drawing = draw("map", &options);
    assert_non_null(strstr(ctg_drawing_dot(drawing), "5 nodes in "));
    ctg_drawing_free(drawing);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(views_are_drawn_byte_for_byte),
        cmocka_unit_test(a_matrix_adds_up),
        cmocka_unit_test(impacts_of_a_matrix_are_those_of_the_ranking),
        cmocka_unit_test(drilling_shows_one_group),
        cmocka_unit_test(places_of_an_earlier_file_are_kept),
        cmocka_unit_test(what_a_view_needs_is_asked_for),
        cmocka_unit_test(groups_are_found_where_none_are_given),
    };

    return cmocka_run_group_tests(tests, make_world, end_world) != 0;
}
