/* The pictures of a run whose ledger is of falls are those of the entries they
 * stand for. */
#include <contagraph/draw.h>
#include <contagraph/pivotal.h>

#include <string.h>

#include "engine/run.h"
#include "page/booked.h"
#include "support/outcome.h"
#include "support/random_debts.h"

static const char *const rules[] = {
    "linear",   "threshold", "single-hit",      "exponential",
    "clearing", "merton",    "merton-recovery", "black-cox"};

enum { RULES = sizeof rules / sizeof *rules };

/* Entries are audited one by one, so they are posted. */
static ctg_run *run_of(const ctg_plan *plan, bool posted)
{
    ctg_run_options options = ctg_run_options_default();
    ctg_run *run = NULL;
    ctg_error error;

    options.ledger = true;
    options.baseline = false;
    options.audit = posted;
    if (ctg_run_new(plan, &options, &run, &error))
        fail_msg("%s", error.message);
    return run;
}

static ctg_drawing *cascade_of(const ctg_run *run, const char *page, bool force)
{
    ctg_draw_options options = ctg_draw_options_default();
    ctg_drawing *drawing;
    ctg_error error;

    options.run = run;
    options.page = page;
    options.force = force;
    if (ctg_draw("cascade", &options, &drawing, &error))
        fail_msg("%s", error.message);
    return drawing;
}

static void same_pictures(const ctg_run *const *runs, uint64_t seed)
{
    static const char *const pages[] = {NULL, "screen", "a4"};

    for (size_t p = 0; p < 3; p++) {
        ctg_drawing *const kept =
            cascade_of(runs[0], pages[p], seed % 2 && p == 0);
        ctg_drawing *const posted =
            cascade_of(runs[1], pages[p], seed % 2 && p == 0);

        if (strcmp(ctg_drawing_dot(kept), ctg_drawing_dot(posted)) != 0)
            fail_msg("seed %u, page %u", (unsigned)seed, (unsigned)p);
        ctg_drawing_free(kept);
        ctg_drawing_free(posted);
    }
}

static ctg_scenario *scenario_by(uint64_t seed)
{
    static const char *const shocks[] = {
        "node 0=default",         "node 1=-60%;node 2=-1.37",   "node 3=-20%",
        "node 0=-10%;inject 1=2", "node 2=default;node 5=-90%", ""};

    return scenario_of(shocks[seed % 6], "valuation", rules[seed % RULES],
                       "recovery", seed % 5 == 1 ? "0.4" : "0", NULL);
}

static void as_of_entries(void **state)
{
    size_t kept = 0;

    (void)state;
    for (uint64_t seed = 1; seed <= 300; seed++) {
        const random_debts about = {.seed = seed,
                                    .nodes = 6 + (size_t)(seed % 60),
                                    .degree = 1 + (size_t)(seed % 7),
                                    .leverage = 0.3 + 0.1 * (double)(seed % 9),
                                    .core = seed % 3 == 0,
                                    .whole = seed % 4 == 1,
                                    .zeros = seed % 8 == 6};
        ctg_graph *const graph = random_debts_new(&about);
        ctg_network *const network = network_of(graph);
        ctg_plan *const plan = plan_of(network, scenario_by(seed));
        ctg_run *const runs[] = {run_of(plan, false), run_of(plan, true)};

        kept += ctg__ledger_falls(ctg_run_ledger(runs[0])) != NULL;
        assert_null(ctg__ledger_falls(ctg_run_ledger(runs[1])));
        same_pictures((const ctg_run *const *)runs, seed);
        ctg_run_free(runs[0]);
        ctg_run_free(runs[1]);
        ctg_plan_free(plan);
        ctg_network_free(network);
        ctg_graph_free(graph);
    }
    assert_in_range(kept, 200, 300);
}

/* --- what a page books ------------------------------------------------------
 */

