/* Out of memory at every allocation of a run, of a curve and of a book. */
#include <contagraph/book.h>
#include <contagraph/curve.h>
#include <contagraph/run.h>

#if defined(_OPENMP)
#include <omp.h>
#endif

#include "support/failing_memory.h"
#include "support/graph.h"
#include "support/random_graph.h"

typedef struct case_of {
    ctg_graph *graph;
    ctg_network *network;
    ctg_scenario *scenario;
    ctg_scenario *sizes; /* of the curve */
    ctg_plan *plan;
} case_of;

/* Every phase has something to do. */
static void open_case(case_of *made)
{
    const random_graph about = {.seed = 7,
                                .nodes = 6,
                                .features = WITH_EVERYTHING,
                                .unit = 1,
                                .prefix = ""};
    ctg_error error = {0};

    made->graph = random_graph_new(&about, 1);
    made->network = network_of(made->graph);
    made->scenario = scenario_of(
        "asset a0=-37%;node n1=default;node n2=-23%;run n3", "horizon_days",
        "30", "run_threshold", "0.4", "settlement_lag", "2", "unwind_rounds",
        "3", "rounds", "12", NULL);
    made->sizes = scenario_of("asset a0=-X;node n1=-23%", "rounds", "5", NULL);
    if (ctg_plan_new(made->network, made->scenario, &made->plan, &error))
        fail_msg("%s", error.message);
}

static void close_case(case_of *made)
{
    ctg_plan_free(made->plan);
    ctg_scenario_free(made->sizes);
    ctg_scenario_free(made->scenario);
    ctg_network_free(made->network);
    ctg_graph_free(made->graph);
}

static ctg_status ask_run(const case_of *made, bool ledger, ctg_error *error)
{
    ctg_run_options options = ctg_run_options_default();
    ctg_run *run = NULL;
    ctg_status status;

    options.ledger = ledger;
    options.audit = ledger;
    status = ctg_run_new(made->plan, &options, &run, error);
    if (status)
        assert_null(run);
    ctg_run_free(run);
    return status;
}

static ctg_status run_with_ledger(const case_of *made, ctg_error *error)
{
    return ask_run(made, true, error);
}

static ctg_status run_without(const case_of *made, ctg_error *error)
{
    return ask_run(made, false, error);
}

static ctg_status ask_curve(const case_of *made, ctg_error *error)
{
    ctg_curve_options options = ctg_curve_options_default();
    ctg_curve *curve = NULL;
    ctg_status status;

    options.to = 0.43;
    options.steps = 2;
    options.cliff = true;
    options.jump = 0.017;
    status = ctg_curve_new(made->network, made->sizes, &options, &curve, error);
    if (status)
        assert_null(curve);
    ctg_curve_free(curve);
    return status;
}

static ctg_status ask_book(const case_of *made, ctg_error *error)
{
    ctg_book *book = NULL;
    const ctg_status status =
        ctg_book_new(made->network, NULL, NULL, 0.61, 5, &book, error);

    if (status)
        assert_null(book);
    ctg_book_free(book);
    return status;
}

typedef ctg_status work(const case_of *made, ctg_error *error);

/* With n allocations and no more, for every n until they suffice. */
static void check(work *ask, long least)
{
    ctg_status status = CTG_NO_MEMORY;
    long grants = 0;
    long before;
    case_of made;

    open_case(&made);
    before = memory_alive();
    for (; status; grants++) {
        ctg_error error = {0};

        memory_fail_after(grants);
        status = ask(&made, &error);
        memory_fail_after(-1);
        if (status) {
            assert_int_equal(status, CTG_NO_MEMORY);
            assert_int_equal(error.status, CTG_NO_MEMORY);
        }
        if (memory_alive() != before)
            fail_msg("leaks after %ld", grants);
    }
    assert_true(grants > least);
    close_case(&made);
    assert_int_equal(memory_alive(), 0);
}

static void a_run_without_memory_fails_and_leaks_nothing(void **state)
{
    (void)state;
    check(run_with_ledger, 5);
    check(run_without, 2);
}

static void a_curve_without_memory_likewise(void **state)
{
    (void)state;
    check(ask_curve, 5);
}

static void a_book_without_memory_likewise(void **state)
{
    (void)state;
    check(ask_book, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_run_without_memory_fails_and_leaks_nothing),
        cmocka_unit_test(a_curve_without_memory_likewise),
        cmocka_unit_test(a_book_without_memory_likewise),
    };

#if defined(_OPENMP)
    omp_set_num_threads(1); /* the counter of grants is nobody's but ours */
#endif
    return RUN_TESTS(tests);
}
