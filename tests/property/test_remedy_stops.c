/*
 * Searches for remedies that are stopped, by the number of runs and by whoever
 * asks for their progress, at many points: beside what is proven, nothing that
 * they say is wrong.
 */
#include <contagraph/generate.h>

#include "support/asked.h"
#include "support/remedies.h"

enum { CALLS = 40 };

/* What is proven, and what a search says that is stopped. A cost, or a loss
 * that aid leaves, is no less than its bound; the worst no more. */
static void check_bound(const ctg_optimisation *all,
                        const ctg_optimisation *some, bool least)
{
    const double truth = ctg_optimisation_value(all);
    const double near = 2e-6 * fmax(1, fabs(truth));
    const double bound = ctg_optimisation_bound(some);
    const double value = ctg_optimisation_value(some);

    if (!isnan(bound) && (least ? bound > truth + near : bound < truth - near))
        fail_msg("bound %.17g, proven %.17g", bound, truth);
    if (least ? value < truth - near : value > truth * (1 + 1e-3) + near)
        fail_msg("stopped with %.17g, proven %.17g", value, truth);
    if (ctg_optimisation_proven(some) &&
        fabs(value - truth) > 1e-3 * fabs(truth) + near)
        fail_msg("%.17g is called proven, %.17g is", value, truth);
}

typedef struct question {
    const char *name;
    const char *settings[12];
    bool least;
} question;

#define ASKED(q)                                                               \
    (q)->name, (q)->settings[0], (q)->settings[1], (q)->settings[2],           \
        (q)->settings[3], (q)->settings[4], (q)->settings[5],                  \
        (q)->settings[6], (q)->settings[7], (q)->settings[8],                  \
        (q)->settings[9], (q)->settings[10], NULL

static const question questions[] = {
    {"bailout", {"method", "programme", "goal", "loss", "budget", "1.1"}, true},
    {"bailout",
     {"method", "programme", "goal", "failures", "budget", "1"},
     true},
    {"bailout", {"method", "programme", "max-failures", "1"}, true},
    {"bailout", {"method", "enumerate", "max-failures", "1"}, true},
    {"bailout", {"method", "search", "goal", "loss", "budget", "1.1"}, true},
    {"bailout", {"method", "search", "max-failures", "1"}, true},
    {"worst-shock", {MOVES, "radius", "1.3"}, false},
    {"reverse", {MOVES, "target", "failed >= 4"}, true},
    {"key-set", {"count", "3"}, false},
    {"key-set", {"count", "3", "tries", "0"}, false},
};

static ctg_optimisation *answer_of(const world *of, const question *q)
{
    question proven = *q;

    if (strcmp(q->name, "bailout") == 0)
        proven.settings[1] = "enumerate";
    if (strcmp(q->name, "key-set") == 0)
        proven.settings[2] = NULL;
    return ask(of, 0, ASKED(&proven));
}

/* The n-th run, or the n-th question whether to go on. */
static void a_bound_is_never_wrong_wherever_it_is_stopped(void **state)
{
    (void)state;
    for (uint64_t seed = 0; seed < 3; seed++)
        for (size_t k = 0; k < sizeof questions / sizeof *questions; k++) {
            const question *const q = &questions[k];
            world of = world_of(seed);
            ctg_optimisation *const all = answer_of(&of, q);

            for (uint64_t n = 1; all && n < CALLS; n += n < 8 ? 1 : 5) {
                ctg_optimisation *const ran = ask(&of, n, ASKED(q));
                ctg_optimisation *const again = ask(&of, n, ASKED(q));
                ctg_optimisation *const left = ask_until(&of, n, ASKED(q));

                assert_true(!ran == !again);
                if (ran) {
                    check_bound(all, ran, q->least);
                    assert_true(ctg_optimisation_value(ran) ==
                                ctg_optimisation_value(again));
                }
                if (left)
                    check_bound(all, left, q->least);
                ctg_optimisation_free(ran);
                ctg_optimisation_free(again);
                ctg_optimisation_free(left);
            }
            ctg_optimisation_free(all);
            world_free(&of);
        }
}

