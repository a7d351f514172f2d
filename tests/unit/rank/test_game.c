/* Games given as functions, and the loss game of a graph. */
#include "rank/game.h"

#include <math.h>

#include "support/random_claims.h"
#include "support/ranking.h"

static size_t bits_of(const ctg_node *set, size_t count)
{
    size_t bits = 0;

    for (size_t k = 0; k < count; k++) {
        assert_true(k == 0 || set[k] > set[k - 1]);
        bits |= (size_t)1 << set[k];
    }
    return bits;
}

static double by_table(void *context, const ctg_node *set, size_t count)
{
    return ((const double *)context)[bits_of(set, count)];
}

/* SH1: v = {0:2, 1:1, 2:1, 01:6, 02:3, 12:4, 012:9}. */
static double sh1[8] = {0, 2, 1, 6, 1, 3, 4, 9};

static void sh1_shapley_values_are_exact(void **state)
{
    const ctg__game game = {3, by_table, sh1, NULL, NULL, false};
    ctg__arena arena = {0};
    double shares[3];

    (void)state;
    assert_int_equal(ctg__shapley_exact(&game, &arena, shares, NULL), CTG_OK);
    assert_near(shares[0], 3.5);
    assert_near(shares[1], 3.5);
    assert_near(shares[2], 2);
    ctg__arena_clear(&arena);
}

/* Not of its sets' values alone: 0.7 when nobody plays. */
static void what_none_are_worth_is_nobodys(void **state)
{
    double table[4] = {0.7, 1.9, 2.3, 4.7};
    const ctg__game game = {2, by_table, table, NULL, NULL, false};
    ctg__arena arena = {0};
    double shares[2];
    double errors[2];

    (void)state;
    assert_int_equal(ctg__shapley_exact(&game, &arena, shares, NULL), CTG_OK);
    assert_near(shares[0], (1.2 + 2.4) / 2);
    assert_near(shares[1], (2.8 + 1.6) / 2);
    /* Of two players, an order and its reverse are all there is. */
    assert_int_equal(
        ctg__shapley_sampled(&game, 3, 7, &arena, shares, errors, NULL),
        CTG_OK);
    assert_near(shares[0], 1.8);
    assert_near(shares[1], 2.2);
    assert_within(errors[0], 0, 1e-12);
    ctg__arena_clear(&arena);
}

static void sh1_is_the_same_from_any_order_and_its_reverse(void **state)
{
    const ctg__game game = {3, by_table, sh1, NULL, NULL, false};
    ctg__arena arena = {0};
    double shares[3];
    double errors[3];

    (void)state;
    assert_int_equal(
        ctg__shapley_sampled(&game, 2, 7, &arena, shares, errors, NULL),
        CTG_OK);
    assert_near(shares[0], 3.5);
    assert_near(shares[1], 3.5);
    assert_near(shares[2], 2);
    ctg__arena_clear(&arena);
}

/* SH1 with 7.2 for 0 and 1. Orders and their reverses give player 0 3.5, 3.5
 * or 4.1: 3.7 in the mean, with a variance of 0.08. */
static void sampled_values_are_within_their_errors(void **state)
{
    double table[8] = {0, 2, 1, 7.2, 1, 3, 4, 9};
    const ctg__game game = {3, by_table, table, NULL, NULL, false};
    const double exact[3] = {3.7, 3.7, 1.6};
    ctg__arena arena = {0};
    double shares[3];
    double errors[3];
    double other[3];
    double fewer[3];

    (void)state;
    assert_int_equal(
        ctg__shapley_sampled(&game, 1000, 7, &arena, shares, errors, NULL),
        CTG_OK);
    assert_near(shares[0] + shares[1] + shares[2], 9);
    for (int i = 0; i < 3; i++)
        assert_within(shares[i], exact[i], 4 * errors[i]);
    assert_within(errors[0], sqrt(0.08 / 1000), 0.001);
    assert_int_equal(
        ctg__shapley_sampled(&game, 250, 7, &arena, other, fewer, NULL),
        CTG_OK);
    assert_within(fewer[0] / errors[0], 2, 0.2);
    assert_int_equal(
        ctg__shapley_sampled(&game, 1000, 8, &arena, other, fewer, NULL),
        CTG_OK);
    assert_true(other[0] != shares[0] || other[1] != shares[1]);
    ctg__arena_clear(&arena);
}

