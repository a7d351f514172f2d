/* A page without a ledger says what the ledger would have said: runs of every
 * channel, and a market where many pay for many. */
#include <contagraph/generate.h>

#include "engine/state.h"
#include "support/outcome.h"
#include "support/random_claims.h"
#include "support/random_debts.h"
#include "support/random_graph.h"
#include "support/tally.h"

#define GIANT 1e12

/* Of all but giants, whose rounding is as much as others lose. */
static double gross(const ctg_network *network)
{
    double sum = 1;

    for (size_t i = 0; i < ctg_network_node_count(network); i++)
        if (ctg_network_assets(network)[i] < 0.5 * GIANT)
            sum += ctg_network_assets(network)[i] +
                   ctg_network_liabilities(network)[i];
    return sum;
}

static void check_end(const ctg_run *one, const ctg_run *other)
{
    const ctg_summary *const a = ctg_run_summary(one);
    const ctg_summary *const b = ctg_run_summary(other);
    const size_t nodes = ctg_network_node_count(ctg_run_network(one));

    assert_null(ctg_run_ledger(one));
    assert_int_equal(a->rounds, b->rounds);
    assert_int_equal(a->failed, b->failed);
    assert_same(a->last_change, b->last_change);
    assert_same(a->baseline, b->baseline);
    assert_near(a->losses_booked, b->losses_booked);
    assert_near(a->gains_booked, b->gains_booked);
    for (size_t i = 0; i < nodes; i++)
        assert_same(ctg_run_equity(one)[i], ctg_run_equity(other)[i]);
}

/* Returns how many of the nodes passed something on. */
static size_t check_counted(const outcome *made, size_t top)
{
    const double scale = gross(made->network);
    size_t passing = 0;
    ctg_tally *tally;
    ctg_run *run;
    ctg_error error;
    counted of;

    if (ctg_tally_new(made->plan, NULL, top, &run, &tally, &error))
        fail_msg("%s", error.message);
    check_end(run, made->run);
    count_ledger(&of, ctg_run_ledger(made->run));
    check_tally(tally, &of, scale);
    assert_true(tally->node_count <= top);
    for (size_t k = 0; k < tally->node_count; k++) {
        uint32_t first;
        const double carry = carry_of(&of, tally->nodes[k], &first);

        assert_within(tally->passed[k], carry, 1e-9 * scale);
        assert_same(ctg__tally_passed(tally, tally->nodes[k]),
                    tally->passed[k]);
        passing += carry > 1e-3;
    }
    counted_clear(&of);
    ctg_run_free(run);
    ctg_tally_free(tally);
    return passing;
}

static void every_channel_is_counted(void **state)
{
    static const unsigned mixtures[] = {0,
                                        WITH_CLASSES,
                                        WITH_ASSETS | WITH_SHORTS,
                                        WITH_TOKENS | WITH_RUNS | WITH_ASSETS,
                                        WITH_ACCOUNTS | WITH_LAYERS,
                                        WITH_EVERYTHING};
    size_t passing = 0;

    (void)state;
    for (uint64_t seed = 1; seed <= 30; seed++)
        for (size_t k = 0; k < sizeof mixtures / sizeof *mixtures; k++) {
            const random_graph about = {.seed = seed,
                                        .nodes = 5 + (size_t)(seed % 17),
                                        .features = mixtures[k],
                                        .unit = 1,
                                        .prefix = ""};
            outcome made = outcome_of(
                random_graph_new(&about, 1),
                scenario_of(k > 1 ? "node n0=-60%;asset a0=-35%;depth a1=-30%"
                                  : "node n0=default;node n1=-1.37",
                            "rounds", "60", "liquidate_failed",
                            seed % 3 ? "true" : "false", "settlement_lag",
                            seed % 2 ? "1" : "0", "unwind_rounds", "2", NULL));

            passing += check_counted(&made, 3 + seed);
            outcome_free(&made);
        }
    assert_true(passing > 300);
}

/* They send before they receive anything: what they send is of their round 0.
 */
static void whoever_is_insolvent_from_the_start_is_counted(void **state)
{
    outcome made;

    (void)state;
    made = outcome_of(graph_of("nodes", "id,equity\nA,-1\nB,10\nC,10\nD,9\n",
                               "exposures",
                               "debtor,creditor,amount\n"
                               "A,B,5\nA,C,6\nA,C,0.5\n"
                               "B,D,4\nC,D,3\nD,B,1\n",
                               NULL),
                      scenario_of("node D=-10%", "valuation", "linear", NULL));
    assert_int_equal(check_counted(&made, 4), 4);
    outcome_free(&made);
}

static void many_that_pay_for_many_are_counted(void **state)
{
    static const ctg_generate_options options = {
        .nodes = 1300, .degree = 4, .seed = 7};
    ctg_graph *graph;
    ctg_error error;
    outcome made;

    (void)state;
    assert_int_equal(ctg_graph_generate("defi", &options, &graph, &error),
                     CTG_OK);
    made = outcome_of(graph, scenario_of("asset ETH=-35%", NULL));
    assert_true(outcome_sum(&made, CTG_ADL, NULL, NULL) > 0);
    assert_true(outcome_sum(&made, CTG_SOCIALISE, NULL, NULL) > 0);
    /* More pairs than are posted one by one. */
    assert_true(ctg_ledger_count(ctg_run_ledger(made.run)) > 20000);
    assert_true(check_counted(&made, 20) > 0);
    outcome_free(&made);
}

