/* Out of memory at every allocation of a run, of a curve, of a sweep and of a
 * book; and how often a sweep asks for memory. */
#include <contagraph/book.h>
#include <contagraph/curve.h>
#include <contagraph/run.h>
#include <contagraph/sweep.h>

#if defined(_OPENMP)
#include <omp.h>
#endif

#include "support/graph.h"
#include "support/random_graph.h"
#include "support/starved.h"

typedef struct case_of {
    ctg_graph *graph;
    ctg_network *network;
    ctg_scenario *scenario;
    ctg_scenario *other; /* beside the first, for a sweep */
    ctg_scenario *sizes; /* of the curve */
    ctg_plan *plan;
} case_of;

/* With WITH_EVERYTHING every phase has something to do. */
static void open_case(case_of *made, unsigned features)
{
    const random_graph about = {
        .seed = 7, .nodes = 6, .features = features, .unit = 1, .prefix = ""};
    ctg_error error = {0};

    made->graph = random_graph_new(&about, 1);
    made->network = network_of(made->graph);
    if (features) {
        made->scenario = scenario_of(
            "asset a0=-37%;node n1=default;node n2=-23%;run n3", "horizon_days",
            "30", "run_threshold", "0.4", "settlement_lag", "2",
            "unwind_rounds", "3", "rounds", "12", NULL);
        made->sizes =
            scenario_of("asset a0=-X;node n1=-23%", "rounds", "5", NULL);
    } else {
        made->scenario = scenario_of("node n1=default;node n2=-23%", NULL);
        made->sizes = scenario_of("node n0=-X;node n1=-23%", NULL);
    }
    made->other = scenario_of("node n4=-31%", "valuation", "threshold",
                              "recovery", "0.3", NULL);
    if (ctg_plan_new(made->network, made->scenario, &made->plan, &error))
        fail_msg("%s", error.message);
}

static void close_case(case_of *made)
{
    ctg_plan_free(made->plan);
    ctg_scenario_free(made->sizes);
    ctg_scenario_free(made->other);
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

enum { SWEPT = 5 };

/* The two scenarios in turn, `count` of them, by one thread. */
static ctg_status sweep(const case_of *made, size_t count, bool end_state,
                        ctg_error *error)
{
    const ctg_sweep_options options = {.threads = 1, .end_state = end_state};
    const ctg_scenario *scenarios[64];
    ctg_summary summaries[64];
    size_t failed = 0;

    for (size_t i = 0; i < count; i++)
        scenarios[i] = i % 2 ? made->other : made->scenario;
    return ctg_sweep_run(made->network, scenarios, count, &options, summaries,
                         &failed, error);
}

static ctg_status ask_sweep(const case_of *made, ctg_error *error)
{
    return sweep(made, SWEPT, false, error);
}

static ctg_status ask_end_state(const case_of *made, ctg_error *error)
{
    return sweep(made, SWEPT, true, error);
}

typedef ctg_status work(const case_of *made, ctg_error *error);

/* With n allocations and no more, for every n until they suffice. */
static void check_with(unsigned features, work *ask, long least)
{
    starved tried = {.step = 1};
    case_of made;

    open_case(&made, features);
    while (starve(&tried))
        fed(&tried, ask(&made, &tried.error));
    assert_int_equal(tried.status, CTG_OK);
    assert_true(tried.grants > least);
    close_case(&made);
    assert_int_equal(memory_alive(), 0);
}

static void check(work *ask, long least)
{
    check_with(WITH_EVERYTHING, ask, least);
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
    check_with(0, ask_curve, 5);
}

static void a_sweep_without_memory_likewise(void **state)
{
    (void)state;
    check(ask_sweep, 5);
    check_with(0, ask_sweep, 5);
    check_with(0, ask_end_state, 5);
}

/* What `count` scenarios ask for. */
static long asked_by(const case_of *made, size_t count)
{
    const long before = memory_asked();
    ctg_error error = {0};

    assert_int_equal(sweep(made, count, false, &error), CTG_OK);
    return memory_asked() - before;
}

/* The first of each kind fills the memory that all others use. */
static void a_sweep_asks_for_memory_at_its_start_only(void **state)
{
    static const unsigned features[] = {0, WITH_ASSETS, WITH_EVERYTHING};

    (void)state;
    for (size_t k = 0; k < sizeof features / sizeof *features; k++) {
        case_of made;

        open_case(&made, features[k]);
        assert_int_equal(asked_by(&made, 63), asked_by(&made, 33));
        close_case(&made);
    }
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
        cmocka_unit_test(a_sweep_without_memory_likewise),
        cmocka_unit_test(a_sweep_asks_for_memory_at_its_start_only),
        cmocka_unit_test(a_book_without_memory_likewise),
    };

#if defined(_OPENMP)
    omp_set_num_threads(1); /* the counter of grants is nobody's but ours */
#endif
    return RUN_TESTS(tests);
}