/* Worth 1 to whoever comes second. */
static double second(void *context, const ctg_node *set, size_t count)
{
    (void)context;
    (void)set;
    return count >= 2;
}

static void orders_are_independent_draws(void **state)
{
    const ctg__game game = {5, second, NULL, NULL, NULL, false};
    ctg__arena arena = {0};
    double shares[5];
    double errors[5];
    double again[5];

    (void)state;
    for (int way = 0; way < 2; way++)
        assert_int_equal(ctg__shapley_sampled(&game, 900, 7, &arena,
                                              way ? again : shares, errors,
                                              NULL),
                         CTG_OK);
    for (size_t i = 0; i < 5; i++) {
        /* Half of a coin with chance 2/5, over 900 throws. */
        assert_within(errors[i], sqrt(0.25 * 0.4 * 0.6 / 900), 1e-3);
        assert_within(shares[i], 0.2, 4 * errors[i]);
    }
    assert_memory_equal(shares, again, sizeof shares);
    ctg__arena_clear(&arena);
}

/* KS1: 0 covers {0,1,2,3}, 1 covers {0,1,4}, 2 covers {2,3,5}. */
static double covered(void *context, const ctg_node *set, size_t count)
{
    static const unsigned covers[] = {0x0f, 0x13, 0x2c};
    unsigned all = 0;
    double sum = 0;

    (void)context;
    for (size_t k = 0; k < count; k++)
        all |= covers[set[k]];
    for (; all; all &= all - 1)
        sum++;
    return sum;
}

/* Of four players every two share one of six things: any two have 5 of them.
 * Over nothing the two largest gains are 3 and 3, over {0} 2 and 2, over
 * {0, 1} 1 and 1. */
static double shared(void *context, const ctg_node *set, size_t count)
{
    static const unsigned has[] = {0x07, 0x19, 0x2a, 0x34};
    unsigned all = 0;
    double sum = 0;

    (void)context;
    for (size_t k = 0; k < count; k++)
        all |= has[set[k]];
    for (; all; all &= all - 1)
        sum++;
    return sum;
}

/*
 * KS1: all sets are better than greed, and swaps find the best as well. Of the
 * gains over nothing, over {0} and over {0, 1} those over {0} bound best: 4 + 1
 * + 1; of one player 0 covers 4, and nothing is better than 4 + min(0, ...).
 */
static void ks1_sets_are_enumerated_or_swapped_and_bounded(void **state)
{
    static const struct {
        ctg__game_value *value_of;
        size_t players;
        size_t size;
        double enumerated;
        bool submodular;
        ctg__key_set found;
        ctg_node set[2];
    } cases[] = {
        {covered, 3, 2, 3, false, {6, 6, 3, 6, true, false}, {1, 2}},
        {covered, 3, 2, 2, false, {6, 5, 0, HUGE_VAL, false, false}, {1, 2}},
        {covered, 3, 2, 2, true, {6, 5, 0, 6, false, false}, {1, 2}},
        {covered, 3, 1, 0, true, {4, 4, 0, 4, false, false}, {0}},
        {shared, 4, 2, 0, true, {5, 5, 0, 6, false, false}, {0, 1}},
    };

    (void)state;
    for (size_t c = 0; c < sizeof cases / sizeof *cases; c++) {
        const ctg__game game = {
            cases[c].players, cases[c].value_of, NULL, NULL, NULL, false};
        ctg__arena arena = {0};
        ctg__key_set found;
        ctg_node set[2];

        assert_int_equal(
            ctg__key_set_find(&game, cases[c].size, cases[c].enumerated,
                              cases[c].submodular, &arena, set, &found, NULL),
            CTG_OK);
        assert_int_equal(found.exact, cases[c].found.exact);
        assert_same(found.value, cases[c].found.value);
        assert_same(found.greedy, cases[c].found.greedy);
        assert_true(found.bound == cases[c].found.bound);
        if (found.exact)
            assert_same(found.evaluated, cases[c].found.evaluated);
        assert_memory_equal(set, cases[c].set, cases[c].size * sizeof *set);
        ctg__arena_clear(&arena);
    }
}

