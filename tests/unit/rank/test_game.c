/* The search in games given as functions, and the loss game of a graph. */
#include "rank/game.h"

#include "support/ranking.h"

/* SH1: 0: 2, 1: 1, 2: 1, 01: 6, 02: 3, 12: 4, 012: 9. */
static ctg_status table(void *context, size_t count, const bool *in,
                        double *value, ctg_error *error)
{
    static const double values[] = {0, 2, 1, 6, 1, 3, 4, 9};
    size_t set = 0;

    (void)error;
    ++*(size_t *)context;
    for (size_t i = 0; i < count; i++)
        set |= (size_t)in[i] << i;
    *value = values[set];
    return CTG_OK;
}

/* KS1: players cover {0 1 2 3}, {0 1 4}, {2 3 5}. */
static ctg_status cover(void *context, size_t count, const bool *in,
                        double *value, ctg_error *error)
{
    static const unsigned covers[] = {0x0f, 0x13, 0x2c};
    unsigned all = 0;

    (void)error;
    ++*(size_t *)context;
    for (size_t i = 0; i < count; i++)
        all |= in[i] ? covers[i] : 0;
    for (*value = 0; all; all &= all - 1)
        ++*value;
    return CTG_OK;
}

/* KS2 among others: 1 and 4 are worth 1 each but 3 together, the rest 1.4. */
static ctg_status together(void *context, size_t count, const bool *in,
                           double *value, ctg_error *error)
{
    (void)error;
    ++*(size_t *)context;
    *value = 0;
    for (size_t i = 0; i < count; i++)
        if (in[i])
            *value += i == 1 || i == 4 ? 1 : 1.4;
    if (in[1] && in[4])
        *value = 3 + (*value - 2);
    return CTG_OK;
}

/* Worth 1 to whoever comes second. */
static ctg_status second(void *context, size_t count, const bool *in,
                         double *value, ctg_error *error)
{
    size_t members = 0;

    (void)context;
    (void)error;
    for (size_t i = 0; i < count; i++)
        members += in[i];
    *value = members >= 2;
    return CTG_OK;
}

static ctg_status refuse(void *context, size_t count, const bool *in,
                         double *value, ctg_error *error)
{
    (void)context;
    (void)count;
    (void)in;
    (void)value;
    if (error)
        error->status = CTG_CANCELLED;
    return CTG_CANCELLED;
}

static void shapley_values_are_exact(void **state)
{
    size_t calls = 0;
    double share[3];

    (void)state;
    assert_int_equal(ctg__shapley_exact(3, table, &calls, share, NULL),
                     CTG_OK);
    assert_near(share[0], 3.5);
    assert_near(share[1], 3.5);
    assert_near(share[2], 2);
    assert_int_equal(calls, 8);
    assert_int_equal(ctg__shapley_exact(3, refuse, NULL, share, NULL),
                     CTG_CANCELLED);
}

static void sampled_values_are_within_their_errors(void **state)
{
    size_t calls = 0;
    double share[5];
    double error[5];
    double again[5];

    (void)state;
    /* An order and its reverse cancel what pairs of players share. */
    assert_int_equal(ctg__shapley_sampled(3, table, &calls, 40, 7, share,
                                          error, NULL),
                     CTG_OK);
    assert_int_equal(calls, 1 + 40 * 2 * 3);
    assert_near(share[0], 3.5);
    assert_near(share[2], 2);
    assert_within(error[0], 0, 1e-12);
    assert_int_equal(ctg__shapley_sampled(5, second, NULL, 900, 7, share,
                                          error, NULL),
                     CTG_OK);
    for (size_t i = 0; i < 5; i++) {
        /* Half of a coin with chance 2/5, over 900 throws. */
        assert_within(error[i], sqrt(0.25 * 0.4 * 0.6 / 900), 1e-3);
        assert_within(share[i], 0.2, 4 * error[i]);
    }
    assert_int_equal(ctg__shapley_sampled(5, second, NULL, 900, 7, again,
                                          error, NULL),
                     CTG_OK);
    assert_memory_equal(share, again, sizeof share);
}

static void few_sets_are_all_tried(void **state)
{
    size_t calls = 0;
    uint32_t chosen[2];
    ctg__key_set set;

    (void)state;
    assert_int_equal(
        ctg__key_set_find(3, 2, cover, &calls, 3, chosen, &set, NULL),
        CTG_OK);
    assert_true(set.proven);
    assert_int_equal(calls, 3);
    assert_near(set.value, 6);
    assert_int_equal(chosen[0], 1);
    assert_int_equal(chosen[1], 2);
}

