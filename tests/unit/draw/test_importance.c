/* Importance as bars: who is ranked, by what, and what is said of it. */
#include <contagraph/draw.h>

#include <string.h>

#include "support/graph.h"

typedef struct world {
    ctg_graph *graph;
    ctg_network *network;
    ctg_scenario *scenario;
} world;

static int make_world(void **state)
{
    static world w;
    ctg_problems *const problems = ctg_problems_new();
    ctg_error error;

    w.graph = graph_of("nodes",
                       "id,name,equity\n"
                       "a,Alpha,10\nb,Beta,20\nc,Gamma,30\nd,Delta,5\n",
                       "exposures",
                       "debtor,creditor,amount\n"
                       "a,b,7\na,b,5\na,c,8\nb,c,50\nc,d,9\nd,a,4\n",
                       "unit", "$", NULL);
    if (ctg_network_new(w.graph, &w.network, problems, &error))
        fail_msg("%s", error.message);
    ctg_problems_free(problems);
    w.scenario = ctg_scenario_new();
    assert_int_equal(ctg_scenario_set(w.scenario, "recovery", "0.25", &error),
                     CTG_OK);
    *state = &w;
    return 0;
}

static int end_world(void **state)
{
    const world *const w = *state;

    ctg_scenario_free(w->scenario);
    ctg_network_free(w->network);
    ctg_graph_free(w->graph);
    return 0;
}

static ctg_drawing *draw(const world *w, const double *impact,
                         const ctg_run *run)
{
    static const double fail[] = {1, 2, 0, 0};
    ctg_draw_options options = ctg_draw_options_default();
    ctg_drawing *drawing;
    ctg_error error;

    options.network = w->network;
    options.scenario = w->scenario;
    options.impact = impact;
    options.defaults = fail;
    options.run = run;
    if (ctg_draw("importance", &options, &drawing, &error))
        fail_msg("%s", error.message);
    return drawing;
}

/* All of the pieces, in this order. */
static void says(const ctg_drawing *drawing, const char *const *pieces)
{
    const char *at = ctg_drawing_dot(drawing);

    for (; *pieces; pieces++) {
        const char *const found = strstr(at, *pieces);

        if (!found)
            fail_msg("'%s' does not come next in %.4000s", *pieces, at);
        at = found + strlen(*pieces);
    }
}

/*
 * Each reaches nine tenths of 32.5. At once, three quarters of what is owed
 * are lost: by b 12 x 0.75 and by c 8 x 0.75 through a; by c through b 37.5,
 * of which it has 30; by d through c 6.75, of which it has 5; by a 3 through d.
 */
static void where_all_cost_the_same_the_first_damage_decides(void **state)
{
    static const double impact[] = {0.5, 0.49, 0.48, 0.47};
    static const char *const expected[] = {
        "Beta", "$30", "Alpha", "$15", "Gamma", "$5", "Delta", "$3", NULL};
    static const char *const sentence[] = {
        "Saturated: 4 of 4 defaults, whichever comes first, cost the",
        "$30.6 to $32.5", "50% of equity", NULL};
    ctg_drawing *const drawing = draw(*state, impact, NULL);

    says(drawing, expected);
    says(drawing, (const char *const[]){"first-round damage", NULL});
    says(drawing, sentence);
    ctg_drawing_free(drawing);
}

/* Half of the nodes is not more than half. */
static void otherwise_impact_does_and_equals_share_a_rank(void **state)
{
    static const double impact[] = {0.2, 0.5, 0.2, 0.46};
    ctg_drawing *const drawing = draw(*state, impact, NULL);
    const char *const dot = ctg_drawing_dot(drawing);

    says(drawing,
         (const char *const[]){"Beta", "$32.5", "50%", "Delta", "$29.9",
                               "Alpha", "$13", "20%", "Gamma", NULL});
    says(drawing, (const char *const[]){">1 </FONT>", "Beta", ">2 </FONT>",
                                        "Delta", ">3 </FONT>", "Alpha",
                                        ">3 </FONT>", "Gamma", NULL});
    assert_null(strstr(dot, "Saturated"));
    says(drawing,
         (const char *const[]){"The first node causes 37% of all", NULL});
    ctg_drawing_free(drawing);
}

/* b fails by the scenario's shock: it has no place in the ranking. */
static void who_fails_anyway_is_listed_apart(void **state)
{
    static const double impact[] = {0.2, 0.5, 0.1, 0.05};
    const world *const w = *state;
    const ctg_run_options options = ctg_run_options_default();
    ctg_scenario *const scenario = ctg_scenario_copy(w->scenario);
    ctg_drawing *drawing;
    ctg_error error;
    ctg_plan *plan;
    ctg_run *run;

    assert_int_equal(ctg_scenario_set(scenario, "recovery", "1", &error),
                     CTG_OK);
    assert_int_equal(ctg_scenario_add_shock(scenario, "node b=default", &error),
                     CTG_OK);
    assert_int_equal(ctg_plan_new(w->network, scenario, &plan, &error), CTG_OK);
    assert_int_equal(ctg_run_new(plan, &options, &run, &error), CTG_OK);
    drawing = draw(w, impact, run);
    says(drawing, (const char *const[]){"fail without it: Beta.", NULL});
    says(drawing,
         (const char *const[]){"<B>Alpha", "<B>Gamma", "<B>Delta", NULL});
    assert_null(strstr(ctg_drawing_dot(drawing), "<B>Beta"));
    ctg_drawing_free(drawing);
    ctg_run_free(run);
    ctg_plan_free(plan);
    ctg_scenario_free(scenario);
}

/* Nobody, two, or all of them fail; who is left costs nobody anything. */
static void where_nothing_is_ranked_it_is_said_why(void **state)
{
    static const double impact[4];
    static const struct {
        const char *shocks;
        const char *sentence;
        const char *more; /* NULL: nothing */
    } cases[] = {
        {NULL, "No node's failure costs any other node anything.", NULL},
        {"node a=default;node b=default", "failure costs any other node",
         "In the scenario, 2 of 4 fail already."},
        {"node a=default;node b=default;node c=default;node d=default",
         "Every node fails in the scenario", NULL},
    };
    const world *const w = *state;
    const ctg_run_options options = ctg_run_options_default();

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        ctg_plan *const plan = plan_of(
            w->network, scenario_of(cases[i].shocks, "recovery", "1", NULL));
        ctg_drawing *drawing;
        ctg_error error;
        ctg_run *run;

        assert_int_equal(ctg_run_new(plan, &options, &run, &error), CTG_OK);
        drawing = draw(w, impact, run);
        says(drawing,
             (const char *const[]){cases[i].sentence, cases[i].more, NULL});
        if (!cases[i].more)
            assert_null(strstr(ctg_drawing_dot(drawing), "fail already"));
        ctg_drawing_free(drawing);
        ctg_run_free(run);
        ctg_plan_free(plan);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(where_all_cost_the_same_the_first_damage_decides),
        cmocka_unit_test(otherwise_impact_does_and_equals_share_a_rank),
        cmocka_unit_test(who_fails_anyway_is_listed_apart),
        cmocka_unit_test(where_nothing_is_ranked_it_is_said_why),
    };

    return cmocka_run_group_tests(tests, make_world, end_world);
}
