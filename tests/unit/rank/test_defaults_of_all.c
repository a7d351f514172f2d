#include <stdio.h>
#include <stdlib.h>

#include <contagraph/read.h>

#include "support/random_claims.h"
#include "support/ranking.h"

/* F1: B is owed 8 by A; C 2 by A and 6 by B. */
static const char f1_nodes[] = "id,equity\nA,5\nB,4\nC,4.5\n";
static const char f1_exposures[] =
    "debtor,creditor,amount\nA,B,8\nA,C,2\nB,C,6\n";

/* DR1: a ring in which each is exposed to the next with half its equity. */
static const char dr1_nodes[] = "id,equity,weight\n0,10,5\n1,8,4\n2,4,2\n";
static const char dr1_exposures[] =
    "debtor,creditor,amount\n1,0,5\n2,1,4\n0,2,2\n";

static ctg_scenario *furfine(const char *shocks)
{
    return scenario_of(shocks, "valuation", "threshold", "recovery", "0.4",
                       NULL);
}

static void impact_is_what_others_lose(void **state)
{
    (void)state;
    /* A takes all of B's 4 and C's 4.5; B takes 0.6 x 6 of C's. */
    expect_scores(f1_nodes, f1_exposures, furfine(NULL), "impact", 3,
                  (const double[]){8.5, 3.6, 0});
    expect_scores(dr1_nodes, dr1_exposures, scenario_of(NULL, NULL), "impact",
                  3, (const double[]){4, 6, 6.5});
}

static void impact_is_on_top_of_the_scenario(void **state)
{
    (void)state;
    /* B has lost 2 of 4 already: A's default takes 2 more, and all of C. */
    expect_scores(f1_nodes, f1_exposures, furfine("node B=-50%"), "impact", 3,
                  (const double[]){6.5, 3.6, 0});
    /* With B in default, C has lost 3.6; A adds the rest, B nothing. */
    expect_scores(f1_nodes, f1_exposures, furfine("node B=default"), "impact",
                  3, (const double[]){0.9, 0, 0});
}

static void defaults_counts_others_that_fail(void **state)
{
    (void)state;
    expect_scores(f1_nodes, f1_exposures, furfine(NULL), "defaults", 3,
                  (const double[]){2, 0, 0});
    expect_scores(f1_nodes, f1_exposures, furfine("node B=default"), "defaults",
                  3, (const double[]){1, 0, 0});
}

static void vulnerability_is_mean_distress(void **state)
{
    (void)state;
    expect_scores(dr1_nodes, dr1_exposures, scenario_of(NULL, NULL),
                  "vulnerability", 3, (const double[]){0.375, 0.375, 0.375});
    /* B: all by A, nothing by C. C: all by A, 3.6 of 4.5 by B. */
    expect_scores(f1_nodes, f1_exposures, furfine(NULL), "vulnerability", 3,
                  (const double[]){0, 0.5, 0.9});
}

static void debtrank_weighs_distress(void **state)
{
    (void)state;
    expect_scores(
        dr1_nodes, dr1_exposures, scenario_of(NULL, NULL), "debtrank", 3,
        (const double[]){(0.25 * 4 + 0.5 * 2) / 11, (0.5 * 5 + 0.25 * 2) / 11,
                         (0.5 * 4 + 0.25 * 5) / 11});
}

static void saturation_is_reported(void **state)
{
    ranked r = rank_network(
        graph_of("nodes", f1_nodes, "exposures", f1_exposures, NULL),
        furfine(NULL), "defaults,impact");
    const ctg_saturation *const saturation = ctg_ranking_saturation(r.ranking);

    (void)state;
    assert_int_equal(saturation->cascades, 3);
    assert_int_equal(saturation->unconverged, 0);
    assert_near(saturation->at_one, 2 / 6.0);
    assert_same(saturation->radius, 0);
    assert_non_null(ctg_ranking_scores(r.ranking, 1));
    assert_null(ctg_ranking_scores(r.ranking, 2));
    ranked_free(&r);
    r = rank_network(
        graph_of("nodes", dr1_nodes, "exposures", dr1_exposures, NULL),
        scenario_of(NULL, "rounds", "2", NULL), "impact");
    assert_int_equal(ctg_ranking_saturation(r.ranking)->unconverged, 3);
    assert_near(ctg_ranking_saturation(r.ranking)->radius, 0.5);
    ranked_free(&r);
}

static int stop(void *context, double done, double total)
{
    (void)context;
    (void)done;
    (void)total;
    return 0;
}

static void a_sweep_can_be_cancelled(void **state)
{
    static const ctg_ranking_options options = {.progress = stop};
    ctg_graph *const graph =
        graph_of("nodes", f1_nodes, "exposures", f1_exposures, NULL);
    ctg_network *const network = network_of(graph);
    ctg_plan *const plan = plan_of(network, furfine(NULL));
    ctg_ranking *ranking = NULL;

    (void)state;
    assert_int_equal(ctg_ranking_new(plan, "impact", &options, &ranking, NULL),
                     CTG_CANCELLED);
    assert_null(ranking);
    ctg_plan_free(plan);
    ctg_network_free(network);
    ctg_graph_free(graph);
}

