/* Out of memory at every allocation of every measure, of info and of the
 * verification. */
#include <contagraph/info.h>
#include <contagraph/rank.h>
#include <contagraph/verify.h>

#if defined(_OPENMP)
#include <omp.h>
#endif

#include "support/cmocka.h"
#include "support/graph.h"
#include "support/starved.h"

typedef struct case_of {
    ctg_graph *graph;
    ctg_network *network;
    ctg_plan *plan;
} case_of;

static void open_case(case_of *made, const char *rule, const char *rounds)
{
    made->graph = graph_of(
        "nodes", "id,equity\nA,5\nB,4\nC,4.5\nD,7\n", "exposures",
        "debtor,creditor,amount\nA,B,8\nA,C,2\nB,C,6\nC,A,0.5\nC,D,3\n",
        "assets", "id,price,depth\nX,2,100\n", "holdings",
        "node,asset,quantity\nA,X,1.5\nD,X,0.5\n", NULL);
    made->network = network_of(made->graph);
    made->plan =
        plan_of(made->network,
                scenario_of("node D=default", "valuation", rule, "rounds",
                            rounds, "impact_scale", "0", NULL));
}

static void close_case(case_of *made)
{
    ctg_plan_free(made->plan);
    ctg_network_free(made->network);
    ctg_graph_free(made->graph);
}

static ctg_status rank(const case_of *made, const char *measure,
                       ctg_error *error)
{
    const ctg_ranking_options options = {.top = 1};
    ctg_ranking *ranking = NULL;
    const ctg_status status =
        ctg_ranking_new(made->plan, measure, &options, &ranking, error);

    ctg_ranking_free(ranking);
    return status;
}

static ctg_status look(const case_of *made, const char *what, ctg_error *error)
{
    ctg_info *info = NULL;
    const ctg_status status =
        ctg_info_new(made->plan, NULL, NULL, &info, error);

    (void)what;
    ctg_info_free(info);
    return status;
}

static ctg_status verify(const case_of *made, const char *what,
                         ctg_error *error)
{
    ctg_verification verification;
    ctg_run *run = NULL;
    ctg_status status = ctg_run_new(made->plan, NULL, &run, error);

    (void)what;
    if (!status)
        status =
            ctg_run_verify(run, made->plan, NULL, NULL, &verification, error);
    ctg_run_free(run);
    return status;
}

static ctg_status agree(const case_of *made, const char *what, ctg_error *error)
{
    static const uint32_t one[] = {1, 2, 2, 4};
    static const uint32_t other[] = {3, 1, 2, 0};
    ctg_agreement found;

    (void)made;
    (void)what;
    return ctg_rank_agreement(4, one, other, &found, error);
}

typedef ctg_status work(const case_of *made, const char *what,
                        ctg_error *error);

static void check(const case_of *made, work *run, const char *what)
{
    starved tried = {.step = 1};

    while (starve(&tried))
        fed(&tried, run(made, what, &tried.error));
    /* Some measures have no answer here; that is found out with memory. */
    if (tried.status && tried.status != CTG_NO_SOLUTION)
        fail_msg("%s: %s", what, tried.error.message);
    assert_true(tried.grants > 0);
}

static void measures_without_memory_fail_and_leak_nothing(void **state)
{
    static const char *const rules[][2] = {{"linear", "1000"},
                                           {"threshold", "1000"},
                                           {"linear", "500"},
                                           {"clearing", "1000"}};
    const ctg_variant *measure;

    (void)state;
    for (size_t r = 0; r < sizeof rules / sizeof *rules; r++) {
        case_of made;

        open_case(&made, rules[r][0], rules[r][1]);
        for (size_t m = 0; (measure = ctg_measure_at(m)); m++)
            check(&made, rank, measure->name);
        check(&made, rank, "shapley:exact=0:samples=4");
        check(&made, rank, "key-set:k=2:tries=2");
        check(&made, rank, "vulnerability,katz:alpha=9,contagion-index");
        check(&made, agree, "agreement");
        check(&made, look, "info");
        check(&made, verify, "verify");
        close_case(&made);
    }
    assert_int_equal(memory_alive(), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(measures_without_memory_fail_and_leak_nothing),
    };

#if defined(_OPENMP)
    omp_set_num_threads(1); /* the counter of grants is nobody's but ours */
#endif
    return RUN_TESTS(tests);
}
