/* The measures that look at the graph alone. */
#include <math.h>

#include "rank/topple.h"
#include "support/ranking.h"

/* KZ2, PR1: 1 is owed 3 by 0; 2 is owed 6 by 0 and 1 by 1. */
static const char star_nodes[] = "id,equity\n0,5\n1,6\n2,10\n";
static const char star_exposures[] =
    "debtor,creditor,amount\n0,1,3\n0,2,6\n1,2,1\n";

static const char dr1_nodes[] = "id,equity\n0,10\n1,8\n2,4\n";
static const char dr1_exposures[] =
    "debtor,creditor,amount\n1,0,5\n2,1,4\n0,2,2\n";

static void kz1_katz_sums_over_all_ways(void **state)
{
    (void)state;
    /* KZ1: 1 / (1 - 0.9 x 0.5) each. */
    expect_scores(dr1_nodes, dr1_exposures, scenario_of(NULL, NULL),
                  "katz:alpha=0.9", 3,
                  (const double[]){1 / 0.55, 1 / 0.55, 1 / 0.55});
    /* Who is owed 1 -> 2 0.1 and 0 -> 1 0.5, 0 -> 2 0.6, by hand. */
    expect_scores(star_nodes, star_exposures, scenario_of(NULL, NULL),
                  "katz:alpha=2", 3,
                  (const double[]){1 + 2 * (0.5 * 1.2 + 0.6), 1.2, 1});
}

static void katz_refuses_what_does_not_converge(void **state)
{
    (void)state;
    expect_refusal(dr1_nodes, dr1_exposures, "katz:alpha=2", CTG_NO_SOLUTION,
                   "katz:alpha=2: alpha 2 is not below 1 / the spectral "
                   "radius = 2");
    expect_refusal(dr1_nodes, dr1_exposures, "katz:alpha=2.0000001",
                   CTG_NO_SOLUTION, "not below");
    expect_scores(dr1_nodes, dr1_exposures, scenario_of(NULL, NULL),
                  "katz:alpha=1.99", 3, (const double[]){200, 200, 200});
}

static void kz2_leontief_is_money_per_unit_of_distress(void **state)
{
    (void)state;
    /* KZ2 */
    expect_scores(star_nodes, star_exposures, scenario_of(NULL, NULL),
                  "leontief", 3, (const double[]){9.5, 1, 0});
    expect_refusal("id,equity\n0,10\n1,8\n2,4\n",
                   "debtor,creditor,amount\n1,0,5\n2,1,16\n0,2,4\n", "leontief",
                   CTG_NO_SOLUTION, "spectral radius = 1");
}

/* The chain of PR1, iterated in full: node 0 is owed nothing. */
static void pr1_pagerank_walks_from_creditor_to_debtor(void **state)
{
    static const double steps[3][3] = {
        {1 / 3.0, 1 / 3.0, 1 / 3.0}, {1, 0, 0}, {6 / 7.0, 1 / 7.0, 0}};

    (void)state;
    for (int way = 0; way < 3; way++) {
        static const double dampings[] = {0.85, 0.4, 0};
        static const char *const names[] = {"pagerank", "pagerank:damping=0.4",
                                            "pagerank:damping=0"};
        const double damping = dampings[way];
        double x[3] = {1 / 3.0, 1 / 3.0, 1 / 3.0};

        for (int t = 0; t < 500; t++) {
            double next[3] = {0};

            for (int i = 0; i < 3; i++)
                for (int j = 0; j < 3; j++)
                    next[j] +=
                        x[i] * (damping * steps[i][j] + (1 - damping) / 3);
            memcpy(x, next, sizeof x);
        }
        if (!way) {
            assert_within(x[0], .5583, 5e-5);
            assert_within(x[1], .2335, 5e-5);
            assert_within(x[2], .2082, 5e-5);
        }
        expect_scores(star_nodes, star_exposures, scenario_of(NULL, NULL),
                      names[way], 3, x);
    }
}

enum { MANY = 150 };

/* Too many nodes to eliminate; node 0 and some others are owed nothing. */
static double much_owed(int creditor, int debtor)
{
    if (creditor % 7 == 0 || creditor == debtor)
        return 0;
    return (debtor == creditor * creditor % MANY ? 3.25 : 0) +
           (debtor == (5 * creditor + 2) % MANY ? 1.5 : 0) +
           (debtor == creditor - 1 ? 0.75 * creditor : 0);
}