/* With fewer rounds than the standard every round is run. */
static void fast_sweeps_are_the_rounds(void **state)
{
    static const char *const rules[] = {"linear", "threshold"};
    static const double leverages[] = {0.4, 0.8, 1.6, 5};
    static const char measures[] = "impact,defaults,vulnerability,debtrank";

    (void)state;
    for (size_t c = 0; c < 8; c++)
        for (int shocked = 0; shocked < 2; shocked++) {
            const char *const rule = rules[c % 2];
            const double leverage = leverages[c / 2] * (c % 2 ? 4 : 1);
            const char *const shocks =
                shocked ? "node 7=-30%; node 20=default; exposure 3>4=-50%; "
                          "node 8=-2.37"
                        : NULL;
            ranked fast = rank_network(random_claims(200, 5, leverage, 40 + c),
                                       scenario_of(shocks, "valuation", rule,
                                                   "recovery", "0.15", NULL),
                                       measures);
            ranked rounds = rank_network(
                random_claims(200, 5, leverage, 40 + c),
                scenario_of(shocks, "valuation", rule, "recovery", "0.15",
                            "rounds", "999", "tolerance", "1e-14", NULL),
                measures);

            assert_int_equal(fast.status, CTG_OK);
            assert_int_equal(rounds.status, CTG_OK);
            for (size_t m = 0; m < 4; m++) {
                const ctg_scores *const one =
                    ctg_ranking_scores(fast.ranking, m);
                const ctg_scores *const other =
                    ctg_ranking_scores(rounds.ranking, m);

                for (size_t i = 0; i < 200; i++)
                    assert_near(one->score[i], other->score[i]);
            }
            assert_near(ctg_ranking_saturation(fast.ranking)->at_one,
                        ctg_ranking_saturation(rounds.ranking)->at_one);
            ranked_free(&fast);
            ranked_free(&rounds);
        }
}

/* The first few without every cascade are the first few of all. */
static void expect_certified(ctg_graph *graph, const char *shocks)
{
    const ctg_ranking_options options = {.top = 7};
    ctg_ranking *ranking = NULL;
    ranked all = rank_network(
        graph, scenario_of(shocks, "recovery", "0.1", NULL), "impact");
    const ctg_scores *const every = first_scores(&all);
    const ctg_scores *first;
    const ctg_certificate *certificate;

    assert_int_equal(
        ctg_ranking_new(all.plan, "impact", &options, &ranking, NULL), CTG_OK);
    first = ctg_ranking_scores(ranking, 0);
    certificate = ctg_ranking_certificate(ranking);
    assert_int_equal(certificate->top, 7);
    assert_true(certificate->cascades < 150);
    assert_int_equal(first->undefined, 600 - certificate->cascades);
    assert_memory_equal(first->order, every->order, 7 * sizeof *first->order);
    assert_same(certificate->least, every->score[every->order[6]]);
    assert_true(certificate->bound <= certificate->least);
    for (size_t i = 0; i < 600; i++)
        if (isnan(first->score[i]))
            assert_true(every->score[i] <= certificate->bound);
        else
            assert_same(first->score[i], every->score[i]);
    assert_int_equal(ctg_ranking_certificate(all.ranking)->top, 0);
    ctg_ranking_free(ranking);
    ranked_free(&all);
}

static void the_first_are_certified(void **state)
{
    (void)state;
    expect_certified(random_claims(600, 6, 0.3, 90),
                     "node 7=-30%; node 20=default");
    expect_certified(random_claims(600, 6, 0.8, 91),
                     "node 7=-30%; node 20=default");
    expect_certified(random_claims(600, 6, 0.95, 92),
                     "node 7=-30%; node 20=default");
}

/* There the plan's own end gives no bound, but a class does. */
static void the_first_are_certified_beyond_a_radius_of_1(void **state)
{
    (void)state;
    for (uint64_t seed = 93; seed < 99; seed++) {
        const claims_shape shape = {600, 6,    seed % 2 ? 1.5 : 2.5,
                                    6,   true, seed};

        expect_certified(random_claims_of(shape), NULL);
        expect_certified(random_claims_of(shape), "exposure 3>4=-50%");
    }
}

/* A batch is as many as there are: nothing is left to be certain of. */
static void few_nodes_are_all_run(void **state)
{
    const ctg_ranking_options options = {.top = 1};
    ranked all = rank_network(
        graph_of("nodes", "id,equity\nA,2\nB,3\nC,4\n", "exposures",
                 "debtor,creditor,amount\nA,B,4\nB,A,2.5\nB,C,0.237\n", NULL),
        scenario_of(NULL, NULL), "impact");
    ctg_ranking *ranking = NULL;

    (void)state;
    assert_int_equal(
        ctg_ranking_new(all.plan, "impact", &options, &ranking, NULL), CTG_OK);
    assert_int_equal(ctg_ranking_certificate(ranking)->top, 0);
    assert_int_equal(ctg_ranking_scores(ranking, 0)->undefined, 0);
    assert_true(ctg_ranking_saturation(ranking)->at_one > 0);
    assert_same(ctg_ranking_saturation(ranking)->at_one,
                ctg_ranking_saturation(all.ranking)->at_one);
    ctg_ranking_free(ranking);
    ranked_free(&all);
}

