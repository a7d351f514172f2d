/*
 * Policies of deleveraging one after the other, in the memory of one run and
 * from books opened once: whatever can be asked of each is what a run of its
 * own says, to the bit.
 */
#include <contagraph/adl.h>
#include <contagraph/variant.h>

#include <math.h>

#include "base/random.h"
#include "data/plan.h"
#include "many/policy.h"
#include "support/graph.h"
#include "text/text.h"

enum { LONGS = 70, SHORTS = 60 };

static const char list[] =
    "none,pro-rata,pro-rata cap=0.3,levered severity=0.5,bitmex keep=1,"
    "binance,hyperliquid,random 3";

static void add_account(ctg__random *from, ctg__text *nodes,
                        ctg__text *positions, char kind, int number)
{
    const double size = 1 + 9 * ctg__random_unit(from);
    const double entry = 80 + 40 * ctg__random_unit(from);
    const double margin = size * (6 + 40 * ctg__random_unit(from));
    const double side = kind == 'l' ? 1 : -1;

    ctg__text_print(nodes, "%c%d,,%g\n", kind, number,
                    5 * ctg__random_unit(from));
    ctg__text_print(
        positions, "%c%d,%c%d,V,%s,%.17g,%.17g\n%c%d,%c%d,V,,%.17g,\n", kind,
        number, kind, number, number % 3 ? "X" : "Y", side * size, entry, kind,
        number, kind, number, margin - side * size * 100);
}

/* Two adl layers about a fund, venues that sell into shallow markets, claims on
 * the venue and between traders. */
static ctg_graph *exchange(uint64_t seed)
{
    ctg__random from;
    ctg__text nodes = {0};
    ctg__text positions = {0};
    ctg__text exposures = {0};
    ctg_graph *graph;

    ctg__random_start(&from, seed, 0);
    ctg__text_add(&nodes, "id,equity,other_assets\nV,900,\nF,200,\n");
    ctg__text_add(&positions,
                  "account,owner,venue,asset,quantity,entry_price\n");
    ctg__text_add(&exposures, "debtor,creditor,amount\nV,F,300\n");
    for (int k = 0; k < LONGS; k++)
        add_account(&from, &nodes, &positions, 'l', k);
    for (int k = 0; k < SHORTS; k++)
        add_account(&from, &nodes, &positions, 's', k);
    for (int k = 0; k < SHORTS; k++)
        ctg__text_print(&exposures, "l%d,s%d,%.3f\n", k, (k * 7) % SHORTS,
                        4 * ctg__random_unit(&from));
    graph = graph_of("nodes", ctg__text_string(&nodes), "exposures",
                     ctg__text_string(&exposures), "assets",
                     "id,price,depth,impact\nX,100,20000,linear\nY,100,,\n",
                     "venues", "node,type\nV,margin\n", "markets",
                     "venue,asset,maintenance\nV,X,0.05\nV,Y,0.03\n",
                     "positions", ctg__text_string(&positions), "layers",
                     "venue,order,kind,provider,amount,rule,severity\n"
                     "V,1,adl,,,hyperliquid,0.3\nV,2,fund,F,60,,\n"
                     "V,3,adl,,,pro-rata,0.8\nV,4,socialise,,,,\n",
                     NULL);
    ctg__text_clear(&nodes);
    ctg__text_clear(&positions);
    ctg__text_clear(&exposures);
    return graph;
}

/* NaN is a value as well. */
static void same_number(double a, double b)
{
    if (!(isnan(a) && isnan(b)))
        assert_same(a, b);
}

static void same_summary(const ctg_run *one, const ctg_run *other)
{
    const ctg_summary *const a = ctg_run_summary(one);
    const ctg_summary *const b = ctg_run_summary(other);

    assert_int_equal(a->rounds, b->rounds);
    assert_int_equal(a->converged, b->converged);
    assert_int_equal(a->failed, b->failed);
    assert_int_equal(a->unhealthy, b->unhealthy);
    assert_int_equal(a->liquidated, b->liquidated);
    assert_same(a->equity_lost, b->equity_lost);
    assert_same(a->initial_equity, b->initial_equity);
    assert_same(a->debtrank, b->debtrank);
    assert_same(a->adl, b->adl);
    assert_same(a->adl_share, b->adl_share);
    assert_same(a->venue_left, b->venue_left);
    assert_same(a->last_change, b->last_change);
}