/* KS5, and four without claims: the two largest, 7 and 5, of all 17. */
static void key_sets_under_linear_are_bounded(void **state)
{
    static const char *const measures = "key-set:k=2,tries=0";
    ranked r = rank_network(
        graph_of("nodes", "id,equity\nA,5\nB,1\nC,1\nD,1\nE,4\n", "exposures",
                 "debtor,creditor,amount\nA,E,1\nB,C,4\nC,E,3\nE,A,2\n"
                 "E,D,1\n",
                 NULL),
        scenario_of(NULL, NULL), measures);

    (void)state;
    assert_non_null(strstr(first_scores(&r)->remark,
                           "12 together, found by greed (12) and swaps; no "
                           "set can cost more than all equity, 12: gap 0 %"));
    ranked_free(&r);
    r = rank_network(graph_of("nodes", "id,equity\nA,5\nB,3\nC,2\nD,7\n",
                              "exposures", "debtor,creditor,amount\n", NULL),
                     scenario_of(NULL, NULL), measures);
    assert_non_null(strstr(first_scores(&r)->remark,
                           "12 together, found by greed (12) and swaps; no "
                           "set can cost more than 12: gap 0 %"));
    ranked_free(&r);
    /* What others lose is not submodular, nor are thresholds. */
    r = rank_network(
        graph_of("nodes", "id,equity\nA,5\nB,3\nC,2\nD,7\n", "exposures",
                 "debtor,creditor,amount\nA,B,1\n", NULL),
        scenario_of(NULL, "valuation", "threshold", NULL), measures);
    assert_non_null(strstr(first_scores(&r)->remark, "than all equity, 17"));
    ranked_free(&r);
}

static int stop_at_the_third(void *context, double done, double total)
{
    (void)total;
    *(double *)context = done;
    return done < 3;
}

/* Between any two coalitions, and with a reason where it would take long. */
static void shapley_stops_and_says_how_long_it_takes(void **state)
{
    ranked r = rank_network(graph_of("nodes", "id,equity\nA,5\nB,3\nC,2\nD,7\n",
                                     "exposures",
                                     "debtor,creditor,amount\nA,B,1\n", NULL),
                            scenario_of(NULL, NULL), "strength");
    double done = -1;
    ctg_ranking_options options = {.progress = stop_at_the_third,
                                   .progress_context = &done};
    ctg_ranking *ranking = NULL;
    ctg_error found = {0};

    (void)state;
    assert_int_equal(
        ctg_ranking_new(r.plan, "shapley:exact=0", &options, &ranking, &found),
        CTG_CANCELLED);
    /* Another thread may do the rest before the first asks again. */
    assert_true(done >= 3 && done <= 1600);
    options = (ctg_ranking_options){.seconds_most = 1e-9};
    for (int exact = 0; exact < 2; exact++) {
        assert_int_equal(ctg_ranking_new(r.plan,
                                         exact ? "shapley" : "shapley:exact=0",
                                         &options, &ranking, &found),
                         CTG_NO_SOLUTION);
        assert_non_null(strstr(found.message, "it would take about "));
        assert_non_null(strstr(found.message, exact ? ": 16 cascades (--force"
                                                    : ": 1.6e+03 cascades"));
    }
    options.seconds_most = 1e9;
    assert_int_equal(
        ctg_ranking_new(r.plan, "shapley", &options, &ranking, &found), CTG_OK);
    assert_int_equal(ctg_ranking_saturation(ranking)->cascades, 15);
    ctg_ranking_free(ranking);
    ranked_free(&r);
}