/* Limits hold, whatever stopped the search. */
static void a_stopped_search_keeps_its_limits(void **state)
{
    static const char *const methods[] = {"programme", "enumerate", "search"};

    (void)state;
    for (uint64_t seed = 0; seed < 3; seed++)
        for (size_t m = 0; m < 3; m++) {
            world of = world_of(seed);

            for (uint64_t n = 1; n < 90; n += 4) {
                ctg_optimisation *const made =
                    ask(&of, n, "bailout", "method", methods[m], "max-failures",
                        "1", NULL);

                if (made)
                    assert_true(
                        figure(ctg_optimisation_after, made, "failures") <= 1);
                ctg_optimisation_free(made);
            }
            world_free(&of);
        }
}

static double money(const ctg_graph *graph, int debtor, int creditor)
{
    double amounts[100];

    amounts_of(graph, amounts);
    return amounts[debtor * 10 + creditor];
}

/* What is left is between the least and what there was, nets as they were,
 * and no bound is above the least. */
static void check_compressed(const world *of, const ctg_optimisation *all,
                             const ctg_optimisation *some)
{
    const ctg_graph *const after = ctg_optimisation_graph(some);
    const double near = 1e-9 * fact(all, "gross_before");

    assert_true(fact(some, "gross_after") >= fact(all, "gross_after") - near);
    assert_true(fact(some, "gross_after") <= fact(all, "gross_before") + near);
    assert_true(isnan(ctg_optimisation_bound(some)) ||
                ctg_optimisation_bound(some) <=
                    ctg_optimisation_value(all) + near);
    if (ctg_optimisation_proven(some))
        assert_close(ctg_optimisation_value(some), ctg_optimisation_value(all),
                     1e-9);
    for (int i = 0; i < (int)of->nodes; i++) {
        double moved = 0;

        for (int j = 0; j < (int)of->nodes; j++)
            moved += money(of->graph, i, j) - money(of->graph, j, i) -
                     money(after, i, j) + money(after, j, i);
        assert_true(fabs(moved) <= near);
    }
}

static void a_compression_is_right_wherever_it_is_stopped(void **state)
{
    static const char *const methods[] = {"conservative", "bilateral",
                                          "non-conservative"};

    (void)state;
    for (uint64_t seed = 0; seed < 3; seed++)
        for (size_t m = 0; m < 3; m++) {
            world of = world_of(seed);
            ctg_optimisation *const all =
                ask(&of, 0, "compress", "method", methods[m], NULL);

            for (uint64_t n = 1; n < 12; n++) {
                ctg_optimisation *const some =
                    ask_until(&of, n, "compress", "method", methods[m], NULL);

                if (some)
                    check_compressed(&of, all, some);
                ctg_optimisation_free(some);
            }
            ctg_optimisation_free(all);
            world_free(&of);
        }
}

/* The table of sizes, the second NaN where there is none. */
static size_t points_of(const ctg_optimisation *of, double points[2 * 16])
{
    const ctg_answer_table *const table = ctg_optimisation_table_at(of, 0);

    assert_string_equal(table->key, "points");
    assert_true(table->row_count <= 16);
    for (size_t k = 0; k < 2 * table->row_count; k++)
        points[k] = table->cells[k].kind == CTG_CELL_EMPTY
                        ? (double)NAN
                        : table->cells[k].number;
    return table->row_count;
}

/* Points that are there are those of the whole line. */
static void a_frontier_is_right_wherever_it_is_stopped(void **state)
{
    (void)state;
    for (uint64_t seed = 0; seed < 3; seed++) {
        static const question q = {"frontier",
                                   {"move", "node 0=-40%", "move",
                                    "node 3=-100%", "target", "failed >= 4",
                                    "steps", "9"},
                                   true};
        world of = world_of(seed);
        ctg_optimisation *const all = ask(&of, 0, ASKED(&q));
        double whole[32];
        const size_t count = points_of(all, whole);

        assert_int_equal(count, 10);
        assert_true(ctg_optimisation_proven(all));
        for (uint64_t n = 1; n < 400; n += n < 8 ? 1 : 23)
            for (int by_call = 0; by_call < 2; by_call++) {
                ctg_optimisation *const some =
                    by_call ? ask_until(&of, n, ASKED(&q))
                            : ask(&of, n, ASKED(&q));
                double points[32];
                const size_t there = some ? points_of(some, points) : 0;

                if (some)
                    assert_memory_equal(points, whole,
                                        2 * there * sizeof *points);
                assert_true(!some || there == count ||
                            (ctg_optimisation_stopped(some) &&
                             !ctg_optimisation_proven(some)));
                ctg_optimisation_free(some);
            }
        ctg_optimisation_free(all);
        world_free(&of);
    }
}