static void same_nodes(const ctg_run *one, const ctg_run *other)
{
    const ctg_network *const network = ctg_run_network(one);

    for (size_t i = 0; i < ctg_network_node_count(network); i++) {
        assert_same(ctg_run_equity(one)[i], ctg_run_equity(other)[i]);
        assert_same(ctg_run_distress(one)[i], ctg_run_distress(other)[i]);
        assert_same(ctg_run_shocked_distress(one)[i],
                    ctg_run_shocked_distress(other)[i]);
        assert_int_equal(ctg_run_failed_round(one)[i],
                         ctg_run_failed_round(other)[i]);
        assert_same(ctg_run_initial_equity(one)[i],
                    ctg_run_initial_equity(other)[i]);
    }
    for (ctg_asset a = 0; a < 2; a++)
        assert_same(ctg_run_price(one, 1, a), ctg_run_price(other, 1, a));
}

static void same_claims(const ctg_run *one, const ctg_run *other)
{
    ctg_claim a;
    ctg_claim b;
    size_t count = 0;

    while (ctg_run_claim(one, count, &a)) {
        assert_true(ctg_run_claim(other, count++, &b));
        assert_int_equal(a.debtor, b.debtor);
        assert_int_equal(a.creditor, b.creditor);
        assert_same(a.face, b.face);
        assert_same(a.value, b.value);
    }
    assert_int_equal(count, SHORTS + 1);
}

static void same_layers(const ctg_run *one, const ctg_run *other)
{
    ctg_layer_use a;
    ctg_layer_use b;
    size_t k = 0;

    while (ctg_run_layer_use(one, k, &a)) {
        assert_true(ctg_run_layer_use(other, k++, &b));
        assert_int_equal(a.venue, b.venue);
        assert_true(a.row == b.row);
        assert_same(a.used, b.used);
    }
    assert_false(ctg_run_layer_use(other, k, &b));
}

static size_t same_legs(const ctg_run *one, const ctg_run *other)
{
    size_t at = 0;
    size_t beside = 0;
    size_t count = 0;
    ctg_deleveraged a;
    ctg_deleveraged b;

    while (ctg_run_next_deleveraged(one, &at, &a)) {
        assert_true(ctg_run_next_deleveraged(other, &beside, &b));
        assert_true(a.layer_row == b.layer_row);
        assert_int_equal(a.owner, b.owner);
        assert_string_equal(a.account, b.account);
        assert_int_equal(a.asset, b.asset);
        assert_same(a.quantity, b.quantity);
        assert_same(a.amount, b.amount);
        count++;
    }
    assert_false(ctg_run_next_deleveraged(other, &beside, &b));
    return count;
}

static size_t same_events(const ctg_run *one, const ctg_run *other)
{
    size_t count;
    size_t beside;
    const ctg_adl_event *const a = ctg_run_adl_events(one, &count);
    const ctg_adl_event *const b = ctg_run_adl_events(other, &beside);
    const ctg_adl_winner *const v = ctg_run_adl_winners(one, &beside);
    const ctg_adl_winner *const w = ctg_run_adl_winners(other, &beside);
    size_t winners;

    ctg_run_adl_winners(one, &winners);
    assert_int_equal(winners, beside);
    ctg_run_adl_events(other, &beside);
    assert_int_equal(count, beside);
    for (size_t k = 0; k < count; k++) {
        assert_int_equal(a[k].round, b[k].round);
        assert_string_equal(a[k].rule, b[k].rule);
        assert_same(a[k].reached, b[k].reached);
        assert_same(a[k].taken, b[k].taken);
        assert_int_equal(a[k].touched, b[k].touched);
        same_number(a[k].tau, b[k].tau);
        same_number(a[k].pmr, b[k].pmr);
        assert_same(a[k].needed, b[k].needed);
        assert_same(a[k].forgone, b[k].forgone);
        assert_same(a[k].worst_haircut, b[k].worst_haircut);
    }
    for (size_t k = 0; k < winners; k++) {
        assert_string_equal(v[k].account, w[k].account);
        assert_same(v[k].closed, w[k].closed);
        assert_same(v[k].haircut, w[k].haircut);
        assert_same(v[k].forgone, w[k].forgone);
    }
    return count;
}

