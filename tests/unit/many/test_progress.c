/*
 * What long work promises of its callback: that it comes on the thread that
 * called, and that little is done between two calls. Work is counted, not time:
 * rounds, cascades, rows.
 */
#include <config.h>

#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

#ifdef _OPENMP
#include <omp.h>
#endif

#include <contagraph/contagraph.h>

#include "support/graph.h"

typedef struct calls {
    pthread_t caller;
    size_t count;
    size_t elsewhere; /* on other threads */
    size_t most;      /* then it says stop; 0: never */
} calls;

static calls listen(size_t most)
{
    return (calls){.caller = pthread_self(), .most = most};
}

static int hear(void *context, double done, double total)
{
    calls *const heard = context;

    assert_true(done >= 0 && total >= 0);
    heard->elsewhere += !pthread_equal(heard->caller, pthread_self());
    heard->count++;
    return heard->count != heard->most;
}

static void use_threads(int count)
{
#ifdef _OPENMP
    omp_set_num_threads(count);
#else
    (void)count;
#endif
}

static ctg_graph *generated(const char *kind, size_t nodes, double degree)
{
    const ctg_generate_options options = {
        .nodes = nodes, .degree = degree, .seed = 7};
    ctg_graph *graph = NULL;
    ctg_error error;

    if (ctg_graph_generate(kind, &options, &graph, &error))
        fail_msg("%s", error.message);
    return graph;
}

static ctg_scenario *default_of(const ctg_graph *graph, ctg_node node,
                                const char *valuation, const char *rounds)
{
    char shock[100];

    snprintf(shock, sizeof shock, "node %s=default",
             ctg_graph_node_id(graph, node));
    return scenario_of(shock, "valuation", valuation, "rounds", rounds, NULL);
}

static void a_small_run_asks_once_a_round(void **state)
{
    ctg_graph *const graph = generated("er", 60, 5);
    ctg_network *const network = network_of(graph);
    ctg_plan *const plan =
        plan_of(network, default_of(graph, 3, "linear", "37"));
    ctg_run_options options = ctg_run_options_default();
    calls heard = listen(0);
    ctg_run *run = NULL;

    (void)state;
    options.progress = hear;
    options.progress_context = &heard;
    options.baseline = false;
    assert_int_equal(ctg_run_new(plan, &options, &run, NULL), CTG_OK);
    assert_int_equal(heard.count, ctg_run_summary(run)->rounds + 1);
    ctg_run_free(run);
    ctg_plan_free(plan);
    ctg_network_free(network);
    ctg_graph_free(graph);
}

/* Of four rounds of a graph so large; `least` times in each. */
static void check_large(const ctg_network *network, ctg_scenario *scenario,
                        size_t least)
{
    ctg_plan *const plan = plan_of(network, scenario);
    ctg_run_options options = ctg_run_options_default();
    calls heard = listen(0);
    ctg_run *run = NULL;

    options.progress = hear;
    options.progress_context = &heard;
    options.baseline = false;
    options.ledger = false;
    assert_int_equal(ctg_run_new(plan, &options, &run, NULL), CTG_OK);
    assert_true(heard.count > least * ctg_run_summary(run)->rounds);
    ctg_run_free(run);
    run = NULL;
    heard = listen(4);
    assert_int_equal(ctg_run_new(plan, &options, &run, NULL), CTG_CANCELLED);
    assert_null(run);
    assert_int_equal(heard.count, 4);
    ctg_plan_free(plan);
}

static void a_large_run_asks_within_rounds(void **state)
{
    ctg_graph *const graph = generated("er", 17000, 4.2);
    ctg_network *const network = network_of(graph);

    (void)state;
    assert_true(ctg_network_exposure_count(network) > 65536);
    check_large(network, default_of(graph, 3, "linear", "4"), 2);
    check_large(network,
                scenario_of("node N00004=default", "horizon_days", "30",
                            "rounds", "4", NULL),
                5);
    ctg_network_free(network);
    ctg_graph_free(graph);
}

enum { NODES = 48 };

/* One measure of a graph of NODES nodes, with a number of calls at least. */
typedef struct ranked_case {
    const char *measure;
    const char *valuation;
    const char *rounds; /* few: every cascade goes by rounds */
    size_t least;
} ranked_case;

