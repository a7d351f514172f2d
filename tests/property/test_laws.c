/*
 * The sanity laws of docs/model.md section 11, on random graphs. Every run is
 * audited: after each round all balance sheets are added up anew.
 */
#include <contagraph/run.h>

#include <stdio.h>
#include <string.h>

#include "engine/valuation.h"
#include "support/outcome.h"
#include "support/random_graph.h"

static outcome run_random(random_graph about, ctg_scenario *scenario)
{
    return outcome_of(random_graph_new(&about, 1), scenario);
}

enum { RULES = CTG__RULE_COUNT, SEEDS = 40 };

static const char *claim_rule(uint64_t index)
{
    return ctg_rule_at(index % RULES)->name;
}

static bool is_finite_run(const outcome *made)
{
    const double *const equity = ctg_run_equity(made->run);
    const ctg_entry *const entries =
        ctg_ledger_entries(ctg_run_ledger(made->run));

    for (size_t i = 0; i < ctg_network_node_count(made->network); i++)
        if (!isfinite(equity[i]))
            return false;
    for (size_t e = 0; e < ctg_ledger_count(ctg_run_ledger(made->run)); e++)
        if (!isfinite(entries[e].amount))
            return false;
    return isfinite(made->summary->last_change);
}

/* What reached each node in the ledger is the fall of its equity. */
static void check_ledger(const outcome *made)
{
    const size_t n = ctg_network_node_count(made->network);
    const ctg_ledger *const ledger = ctg_run_ledger(made->run);
    const ctg_entry *const entries = ctg_ledger_entries(ledger);
    double *const sums = ctg__allocate_array(n, sizeof *sums);

    assert_non_null(sums);
    memset(sums, 0, n * sizeof *sums);
    for (size_t e = 0; e < ctg_ledger_count(ledger); e++) {
        if (ctg_actor_kind_of(entries[e].target) == CTG_ACTOR_NODE)
            sums[ctg_actor_index(entries[e].target)] += entries[e].amount;
        if (e && entries[e].round == entries[e - 1].round) {
            /* The order of section 9, each key once. */
            const ctg_entry *const a = &entries[e - 1];
            const ctg_entry *const b = &entries[e];

            assert_true(a->channel < b->channel ||
                        (a->channel == b->channel &&
                         (a->source < b->source ||
                          (a->source == b->source && a->target < b->target))));
        }
    }
    for (size_t i = 0; i < n; i++) {
        const double gross = ctg_network_assets(made->network)[i] +
                             ctg_network_liabilities(made->network)[i];

        assert_within(ctg_run_initial_equity(made->run)[i] -
                          ctg_run_equity(made->run)[i],
                      sums[i], 1e-9 * fmax(1, gross));
    }
    ctg__release(sums);
}

static void books_balance_after_every_round_with_every_channel(void **state)
{
    static const unsigned mixtures[] = {0,
                                        WITH_CLASSES,
                                        WITH_ASSETS,
                                        WITH_ASSETS | WITH_SHORTS,
                                        WITH_ASSETS | WITH_RUNS,
                                        WITH_TOKENS | WITH_CLASSES,
                                        WITH_ACCOUNTS,
                                        WITH_ACCOUNTS | WITH_LAYERS,
                                        WITH_ACCOUNTS | WITH_LAYERS |
                                            WITH_ASSETS | WITH_POOLS,
                                        WITH_EVERYTHING};
    size_t seen[CTG_CHANNEL_COUNT] = {0};

    (void)state;
    for (uint64_t seed = 1; seed <= SEEDS; seed++)
        for (size_t k = 0; k < sizeof mixtures / sizeof *mixtures; k++) {
            const bool assets = (mixtures[k] & 7) != 0;
            uint64_t stream = seed * 31 + k;
            char lag[2] = {(char)('0' + (int)(random_next(&stream) * 3)), 0};
            outcome made = run_random(
                (random_graph){.seed = seed,
                               .nodes = 5 + (size_t)(seed % 9),
                               .features = mixtures[k],
                               .unit = 1,
                               .prefix = ""},
                scenario_of(assets ? "node n0=-60%;asset a0=-35%;asset "
                                     "@g1=-12%;depth a1=-30%;run n2"
                                   : "node n0=default;node n1=-1.37",
                            "valuation", claim_rule(seed + k), "recovery",
                            "0.23", "rounds", "60", "horizon_days", "20",
                            "run_threshold", "0.6", "settlement_lag", lag,
                            "unwind_rounds", "2", "sell",
                            seed % 2 ? "pro-rata" : "liquid-first", NULL));
            const ctg_ledger *const ledger = ctg_run_ledger(made.run);

            assert_true(is_finite_run(&made));
            check_ledger(&made);
            for (size_t e = 0; e < ctg_ledger_count(ledger); e++)
                if (fabs(ctg_ledger_entries(ledger)[e].amount) > 1e-3)
                    seen[ctg_ledger_entries(ledger)[e].channel]++;
            outcome_free(&made);
        }
    for (int channel = 0; channel < CTG_CHANNEL_COUNT; channel++)
        if (seen[channel] < 20)
            fail_msg("channel %s was seen %zu times only",
                     ctg_channel_name((ctg_channel)channel), seen[channel]);
}