static void same_sums(const ctg__booked *kept, const ctg__booked *posted,
                      size_t nodes)
{
    assert_int_equal(kept->count, posted->count);
    for (size_t i = 0; i < kept->count; i++) {
        const ctg__booking *const a = &kept->list[i];
        const ctg__booking *const b = &posted->list[i];

        assert_int_equal(a->round, b->round);
        assert_int_equal(a->node, b->node);
        assert_memory_equal(a->amounts, b->amounts, sizeof a->amounts);
        assert_memory_equal(&a->total, &b->total, sizeof a->total);
    }
    assert_memory_equal(kept->of_node, posted->of_node,
                        nodes * sizeof *kept->of_node);
    assert_memory_equal(kept->later, posted->later, sizeof kept->later);
    assert_memory_equal(&kept->total, &posted->total, sizeof kept->total);
    assert_memory_equal(&kept->direct, &posted->direct, sizeof kept->direct);
    assert_memory_equal(&kept->gains, &posted->gains, sizeof kept->gains);
    assert_int_equal(kept->codes, posted->codes);
    assert_int_equal(kept->last, posted->last);
    assert_int_equal(kept->span_count, posted->span_count);
    for (size_t k = 0; k < kept->span_count; k++) {
        assert_string_equal(kept->spans[k].label, posted->spans[k].label);
        assert_memory_equal(kept->spans[k].amounts, posted->spans[k].amounts,
                            sizeof kept->spans[k].amounts);
        assert_memory_equal(&kept->spans[k].total, &posted->spans[k].total,
                            sizeof kept->spans[k].total);
    }
}

static void same_bookings(const ctg_run *const *runs)
{
    const ctg_ledger *const ledger = ctg_run_ledger(runs[0]);
    const size_t nodes = ctg_network_node_count(ctg_run_network(runs[0]));
    ctg__arena arena = {NULL};
    ctg__booked booked[2];
    ctg_node all[128];
    ctg_trace *trace;
    ctg_error error;

    if (!ctg__ledger_falls(ledger))
        return;
    assert_in_range(nodes, 1, 128);
    for (size_t i = 0; i < nodes; i++)
        all[i] = (ctg_node)i;
    if (ctg__booked_of_falls(&booked[0], ledger, NULL, &arena, &error) ||
        ctg__booked_list(&booked[0], ledger, all, nodes, &arena, &error) ||
        ctg_trace_new(ctg_run_ledger(runs[1]), &trace, &error) ||
        ctg_trace_find_parents(trace, &error) ||
        ctg__booked_init(&booked[1], ctg__trace_causes(trace), nodes, &arena,
                         &error))
        fail_msg("%s", error.message);
    same_sums(&booked[0], &booked[1], nodes);
    ctg_trace_free(trace);
    ctg__arena_clear(&arena);
}

/* --- who was pivotal --------------------------------------------------------
 */

static ctg_pivotal *pivotal_of(const ctg_plan *plan, const ctg_run *run,
                               const ctg_node *targets, size_t count)
{
    ctg_pivotal *pivotal;
    ctg_trace *trace;
    ctg_error error;

    if (ctg_trace_new(ctg_run_ledger(run), &trace, &error) ||
        ctg_pivotal_new(plan, run, trace, targets, count, NULL, NULL, &pivotal,
                        &error))
        fail_msg("%s", error.message);
    ctg_trace_free(trace);
    return pivotal;
}