/* KS2: f(A) = f(B) = 1, f(AB) = 3; C to E as much as 1.4, 0.9, 0.2 alone. */
static double by_threshold(void *context, const ctg_node *set, size_t count)
{
    static const double alone[] = {1.4, 1, 0.9, 0.2, 1};
    bool a = false;
    bool b = false;
    double sum = 0;

    (void)context;
    for (size_t k = 0; k < count; k++) {
        sum += alone[set[k]];
        a = a || set[k] == 1;
        b = b || set[k] == 4;
    }
    return a && b ? sum + 1 : sum;
}

static void ks2_two_that_are_worse_together_are_found(void **state)
{
    const ctg__game game = {5, by_threshold, NULL, NULL, NULL, false};
    ctg__arena arena = {0};
    ctg__key_set found;
    ctg_node set[3];

    (void)state;
    for (int enumerated = 0; enumerated <= 10; enumerated += 10) {
        assert_int_equal(ctg__key_set_find(&game, 2, enumerated, false, &arena,
                                           set, &found, NULL),
                         CTG_OK);
        assert_int_equal(found.exact, enumerated == 10);
        if (!found.exact) {
            /* Greedy takes 0, then 1; then 4 comes for 0. */
            assert_near(found.greedy, 2.4);
        }
        assert_near(found.value, 3);
        assert_int_equal(set[0], 1);
        assert_int_equal(set[1], 4);
    }
    assert_int_equal(
        ctg__key_set_find(&game, 3, 100, false, &arena, set, &found, NULL),
        CTG_OK);
    assert_near(found.value, 4.4);
    assert_same(found.evaluated, 10);
    assert_int_equal(set[0], 0);
    ctg__arena_clear(&arena);
}

static double broken(void *context, const ctg_node *set, size_t count)
{
    (void)context;
    return count == 2 && set[0] == 0 ? (double)NAN : (double)count;
}

static int never(void *context, double done, double total)
{
    (void)context;
    (void)done;
    (void)total;
    return 0;
}

static void a_set_without_value_stops_all(void **state)
{
    ctg__game game = {3, broken, NULL, NULL, NULL, false};
    ctg__arena arena = {0};
    ctg__key_set found;
    ctg_node set[2];
    double shares[3];
    double errors[3];

    (void)state;
    for (int way = 0; way < 2; way++) {
        const ctg_status expected = way ? CTG_CANCELLED : CTG_INTERNAL;

        assert_int_equal(ctg__shapley_exact(&game, &arena, shares, NULL),
                         expected);
        assert_int_equal(
            ctg__shapley_sampled(&game, 9, 1, &arena, shares, errors, NULL),
            expected);
        for (int enumerated = 0; enumerated < 9; enumerated += 8)
            assert_int_equal(ctg__key_set_find(&game, 2, enumerated, false,
                                               &arena, set, &found, NULL),
                             expected);
        game.progress = never;
    }
    ctg__arena_clear(&arena);
}