static void greed_is_not_proven(void **state)
{
    size_t calls = 0;
    uint32_t chosen[2];
    ctg__key_set set;

    (void)state;
    /* No tries are left for swaps: greedy's own 5. */
    assert_int_equal(
        ctg__key_set_find(3, 2, cover, &calls, 2, chosen, &set, NULL),
        CTG_OK);
    assert_false(set.proven);
    assert_near(set.value, 5);
    assert_int_equal(set.tried, calls);
    /* One swap from the greedy pair does not find 1 and 4. */
    assert_int_equal(
        ctg__key_set_find(6, 2, together, &calls, 14, chosen, &set, NULL),
        CTG_OK);
    assert_false(set.proven);
    assert_near(set.value, 2.8);
    assert_int_equal(
        ctg__key_set_find(6, 2, together, &calls, 15, chosen, &set, NULL),
        CTG_OK);
    assert_true(set.proven);
    assert_near(set.value, 3);
    assert_int_equal(chosen[0], 1);
    assert_int_equal(chosen[1], 4);
}

/* A ring of three; shares add up to what all defaults cost. */
static void the_loss_game_of_a_graph(void **state)
{
    static const char nodes[] = "id,equity\nA,5\nB,4\nC,4.5\n";
    static const char exposures[] =
        "debtor,creditor,amount\nA,B,8\nA,C,2\nB,C,6\n";
    ranked r;
    const ctg_scores *scores;

    (void)state;
    /* Values: A 13.5, B 7.6, C 4.5, AB 13.5, AC 13.5, BC 8.5, ABC 13.5. */
    expect_scores(nodes, exposures,
                  scenario_of(NULL, "valuation", "threshold", "recovery",
                              "0.4", NULL),
                  "shapley", 3,
                  (const double[]){13.5 / 3 + (5.9 + 9) / 6 + 5 / 3.0,
                                   7.6 / 3 + (0 + 4) / 6.0,
                                   4.5 / 3 + (0 + 0.9) / 6});
    r = rank_network(graph_of("nodes", nodes, "exposures", exposures, NULL),
                     scenario_of(NULL, "valuation", "threshold", "recovery",
                                 "0.4", NULL),
                     "key-set:k=1,shapley:exact=0:pairs=60");
    scores = first_scores(&r);
    assert_near(scores->score[0], 13.5);
    assert_true(isnan(scores->score[1]));
    assert_int_equal(scores->undefined, 2);
    assert_non_null(strstr(scores->remark, "no other set costs more"));
    scores = ctg_ranking_scores(r.ranking, 1);
    assert_non_null(scores->standard_error);
    assert_near(scores->score[0] + scores->score[1] + scores->score[2], 13.5);
    ranked_free(&r);
}

/* CS1 */
static void overlaps_are_weighted_by_liquidity(void **state)
{
    static const char nodes[] = "id,equity,other_assets\nA,5,50\nB,8,60\n";
    static const char assets[] = "id,price,depth,impact,floor\n"
                                 "X,1,894.4271909999159,exponential,0.5\n"
                                 "Y,2,298.142396999972,exponential,0.5\n";
    static const char holdings[] =
        "node,asset,quantity\nA,X,40\nA,Y,5\nB,X,20\nB,Y,15\n";
    ranked r = rank_network(graph_of("nodes", nodes, "assets", assets,
                                     "holdings", holdings, NULL),
                            scenario_of(NULL, NULL), "indirect,endogenous");
    const ctg_scores *scores = first_scores(&r);

    (void)state;
    assert_within(scores->score[0], 1.9007, 5e-5);
    assert_within(scores->score[1], 1.9007, 5e-5);
    scores = ctg_ranking_scores(r.ranking, 1);
    assert_within(scores->score[0], 0.5776, 5e-5);
    assert_within(scores->score[1], 0.8163, 5e-5);
    ranked_free(&r);
    expect_refusal("id,equity\nA,1\nB,2\n", "debtor,creditor,amount\nA,B,1\n",
                   "indirect", CTG_NO_SOLUTION,
                   "nobody holds an asset of finite depth");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(shapley_values_are_exact),
        cmocka_unit_test(sampled_values_are_within_their_errors),
        cmocka_unit_test(few_sets_are_all_tried),
        cmocka_unit_test(greed_is_not_proven),
        cmocka_unit_test(the_loss_game_of_a_graph),
        cmocka_unit_test(overlaps_are_weighted_by_liquidity),
    };

    return RUN_TESTS(tests);
}
