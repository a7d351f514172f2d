/* Asking for measures, and what ranks are made of scores. */
#include "rank/ranking.h"

#include "support/ranking.h"

static void measures_are_misspelt_with_help(void **state)
{
    static const char nodes[] = "id,equity\nA,1\nB,2\n";
    static const char exposures[] = "debtor,creditor,amount\nA,B,0.5\n";

    (void)state;
    expect_refusal(nodes, exposures, "pagerunk", CTG_BAD_ARGUMENT,
                   "no measure 'pagerunk' (did you mean 'pagerank'?)");
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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(measures_are_misspelt_with_help),
        cmocka_unit_test(every_measure_says_what_it_means),
        cmocka_unit_test(a_parameter_may_be_a_percentage),
        cmocka_unit_test(ties_share_the_best_rank),
        cmocka_unit_test(columns_are_in_the_order_asked_for),
    };

    return RUN_TESTS(tests);
}