static void pagerank_of_many_is_where_the_walk_ends_up(void **state)
{
    static char nodes[MANY * 16];
    static char exposures[3 * MANY * 32];
    static double x[2][MANY];
    const double damping = 0.7;
    size_t length = (size_t)sprintf(nodes, "id,equity\n");
    size_t used = (size_t)sprintf(exposures, "debtor,creditor,amount\n");

    (void)state;
    for (int i = 0; i < MANY; i++) {
        length += (size_t)sprintf(nodes + length, "%d,10\n", i);
        x[0][i] = 1.0 / MANY;
        for (int j = 0; j < MANY; j++)
            if (much_owed(i, j) > 0)
                used += (size_t)sprintf(exposures + used, "%d,%d,%g\n", j, i,
                                        much_owed(i, j));
    }
    for (int t = 0; t < 120; t++)
        for (int i = 0; i < MANY; i++) {
            double owed = 0;

            for (int j = 0; j < MANY; j++)
                owed += much_owed(i, j);
            for (int j = 0; j < MANY; j++) {
                double *const to = &x[(t + 1) % 2][j];
                const double step =
                    owed > 0 ? much_owed(i, j) / owed : 1.0 / MANY;

                if (i == 0)
                    *to = 0;
                *to += x[t % 2][i] * (damping * step + (1 - damping) / MANY);
            }
        }
    expect_scores(nodes, exposures, scenario_of(NULL, NULL),
                  "pagerank:damping=0.7", MANY, x[0]);
}

/* x Lambda = rho x of two nodes and one that hangs on them. */
static void eigenvector_is_the_left_perron_vector(void **state)
{
    /* Lambda: 0 is exposed to 1 with 0.5, 1 to 0 with 0.4, 0 to 2 with 0.2. */
    const double rho = sqrt(0.5 * 0.4);
    const double x1 = 0.5 / rho; /* x0 = 1 */

    (void)state;
    expect_scores("id,equity\n0,10\n1,5\n2,3\n3,7\n",
                  "debtor,creditor,amount\n1,0,5\n0,1,2\n2,0,2\n0,3,4\n",
                  scenario_of(NULL, NULL), "eigenvector", 4,
                  (const double[]){1 / fmax(1, x1), x1 / fmax(1, x1),
                                   0.2 / rho / fmax(1, x1), 0});
}

static void eigenvector_refuses_where_there_is_none(void **state)
{
    (void)state;
    expect_refusal(star_nodes, star_exposures, "eigenvector", CTG_NO_SOLUTION,
                   "eigenvector: no chain of claims comes back");
    expect_refusal("id,equity\nA,10\nB,10\nC,20\nD,5\n",
                   "debtor,creditor,amount\nA,B,5\nB,A,5\nC,D,2.5\nD,C,10\n",
                   "eigenvector", CTG_NO_SOLUTION,
                   "more than one part of the graph");
}

/* A owes B owes C owes D, little each; A owes D much, and C very little. */
static void betweenness_reads_large_claims_as_short(void **state)
{
    static const char nodes[] = "id,equity\nA,1\nB,1\nC,1\nD,1\n";
    static const char chain[] =
        "debtor,creditor,amount\nA,B,4\nB,C,4\nC,D,4\nA,D,1.2\nA,C,0.5\n";

    (void)state;
    /* 1/4 + 1/4 < 1/0.5; 3/4 < 1/1.2: both A-C and A-D go by B and C. */
    expect_scores(nodes, chain, scenario_of(NULL, NULL), "betweenness", 4,
                  (const double[]){0, 2, 2, 0});
    /* In steps: A-C and A-D are one, B-D goes by C. */
    expect_scores(nodes, chain, scenario_of(NULL, NULL),
                  "betweenness:weighted=0", 4, (const double[]){0, 0, 1, 0});
}

static void strength_has_sides(void **state)
{
    (void)state;
    expect_scores(star_nodes, star_exposures, scenario_of(NULL, NULL),
                  "strength", 3, (const double[]){9, 1, 0});
    expect_scores(star_nodes, star_exposures, scenario_of(NULL, NULL),
                  "strength:side=1", 3, (const double[]){0, 3, 7});
    expect_scores(star_nodes, star_exposures, scenario_of(NULL, NULL),
                  "strength:side=2", 3, (const double[]){9, 4, 7});
}

static void coreness_ignores_parallel_exposures(void **state)
{
    (void)state;
    /* A triangle, and D hanging on it by three exposures of one pair. */
    expect_scores("id,equity\nA,1\nB,1\nC,1\nD,1\nE,1\n",
                  "debtor,creditor,amount\nA,B,4\nB,C,4\nC,A,4\nA,D,1\nA,D,2\n"
                  "A,D,3\n",
                  scenario_of(NULL, NULL), "coreness", 5,
                  (const double[]){2, 2, 2, 1, 0});
}

