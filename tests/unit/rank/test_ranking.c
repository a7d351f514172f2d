/* Asking for measures, and what ranks are made of scores. */
#include "rank/ranking.h"

#include "support/ranking.h"

static void measures_are_misspelt_with_help(void **state)
{
    static const char nodes[] = "id,equity\nA,1\nB,2\n";
    static const char exposures[] = "debtor,creditor,amount\nA,B,0.5\n";

    (void)state;
    expect_refusal(nodes, exposures, "pagerunk", CTG_BAD_ARGUMENT,
                   "no measure 'pagerunk'; did you mean 'pagerank'?");
    expect_refusal(nodes, exposures, "impact,", CTG_BAD_ARGUMENT,
                   "no measure ''");
    expect_refusal(nodes, exposures, "katz:alfa=0.5", CTG_BAD_ARGUMENT,
                   "katz has no parameter 'alfa'");
    expect_refusal(nodes, exposures, "katz:alpha=x", CTG_BAD_ARGUMENT,
                   "katz: alpha is 'x', not a number");
    expect_refusal(nodes, exposures, "katz:alpha", CTG_BAD_ARGUMENT,
                   "katz: alpha is '', not a number");
    expect_refusal(nodes, exposures, "impact,x=1", CTG_BAD_ARGUMENT,
                   "impact has no parameter 'x'");
    expect_refusal(nodes, exposures, "pagerank:damping=1", CTG_BAD_ARGUMENT,
                   "pagerank: damping is 1, not from 0 to 0.9999");
}

static void every_measure_says_what_it_means(void **state)
{
    size_t m;

    (void)state;
    for (m = 0; ctg_measure_at(m); m++) {
        const ctg_measure_notes *const notes = ctg_measure_notes_at(m);

        assert_true(*ctg_measure_at(m)->name);
        assert_true(*ctg_measure_at(m)->summary);
        assert_true(*notes->orientation);
        assert_non_null(notes->undefined);
        assert_true(ctg_measure_at(m)->param_count <=
                    CTG__MEASURE_PARAMS_MOST);
    }
    assert_true(m >= 10);
    assert_null(ctg_measure_notes_at(m));
}

static void a_parameter_may_be_a_percentage(void **state)
{
    (void)state;
    expect_scores("id,equity\nA,1\nB,2\n", "debtor,creditor,amount\nA,B,0.5\n",
                  scenario_of(NULL, NULL), "katz:alpha=80%", 2,
                  (const double[]){1.2, 1});
}

static void ties_share_the_best_rank(void **state)
{
    const double score[] = {3,    0.1 + 0.2,    (double)NAN, 0.3,
                            -1.5, 3 * (1 - 1e-11), 3,        0};
    const uint32_t expected[] = {1, 4, 0, 4, 7, 3, 1, 6};
    const ctg_node in_order[] = {0, 6, 5, 1, 3, 7, 4, 2};
    ctg__arena arena = {0};
    ctg_node order[8];
    uint32_t rank[8];
    size_t tied;
    size_t undefined;

    (void)state;
    assert_int_equal(ctg__rank_scores(8, score, &arena, order, rank, &tied,
                                      &undefined, NULL),
                     CTG_OK);
    assert_memory_equal(rank, expected, sizeof rank);
    assert_memory_equal(order, in_order, sizeof order);
    assert_int_equal(tied, 4);
    assert_int_equal(undefined, 1);
    ctg__arena_clear(&arena);
}

static void columns_are_in_the_order_asked_for(void **state)
{
    ranked r = rank_network(
        graph_of("nodes", "id,equity\nA,1\nB,2\n", "exposures",
                 "debtor,creditor,amount\nA,B,0.5\n", NULL),
        scenario_of(NULL, NULL), "strength:side=1,impact,katz");
    const ctg_scores *const scores = first_scores(&r);

    (void)state;
    assert_string_equal(scores->label, "strength:side=1");
    assert_string_equal(scores->measure->name, "strength");
    assert_int_equal(scores->notes->unit, CTG_UNIT_MONEY);
    assert_int_equal(scores->order[0], 1);
    assert_string_equal(ctg_ranking_scores(r.ranking, 1)->label, "impact");
    assert_near(ctg_ranking_scores(r.ranking, 1)->score[0], 0.5);
    assert_string_equal(ctg_ranking_scores(r.ranking, 2)->label, "katz");
    assert_ptr_equal(ctg_ranking_network(r.ranking), r.network);
    ranked_free(&r);
}