static int stop_in_time(void *context, double done, double total)
{
    int *const left = context;

    (void)done;
    (void)total;
    return --*left >= 0;
}

/* A ledger of falls is counted by its falls, in rounds of few and of many. */
static void check_falls(ctg_graph *graph, ctg_scenario *scenario, size_t top,
                        size_t *passing)
{
    ctg_run_options options = ctg_run_options_default();
    ctg_network *const network = network_of(graph);
    ctg_plan *const plan = plan_of(network, scenario);
    const double scale = gross(network);
    ctg__asking nobody = {0};
    ctg_tally *tally;
    ctg_run *run;
    ctg_error error;
    counted of;

    options.baseline = false;
    if (ctg_run_new(plan, &options, &run, &error))
        fail_msg("%s", error.message);
    assert_non_null(ctg__ledger_falls(ctg_run_ledger(run)));
    if (ctg__tally_of_falls(run, top, &nobody, &tally, &error))
        fail_msg("%s", error.message);
    count_ledger(&of, ctg_run_ledger(run));
    check_tally(tally, &of, scale);
    assert_int_equal(tally->row_count, ctg_run_summary(run)->rounds + 1);
    for (size_t k = 0; k < tally->node_count; k++) {
        uint32_t first;
        const double carry = carry_of(&of, tally->nodes[k], &first);

        assert_within(tally->passed[k], carry, 1e-9 * scale);
        *passing += carry > 1e-3;
    }
    counted_clear(&of);
    ctg_tally_free(tally);
    for (int rounds = 0;
         rounds < (int)ctg_run_summary(run)->rounds && rounds < 2; rounds++) {
        int left = rounds;
        ctg__asking asking = {.progress = stop_in_time, .context = &left};

        assert_int_equal(ctg__tally_of_falls(run, top, &asking, &tally, &error),
                         CTG_CANCELLED);
    }
    ctg_run_free(run);
    ctg_plan_free(plan);
    ctg_network_free(network);
    ctg_graph_free(graph);
}

static void falls_are_counted(void **state)
{
    size_t passing = 0;

    (void)state;
    for (uint64_t seed = 1; seed <= 100; seed++) {
        const random_debts about = {.seed = seed,
                                    .nodes = 6 + (size_t)(seed % 29),
                                    .degree = 1 + (size_t)(seed % 7),
                                    .leverage = 0.3 + 0.1 * (double)(seed % 9),
                                    .core = seed % 3 == 0,
                                    .whole = seed % 4 == 1,
                                    .zeros = seed % 8 == 6};

        check_falls(random_debts_new(&about),
                    scenario_of("node 0=default;node 1=-60%;node 2=-1.37",
                                "rounds", "200", NULL),
                    1 + (size_t)(seed % 20), &passing);
    }
    check_falls(random_claims(9000, 11, 2, 7),
                scenario_of("node 40=default", "rounds", "20", NULL), 20,
                &passing);
    assert_true(passing > 300);
}

/* Every third node is a giant: what it loses is near its rounding, each and in
 * sum. Either it has so much that what it owes falls by next to nothing, or it
 * owes as much outside. */
static ctg_graph *giants_of(const random_debts *about)
{
    ctg_graph *const graph = random_debts_new(about);
    ctg_error error;

    for (size_t i = 1; i < about->nodes; i += 3) {
        char words[64];

        snprintf(words, sizeof words, "nodes %zu %s=%g", i,
                 i % 2 ? "equity" : "other_liabilities",
                 (double)(1 + i % 4) * GIANT);
        if (ctg_graph_edit(graph, words, &error))
            fail_msg("%s: %s", words, error.message);
    }
    return graph;
}

static void what_is_rounding_explains_nothing(void **state)
{
    static const char shocks[] = "node 0=default;node 2=-60%;node 3=-0.37";
    size_t passing = 0;

    (void)state;
    for (uint64_t seed = 1; seed <= 60; seed++) {
        const random_debts about = {.seed = seed,
                                    .nodes = 6 + (size_t)(seed % 19),
                                    .degree = 2 + (size_t)(seed % 5),
                                    .leverage = 2,
                                    .classes = seed % 3 == 0};
        outcome made = outcome_of(giants_of(&about), scenario_of(shocks, NULL));

        passing += check_counted(&made, 1 + (size_t)(seed % 9));
        if (!about.classes)
            check_falls(giants_of(&about), scenario_of(shocks, NULL), 3,
                        &passing);
        outcome_free(&made);
    }
    assert_true(passing > 60);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_channel_is_counted),
        cmocka_unit_test(whoever_is_insolvent_from_the_start_is_counted),
        cmocka_unit_test(many_that_pay_for_many_are_counted),
        cmocka_unit_test(falls_are_counted),
        cmocka_unit_test(what_is_rounding_explains_nothing),
    };

    return RUN_TESTS(tests);
}
