/* Whoever waits for what a long ledger tells may say enough, at any time. */
#include <string.h>

#include <contagraph/draw.h>
#include <contagraph/generate.h>
#include <contagraph/pivotal.h>
#include <contagraph/trace.h>

#include "support/asked.h"
#include "support/cmocka.h"

enum {
    NODES = 400,
    DEGREE = 10,
    SHOCKED = 120,     /* nodes whose defaults bring others down */
    ENTRIES = 1 << 19, /* at least: twice what is done between questions */
    STOPS = 8,         /* questions at which each call is stopped */
    NEVER = 1 << 30
};

typedef struct longest {
    ctg_graph *graph;
    ctg_network *network;
    ctg_scenario *scenario;
    ctg_plan *plan;
    ctg_run *run;
} longest;

static void must(ctg_status status, const ctg_error *error)
{
    if (status)
        fail_msg("%s", error->message);
}

/* So many nodes default. */
static void open_long(longest *made, size_t nodes, size_t shocked)
{
    ctg_generate_options options = ctg_generate_options_default();
    const ctg_run_options running = ctg_run_options_default();
    char words[60];
    ctg_error error = {.message = "out of memory"};

    options.nodes = nodes;
    options.degree = DEGREE;
    made->scenario = ctg_scenario_new();
    assert_non_null(made->scenario);
    must(ctg_graph_generate("er", &options, &made->graph, &error), &error);
    must(ctg_network_new(made->graph, &made->network, NULL, &error), &error);
    must(ctg_scenario_apply_model(made->scenario, "debtrank", &error), &error);
    for (size_t i = 1; i <= shocked; i++) {
        snprintf(words, sizeof words, "node %s=default",
                 ctg_graph_node_id(made->graph, (ctg_node)i));
        must(ctg_scenario_add_shock(made->scenario, words, &error), &error);
    }
    must(ctg_plan_new(made->network, made->scenario, &made->plan, &error),
         &error);
    must(ctg_run_new(made->plan, &running, &made->run, &error), &error);
}

static void close_long(longest *made)
{
    ctg_run_free(made->run);
    ctg_plan_free(made->plan);
    ctg_scenario_free(made->scenario);
    ctg_network_free(made->network);
    ctg_graph_free(made->graph);
}

/* A call that asks, by `left`; what it made is freed. */
typedef ctg_status asking_call(const longest *of, const char *word, int *left,
                               ctg_error *error);

/* It asks so often at least, and fails wherever it is stopped. */
static void check_stopped(const longest *of, asking_call *call,
                          const char *word, int least)
{
    int left = NEVER;
    int questions;
    ctg_error error;

    /* Entries that falls stand for are made once, and kept. */
    must(call(of, word, &(int){NEVER}, &error), &error);
    must(call(of, word, &left, &error), &error);
    questions = NEVER - left;
    if (questions < least)
        fail_msg("%s asks %d times, not %d", word, questions, least);
    for (int k = 0; k < STOPS; k++) {
        const int at = 1 + (questions - 1) * k / (STOPS - 1);

        left = at;
        if (call(of, word, &left, &error) != CTG_CANCELLED)
            fail_msg("%s goes on after question %d of %d", word, at, questions);
        assert_true(left <= 0);
    }
}

static ctg_status draw(const longest *of, const char *word, int *left,
                       ctg_error *error)
{
    ctg_draw_options options = ctg_draw_options_default();
    const bool matrix = strncmp(word, "matrix ", 7) == 0;
    ctg_drawing *drawing;
    ctg_status status;

    options.network = of->network;
    options.run = options.against = of->run;
    options.scenario = of->scenario;
    options.of = matrix ? word + 7 : NULL;
    options.no_csv = true;
    options.progress = goes_on_until;
    options.progress_context = left;
    status = ctg_draw(matrix ? "matrix" : word, &options, &drawing, error);
    if (!status)
        ctg_drawing_free(drawing);
    return status;
}

static ctg_status trace(const longest *of, const char *word, int *left,
                        ctg_error *error)
{
    const ctg_origin_total *totals;
    size_t count;
    ctg_trace *made;
    ctg_status status;

    must(ctg_trace_new(ctg_run_ledger(of->run), &made, error), error);
    ctg_trace_ask(made, goes_on_until, left);
    status = strcmp(word, "parents") == 0
                 ? ctg_trace_find_parents(made, error)
                 : ctg_trace_origin_totals(made, &totals, &count, error);
    ctg_trace_free(made);
    return status;
}

/* Of whoever failed last. */
static ctg_status look_for_pivotal(const longest *of, const char *word,
                                   int *left, ctg_error *error)
{
    const uint32_t *const failed = ctg_run_failed_round(of->run);
    ctg_node target = 0;
    ctg_trace *made;
    ctg_pivotal *found;
    ctg_status status;

    (void)word;
    for (ctg_node i = 0; i < ctg_network_node_count(of->network); i++)
        if (failed[i] != CTG_NEVER &&
            (failed[target] == CTG_NEVER || failed[i] > failed[target]))
            target = i;
    must(ctg_trace_new(ctg_run_ledger(of->run), &made, error), error);
    status = ctg_pivotal_new(of->plan, of->run, made, &target, 1, goes_on_until,
                             left, &found, error);
    if (!status)
        ctg_pivotal_free(found);
    ctg_trace_free(made);
    return status;
}

static void who_is_asked_may_stop_a_picture_of_a_long_ledger(void **state)
{
    static const char *const words[] = {"cascade", "groups", "diff",
                                        "matrix losses"};
    longest of;

    (void)state;
    open_long(&of, NODES, 1);
    assert_true(ctg_ledger_count(ctg_run_ledger(of.run)) > ENTRIES);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        check_stopped(&of, draw, words[i], i ? 8 : 3);
    close_long(&of);
}

static void who_is_asked_may_stop_a_search_for_causes(void **state)
{
    static const char *const words[] = {"parents", "totals"};
    longest of;

    (void)state;
    open_long(&of, NODES, 1);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        check_stopped(&of, trace, words[i], 3);
    close_long(&of);
    open_long(&of, NODES, SHOCKED);
    check_stopped(&of, look_for_pivotal, "pivotal", 8);
    close_long(&of);
}

/* Lines are bent around words that stand in their way: a small map takes long.
 */
static void who_is_asked_may_stop_a_map(void **state)
{
    longest of;

    (void)state;
    open_long(&of, NODES / 10, 1);
    check_stopped(&of, draw, "map", 8);
    close_long(&of);
}

/* Those whose parents nobody looked for are there all the same. */
static void parents_are_found_when_they_are_asked_for(void **state)
{
    longest of;
    ctg_trace *made;
    ctg_error error;
    size_t last;

    (void)state;
    open_long(&of, NODES, 1);
    last = ctg_ledger_count(ctg_run_ledger(of.run)) - 1;
    must(ctg_trace_new(ctg_run_ledger(of.run), &made, &error), &error);
    assert_true(ctg_trace_parent(made, last, 0).share > 0);
    assert_true(ctg_trace_parent_count(made, last) > 0);
    ctg_trace_free(made);
    close_long(&of);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(who_is_asked_may_stop_a_picture_of_a_long_ledger),
        cmocka_unit_test(who_is_asked_may_stop_a_search_for_causes),
        cmocka_unit_test(who_is_asked_may_stop_a_map),
        cmocka_unit_test(parents_are_found_when_they_are_asked_for),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