/* Shares add up to what all defaults cost. */
static void the_loss_game_of_a_graph(void **state)
{
    static const char nodes[] = "id,equity\nA,5\nB,4\nC,4.5\n";
    static const char exposures[] =
        "debtor,creditor,amount\nA,B,8\nA,C,2\nB,C,6\n";
    ranked r;
    const ctg_scores *scores;

    (void)state;
    /* Values: A 13.5, B 7.6, C 4.5, AB 13.5, AC 13.5, BC 8.5, ABC 13.5. */
    expect_scores(
        nodes, exposures,
        scenario_of(NULL, "valuation", "threshold", "recovery", "0.4", NULL),
        "shapley", 3,
        (const double[]){13.5 / 3 + (5.9 + 9) / 6 + 5 / 3.0,
                         7.6 / 3 + (0 + 4) / 6.0, 4.5 / 3 + (0 + 0.9) / 6});
    r = rank_network(
        graph_of("nodes", nodes, "exposures", exposures, NULL),
        scenario_of(NULL, "valuation", "threshold", "recovery", "0.4", NULL),
        "key-set:k=1,shapley:exact=0,samples=120,seed=9");
    scores = first_scores(&r);
    assert_near(scores->score[0], 13.5);
    assert_true(isnan(scores->score[1]));
    assert_int_equal(scores->undefined, 2);
    assert_non_null(
        strstr(scores->remark, "none of the 3 sets of this size costs more"));
    scores = ctg_ranking_scores(r.ranking, 1);
    assert_non_null(scores->standard_error);
    assert_near(scores->score[0] + scores->score[1] + scores->score[2], 13.5);
    assert_within(scores->score[0], 13.5 / 3 + 14.9 / 6 + 5 / 3.0,
                  4 * scores->standard_error[0]);
    assert_true(scores->standard_error[0] > 0);
    ranked_free(&r);
}

/* Others lose A 8.5, B 3.6, C 0; AB 4.5, AC 4, BC 0. */
static void a_key_set_may_count_others_alone(void **state)
{
    ranked r = rank_network(
        graph_of("nodes", "id,equity\nA,5\nB,4\nC,4.5\n", "exposures",
                 "debtor,creditor,amount\nA,B,8\nA,C,2\nB,C,6\n", NULL),
        scenario_of(NULL, "valuation", "threshold", "recovery", "0.4", NULL),
        "key-set:k=2,own=0,key-set:k=1:own=0:tries=0,"
        "key-set:k=2,own=0,tries=2");
    const ctg_scores *scores = first_scores(&r);

    (void)state;
    assert_string_equal(scores->label, "key-set:k=2:own=0");
    assert_near(scores->score[0], 4.5 - 3.6);
    assert_near(scores->score[1], 4.5 - 8.5);
    assert_true(isnan(scores->score[2]));
    assert_non_null(strstr(scores->remark, "others 4.5 together; none of"));
    scores = ctg_ranking_scores(r.ranking, 1);
    assert_near(scores->score[0], 8.5);
    assert_true(isnan(scores->score[1]));
    /* The equity of all but B, who has least: 9.5. */
    assert_non_null(strstr(scores->remark, "than all equity, 9.5: gap 10.5 %"));
    scores = ctg_ranking_scores(r.ranking, 2);
    assert_non_null(strstr(scores->remark, "greed (4.5)"));
    assert_non_null(strstr(scores->remark, "all equity, 5: gap 10 %"));
    assert_int_equal(ctg_ranking_saturation(r.ranking)->unconverged, 0);
    ranked_free(&r);
    r = rank_network(
        graph_of("nodes", "id,equity\nA,5\nB,4\nC,4.5\n", "exposures",
                 "debtor,creditor,amount\nA,B,8\nA,C,2\nB,C,6\n", NULL),
        scenario_of(NULL, "valuation", "threshold", "recovery", "0.4", NULL),
        "shapley");
    /* Of the nodes outside, A fails 2 of 2, B none, C none; AB 1, AC 1. */
    assert_int_equal(ctg_ranking_saturation(r.ranking)->cascades, 7);
    assert_near(ctg_ranking_saturation(r.ranking)->at_one, 4 / 9.0);
    ranked_free(&r);
    r = rank_network(
        graph_of("nodes", "id,equity\nA,5\nB,4\nC,4.5\n", "exposures",
                 "debtor,creditor,amount\nA,B,8\nA,C,2\nB,C,6\n", NULL),
        scenario_of("node C=-50%", "valuation", "threshold", "recovery", "0.4",
                    NULL),
        "key-set:k=1:own=0:tries=0");
    /* The shock leaves C 2.25; it has least, and A's default takes it. */
    assert_non_null(strstr(first_scores(&r)->remark, "others 6.25 together"));
    assert_non_null(strstr(first_scores(&r)->remark, "all equity, 9: gap"));
    ranked_free(&r);
    expect_refusal("id,equity\nA,1\nB,2\n", "debtor,creditor,amount\nA,B,1\n",
                   "key-set:k=3", CTG_NO_SOLUTION, "there are only 2 nodes");
    expect_refusal("id,equity\nA,1\nB,2\n", "debtor,creditor,amount\nA,B,1\n",
                   "key-set:k=1.5", CTG_BAD_ARGUMENT,
                   "k is 1.5, no whole number");
}