static void without_a_shock_nothing_is_lost(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= SEEDS; seed++)
        for (size_t rule = 0; rule < RULES; rule++) {
            outcome made = run_random(
                (random_graph){.seed = seed,
                               .nodes = 9,
                               .features =
                                   WITH_ASSETS | WITH_TOKENS | WITH_CLASSES,
                               .unit = 1,
                               .prefix = ""},
                scenario_of(NULL, "valuation", claim_rule(rule), "recovery",
                            "0.31", NULL));

            assert_true(made.summary->converged);
            assert_within(made.summary->equity_lost, 0, 1e-9);
            assert_int_equal(made.summary->failed, 0);
            outcome_free(&made);
        }
}

/* Of claims: sales that come in two rounds move a price less than one of the
 * same size, and repayments in time save creditors, so sales may break it. */
static void a_larger_shock_never_lowers_the_loss(void **state)
{
    static const char *const rules[] = {"threshold", "linear", "exponential",
                                        "clearing"};
    static const char *const shocks[] = {
        "node n0=-11%;node n3=-7%", "node n0=-29%;node n3=-7%",
        "node n0=-29%;node n3=-52%", "node n0=-83%;node n3=-52%",
        "node n0=default;node n3=default"};

    (void)state;
    for (uint64_t seed = 1; seed <= SEEDS; seed++)
        for (size_t rule = 0; rule < 4; rule++) {
            double before = -1;

            for (size_t k = 0; k < 5; k++) {
                outcome made =
                    run_random((random_graph){.seed = seed,
                                              .nodes = 11,
                                              .features = WITH_CLASSES,
                                              .unit = 1,
                                              .prefix = ""},
                               scenario_of(shocks[k], "valuation", rules[rule],
                                           "recovery", "0.1", NULL));

                assert_true(made.summary->equity_lost >= before - 1e-9);
                before = made.summary->equity_lost;
                outcome_free(&made);
            }
        }
}

static void claims_are_worth_between_nothing_and_their_face(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= SEEDS; seed++) {
        const random_graph about = {.seed = seed,
                                    .nodes = 12,
                                    .features = WITH_EVERYTHING,
                                    .unit = 1,
                                    .prefix = ""};
        ctg_graph *const graph = random_graph_new(&about, 1);
        char shocks[200];
        char cell[32];
        outcome made;
        ctg_claim claim;
        size_t count = 0;

        snprintf(shocks, sizeof shocks,
                 "asset @g0=-40%%;node n2=-90%%;exposure %s>",
                 ctg_graph_cell(graph, CTG_EXPOSURES, 3, "debtor", cell));
        snprintf(shocks + strlen(shocks), sizeof shocks - strlen(shocks),
                 "%s=-30%%",
                 ctg_graph_cell(graph, CTG_EXPOSURES, 3, "creditor", cell));
        made = outcome_of(graph,
                          scenario_of(shocks, "valuation", claim_rule(seed),
                                      "recovery", "0.2", "rounds", "40", NULL));
        for (; ctg_run_claim(made.run, count, &claim); count++) {
            assert_true(claim.value >= 0);
            assert_true(claim.value <= claim.face * (1 + 1e-12));
        }
        assert_int_equal(count, ctg_network_exposure_count(made.network));
        outcome_free(&made);
    }
}