static const ranked_case ranked_cases[] = {
    {"impact", "threshold", "10000", NODES},
    {"impact", "linear", "9", NODES},
    {"vulnerability", "clearing", "9", NODES},
    {"contagion-index", "threshold", "10000", 6},
    {"shapley", "threshold", "9", 10 * NODES},
    {"key-set:k=2", "threshold", "9", 2 * NODES},
    {"susceptibility", "linear", "10000", NODES},
    {"diffusion", "linear", "10000", NODES},
    {"sinkrank", "linear", "10000", 2 * NODES},
    {"katz:alpha=0.1", "linear", "10000", 5},
};

static ctg_status rank(const ctg_plan *plan, const char *measure, calls *heard)
{
    const ctg_ranking_options options = {.progress = hear,
                                         .progress_context = heard};
    ctg_ranking *ranking = NULL;
    ctg_error error;
    const ctg_status status =
        ctg_ranking_new(plan, measure, &options, &ranking, &error);

    if (status && status != CTG_CANCELLED)
        fail_msg("%s: %s", measure, error.message);
    assert_true((ranking != NULL) == !status);
    ctg_ranking_free(ranking);
    return status;
}

/* Every case of rankings, by so many threads. */
static void rank_all(int threads,
                     void (*check)(const ctg_plan *plan, const ranked_case *of))
{
    ctg_graph *const graph = generated("er", NODES, 6);
    ctg_network *const network = network_of(graph);

    use_threads(threads);
    for (size_t i = 0; i < sizeof ranked_cases / sizeof *ranked_cases; i++) {
        const ranked_case *const c = &ranked_cases[i];
        ctg_plan *const plan =
            plan_of(network, default_of(graph, 5, c->valuation, c->rounds));

        check(plan, c);
        ctg_plan_free(plan);
    }
    ctg_network_free(network);
    ctg_graph_free(graph);
}

static void asks_often(const ctg_plan *plan, const ranked_case *of)
{
    calls heard = listen(0);

    assert_int_equal(rank(plan, of->measure, &heard), CTG_OK);
    if (heard.count < of->least)
        fail_msg("%s, %s: %zu calls", of->measure, of->valuation, heard.count);
    heard = listen(heard.count / 2);
    assert_int_equal(rank(plan, of->measure, &heard), CTG_CANCELLED);
}

static void rankings_ask_for_every_cascade(void **state)
{
    (void)state;
    rank_all(1, asks_often);
}

static void asks_here(const ctg_plan *plan, const ranked_case *of)
{
    calls heard = listen(0);

    assert_int_equal(rank(plan, of->measure, &heard), CTG_OK);
    assert_int_equal(heard.elsewhere, 0);
    assert_true(heard.count > 0);
}

static void only_the_caller_s_thread_is_called_on(void **state)
{
    (void)state;
    rank_all(4, asks_here);
}

static void a_curve_asks_in_every_round(void **state)
{
    ctg_graph *const graph = generated("defi", 60, 5);
    ctg_network *const network = network_of(graph);
    char shock[100];
    calls heard = listen(0);
    ctg_curve_options options = ctg_curve_options_default();
    ctg_scenario *scenario;
    ctg_curve *curve = NULL;
    ctg_error error;

    (void)state;
    snprintf(shock, sizeof shock, "asset %s=-X", ctg_graph_asset_id(graph, 0));
    scenario = scenario_of(shock, NULL);
    options.steps = 6;
    options.progress = hear;
    options.progress_context = &heard;
    if (ctg_curve_new(network, scenario, &options, &curve, &error))
        fail_msg("%s", error.message);
    assert_true(heard.count > 3 * (options.steps + 1));
    assert_int_equal(heard.elsewhere, 0);
    ctg_curve_free(curve);
    curve = NULL;
    heard = listen(5);
    assert_int_equal(ctg_curve_new(network, scenario, &options, &curve, &error),
                     CTG_CANCELLED);
    assert_null(curve);
    ctg_scenario_free(scenario);
    ctg_network_free(network);
    ctg_graph_free(graph);
}