/* Rounds that are too few are told, not hidden. */
static void cascades_of_coalitions_are_counted(void **state)
{
    ranked r = rank_network(
        graph_of("nodes", "id,equity\n0,10\n1,8\n2,4\n", "exposures",
                 "debtor,creditor,amount\n1,0,5\n2,1,4\n0,2,2\n", NULL),
        scenario_of(NULL, "rounds", "2", NULL), "shapley");

    (void)state;
    first_scores(&r);
    assert_int_equal(ctg_ranking_saturation(r.ranking)->cascades, 7);
    assert_true(ctg_ranking_saturation(r.ranking)->unconverged > 0);
    ranked_free(&r);
}

/* CS1 */
static void cs1_overlaps_are_weighted_by_liquidity(void **state)
{
    static const char nodes[] = "id,equity,other_assets\nA,5,50\nB,8,60\n";
    static const char assets[] = "id,price,depth,impact,floor\n"
                                 "X,1,894.4271909999159,exponential,0.5\n"
                                 "Y,2,298.142396999972,exponential,0.5\n";
    static const char holdings[] =
        "node,asset,quantity\nA,X,40\nA,Y,5\nB,X,20\nB,Y,15\n";
    ranked r = rank_network(
        graph_of("nodes", nodes, "assets", assets, "holdings", holdings, NULL),
        scenario_of(NULL, NULL), "indirect-contagion,endogenous-risk");
    const ctg_scores *scores = first_scores(&r);

    (void)state;
    assert_within(scores->score[0], 1.900658, 5e-7);
    assert_within(scores->score[1], 1.900658, 5e-7);
    scores = ctg_ranking_scores(r.ranking, 1);
    assert_within(scores->score[0], 0.577572, 5e-7);
    assert_within(scores->score[1], 0.816339, 5e-7);
    ranked_free(&r);
    expect_refusal("id,equity\nA,1\nB,2\n", "debtor,creditor,amount\nA,B,1\n",
                   "indirect-contagion", CTG_NO_SOLUTION,
                   "nobody holds an asset of finite depth");
}

/* Two groups without a common asset: the stronger one has the vector. */
static void endogenous_risk_is_of_one_group(void **state)
{
    static const char nodes[] = "id,equity\nA,5\nB,8\nC,5\nD,8\n";
    static const char holdings[] =
        "node,asset,quantity\nA,X,40\nB,X,20\nC,Y,40\nD,Y,20\nD,Z,5\n";
    ranked r = rank_network(graph_of("nodes", nodes, "assets",
                                     "id,depth\nX,300\nY,290\nZ,\n", "holdings",
                                     holdings, NULL),
                            scenario_of(NULL, NULL), "endogenous-risk");
    const ctg_scores *const scores = first_scores(&r);

    (void)state;
    assert_same(scores->score[0], 0);
    assert_same(scores->score[1], 0);
    assert_near(scores->score[2], 2 / sqrt(5));
    assert_near(scores->score[3], 1 / sqrt(5));
    ranked_free(&r);
    r = rank_network(graph_of("nodes", nodes, "assets",
                              "id,depth\nX,300\nY,300\nZ,\n", "holdings",
                              holdings, NULL),
                     scenario_of(NULL, NULL), "endogenous-risk");
    assert_int_equal(r.status, CTG_NO_SOLUTION);
    assert_non_null(strstr(r.error.message, "equally strong"));
    ranked_free(&r);
}