/* By whoever is asked in the search, and outside it; they never stop at 0. */
static ctg_status asked_twice(const ctg_network *network,
                              const ctg_scenario *scenario, const question *q,
                              int *searching, int *confirming, double *value)
{
    ctg_optimise_options options = ctg_optimise_options_default();
    ctg_setting settings[6];
    ctg_optimisation *made = NULL;
    ctg_error error;
    ctg_status status;

    options.settings = settings;
    for (size_t k = 0; k < 12 && q->settings[k]; k += 2)
        settings[options.setting_count++] =
            (ctg_setting){q->settings[k], q->settings[k + 1]};
    options.seconds = 0;
    options.progress = *searching ? goes_on_until : NULL;
    options.confirming = *confirming ? goes_on_until : NULL;
    options.progress_context = *searching ? searching : confirming;
    status =
        ctg_optimise(q->name, network, scenario, &options, &made, &error);
    if (made)
        *value = ctg_optimisation_value(made);
    ctg_optimisation_free(made);
    return status;
}

/* And what was found is given up, wherever who confirms it says so. */
static void what_was_found_may_be_given_up(void **state)
{
    (void)state;
    for (size_t k = 0; k < sizeof questions / sizeof *questions; k++) {
        const question *const q = &questions[k];
        world of = world_of(1);
        double values[2] = {0, 0};
        int nobody = 0;
        int left = 0;
        int count;

        if (asked_twice(of.network, of.scenario, q, &nobody, &left, values)) {
            world_free(&of);
            continue;
        }
        left = INT16_MAX;
        assert_int_equal(asked_twice(of.network, of.scenario, q, &nobody, &left,
                                     &values[1]),
                         CTG_OK);
        assert_true(values[0] == values[1]);
        count = INT16_MAX - left;
        assert_true(count >= 1);
        for (int n = 1; n <= count; n++) {
            left = n;
            assert_int_equal(asked_twice(of.network, of.scenario, q, &nobody,
                                         &left, &values[1]),
                             CTG_CANCELLED);
        }
        world_free(&of);
    }
}

static void nothing_is_found_in_the_run_before(void **state)
{
    (void)state;
    for (size_t k = 0; k < sizeof questions / sizeof *questions; k++) {
        world of = world_of(2);
        double value;
        int first = 1;
        int nobody = 0;

        assert_int_equal(asked_twice(of.network, of.scenario, &questions[k],
                                     &first, &nobody, &value),
                         CTG_CANCELLED);
        world_free(&of);
    }
}

/* Debts are put in order before any are netted. */
static void who_is_asked_may_stop_the_order_of_debts(void **state)
{
    enum { ORDER = 16 }; /* questions */
    static const question q = {"compress", {"method", "bilateral"}, true};
    const ctg_generate_options options = {.nodes = 2000, .degree = 10};
    ctg_graph *graph = NULL;
    ctg_network *network = NULL;
    ctg_scenario *const scenario = ctg_scenario_new();
    ctg_error error;
    double value;

    (void)state;
    assert_non_null(scenario);
    assert_int_equal(ctg_graph_generate("er", &options, &graph, &error),
                     CTG_OK);
    assert_int_equal(ctg_network_new(graph, &network, NULL, &error), CTG_OK);
    for (int n = 1; n <= ORDER; n++) {
        int left = n;
        int nobody = 0;

        assert_int_equal(
            asked_twice(network, scenario, &q, &left, &nobody, &value),
            CTG_CANCELLED);
    }
    ctg_scenario_free(scenario);
    ctg_network_free(network);
    ctg_graph_free(graph);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_bound_is_never_wrong_wherever_it_is_stopped),
        cmocka_unit_test(a_stopped_search_keeps_its_limits),
        cmocka_unit_test(a_compression_is_right_wherever_it_is_stopped),
        cmocka_unit_test(a_frontier_is_right_wherever_it_is_stopped),
        cmocka_unit_test(what_was_found_may_be_given_up),
        cmocka_unit_test(nothing_is_found_in_the_run_before),
        cmocka_unit_test(who_is_asked_may_stop_the_order_of_debts),
    };

    return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