/* SK1: transition rows (0, .5, .5), (1, 0, 0), (.5, .5, 0). */
static void sk1_sinkrank_is_how_soon_a_walk_arrives(void **state)
{
    ranked r;
    const ctg_scores *scores;

    (void)state;
    expect_scores("id,equity\n0,9\n1,9\n2,9\n",
                  "debtor,creditor,amount\n1,0,2\n2,0,2\n0,1,5\n0,2,3\n"
                  "1,2,3\n",
                  scenario_of(NULL, NULL), "sinkrank", 3,
                  (const double[]){0.8, 0.5, 2 / 7.0});
    /* 3 holds a claim on 0 and owes nothing: nobody gets there. */
    r = rank_network(
        graph_of("nodes", "id,equity\n0,9\n1,9\n2,9\n3,9\n", "exposures",
                 "debtor,creditor,amount\n1,0,2\n2,0,2\n0,1,5\n0,2,3\n"
                 "1,2,3\n0,3,1\n",
                 NULL),
        scenario_of(NULL, NULL), "sinkrank");
    scores = first_scores(&r);
    assert_true(isnan(scores->score[3]));
    assert_int_equal(scores->rank[3], 0);
    assert_int_equal(scores->undefined, 1);
    assert_true(*scores->remark);
    /* To 0: 1 from 1, 1.5 from 2, 1 from 3. */
    assert_near(scores->score[0], 3 / 3.5);
    ranked_free(&r);
    expect_refusal("id,equity\n0,9\n1,9\n2,9\n",
                   "debtor,creditor,amount\n1,0,2\n2,0,2\n", "sinkrank",
                   CTG_NO_SOLUTION, "unreachable from some other");
}

static void th1_threat_is_what_a_unit_of_money_brings(void **state)
{
    static const char nodes[] = "id,cash\n0,2\n1,1\n2,3\n";
    static const char exposures[] =
        "debtor,creditor,amount\n0,1,10\n1,2,8\n2,0,4\n";

    (void)state;
    /* TH1 */
    expect_scores(nodes, exposures,
                  scenario_of(NULL, "valuation", "clearing", NULL), "threat", 3,
                  (const double[]){2, 1, 0});
    /* 1 owes half of its debt outside: half of a unit goes on. */
    expect_scores("id,cash,other_liabilities\n0,2,\n1,1,8\n2,0.25,2\n",
                  exposures, scenario_of(NULL, "valuation", "clearing", NULL),
                  "threat", 3, (const double[]){3.75, 2.75, 3.5});
    /* 0 and 1 fail and owe each other 6 of 10 and 5 of 15: 2 = 1 + 0.6 5/3,
     * 5/3 = 1 + 2/3. */
    expect_scores("id,cash\n0,1\n1,2\n2,7\n",
                  "debtor,creditor,amount\n0,1,6\n0,2,4\n1,0,5\n1,2,10\n",
                  scenario_of(NULL, "valuation", "clearing", "default_at_zero",
                              "false", NULL),
                  "threat", 3, (const double[]){2, 5 / 3.0, 0});
    expect_refusal(nodes, exposures, "threat", CTG_NO_SOLUTION,
                   "it is about the rule `clearing`");
    /* 1 has lost 20 more than it has: it pays nothing, and 0 pays it only. */
    expect_scores(nodes, exposures,
                  scenario_of("node 1=-20", "valuation", "clearing", NULL),
                  "threat", 3, (const double[]){1, 0, 2});
}

static void threat_refuses_what_it_does_not_know(void **state)
{
    static const char *const cases[][4] = {
        {"exposure 0>1=-50%", "rounds", "1000", "a shock writes claims off"},
        {NULL, "rounds", "1", "did not converge within 1 rounds"},
        {NULL, "from_below", "true", "the greatest solution, not the least"},
        {NULL, "a", "0.9", "default costs (a, b) make payments jump"},
    };

    (void)state;
    for (size_t c = 0; c < sizeof cases / sizeof *cases; c++) {
        ranked r = rank_network(
            graph_of("nodes", "id,cash\n0,2\n1,1\n2,3\n", "exposures",
                     "debtor,creditor,amount\n0,1,10\n1,2,8\n2,0,4\n", NULL),
            scenario_of(cases[c][0], "valuation", "clearing", cases[c][1],
                        cases[c][2], NULL),
            "threat");

        assert_int_equal(r.status, CTG_NO_SOLUTION);
        if (!strstr(r.error.message, cases[c][3]))
            fail_msg("'%s'", r.error.message);
        ranked_free(&r);
    }
}