/* Of the first nodes that others brought down. How many were tried. */
static size_t same_pivotal(const ctg_plan *plan, const ctg_run *const *runs)
{
    const uint32_t *const failed = ctg_run_failed_round(runs[0]);
    const size_t nodes = ctg_network_node_count(ctg_run_network(runs[0]));
    ctg_node targets[6];
    size_t count = 0;
    size_t all = 0;
    ctg_pivotal *of[2];

    for (ctg_node i = 0; i < nodes && count < 6; i++)
        if (failed[i] != CTG_NEVER && failed[i] > 0)
            targets[count++] = i;
    for (int k = 0; k < 2; k++)
        of[k] = pivotal_of(plan, runs[k], targets, count);
    for (size_t i = 0; i < count; i++) {
        const ctg_counterfactual *tried[2];
        size_t tries[2];

        for (int k = 0; k < 2; k++)
            tried[k] = ctg_pivotal_tried(of[k], i, &tries[k]);
        assert_int_equal(ctg_pivotal_verdict(of[0], i),
                         ctg_pivotal_verdict(of[1], i));
        assert_int_equal(tries[0], tries[1]);
        for (size_t t = 0; t < tries[0]; t++) {
            assert_int_equal(tried[0][t].sender, tried[1][t].sender);
            assert_int_equal(tried[0][t].failed_round,
                             tried[1][t].failed_round);
            assert_memory_equal(&tried[0][t].loss, &tried[1][t].loss,
                                sizeof(double));
        }
        all += tries[0];
    }
    ctg_pivotal_free(of[0]);
    ctg_pivotal_free(of[1]);
    return all;
}

/* --- views other than the cascade ------------------------------------------
 */

static void alike(const char *kept, const char *posted, const char *what,
                  uint64_t seed)
{
    if ((kept == NULL) != (posted == NULL) ||
        (kept && strcmp(kept, posted) != 0))
        fail_msg("seed %u, %s", (unsigned)seed, what);
}

/* The same options but for the runs: 0 kept falls, 1 posted; 2 and 3 are those
 * after a change. */
static void same_view(const char *view, ctg_draw_options options,
                      const ctg_run *const *runs, uint64_t seed)
{
    ctg_drawing *drawn[2];
    ctg_error error;

    for (int k = 0; k < 2; k++) {
        options.run = runs[k];
        options.against = runs[2 + k];
        if (ctg_draw(view, &options, &drawn[k], &error))
            fail_msg("%s: %s", view, error.message);
    }
    alike(ctg_drawing_dot(drawn[0]), ctg_drawing_dot(drawn[1]), view, seed);
    alike(ctg_drawing_csv(drawn[0]), ctg_drawing_csv(drawn[1]), view, seed);
    ctg_drawing_free(drawn[0]);
    ctg_drawing_free(drawn[1]);
}

static void same_views(const ctg_run *const *runs, uint64_t seed)
{
    const ctg_draw_options standard = ctg_draw_options_default();
    ctg_draw_options options = standard;

    options.paths = 1 + seed % 9;
    options.min_steps = seed % 3;
    same_view("paths", options, runs, seed);
    options = standard;
    options.group = seed % 2 ? "community" : "scc";
    same_view("groups", options, runs, seed);
    same_view("diff", options, runs, seed);
    options.group = NULL;
    same_view("diff", options, runs, seed);
    options.of = "losses"; /* of all cells, of groups, of a few lines */
    same_view("matrix", options, runs, seed);
    options.group = "community";
    same_view("matrix", options, runs, seed);
    options =
        (ctg_draw_options){.of = "losses", .no_csv = true, .top = 1 + seed % 5};
    same_view("matrix", options, runs, seed);
    options.of = "adl";
    same_view("matrix", options, runs, seed);
}

