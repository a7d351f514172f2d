/* Rounds of claims alone have the bits of the phases that post every loss,
 * whatever the rules; where another channel may move, the phases run. A ledger
 * of their falls has the entries that were posted, byte for byte. */
#include <omp.h>

#include <contagraph/trace.h>

#include "engine/run.h"
#include "engine/state.h"
#include "engine/valuation.h"
#include "support/outcome.h"
#include "support/random_debts.h"
#include "support/random_graph.h"
#include "support/same_traces.h"

/* How many runs were of this kind, and how many of them changed over between
 * lists and rows. */
typedef struct tally {
    size_t all;
    size_t alone;
    size_t both;
    size_t kept; /* their ledger has falls */
    size_t paths;
} tally;

/* The ledger of a run: of the phases, none, or as it comes. */
typedef enum way { POSTED, WITHOUT, KEPT } way;

static void same_bits(const double *one, const double *other, size_t count)
{
    assert_memory_equal(one, other, count * sizeof *one);
}

static void same_claims(const ctg_run *one, const ctg_run *other)
{
    ctg_claim a;
    ctg_claim b;

    for (size_t k = 0; ctg_run_claim(one, k, &a); k++) {
        assert_true(ctg_run_claim(other, k, &b));
        same_bits(&a.face, &b.face, 1);
        same_bits(&a.value, &b.value, 1);
    }
}

static void same_runs(const ctg_run *one, const ctg_run *other)
{
    const ctg_summary *const a = ctg_run_summary(one);
    const ctg_summary *const b = ctg_run_summary(other);
    const size_t nodes = ctg_network_node_count(ctg_run_network(one));

    assert_int_equal(a->rounds, b->rounds);
    assert_int_equal(a->converged, b->converged);
    assert_int_equal(a->failed, b->failed);
    same_bits(&a->last_change, &b->last_change, 1);
    same_bits(&a->error_estimate, &b->error_estimate, 1);
    same_bits(&a->initial_equity, &b->initial_equity, 1);
    same_bits(&a->equity_lost, &b->equity_lost, 1);
    same_bits(&a->outside_loss, &b->outside_loss, 1);
    same_bits(&a->debtrank, &b->debtrank, 1);
    same_bits(ctg_run_equity(one), ctg_run_equity(other), nodes);
    same_bits(ctg_run_distress(one), ctg_run_distress(other), nodes);
    same_bits(ctg_run_shocked_distress(one), ctg_run_shocked_distress(other),
              nodes);
    assert_memory_equal(ctg_run_failed_round(one), ctg_run_failed_round(other),
                        nodes * sizeof(uint32_t));
    same_bits(one->books->opening.equity, other->books->opening.equity, nodes);
    same_claims(one, other);
}

/* Read in pieces of any length, from anywhere, and as a whole. */
static void same_entries(const ctg_ledger *one, const ctg_ledger *other,
                         size_t piece)
{
    const size_t count = ctg_ledger_count(other);
    const ctg_entry *const entries = ctg_ledger_entries(other);
    ctg_entry read[64];

    assert_in_range(piece, 1, 64);
    assert_int_equal(ctg_ledger_count(one), count);
    for (size_t first = 0; first < count; first += piece) {
        const size_t wanted = first + piece < count ? piece : count - first;

        assert_int_equal(ctg_ledger_read(one, first, read, piece), wanted);
        assert_memory_equal(read, entries + first, wanted * sizeof *read);
    }
    for (size_t e = count % 5; e < count; e += 3) {
        assert_int_equal(ctg_ledger_read(one, e, read, 1), 1);
        assert_memory_equal(read, entries + e, sizeof *read);
    }
    assert_int_equal(ctg_ledger_read(one, count, read, 64), 0);
    if (count)
        assert_memory_equal(ctg_ledger_entries(one), entries,
                            count * sizeof *entries);
}

static const ctg_origin *origins_of(const ctg_ledger *ledger, bool by_entries,
                                    ctg_trace **trace, size_t *count)
{
    const ctg_origin *origins;
    ctg_error error;

    if (ctg_trace_new(ledger, trace, &error) ||
        (by_entries && ctg_trace_find_parents(*trace, &error)) ||
        ctg_trace_origins(*trace, &origins, count, &error))
        fail_msg("%s", error.message);
    return origins;
}