static void recovery_one_and_infinite_depth_stop_contagion(void **state)
{
    static const char *const rules[] = {"threshold",  "linear",
                                        "single-hit", "exponential",
                                        "black-cox",  "merton-recovery"};

    (void)state;
    for (uint64_t seed = 1; seed <= SEEDS; seed++) {
        outcome made =
            run_random((random_graph){.seed = seed,
                                      .nodes = 10,
                                      .features = WITH_ASSETS | WITH_RUNS,
                                      .unit = 1,
                                      .prefix = "",
                                      .deep = true},
                       scenario_of("node n0=default;node n4=-80%", "valuation",
                                   rules[seed % 6], "recovery", "1", NULL));
        const ctg_ledger *const ledger = ctg_run_ledger(made.run);

        for (size_t e = 0; e < ctg_ledger_count(ledger); e++)
            assert_int_equal(ctg_ledger_entries(ledger)[e].channel, CTG_SHOCK);
        outcome_free(&made);
    }
}

/* The same run of the same graph, up to the order of its rows. */
static void same_losses(const outcome *one, const outcome *other, double unit,
                        const char *what, uint64_t seed)
{
    const size_t n = ctg_network_node_count(one->network);

    for (ctg_node i = 0; i < n; i++) {
        const ctg_node j =
            ctg_graph_find_node(other->graph, ctg_graph_node_id(one->graph, i));
        const double gross = ctg_network_assets(one->network)[i] +
                             ctg_network_liabilities(one->network)[i];
        const double a = ctg_run_equity(one->run)[i];
        const double b = ctg_run_equity(other->run)[j] / unit;

        if (!(fabs(a - b) <= 1e-9 * fmax(1, gross)))
            fail_msg("%s, seed %llu: node %s has %.15g, then %.15g", what,
                     (unsigned long long)seed, ctg_graph_node_id(one->graph, i),
                     a, b);
    }
}

/* Everything but what the model breaks by row (adl, equal depths). */
enum { ORDERLESS = WITH_EVERYTHING & ~WITH_LAYERS };

static void rows_may_stand_in_any_order(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= SEEDS; seed++) {
        random_graph about = {.seed = seed,
                              .nodes = 10,
                              .features = ORDERLESS,
                              .unit = 1,
                              .prefix = ""};
        const char *const shocks = "asset a0=-33%;node n1=-41%";
        outcome one =
            run_random(about, scenario_of(shocks, "valuation", claim_rule(seed),
                                          "rounds", "30", NULL));
        outcome other;

        about.shuffle = seed * 1009;
        other =
            run_random(about, scenario_of(shocks, "valuation", claim_rule(seed),
                                          "rounds", "30", NULL));
        same_losses(&one, &other, 1, "shuffled", seed);
        assert_int_equal(one.summary->failed, other.summary->failed);
        outcome_free(&one);
        outcome_free(&other);
    }
}

static void the_currency_unit_does_not_matter(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= SEEDS; seed++) {
        random_graph about = {.seed = seed,
                              .nodes = 10,
                              .features = WITH_EVERYTHING,
                              .unit = 1,
                              .prefix = ""};
        const char *const shocks = "asset a0=-33%;node n1=-41%";
        outcome one =
            run_random(about, scenario_of(shocks, "valuation", claim_rule(seed),
                                          "rounds", "30", NULL));
        outcome other;

        about.unit = 1234.5;
        other =
            run_random(about, scenario_of(shocks, "valuation", claim_rule(seed),
                                          "rounds", "30", NULL));
        same_losses(&one, &other, about.unit, "unit", seed);
        outcome_free(&one);
        outcome_free(&other);
    }
}