static void views_as_of_entries(void **state)
{
    size_t kept = 0;
    size_t tried = 0;

    (void)state;
    for (uint64_t seed = 1; seed <= 120; seed++) {
        const random_debts about = {.seed = seed + 1000,
                                    .nodes = 6 + (size_t)(seed % 60),
                                    .degree = 1 + (size_t)(seed % 7),
                                    .leverage = 0.5 + 0.4 * (double)(seed % 9),
                                    .core = seed % 3 == 0,
                                    .whole = seed % 4 == 1,
                                    .zeros = seed % 8 == 6};
        ctg_graph *const graph = random_debts_new(&about);
        ctg_network *const network = network_of(graph);
        ctg_plan *const before = plan_of(network, scenario_by(seed));
        ctg_plan *const after = plan_of(network, scenario_by(seed + 1));
        ctg_run *const runs[] = {run_of(before, false), run_of(before, true),
                                 run_of(after, false), run_of(after, true)};

        kept += ctg__ledger_falls(ctg_run_ledger(runs[0])) != NULL;
        same_bookings((const ctg_run *const *)runs);
        tried += same_pivotal(before, (const ctg_run *const *)runs);
        if (seed % 4 == 3 || about.nodes < 12)
            same_views((const ctg_run *const *)runs, seed);
        for (size_t k = 0; k < 4; k++) {
            assert_false(k % 2 == 0 &&
                         ctg__ledger_falls(ctg_run_ledger(runs[k])) &&
                         ctg__ledger_is_listed(ctg_run_ledger(runs[k])));
            ctg_run_free(runs[k]);
        }
        ctg_plan_free(before);
        ctg_plan_free(after);
        ctg_network_free(network);
        ctg_graph_free(graph);
    }
    assert_in_range(kept, 80, 120);
    assert_in_range(tried, 500, 50000);
}

/* A ring that turns for more rounds than are told apart, with a few debts
 * across it. */
static ctg_graph *ring(size_t nodes)
{
    debts_text node_rows = {ctg__allocate(nodes * 32 + 64), 0, nodes * 32 + 64};
    debts_text edge_rows = {ctg__allocate(nodes * 96 + 64), 0, nodes * 96 + 64};
    ctg_graph *graph;

    node_rows.used =
        (size_t)snprintf(node_rows.text, node_rows.room, "id,equity\n");
    edge_rows.used = (size_t)snprintf(edge_rows.text, edge_rows.room,
                                      "debtor,creditor,amount\n");
    for (size_t i = 0; i < nodes; i++) {
        node_rows.used += (size_t)snprintf(
            node_rows.text + node_rows.used, node_rows.room - node_rows.used,
            "%zu,%.3f\n", i, 1 + (double)(i * 7 % 19) / 100);
        edge_rows.used += (size_t)snprintf(edge_rows.text + edge_rows.used,
                                           edge_rows.room - edge_rows.used,
                                           "%zu,%zu,1.2\n", i, (i + 1) % nodes);
        if (i % 5 == 0)
            edge_rows.used += (size_t)snprintf(edge_rows.text + edge_rows.used,
                                               edge_rows.room - edge_rows.used,
                                               "%zu,%zu,0.0%zu\n", i,
                                               (i + 9) % nodes, 1 + i % 8);
    }
    graph =
        graph_of("nodes", node_rows.text, "exposures", edge_rows.text, NULL);
    ctg__release(node_rows.text);
    ctg__release(edge_rows.text);
    return graph;
}

static void of_more_rounds_than_columns(void **state)
{
    (void)state;
    for (uint64_t seed = 0; seed < 4; seed++) {
        ctg_graph *const graph = ring(1200);
        ctg_network *const network = network_of(graph);
        ctg_plan *const plan = plan_of(
            network,
            scenario_of(seed % 2 ? "node 3=-50%;node 9=default"
                                 : "node 0=default",
                        "valuation", seed < 2 ? "linear" : "clearing", NULL));
        ctg_run *const runs[] = {run_of(plan, false), run_of(plan, true)};

        assert_non_null(ctg__ledger_falls(ctg_run_ledger(runs[0])));
        assert_true(seed >= 2 || ctg_run_summary(runs[0])->rounds > 400);
        same_pictures((const ctg_run *const *)runs, seed);
        ctg_run_free(runs[0]);
        ctg_run_free(runs[1]);
        ctg_plan_free(plan);
        ctg_network_free(network);
        ctg_graph_free(graph);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(as_of_entries),
        cmocka_unit_test(views_as_of_entries),
        cmocka_unit_test(of_more_rounds_than_columns),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