/* By falls, by the entries they stand for, by entries that were posted. */
static void same_origins(const ctg_ledger *kept, const ctg_ledger *posted)
{
    ctg_trace *traces[3];
    const ctg_origin *of[3];
    size_t count[3];

    for (int k = 0; k < 3; k++)
        of[k] = origins_of(k < 2 ? kept : posted, k > 0, &traces[k], &count[k]);
    for (int k = 0; k < 2; k++) {
        assert_int_equal(count[k], count[2]);
        for (size_t i = 0; i < count[2]; i++) {
            assert_int_equal(of[k][i].node, of[2][i].node);
            assert_int_equal(of[k][i].origin, of[2][i].origin);
            same_bits(&of[k][i].amount, &of[2][i].amount, 1);
        }
    }
    for (int k = 0; k < 3; k++)
        ctg_trace_free(traces[k]);
}

static void same_ledgers(const ctg_run *kept, const ctg_run *posted,
                         size_t piece)
{
    const ctg_ledger *const one = ctg_run_ledger(kept);
    const ctg_ledger *const other = ctg_run_ledger(posted);
    double sums[2][2];

    ctg__ledger_sums(one, &sums[0][0], &sums[0][1]);
    ctg__ledger_sums(other, &sums[1][0], &sums[1][1]);
    same_bits(sums[0], sums[1], 2);
    same_bits(&ctg_run_summary(kept)->losses_booked,
              &ctg_run_summary(posted)->losses_booked, 1);
    for (uint32_t r = 0; r <= ctg_run_summary(kept)->rounds; r++)
        assert_int_equal(ctg__ledger_round_end(one, r),
                         ctg__ledger_round_end(other, r));
    same_entries(one, other, piece);
}

static ctg_run *run_of(const ctg_plan *plan, ctg_node mute, way how)
{
    ctg_run_options options = ctg_run_options_default();
    ctg_run *run = NULL;
    ctg_error error;

    options.mute = mute;
    options.baseline = false;
    options.ledger = how != WITHOUT;
    options.audit = how == POSTED;
    if (ctg_run_new(plan, &options, &run, &error))
        fail_msg("%s", error.message);
    return run;
}

/* Takes the scenario over. */
static void check(const ctg_network *network, ctg_scenario *scenario,
                  ctg_node mute, tally *seen)
{
    ctg_plan *const plan = plan_of(network, scenario);
    ctg_run *const posted = run_of(plan, mute, POSTED);
    ctg_run *const run = run_of(plan, mute, WITHOUT);
    ctg_run *const kept = run_of(plan, mute, KEPT);
    const ctg__alone *const alone = &run->books->alone;

    assert_int_equal(posted->books->alone.row_rounds, 0);
    assert_false(posted->books->alone.keeps);
    same_runs(run, posted);
    same_runs(kept, posted);
    same_ledgers(kept, posted, 1 + seen->all % 64);
    same_origins(ctg_run_ledger(kept), ctg_run_ledger(posted));
    if (kept->books->alone.keeps) {
        same_trees(ctg_run_ledger(kept), ctg_run_ledger(posted));
        seen->paths += same_paths(ctg_run_ledger(kept), ctg_run_ledger(posted),
                                  (ctg_node)(seen->all % 6), seen->all);
    }
    seen->kept += kept->books->alone.keeps;
    seen->all++;
    seen->alone += alone->possible;
    seen->both += alone->row_rounds > 0 &&
                  alone->row_rounds < ctg_run_summary(run)->rounds;
    ctg_run_free(posted);
    ctg_run_free(kept);
    ctg_run_free(run);
    ctg_plan_free(plan);
}

/* Nodes are n0, n1, ... in the words of a shock; without the n if `bare`. */
static void name_nodes(char *words, const char *from, bool bare)
{
    do {
        if (bare && from[0] == 'n' && from[1] >= '0' && from[1] <= '9')
            from++;
        *words++ = *from;
    } while (*from++);
}

/* Scenarios that differ in what rounds look at. */
static ctg_scenario *claims_scenario(uint64_t seed, bool bare, bool may_cap)
{
    static const char *const shocks[] = {
        "node n0=default",
        "node n1=-60%;node n2=-1.37",
        "node n3=-20%",
        "node n0=-10%;inject n1=2",
        "",
        "node n2=default;node n5=-90%",
        "node n0=-9%;node n1=-9%;node n2=-9%;node n3=-9%;node n4=-9%;"
        "node n5=-8%;node n0=-7%;node n1=-3%;node n2=-2%;node n3=-1%;"
        "inject n4=1",
    };
    const ctg__valuation *const rule =
        ctg__valuation_at((uint8_t)(seed % CTG__RULE_COUNT));
    char words[250];

    name_nodes(words, shocks[seed % 7], bare);
    return scenario_of(words, "valuation", rule->about.name, "recovery",
                       seed % 5 == 1 ? "0.4" : "0", "cap",
                       may_cap && rule->caps && seed % 3 ? "true" : "false",
                       "default_at_zero", seed % 17 == 3 ? "false" : "true",
                       "absolute", seed % 11 == 4 ? "true" : "false", "rounds",
                       seed % 13 == 5 ? "3" : "1000", "a",
                       seed % 4 ? "1" : "0.8", "b", seed % 4 ? "1" : "0.7",
                       NULL);
}