static void losses_of_unconnected_parts_add_up(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= SEEDS; seed++) {
        const random_graph parts[] = {{.seed = seed,
                                       .nodes = 7,
                                       .features = WITH_EVERYTHING,
                                       .unit = 1,
                                       .prefix = "x"},
                                      {.seed = seed + 500,
                                       .nodes = 8,
                                       .features = WITH_EVERYTHING,
                                       .unit = 1,
                                       .prefix = "y"}};
        const char *const rule = claim_rule(seed);
        outcome x = run_random(
            parts[0], scenario_of("asset xa0=-33%", "valuation", rule, "rounds",
                                  "25", "tolerance", "0", NULL));
        outcome y = run_random(
            parts[1], scenario_of("node yn1=-41%", "valuation", rule, "rounds",
                                  "25", "tolerance", "0", NULL));
        outcome both = outcome_of(random_graph_new(parts, 2),
                                  scenario_of("asset xa0=-33%;node yn1=-41%",
                                              "valuation", rule, "rounds", "25",
                                              "tolerance", "0", NULL));

        assert_within(both.summary->equity_lost,
                      x.summary->equity_lost + y.summary->equity_lost,
                      1e-9 * both.summary->initial_equity);
        same_losses(&x, &both, 1, "part x", seed);
        same_losses(&y, &both, 1, "part y", seed);
        outcome_free(&x);
        outcome_free(&y);
        outcome_free(&both);
    }
}

static void the_least_solution_is_not_above_the_greatest(void **state)
{
    static const char *const rules[] = {"threshold", "linear", "exponential",
                                        "clearing",  "merton", "black-cox"};

    (void)state;
    for (uint64_t seed = 1; seed <= SEEDS; seed++)
        for (size_t rule = 0; rule < 6; rule++) {
            const random_graph about = {.seed = seed,
                                        .nodes = 9,
                                        .features = WITH_CLASSES,
                                        .unit = 1,
                                        .prefix = ""};
            outcome greatest =
                run_random(about, scenario_of("node n0=-70%", "valuation",
                                              rules[rule], "recovery", "0.2",
                                              "a", "0.7", "b", "0.6", NULL));
            outcome least = run_random(
                about, scenario_of("node n0=-70%", "valuation", rules[rule],
                                   "recovery", "0.2", "a", "0.7", "b", "0.6",
                                   "from_below", "true", NULL));

            for (size_t i = 0; i < about.nodes; i++)
                assert_true(ctg_run_equity(least.run)[i] <=
                            ctg_run_equity(greatest.run)[i] + 1e-9);
            outcome_free(&greatest);
            outcome_free(&least);
        }
}

static void without_a_ledger_the_end_has_the_same_bits(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= SEEDS; seed++) {
        const random_graph about = {.seed = seed,
                                    .nodes = 11,
                                    .features = WITH_EVERYTHING,
                                    .unit = 1,
                                    .prefix = ""};
        outcome made =
            run_random(about, scenario_of("asset @g0=-30%;node n0=-70%",
                                          "rounds", "40", NULL));
        ctg_run_options options = ctg_run_options_default();
        ctg_run *bare = NULL;
        ctg_error error;

        options.ledger = false;
        assert_int_equal(ctg_run_new(made.plan, &options, &bare, &error), 0);
        assert_null(ctg_run_ledger(bare));
        assert_int_equal(ctg_run_summary(bare)->rounds, made.summary->rounds);
        assert_int_equal(ctg_run_summary(bare)->failed, made.summary->failed);
        for (size_t i = 0; i < about.nodes; i++)
            assert_same(ctg_run_equity(bare)[i], ctg_run_equity(made.run)[i]);
        ctg_run_free(bare);
        outcome_free(&made);
    }
}

/* Runs that keep a ledger pass losses on by debtor, others gather by creditor
 * where many claims fall: every number is the same to the bit. */