/* Alone it fails the ranking; beside others it says why in its place. */
static void an_undefined_measure_leaves_the_others(void **state)
{
    static const char nodes[] = "id,equity\nA,1\nB,2\nC,4\n";
    static const char exposures[] =
        "debtor,creditor,amount\nA,B,0.5\nB,A,0.6\nB,C,1\n";
    ranked r =
        rank_network(graph_of("nodes", nodes, "exposures", exposures, NULL),
                     scenario_of(NULL, NULL),
                     "katz:alpha=4,shapley:exact=0:samples=4,contagion-index,"
                     "impact");
    const ctg_scores *scores = first_scores(&r);

    (void)state;
    assert_false(scores->defined);
    assert_string_equal(scores->label, "katz:alpha=4");
    assert_non_null(strstr(scores->remark, "alpha 4 is not below 1"));
    assert_int_equal(scores->undefined, 3);
    assert_int_equal(scores->tied, 0);
    assert_null(scores->standard_error);
    for (size_t i = 0; i < 3; i++) {
        assert_true(isnan(scores->score[i]));
        assert_int_equal(scores->rank[i], 0);
        assert_int_equal(scores->order[i], i);
    }
    assert_true(ctg_ranking_scores(r.ranking, 1)->defined);
    scores = ctg_ranking_scores(r.ranking, 2);
    assert_false(scores->defined);
    assert_string_equal(scores->remark, "no node fails in any of 1 scenario");
    scores = ctg_ranking_scores(r.ranking, 3);
    assert_true(scores->defined);
    assert_string_equal(scores->remark, "");
    assert_int_equal(scores->undefined, 0);
    assert_true(scores->score[1] > 0);
    ranked_free(&r);
    expect_refusal(nodes, exposures, "contagion-index,katz:alpha=4",
                   CTG_NO_SOLUTION, "contagion-index: no node fails");
    expect_refusal(nodes, exposures, "katz:alpha=4", CTG_NO_SOLUTION,
                   "katz:alpha=4: alpha 4 is not below 1");
}

static void one_node_has_an_impact_but_no_vulnerability(void **state)
{
    ranked r = rank_network(graph_of("nodes", "id,equity\nA,1.7\n", NULL),
                            scenario_of(NULL, NULL), "vulnerability,impact");
    const ctg_scores *const scores = first_scores(&r);

    (void)state;
    assert_false(scores->defined);
    assert_string_equal(scores->remark, "there is no other node");
    assert_same(ctg_ranking_scores(r.ranking, 1)->score[0], 0);
    assert_int_equal(ctg_ranking_scores(r.ranking, 1)->rank[0], 1);
    ranked_free(&r);
}

static void scenarios_that_nothing_looks_at_are_refused(void **state)
{
    ranked r = rank_network(
        graph_of("nodes", "id,equity\nA,1\nB,2\n", "exposures",
                 "debtor,creditor,amount\nA,B,0.5\n", NULL),
        scenario_of("node A=default", NULL), "impact");
    const ctg_plan *const plans[] = {r.plan};
    const ctg_ranking_options options = {.scenarios = plans,
                                         .scenario_count = 1};
    ctg_ranking *ranking = NULL;
    ctg_error error = {0};

    (void)state;
    assert_int_equal(ctg_ranking_new(r.plan, "impact,katz", &options, &ranking,
                                     &error),
                     CTG_BAD_ARGUMENT);
    assert_non_null(strstr(error.message, "contagion-index does"));
    assert_null(ranking);
    assert_int_equal(ctg_ranking_new(r.plan, "impact,contagion-index",
                                     &options, &ranking, &error),
                     CTG_OK);
    ctg_ranking_free(ranking);
    ranked_free(&r);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(measures_are_misspelt_with_help),
        cmocka_unit_test(every_measure_says_what_it_means),
        cmocka_unit_test(a_parameter_may_be_a_percentage),
        cmocka_unit_test(ties_share_the_best_rank),
        cmocka_unit_test(columns_are_in_the_order_asked_for),
        cmocka_unit_test(an_undefined_measure_leaves_the_others),
        cmocka_unit_test(one_node_has_an_impact_but_no_vulnerability),
        cmocka_unit_test(scenarios_that_nothing_looks_at_are_refused),
    };

    return RUN_TESTS(tests);
}