static void debts_of_every_rule(void **state)
{
    tally seen = {0};

    (void)state;
    for (uint64_t seed = 1; seed <= 1000; seed++) {
        const random_debts about = {.seed = seed,
                                    .nodes = 6 + (size_t)(seed % 29),
                                    .degree = 1 + (size_t)(seed % 7),
                                    .leverage = 0.3 + 0.1 * (double)(seed % 9),
                                    .core = seed % 3 == 0,
                                    .whole = seed % 4 == 1,
                                    .pools = seed % 5 == 2,
                                    .classes = seed % 6 == 1,
                                    .rules = seed % 9 == 7 ? 8 : 0,
                                    .zeros = seed % 8 == 6};
        ctg_graph *const graph = random_debts_new(&about);
        ctg_network *const network = network_of(graph);

        check(network,
              claims_scenario(seed, true, !about.pools && !about.rules),
              seed % 11 == 9 ? (ctg_node)(seed % 6) : CTG_NONE, &seen);
        ctg_network_free(network);
        ctg_graph_free(graph);
    }
    assert_int_equal(seen.alone, seen.all);
    assert_in_range(seen.both, seen.all / 4, seen.all * 9 / 10);
    assert_in_range(seen.kept, seen.all / 2, seen.all - 1);
    assert_true(seen.paths > 100 * seen.all);
}

static void every_channel(void **state)
{
    static const unsigned mixtures[] = {0,
                                        WITH_CLASSES | WITH_POOLS,
                                        WITH_RUNS,
                                        WITH_ASSETS | WITH_SHORTS,
                                        WITH_TOKENS | WITH_RUNS | WITH_ASSETS,
                                        WITH_ACCOUNTS,
                                        WITH_ACCOUNTS | WITH_LAYERS,
                                        WITH_EVERYTHING};
    tally of[sizeof mixtures / sizeof *mixtures] = {{0}};

    (void)state;
    for (uint64_t seed = 1; seed <= 1000; seed++) {
        const size_t k = seed % (sizeof mixtures / sizeof *mixtures);
        const random_graph about = {.seed = seed,
                                    .nodes = 6 + (size_t)(seed % 13),
                                    .features = mixtures[k],
                                    .unit = 1,
                                    .prefix = ""};
        ctg_graph *const graph = random_graph_new(&about, 1);
        ctg_network *const network = network_of(graph);

        check(network,
              mixtures[k] == WITH_RUNS
                  ? scenario_of("node n0=default;run n1", "horizon_days", "30",
                                "run_threshold", "0.6", NULL)
                  : claims_scenario(seed / 8, false, k == 0),
              CTG_NONE, &of[k]);
        ctg_network_free(network);
        ctg_graph_free(graph);
    }
    for (size_t k = 0; k < sizeof mixtures / sizeof *mixtures; k++)
        assert_int_equal(of[k].alone, k < 2 ? of[k].all : 0);
}

/* A rule that leaves out what cannot move, in the words of one scenario; takes
 * the graph over. */
static void check_left_out(ctg_graph *graph, const char *shock,
                           const char *sells, bool alone)
{
    ctg_network *const network = network_of(graph);
    ctg_plan *const plan =
        plan_of(network, scenario_of(shock, "liquidate_failed", sells, NULL));
    ctg_run *const run = run_of(plan, CTG_NONE, WITHOUT);
    ctg_run *const posted = run_of(plan, CTG_NONE, POSTED);

    same_runs(run, posted);
    assert_int_equal(run->books->alone.row_rounds > 0, alone);
    ctg_run_free(run);
    ctg_run_free(posted);
    ctg_plan_free(plan);
    ctg_network_free(network);
    ctg_graph_free(graph);
}

static ctg_graph *graph_with(const char *table, const char *rows)
{
    return graph_of("nodes", "id,equity,cash\nA,10,5\nB,8,5\nC,9,5\n", "assets",
                    "id,price,depth,oracle\nX,2,100,lag 2\n", "venues",
                    "node,type\nC,lending\n", "exposures",
                    "debtor,creditor,amount,asset\n"
                    "A,B,5,\nB,C,3,X\nC,A,4,\nA,C,1,\n",
                    table, rows, NULL);
}