static void check_bare(const outcome *made, size_t nodes)
{
    ctg_run_options options = ctg_run_options_default();
    const ctg_summary *bare_summary;
    ctg_run *bare = NULL;
    ctg_error error;

    options.ledger = false;
    options.adl = true; /* else holdings are revalued in another order */
    options.audit = true;
    if (ctg_run_new(made->plan, &options, &bare, &error))
        fail_msg("%s", error.message);
    bare_summary = ctg_run_summary(bare);
    assert_int_equal(bare_summary->rounds, made->summary->rounds);
    assert_same(bare_summary->last_change, made->summary->last_change);
    assert_same(bare_summary->equity_lost, made->summary->equity_lost);
    for (size_t i = 0; i < nodes; i++) {
        assert_same(ctg_run_equity(bare)[i], ctg_run_equity(made->run)[i]);
        assert_int_equal(ctg_run_failed_round(bare)[i],
                         ctg_run_failed_round(made->run)[i]);
    }
    for (size_t e = 0; e < ctg_network_exposure_count(made->network); e++) {
        ctg_claim one;
        ctg_claim other;

        assert_true(ctg_run_claim(bare, e, &one));
        assert_true(ctg_run_claim(made->run, e, &other));
        assert_same(one.value, other.value);
    }
    ctg_run_free(bare);
}

/* Some of the graphs of claims alone. */
static bool is_from_below(const random_graph *about, const char *rule)
{
    return about->seed % 5 == 0 &&
           (about->features | WITH_CLASSES) == WITH_CLASSES &&
           strcmp(rule, "single-hit") != 0;
}

static void check_gathered(random_graph about, const char *rule, bool caps,
                           const char *shocks)
{
    outcome made = run_random(
        about,
        scenario_of(shocks, "valuation", rule, "rounds", "60", "from_below",
                    is_from_below(&about, rule) ? "true" : "false", "recovery",
                    "0.25", "cap", caps ? "true" : "false", NULL));
    char with_write_off[64];
    ctg_claim claim;

    check_bare(&made, about.nodes);
    if (strstr(shocks, "exposure") || !ctg_run_claim(made.run, 0, &claim)) {
        outcome_free(&made);
        return;
    }
    snprintf(with_write_off, sizeof with_write_off,
             "node n0=-60%%;exposure n%u>n%u=-40%%", (unsigned)claim.debtor,
             (unsigned)claim.creditor);
    outcome_free(&made);
    check_gathered(about, rule, caps, with_write_off);
}

static void gathered_losses_are_those_passed_on_to_the_bit(void **state)
{
    static const unsigned mixtures[] = {
        0, WITH_CLASSES, WITH_TOKENS | WITH_RUNS, WITH_EVERYTHING};

    (void)state;
    for (uint64_t seed = 1; seed <= SEEDS; seed++)
        for (size_t r = 0; r < RULES; r++) {
            const random_graph about = {.seed = seed,
                                        .nodes = 7 + (size_t)(seed % 31),
                                        .features = mixtures[(seed + r) % 4],
                                        .unit = 1,
                                        .prefix = ""};

            check_gathered(about, claim_rule(r),
                           !about.features && r >= 1 && r <= 3,
                           "node n0=-70%;node n3=-2%");
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(books_balance_after_every_round_with_every_channel),
        cmocka_unit_test(without_a_shock_nothing_is_lost),
        cmocka_unit_test(a_larger_shock_never_lowers_the_loss),
        cmocka_unit_test(claims_are_worth_between_nothing_and_their_face),
        cmocka_unit_test(recovery_one_and_infinite_depth_stop_contagion),
        cmocka_unit_test(rows_may_stand_in_any_order),
        cmocka_unit_test(the_currency_unit_does_not_matter),
        cmocka_unit_test(losses_of_unconnected_parts_add_up),
        cmocka_unit_test(the_least_solution_is_not_above_the_greatest),
        cmocka_unit_test(without_a_ledger_the_end_has_the_same_bits),
        cmocka_unit_test(gathered_losses_are_those_passed_on_to_the_bit),
    };

    return RUN_TESTS(tests);
}