static void pivotal_runs_ask_in_every_round(void **state)
{
    ctg_graph *const graph = graph_of(
        "nodes", "id,equity\nA,1.5\nB,1.2\nC,1.1\nD,0.7\nE,0.4\n", "exposures",
        "debtor,creditor,amount\nA,B,2.1\nB,C,2.3\nC,D,1.7\nD,E,0.9\nB,E,0.3\n",
        NULL);
    ctg_network *const network = network_of(graph);
    ctg_plan *const plan =
        plan_of(network, default_of(graph, 0, "threshold", "50"));
    calls heard = listen(0);
    ctg_node targets[5];
    ctg_run *run = NULL;
    ctg_trace *trace = NULL;
    ctg_pivotal *pivotal = NULL;
    ctg_error error;
    size_t tried = 0;
    size_t count = 0;

    (void)state;
    assert_int_equal(ctg_run_new(plan, NULL, &run, &error), CTG_OK);
    assert_int_equal(ctg_trace_new(ctg_run_ledger(run), &trace, &error),
                     CTG_OK);
    for (ctg_node i = 0; i < 5; i++)
        if (ctg_run_failed_round(run)[i] != CTG_NEVER)
            targets[count++] = i;
    assert_int_equal(ctg_pivotal_new(plan, run, trace, targets, count, hear,
                                     &heard, &pivotal, &error),
                     CTG_OK);
    for (size_t t = 0; t < count; t++) {
        size_t of_target;

        ctg_pivotal_tried(pivotal, t, &of_target);
        tried = of_target > tried ? of_target : tried;
    }
    assert_true(tried > 1);
    assert_true(heard.count > 2 * tried);
    ctg_pivotal_free(pivotal);
    pivotal = NULL;
    heard = listen(2);
    assert_int_equal(ctg_pivotal_new(plan, run, trace, targets, count, hear,
                                     &heard, &pivotal, &error),
                     CTG_CANCELLED);
    assert_null(pivotal);
    ctg_trace_free(trace);
    ctg_run_free(run);
    ctg_plan_free(plan);
    ctg_network_free(network);
    ctg_graph_free(graph);
}

/* Every 1024 rows of elements, 4096 of others, or oftener. */
static void readers_and_writers_ask_every_few_thousand_rows(void **state)
{
    static const char *const formats[] = {"json", "gml",     "pajek",
                                          "dot",  "graphml", "sqlite"};
    ctg_graph *const graph = generated("er", 6000, 3);
    char path[] = "/tmp/contagraph-progress-XXXXXX";
    const int file = mkstemp(path);

    (void)state;
    assert_true(file >= 0);
    close(file);
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) {
        ctg_read_options reading = ctg_read_options_default();
        ctg_write_options writing = ctg_write_options_default();
        calls heard = listen(0);
        ctg_graph *again = NULL;
        ctg_error error;

        unlink(path);
        writing.format = formats[i];
        writing.lossy = true;
        writing.progress = hear;
        writing.progress_context = &heard;
        if (ctg_graph_write(graph, path, &writing, NULL, &error))
            fail_msg("%s: %s", formats[i], error.message);
        if (heard.count < 10)
            fail_msg("writing %s: %zu calls", formats[i], heard.count);
        heard = listen(0);
        reading.format = formats[i];
        reading.progress = hear;
        reading.progress_context = &heard;
        if (ctg_graph_read(path, &reading, &again, NULL, &error))
            fail_msg("%s: %s", formats[i], error.message);
        if (heard.count < 5)
            fail_msg("reading %s: %zu calls", formats[i], heard.count);
        assert_int_equal(heard.elsewhere, 0);
        ctg_graph_free(again);
        again = NULL;
        heard = listen(3);
        if (ctg_graph_read(path, &reading, &again, NULL, &error) !=
            CTG_CANCELLED)
            fail_msg("%s: %s", formats[i], error.message);
        assert_null(again);
    }
    unlink(path);
    ctg_graph_free(graph);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_small_run_asks_once_a_round),
        cmocka_unit_test(a_large_run_asks_within_rounds),
        cmocka_unit_test(rankings_ask_for_every_cascade),
        cmocka_unit_test(only_the_caller_s_thread_is_called_on),
        cmocka_unit_test(a_curve_asks_in_every_round),
        cmocka_unit_test(pivotal_runs_ask_in_every_round),
        cmocka_unit_test(readers_and_writers_ask_every_few_thousand_rows),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