static void only_what_cannot_move_is_left_out(void **state)
{
    static const char holdings[] = "node,asset,quantity\nA,X,3\nB,X,2\n";

    (void)state;
    check_left_out(graph_with("holdings", holdings), "node A=default", "false",
                   true);
    check_left_out(graph_with("holdings", holdings), "node A=default", "true",
                   false);
    check_left_out(graph_with("holdings", holdings),
                   "node A=default;asset X=-20%", "false", false);
    check_left_out(graph_with("holdings", holdings),
                   "exposure A>B=-50%;node C=-30%", "false", true);
    check_left_out(graph_of("nodes", "id,equity,leverage_max\nA,10,\nB,8,2\n",
                            "assets", "id,price,depth\nX,2,100\n", "holdings",
                            holdings, "exposures",
                            "debtor,creditor,amount\nA,B,5\n", NULL),
                   "node A=default", "false", false);
    check_left_out(graph_with("positions",
                              "account,owner,venue,asset,quantity\n"
                              "k,B,C,X,2\nk,B,C,,-1\n"),
                   "node A=default", "false", false);
    check_left_out(
        graph_with("layers", "venue,order,kind,amount\nC,1,fund,1\n"),
        "node A=default", "false", false);
}

/* So many exposures that threads share the rows. */
static void any_number_of_threads(void **state)
{
    enum { SHOCKED = 2000 };
    static const char *const given[] = {"linear", "exponential", "clearing"};
    static char words[SHOCKED * 16];
    const int before = omp_get_max_threads();
    size_t length = 0;
    ctg_graph *const graph = random_claims(9000, 11, 2, 237);
    ctg_network *const network = network_of(graph);

    (void)state;
    for (int k = 0; k < SHOCKED; k++)
        length += (size_t)snprintf(words + length, sizeof words - length,
                                   "%snode %d=-60", k ? ";" : "", k);
    assert_true(ctg_network_exposure_count(network) > 65536);
    for (size_t r = 0; r < sizeof given / sizeof *given; r++) {
        ctg_plan *const plan = plan_of(
            network, scenario_of(words, "valuation", given[r], "recovery",
                                 "0.2", "rounds", "60", NULL));
        ctg_run *const posted = run_of(plan, CTG_NONE, POSTED);

        for (int threads = 1; threads <= 3; threads++) {
            ctg_run *run;

            omp_set_num_threads(threads);
            run = run_of(plan, CTG_NONE, WITHOUT);
            assert_true(run->books->alone.row_rounds > 2);
            same_runs(run, posted);
            ctg_run_free(run);
            run = run_of(plan, CTG_NONE, KEPT);
            assert_true(run->books->alone.keeps);
            assert_true(run->books->alone.row_rounds > 2);
            same_ledgers(run, posted, 64);
            ctg_run_free(run);
        }
        ctg_run_free(posted);
        ctg_plan_free(plan);
    }
    omp_set_num_threads(before);
    ctg_network_free(network);
    ctg_graph_free(graph);
}

static void origins_by_any_number_of_threads(void **state)
{
    const int before = omp_get_max_threads();
    ctg_graph *const graph = random_claims(9000, 11, 2, 7);
    ctg_network *const network = network_of(graph);
    ctg_plan *const plan = plan_of(
        network, scenario_of("node 0=-60%;node 1=-60%;node 2=-40%;node 3=-20%;"
                             "node 40=default",
                             "rounds", "30", NULL));
    ctg_run *const posted = run_of(plan, CTG_NONE, POSTED);
    ctg_run *const kept = run_of(plan, CTG_NONE, KEPT);

    (void)state;
    assert_true(kept->books->alone.keeps);
    assert_true(kept->books->alone.row_rounds > 2);
    for (int threads = 1; threads <= 3; threads++) {
        omp_set_num_threads(threads);
        same_origins(ctg_run_ledger(kept), ctg_run_ledger(posted));
    }
    omp_set_num_threads(before);
    ctg_run_free(kept);
    ctg_run_free(posted);
    ctg_plan_free(plan);
    ctg_network_free(network);
    ctg_graph_free(graph);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(debts_of_every_rule),
        cmocka_unit_test(every_channel),
        cmocka_unit_test(only_what_cannot_move_is_left_out),
        cmocka_unit_test(any_number_of_threads),
        cmocka_unit_test(origins_by_any_number_of_threads),
    };

    return RUN_TESTS(tests);
}