/* With fewer rounds than the standard every round is run. */
static ranked rank_claims(const char *rule, double leverage, uint64_t seed,
                          const char *rounds)
{
    return rank_network(
        random_claims_of((claims_shape){
            .nodes = 11, .degree = 4, .leverage = leverage, .seed = seed}),
        scenario_of("node 7=-30%; exposure 3>4=-50%", "valuation", rule,
                    "recovery", "0.15", "a", "0.7", "rounds", rounds,
                    "tolerance", "1e-14", NULL),
        "shapley,key-set:k=2:own=0,key-set:k=3:own=1,shapley:exact=0:samples="
        "9");
}

/* What a key set costs, as its remark tells. */
static double cost_in(const char *remark)
{
    double cost = 0;

    (void)sscanf(remark, "the %*u cost %*s %lf", &cost);
    return cost;
}

static void coalitions_end_where_the_rounds_do(void **state)
{
    static const char *const rules[] = {"linear", "threshold", "clearing",
                                        "exponential"};

    (void)state;
    for (size_t r = 0; r < sizeof rules / sizeof *rules; r++)
        for (uint64_t seed = 0; seed < 6; seed++) {
            const double leverage = seed < 3 ? 0.8 : 3;
            ranked fast = rank_claims(rules[r], leverage, seed, "1000");
            ranked rounds = rank_claims(rules[r], leverage, seed, "999");
            const ctg_scores *one = first_scores(&fast);
            const ctg_scores *other = first_scores(&rounds);

            for (size_t m = 0; one; m++) {
                /* Of sets that cost the same another may be found. */
                assert_near(cost_in(one->remark), cost_in(other->remark));
                for (size_t i = 0; i < 11; i++)
                    if (!isnan(one->score[i]) && !isnan(other->score[i]))
                        assert_near(one->score[i], other->score[i]);
                one = ctg_ranking_scores(fast.ranking, m + 1);
                other = ctg_ranking_scores(rounds.ranking, m + 1);
            }
            assert_near(ctg_ranking_saturation(fast.ranking)->at_one,
                        ctg_ranking_saturation(rounds.ranking)->at_one);
            ranked_free(&fast);
            ranked_free(&rounds);
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sh1_shapley_values_are_exact),
        cmocka_unit_test(what_none_are_worth_is_nobodys),
        cmocka_unit_test(sh1_is_the_same_from_any_order_and_its_reverse),
        cmocka_unit_test(sampled_values_are_within_their_errors),
        cmocka_unit_test(orders_are_independent_draws),
        cmocka_unit_test(ks1_sets_are_enumerated_or_swapped_and_bounded),
        cmocka_unit_test(key_sets_under_linear_are_bounded),
        cmocka_unit_test(shapley_stops_and_says_how_long_it_takes),
        cmocka_unit_test(ks2_two_that_are_worse_together_are_found),
        cmocka_unit_test(a_set_without_value_stops_all),
        cmocka_unit_test(the_loss_game_of_a_graph),
        cmocka_unit_test(a_key_set_may_count_others_alone),
        cmocka_unit_test(cascades_of_coalitions_are_counted),
        cmocka_unit_test(cs1_overlaps_are_weighted_by_liquidity),
        cmocka_unit_test(endogenous_risk_is_of_one_group),
        cmocka_unit_test(coalitions_end_where_the_rounds_do),
    };

    return RUN_TESTS(tests);
}
