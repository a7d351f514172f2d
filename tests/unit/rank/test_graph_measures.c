/* Strength, coreness and the eigenvector of random graphs, by definition. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "support/asked.h"
#include "support/random_claims.h"
#include "support/ranking.h"

enum { NODES = 160, DEGREE = 5 };

/* owed[i][j]: what j owes i. */
typedef struct dense {
    double owed[NODES][NODES];
} dense;

static void take_claims(const ctg_network *network, dense *d)
{
    const size_t count = ctg_network_exposure_count(network);
    ctg_node *const debtor = ctg__allocate_array(count, sizeof *debtor);
    ctg_node *const creditor = ctg__allocate_array(count, sizeof *creditor);
    double *const amount = ctg__allocate_array(count, sizeof *amount);

    assert_true(debtor && creditor && amount);
    memset(d, 0, sizeof *d);
    ctg_network_exposures(network, debtor, creditor, amount);
    for (size_t k = 0; k < count; k++)
        d->owed[creditor[k]][debtor[k]] += amount[k];
    ctg__release(debtor);
    ctg__release(creditor);
    ctg__release(amount);
}

static ranked ranked_randomly(uint64_t seed, const char *measures, dense *d)
{
    ranked r = rank_network(
        random_claims_of((claims_shape){.nodes = NODES,
                                        .degree = 1 + seed % DEGREE,
                                        .leverage = 0.8,
                                        .spread = 3,
                                        .solvent = true,
                                        .seed = seed}),
        scenario_of(NULL, NULL), measures);

    (void)first_scores(&r);
    take_claims(r.network, d);
    return r;
}

static void strength_is_a_sum(void **state)
{
    static dense d;

    (void)state;
    for (uint64_t seed = 1; seed <= 10; seed++) {
        ranked r = ranked_randomly(
            seed, "strength,strength:side=1,strength:side=2", &d);

        for (size_t i = 0; i < NODES; i++) {
            double owes = 0;
            double owed = 0;

            for (size_t j = 0; j < NODES; j++) {
                owes += d.owed[j][i];
                owed += d.owed[i][j];
            }
            assert_near(ctg_ranking_scores(r.ranking, 0)->score[i], owes);
            assert_near(ctg_ranking_scores(r.ranking, 1)->score[i], owed);
            assert_near(ctg_ranking_scores(r.ranking, 2)->score[i],
                        owes + owed);
        }
        ranked_free(&r);
    }
}

/* Exposures to and from those that are left. */
static size_t neighbours(const dense *d, const bool *gone, size_t i)
{
    size_t count = 0;

    for (size_t j = 0; j < NODES; j++)
        if (!gone[j])
            count += (d->owed[i][j] > 0 ? 1U : 0) + (d->owed[j][i] > 0 ? 1U : 0);
    return count;
}

/* Of k, all are left that are not taken away for having fewer than k. */
static void coreness_is_what_is_left(void **state)
{
    static dense d;

    (void)state;
    for (uint64_t seed = 1; seed <= 20; seed++) {
        ranked r = ranked_randomly(seed, "coreness", &d);
        const double *const score = first_scores(&r)->score;
        bool gone[NODES] = {false};
        size_t left = NODES;

        for (size_t k = 1; left; k++) {
            for (bool again = true; again;) {
                again = false;
                for (size_t i = 0; i < NODES; i++) {
                    if (gone[i] || neighbours(&d, gone, i) >= k)
                        continue;
                    assert_same(score[i], (double)k - 1);
                    gone[i] = again = true;
                    left--;
                }
            }
        }
        ranked_free(&r);
    }
}

/* x <- x (1 + Lambda), the largest 1, until nothing moves. */
static void iterate(const dense *d, const double *equity, double *x)
{
    double moved = 1;

    for (size_t i = 0; i < NODES; i++)
        x[i] = 1;
    for (size_t t = 0; moved > 1e-15 && t < 200000; t++) {
        double next[NODES];
        double largest = 0;

        memcpy(next, x, sizeof next);
        for (size_t i = 0; i < NODES; i++)
            for (size_t j = 0; j < NODES; j++)
                next[j] += x[i] * d->owed[i][j] / equity[i];
        for (size_t i = 0; i < NODES; i++)
            largest = fmax(largest, next[i]);
        moved = 0;
        for (size_t i = 0; i < NODES; i++) {
            next[i] /= largest;
            moved = fmax(moved, fabs(next[i] - x[i]));
        }
        memcpy(x, next, sizeof next);
    }
}

static void the_eigenvector_is_where_powers_lead(void **state)
{
    static dense d;
    double x[NODES];

    (void)state;
    /* Of three claims a node and more: with fewer there may be no ring. */
    for (uint64_t seed = 2; seed <= 9; seed += seed == 4 ? 3 : 1) {
        ranked r = ranked_randomly(seed, "eigenvector", &d);
        const double *const score = first_scores(&r)->score;

        iterate(&d, ctg_network_equity(r.network), x);
        for (size_t i = 0; i < NODES; i++)
            assert_near(score[i], x[i]);
        ranked_free(&r);
    }
}

static ctg_status ranked_asking(const ctg_plan *plan, const char *measure,
                                int *left)
{
    const ctg_ranking_options options = {.progress = goes_on_until,
                                         .progress_context = left};
    ctg_ranking *ranking = NULL;
    ctg_error error;
    const ctg_status status =
        ctg_ranking_new(plan, measure, &options, &ranking, &error);

    ctg_ranking_free(ranking);
    return status;
}

static void who_is_asked_may_stop_them(void **state)
{
    static const char *const measures[] = {"strength", "coreness",
                                           "eigenvector"};
    ctg_graph *const graph = random_claims_of((claims_shape){.nodes = 60000,
                                                             .degree = 8,
                                                             .leverage = 0.8,
                                                             .spread = 3,
                                                             .solvent = true,
                                                             .seed = 3});
    ctg_network *const network = network_of(graph);
    ctg_plan *const plan = plan_of(network, scenario_of(NULL, NULL));

    (void)state;
    for (size_t m = 0; m < sizeof measures / sizeof *measures; m++) {
        int left = INT16_MAX;

        assert_int_equal(ranked_asking(plan, measures[m], &left), CTG_OK);
        assert_true(left <= INT16_MAX - 3);
        /* At its last question, too, which is asked in the middle of it. */
        for (int count = INT16_MAX - left; count; count /= 2) {
            left = count;
            assert_int_equal(ranked_asking(plan, measures[m], &left),
                             CTG_CANCELLED);
        }
    }
    ctg_plan_free(plan);
    ctg_network_free(network);
    ctg_graph_free(graph);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(strength_is_a_sum),
        cmocka_unit_test(coreness_is_what_is_left),
        cmocka_unit_test(the_eigenvector_is_where_powers_lead),
        cmocka_unit_test(who_is_asked_may_stop_them),
    };

    return RUN_TESTS(tests);
}