/* IS1: 0 topples 1, 1 topples 2. */
static void is1_susceptibility_counts_remote_defaults(void **state)
{
    static const char nodes[] = "id,equity\n0,9\n1,2\n2,3\n";
    static const char exposures[] =
        "debtor,creditor,amount\n0,1,2\n1,2,4\n0,2,1\n";

    (void)state;
    expect_scores(nodes, exposures, scenario_of(NULL, NULL), "susceptibility",
                  3, (const double[]){0, 1, 1.5});
    /* Nobody topples 0: it counts as 0. */
    expect_scores(nodes, exposures, scenario_of(NULL, NULL), "fluidity", 3,
                  (const double[]){2.5 / 3, 2.5 / 3, 2.5 / 3});
    /* In all 1 + 1 + 0.5; without 0 only 1 -> 2, without 1 only 0 -> 1. */
    expect_scores(nodes, exposures, scenario_of(NULL, NULL), "diffusion", 3,
                  (const double[]){1.5, 1.5, 0});
    /* Shares: 0 -> 2 is 1/3 directly and 1/2 by 1. */
    expect_scores(nodes, exposures, scenario_of(NULL, NULL),
                  "susceptibility:weighted=1", 3,
                  (const double[]){0, 1, (1 + 5 / 6.0) / (4 / 3.0)});
    /* 0 topples 4/3 itself, and 1/2 more by 1. */
    expect_scores(nodes, exposures, scenario_of(NULL, NULL),
                  "diffusion:weighted=1", 3,
                  (const double[]){(4 / 3.0 + 0.5) / (4 / 3.0), 1.5, 0});
    /* 0.1 + 0.2 is not 0.3 to a computer; 3 has failed before. */
    expect_scores("id,equity\n0,9\n1,0.3\n2,3\n",
                  "debtor,creditor,amount\n0,1,0.1\n0,1,0.2\n1,2,2.9999\n",
                  scenario_of(NULL, NULL), "susceptibility", 3,
                  (const double[]){0, 1, 0});
    expect_scores(nodes, exposures,
                  scenario_of(NULL, "default_at_zero", "false", NULL),
                  "susceptibility", 3, (const double[]){0, 0, 1});
}

/*
 * P topples Q and R, Q topples R, R topples S, T topples R and S. By hand:
 * P reaches Q 1, R 1 + 1/2, S 1/2 + 1/6; Q R 1, S 1/2; R S 1; T R 1,
 * S 1 + 1/2. Into R 3.5 over 3, into S 3 2/3 over 2.
 */
static void reach_by_several_ways_is_not_capped(void **state)
{
    static const char nodes[] = "id,equity\nP,50\nQ,3\nR,4\nS,5\nT,60\n";
    static const char exposures[] =
        "debtor,creditor,amount\nP,Q,3\nP,R,6\nQ,R,4.5\nR,S,5\nT,R,4\n"
        "T,S,7\nS,T,2\n";
    const double r = 3.5 / 3;
    const double s = (11 / 3.0) / 2;
    const double fluid = (1 + r + s) / 5;

    (void)state;
    expect_scores(nodes, exposures, scenario_of(NULL, NULL), "susceptibility",
                  5, (const double[]){0, 1, r, s, 0});
    expect_scores(nodes, exposures, scenario_of(NULL, NULL), "fluidity", 5,
                  (const double[]){fluid, fluid, fluid, fluid, fluid});
    /* P 1 + 1.5 + 2/3 over 2. Q: its own 1 + 1/2, and of P's ways R 1/2 and S
     * 1/6. R: its own 1, of P's 2/3, of Q's 1/2, of T's 1/2. T: 2.5 over 2. */
    expect_scores(nodes, exposures, scenario_of(NULL, NULL), "diffusion", 5,
                  (const double[]){(2.5 + 2 / 3.0) / 2, 1.5 + 2 / 3.0,
                                   2 + 2 / 3.0, 0, 1.25});
}

/* 1/20! of a way of 20 steps is little, but it ends among 110 nodes that
 * topple each other: ways through them grow as exp(109). */