/* CI1: 4.8 of B and 4.8 of C, beyond what they have. */
static void ci1_contagion_index_averages_over_scenarios(void **state)
{
    ranked r = rank_network(
        graph_of("nodes", f1_nodes, "exposures", f1_exposures, NULL),
        furfine("node A=default"), "contagion-index");
    ctg_plan *const only_b = plan_of(r.network, furfine("node B=default"));
    ctg_plan *const nobody = plan_of(r.network, furfine("node C=-10%"));
    const ctg_plan *const scenarios[] = {r.plan, only_b, nobody};
    const ctg_ranking_options options = {.scenarios = scenarios,
                                         .scenario_count = 3};
    const ctg_scores *scores = first_scores(&r);
    ctg_ranking *ranking = NULL;

    (void)state;
    assert_near(scores->score[0], 9.6);
    assert_near(scores->score[1], 3.6);
    assert_near(scores->score[2], 0);
    assert_int_equal(
        ctg_ranking_new(r.plan, "contagion-index", &options, &ranking, NULL),
        CTG_OK);
    scores = ctg_ranking_scores(ranking, 0);
    assert_near(scores->score[0], 9.6); /* fails in the first only */
    assert_near(scores->score[1], 3.6);
    /* In the first all fail, each beside two others; in the second one. */
    assert_near(ctg_ranking_saturation(ranking)->at_one, 6 / 8.0);
    assert_int_equal(ctg_ranking_saturation(ranking)->unconverged, 0);
    ctg_ranking_free(ranking);
    ctg_plan_free(nobody);
    ctg_plan_free(only_b);
    ranked_free(&r);
    expect_refusal(f1_nodes, f1_exposures, "contagion-index", CTG_NO_SOLUTION,
                   "no node fails");
}

static void an_index_tells_cascades_that_were_cut_off(void **state)
{
    ranked r = rank_network(
        graph_of("nodes", f1_nodes, "exposures", f1_exposures, NULL),
        scenario_of("node A=default", "valuation", "threshold", "rounds", "1",
                    NULL),
        "contagion-index");

    (void)state;
    assert_non_null(first_scores(&r));
    assert_true(ctg_ranking_saturation(r.ranking)->unconverged > 0);
    ranked_free(&r);
}

static ctg_graph *read_banks(const char *map)
{
    ctg_read_options options = ctg_read_options_default();
    ctg_problems *const problems = ctg_problems_new();
    ctg_graph *graph = NULL;
    ctg_error error;
    char path[4096];

    snprintf(path, sizeof path, "%s/graphs/banks-145", getenv("top_srcdir"));
    options.map = map;
    if (ctg_graph_read(path, &options, &graph, problems, &error))
        fail_msg("%s", error.message);
    ctg_problems_free(problems);
    return graph;
}

/* The source's own numbers, of a matrix without a stated orientation. */
static void the_orientation_of_145_banks_decides(void **state)
{
    ranked r = rank_network(read_banks(NULL),
                            scenario_of(NULL, "valuation", "threshold", NULL),
                            "defaults");
    const ctg_scores *scores = first_scores(&r);

    (void)state;
    assert_same(scores->score[82], 118);
    assert_int_equal(scores->order[0], 82);
    assert_int_equal(scores->rank[82], 1);
    assert_within(ctg_ranking_saturation(r.ranking)->radius, 3.9028, 5e-5);
    ranked_free(&r);
    r = rank_network(read_banks("debtor=creditor,creditor=debtor"),
                     scenario_of(NULL, "valuation", "threshold", NULL),
                     "defaults");
    scores = first_scores(&r);
    assert_same(scores->score[128], 8);
    assert_int_equal(scores->order[0], 128);
    ranked_free(&r);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(impact_is_what_others_lose),
        cmocka_unit_test(impact_is_on_top_of_the_scenario),
        cmocka_unit_test(defaults_counts_others_that_fail),
        cmocka_unit_test(vulnerability_is_mean_distress),
        cmocka_unit_test(debtrank_weighs_distress),
        cmocka_unit_test(saturation_is_reported),
        cmocka_unit_test(a_sweep_can_be_cancelled),
        cmocka_unit_test(fast_sweeps_are_the_rounds),
        cmocka_unit_test(the_first_are_certified),
        cmocka_unit_test(the_first_are_certified_beyond_a_radius_of_1),
        cmocka_unit_test(few_nodes_are_all_run),
        cmocka_unit_test(ci1_contagion_index_averages_over_scenarios),
        cmocka_unit_test(an_index_tells_cascades_that_were_cut_off),
        cmocka_unit_test(the_orientation_of_145_banks_decides),
    };

    return RUN_TESTS(tests);
}