static void same_totals(const ctg_run *one, const ctg_run *other)
{
    const ctg_adl_totals a = ctg_run_adl_totals(one);
    const ctg_adl_totals b = ctg_run_adl_totals(other);

    assert_int_equal(a.events, b.events);
    assert_int_equal(a.touched, b.touched);
    assert_same(a.increase, b.increase);
    assert_same(a.fund, b.fund);
    assert_same(a.adl, b.adl);
    assert_same(a.socialise, b.socialise);
    assert_same(a.left, b.left);
    same_number(a.share, b.share);
    assert_same(a.inversions, b.inversions);
}

/* Each policy against a run of its own network. */
static void compare(const ctg_plan *plan, const ctg_policies *policies,
                    size_t *events, size_t *legs)
{
    ctg__arena arena = {0};
    ctg__policy *read;
    size_t count;
    ctg_run_options options = ctg_run_options_default();

    options.ledger = false;
    options.baseline = false;
    options.adl = true;
    assert_int_equal(ctg__policies_read(list, &arena, &read, &count, NULL),
                     CTG_OK);
    assert_int_equal(ctg_policies_count(policies), count + 1); /* and `*` */
    for (size_t k = 0; k <= count; k++) {
        const ctg_run *const made = ctg_policies_run(policies, k);
        ctg_plan own = *plan;
        ctg_run *alone = NULL;

        if (k)
            own.network = ctg__policy_apply(plan->network, &read[k - 1],
                                            CTG_NONE, &arena);
        assert_non_null(own.network);
        assert_int_equal(ctg_run_new(&own, &options, &alone, NULL), CTG_OK);
        assert_null(ctg_run_ledger(made));
        same_summary(made, alone);
        same_nodes(made, alone);
        same_claims(made, alone);
        same_layers(made, alone);
        same_totals(made, alone);
        *events += same_events(made, alone);
        *legs += same_legs(made, alone);
        ctg_run_free(alone);
    }
    ctg__arena_clear(&arena);
}

static void every_policy_is_a_run_of_its_own(void **state)
{
    size_t events = 0;
    size_t legs = 0;

    (void)state;
    for (uint64_t seed = 0; seed < 6; seed++) {
        ctg_graph *const graph = exchange(seed);
        ctg_network *const network = network_of(graph);
        ctg_plan *const plan = plan_of(
            network, scenario_of(seed % 2 ? "asset X=-14%;asset Y=+9%"
                                          : "asset X=-25%;inject F=40",
                                 seed % 3 ? NULL : "cap", "true", NULL));

        for (unsigned threads = 1; threads <= 3; threads += 2) {
            const ctg_policies_options options = {.rules = list,
                                                  .threads = threads};
            ctg_policies *policies;

            assert_int_equal(ctg_policies_new(plan, &options, &policies, NULL),
                             CTG_OK);
            compare(plan, policies, &events, &legs);
            ctg_policies_free(policies);
        }
        ctg_plan_free(plan);
        ctg_network_free(network);
        ctg_graph_free(graph);
    }
    assert_true(events > 200);
    assert_true(legs > 2000);
}

static void nothing_given_is_none_and_every_rule(void **state)
{
    ctg_graph *const graph = exchange(0);
    ctg_network *const network = network_of(graph);
    ctg_plan *const plan = plan_of(network, scenario_of("asset X=-14%", NULL));
    ctg_policies *policies;
    size_t k = 0;

    (void)state;
    assert_int_equal(ctg_policies_new(plan, NULL, &policies, NULL), CTG_OK);
    k += strcmp(ctg_policies_name(policies, 0), "*") == 0;
    assert_string_equal(ctg_policies_name(policies, k++), "none");
    for (size_t rule = 0; ctg_adl_rule_at(rule); rule++)
        assert_string_equal(ctg_policies_name(policies, k++),
                            ctg_adl_rule_at(rule)->name);
    assert_int_equal(ctg_policies_count(policies), k);
    ctg_policies_free(policies);
    ctg_plan_free(plan);
    ctg_network_free(network);
    ctg_graph_free(graph);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_policy_is_a_run_of_its_own),
        cmocka_unit_test(nothing_given_is_none_and_every_rule),
    };

    return RUN_TESTS(tests);
}