static void a_long_way_into_a_crowd_counts(void **state)
{
    enum { CHAIN = 20, CROWD = 110, ALL = CHAIN + CROWD };
    static char nodes[ALL * 12 + 20];
    static char exposures[CROWD * CROWD * 16 + CHAIN * 16 + 40];
    static const ctg_ranking_options options = {0};
    size_t at = (size_t)sprintf(nodes, "id,equity\n");
    double row[ALL];
    double expected = 0;
    double term = 1;
    double found = 0;
    ctg__topple topple;
    ctg__job job;
    ranked r;

    (void)state;
    for (int i = 0; i < ALL; i++)
        at += (size_t)sprintf(nodes + at, "n%d,1\n", i);
    at = (size_t)sprintf(exposures, "debtor,creditor,amount\n");
    for (int i = 0; i < CHAIN; i++)
        at += (size_t)sprintf(exposures + at, "n%d,n%d,1\n", i, i + 1);
    for (int i = CHAIN; i < ALL; i++)
        for (int j = CHAIN; j < ALL; j++)
            if (i != j)
                at += (size_t)sprintf(exposures + at, "n%d,n%d,1\n", i, j);
    r = rank_network(graph_of("nodes", nodes, "exposures", exposures, NULL),
                     scenario_of(NULL, NULL), "strength");
    job = (ctg__job){.plan = r.plan, .network = r.network, .options = &options};
    assert_int_equal(ctg__topple_make(&job, false, &topple, NULL), CTG_OK);
    assert_int_equal(ctg__topple_row(&topple, 0, CTG_NONE, row, NULL), CTG_OK);
    for (size_t i = 0; i < ALL; i++)
        found += row[i];
    /* From n0: one way a step, and 109 more times as many in the crowd. */
    for (int k = 1; k < 900; k++) {
        term *= (k > CHAIN ? CROWD - 1.0 : 1.0) / k;
        expected += term;
    }
    assert_true(expected > 1e5);
    assert_true(fabs(found / expected - 1) < 1e-12);
    ctg__arena_clear(&job.arena);
    ranked_free(&r);
}

static void who_has_failed_is_not_toppled(void **state)
{
    ranked r = rank_network(
        graph_of("nodes", "id,equity\n0,9\n1,-1\n2,3\n3,2\n", "exposures",
                 "debtor,creditor,amount\n0,1,2\n1,2,4\n0,2,3\n2,3,2\n", NULL),
        scenario_of(NULL, NULL), "susceptibility,fluidity");
    const ctg_scores *scores = first_scores(&r);

    (void)state;
    assert_true(isnan(scores->score[1]));
    assert_near(scores->score[2], 1);
    /* 2 directly, 0 and 1 by it. */
    assert_near(scores->score[3], 2);
    assert_int_equal(scores->undefined, 1);
    scores = ctg_ranking_scores(r.ranking, 1);
    assert_near(scores->score[0], 3 / 4.0);
    assert_non_null(strstr(scores->remark, "2 nodes that nobody topples"));
    ranked_free(&r);
}

static void a_graph_without_exposures_is_refused(void **state)
{
    static const char *const measures[] = {"pagerank", "betweenness",
                                           "strength", "coreness"};

    (void)state;
    for (size_t m = 0; m < sizeof measures / sizeof *measures; m++)
        expect_refusal("id,equity\nA,1\nB,2\n", "debtor,creditor,amount\n",
                       measures[m], CTG_NO_SOLUTION, "there are no exposures");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(kz1_katz_sums_over_all_ways),
        cmocka_unit_test(katz_refuses_what_does_not_converge),
        cmocka_unit_test(kz2_leontief_is_money_per_unit_of_distress),
        cmocka_unit_test(pr1_pagerank_walks_from_creditor_to_debtor),
        cmocka_unit_test(pagerank_of_many_is_where_the_walk_ends_up),
        cmocka_unit_test(eigenvector_is_the_left_perron_vector),
        cmocka_unit_test(eigenvector_refuses_where_there_is_none),
        cmocka_unit_test(betweenness_reads_large_claims_as_short),
        cmocka_unit_test(strength_has_sides),
        cmocka_unit_test(coreness_ignores_parallel_exposures),
        cmocka_unit_test(sk1_sinkrank_is_how_soon_a_walk_arrives),
        cmocka_unit_test(th1_threat_is_what_a_unit_of_money_brings),
        cmocka_unit_test(threat_refuses_what_it_does_not_know),
        cmocka_unit_test(who_has_failed_is_not_toppled),
        cmocka_unit_test(is1_susceptibility_counts_remote_defaults),
        cmocka_unit_test(reach_by_several_ways_is_not_capped),
        cmocka_unit_test(a_long_way_into_a_crowd_counts),
        cmocka_unit_test(a_graph_without_exposures_is_refused),
    };

    return RUN_TESTS(tests);
}
