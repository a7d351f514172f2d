/* Ends of claims by any rules, against the rounds. */
#include <contagraph/read.h>
#include <contagraph/run.h>

#include <stdlib.h>

#if defined(_OPENMP)
#include <omp.h>
#endif

#include "engine/valuation.h"
#include "fast/fast.h"
#include "support/random_debts.h"
#include "support/worked.h"

enum { NODES = 60 };

typedef struct fixture {
    ctg_graph *graph;
    ctg_network *network;
    ctg_plan *plan;
    ctg__arena arena;
    ctg__fast fast;
    ctg__fast_report report;
    double base[NODES];
    ctg__fast_effect effects[NODES];
    uint64_t distress[NODES];
} fixture;

/* Every default of a graph of NODES, the last node's first. */
static void run_all(fixture *f)
{
    ctg_node sources[NODES];
    ctg__fast_effect effects[NODES];
    const ctg__fast_job job = {.fast = &f->fast,
                               .base = f->base,
                               .sources = sources,
                               .source_count = NODES,
                               .effects = effects,
                               .distress = f->distress,
                               .tolerance = 1e-13};

    for (ctg_node i = 0; i < NODES; i++)
        sources[i] = NODES - 1 - i;
    memset(f->distress, 0, sizeof f->distress);
    assert_int_equal(ctg__fast_defaults(&job, NULL), CTG_OK);
    for (size_t k = 0; k < NODES; k++)
        f->effects[sources[k]] = effects[k];
}

static void set_up(fixture *f, ctg_graph *graph, ctg_scenario *scenario)
{
    bool possible = false;

    *f = (fixture){.graph = graph, .network = network_of(graph)};
    f->plan = plan_of(f->network, scenario);
    assert_int_equal(f->network->nodes.count, NODES);
    assert_int_equal(
        ctg__fast_of(f->plan, &f->arena, &f->fast, &possible, NULL), CTG_OK);
    assert_true(possible);
    assert_int_equal(ctg__fast_base(&f->fast, 1e-13, f->base, &f->report, NULL),
                     CTG_OK);
    assert_true(f->report.converged);
    run_all(f);
}

static void tear_down(fixture *f)
{
    ctg__arena_clear(&f->arena);
    ctg_plan_free(f->plan);
    ctg_network_free(f->network);
    ctg_graph_free(f->graph);
}

/* The rounds of a plan, with the default of a node (CTG_NONE: of nobody). */
static ctg_run *run_rounds(const fixture *f, ctg_node node)
{
    ctg_run_options options = ctg_run_options_default();
    ctg__arena arena = {0};
    ctg_plan *plan = NULL;
    ctg_run *run = NULL;

    options.ledger = false;
    assert_int_equal(ctg__plan_with_defaults(f->plan, &node, node != CTG_NONE,
                                             &arena, &plan, NULL),
                     CTG_OK);
    assert_int_equal(ctg_run_new(plan, &options, &run, NULL), CTG_OK);
    assert_true(ctg_run_summary(run)->converged);
    ctg__arena_clear(&arena);
    return run;
}

static void compare_base(const fixture *f, const ctg_run *run)
{
    const ctg_summary *const summary = ctg_run_summary(run);
    size_t failed = 0;

    for (size_t i = 0; i < NODES; i++) {
        assert_near(f->base[i], ctg_run_distress(run)[i]);
        assert_near(f->fast.shocked[i], ctg_run_shocked_distress(run)[i]);
        failed += ctg__fast_has_failed(&f->fast, i, f->base[i]);
    }
    assert_int_equal(failed, summary->failed);
    assert_near(f->report.equity_lost, summary->equity_lost);
    assert_near(f->report.outside_loss, summary->outside_loss);
}

static double lost_of(const ctg_run *run, size_t i)
{
    return fmax(0, ctg_run_initial_equity(run)[i]) -
           fmax(0, ctg_run_equity(run)[i]);
}

/* Adds the run's distress of others to sums. */
static void compare_default(const fixture *f, const ctg_run *base, ctg_node k,
                            double *sums)
{
    const double *const weight = f->network->nodes.weight;
    ctg_run *const run = run_rounds(f, k);
    double impact = 0;
    double weighted = 0;
    size_t failed = 0;
    size_t at_one = 0;

    for (size_t i = 0; i < NODES; i++) {
        const double h = ctg_run_distress(run)[i];

        weighted += weight[i] * (h - ctg_run_shocked_distress(run)[i]);
        if (i == k)
            continue;
        impact += lost_of(run, i) - lost_of(base, i);
        failed += ctg_run_failed_round(run)[i] != CTG_NEVER;
        at_one += h >= 1 - 1e-12;
        sums[i] += h;
    }
    assert_true(f->effects[k].converged);
    assert_near(f->effects[k].impact, impact);
    assert_near(f->effects[k].weighted, weighted);
    assert_int_equal(f->effects[k].failed, failed);
    assert_true(f->effects[k].at_one <= at_one);
    ctg_run_free(run);
}

static void compare(const fixture *f)
{
    ctg_run *const base = run_rounds(f, CTG_NONE);
    double sums[NODES] = {0};

    compare_base(f, base);
    for (ctg_node k = 0; k < NODES; k++)
        compare_default(f, base, k, sums);
    for (size_t i = 0; i < NODES; i++)
        assert_near((double)f->distress[i] * CTG__FAST_UNIT, sums[i]);
    ctg_run_free(base);
}

static const char *const shocks[] = {
    NULL, "node 7=-80%; node 20=default; exposure 33>3=-50%; node 8=-23.7",
    "node 4=default; node 31=default; node 22=-10%; node 50=default; node "
    "3=-9"};

/* With rounds enough for what dies slowly. */
static ctg_scenario *scenario_number(int number, const char *rule)
{
    static const char *const costs[] = {"1", "0.7", "0.95"};
    static const char *const alphas[] = {"3", "-0.7", "0"};
    const int k = number % 3;

    return scenario_of(shocks[k], "valuation", rule, "recovery", "0.1", "a",
                       costs[k], "b", costs[number / 3 % 3], "rho", costs[k],
                       "alpha", alphas[k], "absolute",
                       number == 4 ? "true" : "false", "rounds", "60000",
                       "tolerance", "0", NULL);
}

static const char *const rules[] = {"clearing",    "linear", "threshold",
                                    "exponential", "merton", "merton-recovery",
                                    "black-cox"};
enum { RULES = sizeof rules / sizeof *rules };

/*
 * Probabilities of default are never 0: a node without equity is down to how
 * they are rounded.
 */
static void compare_with(random_debts about, int number, const char *rule)
{
    fixture f;

    about.zeros = strncmp(rule, "merton", 6) && strcmp(rule, "black-cox");
    if (about.rules)
        about.rules = about.zeros ? 5 : 8;
    set_up(&f, random_debts_new(&about), scenario_number(number, rule));
    compare(&f);
    tear_down(&f);
}

static void one_rule_ends_where_the_rounds_do(void **state)
{
    (void)state;
    for (size_t r = 0; r < RULES; r++)
        for (int k = 0; k < 9; k++)
            compare_with((random_debts){.seed = 100 * r + (uint64_t)k,
                                        .nodes = NODES,
                                        .degree = 3,
                                        .leverage = k % 2 ? 1.7 : 0.8,
                                        .core = k / 2 % 2,
                                        .whole = k % 4 == 3},
                         k, rules[r]);
}

static void mixed_rules_end_where_the_rounds_do(void **state)
{
    (void)state;
    for (size_t r = 0; r < RULES; r++)
        for (int k = 0; k < 9; k++)
            compare_with((random_debts){.seed = 4000 + 100 * r + (uint64_t)k,
                                        .nodes = NODES,
                                        .degree = 4,
                                        .leverage = k % 2 ? 2 : 0.7,
                                        .core = k / 2 % 2,
                                        .whole = k % 4 == 3,
                                        .pools = true,
                                        .classes = k % 3 > 0,
                                        .rules = k > 4 ? 8 : 0},
                         k, rules[r]);
}

/* Near and beyond a spectral radius of 1, where distress lives long, and with
 * many who fail on the way. */
static void what_dies_slowly_ends_there_too(void **state)
{
    static const double leverages[] = {0.8, 0.95, 1, 1.05, 1.3};
    size_t failed = 0;

    (void)state;
    for (int k = 0; k < 20; k++) {
        const random_debts about = {.seed = 7000 + (uint64_t)k,
                                    .nodes = NODES,
                                    .degree = 5,
                                    .leverage = leverages[k % 5],
                                    .core = k % 2,
                                    .pools = k % 3 > 0,
                                    .classes = k % 4 == 3,
                                    .rules = k < 10 ? 4 : 0,
                                    .zeros = k % 7 == 6};
        fixture f;

        set_up(&f, random_debts_new(&about),
               scenario_of(shocks[k % 2], "valuation", "linear", "recovery",
                           "0", "a", k % 3 ? "1" : "0.8", "rounds", "60000",
                           "tolerance", "0", NULL));
        compare(&f);
        for (size_t i = 0; i < NODES; i++)
            failed += f.effects[i].failed;
        tear_down(&f);
    }
    assert_true(failed > 20 * NODES);
}

/* Distress of a small graph's end; the report too. */
static void end_of(ctg_graph *graph, ctg_scenario *scenario, double *distress,
                   ctg__fast_report *report, ctg_summary *summary)
{
    ctg_network *const network = network_of(graph);
    ctg_plan *const plan = plan_of(network, scenario);
    ctg__fast_rows rows = {0};
    ctg__arena arena = {0};
    ctg__fast fast;
    bool possible = false;

    assert_int_equal(ctg__fast_of(plan, &arena, &fast, &possible, NULL),
                     CTG_OK);
    assert_true(possible);
    assert_int_equal(ctg__fast_base(&fast, 1e-13, distress, report, NULL),
                     CTG_OK);
    assert_int_equal(
        ctg__fast_end(plan, &rows, &arena, NULL, summary, &possible, NULL), CTG_OK);
    ctg_plan_free(plan);
    ctg__arena_clear(&rows.arena);
    ctg__arena_clear(&arena);
    ctg_network_free(network);
    ctg_graph_free(graph);
}

/*
 * A ring of banks whose distress comes round at 0.999 of its size, and pools
 * beside it. Plain sweeps would take thousands.
 */
static void jumps_shorten_what_dies_slowly(void **state)
{
    ctg__fast_report report;
    ctg_summary summary;
    double h[4];

    (void)state;
    end_of(graph_of("nodes",
                    "id,equity,cash,pass_through\n"
                    "A,1000,,\nP,,0,true\nB,500,,\nC,30,,\n",
                    "exposures",
                    "debtor,creditor,amount\nA,P,999\nP,B,999\nB,A,500\n"
                    "B,C,7\n",
                    NULL),
           scenario_of("node A=-0.03", NULL), h, &report, &summary);
    /* h_A = 0.00003 + 0.5 h_B, h_B = 999 h_A / 500. */
    assert_near(h[0], 0.00003 / (1 - 0.999));
    assert_near(h[1], h[0]);
    assert_near(h[2], 999 * h[0] / 500);
    assert_true(report.converged);
    assert_true(report.sweeps < 200);
}

/*
 * A and B drive each other up to 1, whatever a jump makes of it; X ends at 0.4
 * by A's distress and would stay at 0.9 were Y to fail, which it does at 0.7.
 */
static void nobody_fails_by_a_jump(void **state)
{
    ctg__fast_report report;
    ctg_summary summary;
    double h[4];

    (void)state;
    end_of(graph_of("nodes",
                    "id,equity,valuation\n"
                    "Y,7,threshold\nX,10,\nA,10,\nB,10,\n",
                    "exposures",
                    "debtor,creditor,amount\nX,Y,10\nY,X,5\nA,X,4\nB,A,9.9\n"
                    "A,B,9.9\n",
                    NULL),
           scenario_of("node A=-5%", NULL), h, &report, &summary);
    assert_near(h[0], 4 / 7.0);
    assert_near(h[1], 0.4);
    assert_near(h[2], 1);
    assert_near(h[3], 0.99);
    assert_int_equal(summary.failed, 1);
    assert_true(report.sweeps < 40);
}

/* Two pools owe each other all they have: a loss of 1 comes back for ever,
 * once a round, until a million is gone. */
static void what_takes_too_long_is_given_up(void **state)
{
    static const ctg_node sources[] = {2, 0};
    ctg_graph *const graph = graph_of(
        "nodes", "id,equity,pass_through\nP,0,true\nQ,0,true\nC,1,\n",
        "exposures", "debtor,creditor,amount\nP,Q,1e6\nQ,P,1e6\nC,P,1\n", NULL);
    ctg_network *const network = network_of(graph);
    ctg_plan *const plan = plan_of(network, scenario_of(NULL, NULL));
    ctg__fast_effect effects[2];
    ctg__arena arena = {0};
    ctg__fast_report report;
    ctg__fast fast;
    double base[3];
    bool possible;

    (void)state;
    assert_int_equal(ctg__fast_of(plan, &arena, &fast, &possible, NULL),
                     CTG_OK);
    assert_int_equal(ctg__fast_base(&fast, 1e-13, base, &report, NULL), CTG_OK);
    assert_true(report.converged);
    assert_int_equal(ctg__fast_defaults(&(ctg__fast_job){.fast = &fast,
                                                         .base = base,
                                                         .sources = sources,
                                                         .source_count = 2,
                                                         .effects = effects,
                                                         .tolerance = 1e-13},
                                        NULL),
                     CTG_OK);
    assert_false(effects[0].converged);
    assert_true(effects[1].converged); /* all is gone at once */
    ctg_plan_free(plan);
    ctg__arena_clear(&arena);
    ctg_network_free(network);
    ctg_graph_free(graph);
}

static void threads(int count)
{
#if defined(_OPENMP)
    omp_set_num_threads(count);
#else
    (void)count;
#endif
}

static void expect_same(const ctg__fast_effect *one,
                        const ctg__fast_effect *other)
{
    assert_same(one->impact, other->impact);
    assert_same(one->weighted, other->weighted);
    assert_int_equal(one->failed, other->failed);
    assert_int_equal(one->at_one, other->at_one);
    assert_int_equal(one->converged, other->converged);
}

static void bits_do_not_depend_on_threads_or_company(void **state)
{
    static const ctg_node few[] = {51, 3, 59, 42, 7, 13};

    (void)state;
    for (int number = 0; number < 9; number++) {
        const random_debts about = {.seed = 77 + (uint64_t)number,
                                    .nodes = NODES,
                                    .degree = 4,
                                    .leverage = 0.9,
                                    .core = number % 2,
                                    .pools = true,
                                    .classes = true,
                                    .rules = 8};
        ctg__fast_effect effects[sizeof few / sizeof *few];
        uint64_t distress[NODES];
        fixture f;

        threads(1);
        set_up(&f, random_debts_new(&about), scenario_number(number, "linear"));
        memcpy(distress, f.distress, sizeof distress);
        for (int count = 2; count <= 3; count++) {
            ctg__fast_effect expected[NODES];

            memcpy(expected, f.effects, sizeof expected);
            threads(count);
            run_all(&f);
            for (size_t k = 0; k < NODES; k++)
                expect_same(&f.effects[k], &expected[k]);
            assert_memory_equal(f.distress, distress, sizeof distress);
        }
        assert_int_equal(
            ctg__fast_defaults(
                &(ctg__fast_job){.fast = &f.fast,
                                 .base = f.base,
                                 .sources = few,
                                 .source_count = sizeof few / sizeof *few,
                                 .effects = effects,
                                 .tolerance = 1e-13},
                NULL),
            CTG_OK);
        for (size_t k = 0; k < sizeof few / sizeof *few; k++)
            expect_same(&effects[k], &f.effects[few[k]]);
        tear_down(&f);
    }
}

/* Of the next test. */
static double shock_of(size_t node)
{
    return node == 8 ? 237 : node == 12 ? 61 : 0;
}

/*
 * Rogers, Veraart (2013) written out, from full payment downwards: what each
 * node pays per unit that it owes. Outsiders rank like everybody.
 */
static void clear_literally(const fixture *f, double *paid)
{
    const ctg__nodes *const nodes = &f->network->nodes;
    const ctg__exposures *const exposures = &f->network->exposures;
    const double *const given = f->plan->params[CTG__RULE_clearing];
    double change = 1;

    for (size_t i = 0; i < NODES; i++)
        paid[i] = 1;
    while (change > 0) {
        double next[NODES];

        change = 0;
        for (size_t i = 0; i < NODES; i++) {
            double outside = nodes->cash[i] + nodes->other_assets[i];
            double claims = 0;
            double assets;

            for (size_t e = exposures->start[i]; e < exposures->start[i + 1];
                 e++)
                claims += exposures->amount[e] * paid[exposures->debtor[e]];
            outside -= shock_of(i);
            assets = outside + claims;
            if (assets - nodes->liabilities[i] < -1e-9 * fabs(nodes->equity[i]))
                assets = given[0] * outside + given[1] * claims;
            next[i] = nodes->liabilities[i] > 0
                          ? fmin(1, fmax(0, assets / nodes->liabilities[i]))
                          : 1;
            next[i] = fmin(paid[i], next[i]);
            change = fmax(change, paid[i] - next[i]);
        }
        memcpy(paid, next, sizeof next);
    }
}

static void clearing_pays_what_is_there(void **state)
{
    static const char *const costs[] = {"1", "0.9", "0.4"};

    (void)state;
    for (int k = 0; k < 12; k++) {
        const random_debts about = {.seed = 900 + (uint64_t)k,
                                    .nodes = NODES,
                                    .degree = 4,
                                    .leverage = 4,
                                    .core = k % 2};
        double outside = 0;
        double paid[NODES];
        size_t short_of = 0;
        fixture f;

        set_up(&f, random_debts_new(&about),
               scenario_of("node 8=-237; node 12=-61", "valuation", "clearing",
                           "a", costs[k % 3], "b", costs[k / 3 % 3], NULL));
        clear_literally(&f, paid);
        for (size_t i = 0; i < NODES; i++) {
            const ctg__nodes *const nodes = &f.network->nodes;
            const ctg__exposures *const exposures = &f.network->exposures;
            double lost = shock_of(i);

            for (size_t e = exposures->start[i]; e < exposures->start[i + 1];
                 e++)
                lost += exposures->amount[e] * (1 - paid[exposures->debtor[e]]);
            assert_near(f.base[i], nodes->equity[i] > 0
                                       ? fmin(1, lost / nodes->equity[i])
                                       : 1);
            outside += nodes->other_liabilities[i] * (1 - paid[i]);
            short_of += paid[i] < 1;
        }
        assert_near(f.report.outside_loss, outside);
        assert_true(short_of > 3);
        tear_down(&f);
    }
}

/*
 * The pool has 10 by A and 2.5 in cash, and owes 12 of it. A's default leaves
 * it 0.3 x 10 + 2.5 = 5.5: its depositors get 5.5 / 12, it lost its 0.5.
 */
static void a_pool_passes_on_what_it_lost(void **state)
{
    ctg__fast_report report;
    ctg_summary summary;
    double h[4];

    (void)state;
    end_of(graph_of("nodes",
                    "id,equity,cash,pass_through\n"
                    "A,5,,\nP,,2.5,true\nB,20,,\nC,30,,\n",
                    "exposures",
                    "debtor,creditor,amount\nA,P,10\nP,B,9\nP,C,3\n", NULL),
           scenario_of("node A=default", "recovery", "0.3", NULL), h, &report,
           &summary);
    assert_near(h[1], 6.5 / 12);
    assert_near(h[2], 9 * 6.5 / 12 / 20);
    assert_near(h[3], 3 * 6.5 / 12 / 30);
    assert_near(report.equity_lost, 5 + 0.5 + 6.5);
    assert_near(summary.equity_lost, report.equity_lost);
    assert_int_equal(summary.failed, 1); /* the pool is never marked */
}

/* Its own default takes all its assets, and what it owes outside is unpaid. */
static void a_pool_in_default_pays_nobody(void **state)
{
    ctg__fast_report report;
    ctg_summary summary;
    double h[2];

    (void)state;
    end_of(graph_of("nodes",
                    "id,equity,other_liabilities,pass_through\n"
                    "P,0,4,true\nB,20,,\n",
                    "exposures", "debtor,creditor,amount\nP,B,6\n", NULL),
           scenario_of("node P=default", "valuation", "threshold", NULL), h,
           &report, &summary);
    assert_near(h[0], 1);
    assert_near(h[1], 0.3);
    assert_near(report.outside_loss, 4);
    assert_near(summary.outside_loss, 4);
    assert_int_equal(summary.failed, 0);
}

/* RV1 after a loss of 0.5 by A: -0.05 + 0.5 p_B and 0.2 + 0.5 p_A clear. */
static void default_costs_count_once_a_node_fails(void **state)
{
    static const char nodes[] = "id,other_assets\nA,0.4\nB,0.4\n";
    static const char exposures[] = "debtor,creditor,amount\nA,B,1\nB,A,1\n";
    ctg__fast_report report;
    ctg_summary summary;
    double h[2];

    (void)state;
    end_of(graph_of("nodes", nodes, "exposures", exposures, NULL),
           scenario_of("node A=-0.39", "valuation", "clearing", "a", "0.5", "b",
                       "0.5", NULL),
           h, &report, &summary);
    assert_near(report.equity_lost, 0.39);
    assert_near(h[1], 0);
    end_of(graph_of("nodes", "id,other_assets\nA,0.4\nB,1.4\n", "exposures",
                    exposures, NULL),
           scenario_of("node A=-0.5", "valuation", "clearing", "a", "0.5", "b",
                       "0.5", NULL),
           h, &report, &summary);
    /* B stands, and A pays 0.5 x -0.1 + 0.5 x 1. */
    assert_near(h[0], 1);
    assert_near(h[1], 0.55 / 1.4);
    end_of(graph_of("nodes", nodes, "exposures", exposures, NULL),
           scenario_of("node A=-0.5", "valuation", "clearing", "a", "0.5", "b",
                       "0.5", NULL),
           h, &report, &summary);
    assert_near(report.equity_lost, 0.8);
    assert_near(h[1], 1);
}

static size_t worked_found;

/* Where the solvers apply, the end is what the example says. */
static void check_worked(const char *name)
{
    ctg_problems *const problems = ctg_problems_new();
    ctg_scenario *const scenario = ctg_scenario_new();
    ctg_graph *graph = NULL;
    ctg__arena arena = {0};
    ctg_network *network;
    ctg_plan *plan;
    ctg__fast fast;
    bool possible;
    char path[4096];

    snprintf(path, sizeof path, "%s/tests/worked/%s", getenv("top_srcdir"),
             name);
    assert_int_equal(ctg_graph_read(path, NULL, &graph, problems, NULL),
                     CTG_OK);
    strcat(path, "/scenario.json");
    assert_int_equal(ctg_scenario_read(scenario, path, NULL), CTG_OK);
    network = network_of(graph);
    plan = plan_of(network, scenario);
    assert_int_equal(ctg__fast_of(plan, &arena, &fast, &possible, NULL),
                     CTG_OK);
    if (possible) {
        FILE *const expected = worked_file(name, "expected/nodes_out.csv");
        ctg__fast_report report;
        double h[16];
        char line[512];
        size_t node = 0;

        worked_found++;
        assert_true(fast.count <= 16);
        assert_int_equal(ctg__fast_base(&fast, 1e-13, h, &report, NULL),
                         CTG_OK);
        assert_non_null(expected);
        assert_non_null(fgets(line, sizeof line, expected));
        for (; fgets(line, sizeof line, expected); node++) {
            double distress;

            assert_int_equal(
                sscanf(line, "%*[^,],%*f,%*f,%*f,%*f,%lf", &distress), 1);
            assert_near(h[node], distress);
        }
        assert_int_equal(node, fast.count);
        fclose(expected);
    }
    ctg_plan_free(plan);
    ctg__arena_clear(&arena);
    ctg_network_free(network);
    ctg_graph_free(graph);
    ctg_problems_free(problems);
}

/* F1, DR1, EN1, RV1, EL1, ND1 and NM1 at least. */
static void worked_examples_end_as_they_should(void **state)
{
    (void)state;
    worked_each(check_worked);
    assert_true(worked_found >= 7);
}

static int stop(void *context, double done, double total)
{
    (void)context;
    return done < total / 2;
}

static void it_can_be_stopped(void **state)
{
    const random_debts about = {
        .seed = 5, .nodes = NODES, .degree = 4, .leverage = 0.9, .pools = true};
    static ctg_node sources[5000];
    static ctg__fast_effect effects[5000];
    fixture f;

    (void)state;
    set_up(&f, random_debts_new(&about), scenario_of(NULL, NULL));
    for (size_t k = 0; k < 5000; k++)
        sources[k] = (ctg_node)(k % NODES);
    assert_int_equal(ctg__fast_defaults(&(ctg__fast_job){.fast = &f.fast,
                                                         .base = f.base,
                                                         .sources = sources,
                                                         .source_count = 5000,
                                                         .effects = effects,
                                                         .tolerance = 1e-13,
                                                         .progress = stop},
                                        NULL),
                     CTG_CANCELLED);
    tear_down(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_rule_ends_where_the_rounds_do),
        cmocka_unit_test(mixed_rules_end_where_the_rounds_do),
        cmocka_unit_test(what_dies_slowly_ends_there_too),
        cmocka_unit_test(jumps_shorten_what_dies_slowly),
        cmocka_unit_test(nobody_fails_by_a_jump),
        cmocka_unit_test(what_takes_too_long_is_given_up),
        cmocka_unit_test(bits_do_not_depend_on_threads_or_company),
        cmocka_unit_test(clearing_pays_what_is_there),
        cmocka_unit_test(a_pool_passes_on_what_it_lost),
        cmocka_unit_test(a_pool_in_default_pays_nobody),
        cmocka_unit_test(default_costs_count_once_a_node_fails),
        cmocka_unit_test(worked_examples_end_as_they_should),
        cmocka_unit_test(it_can_be_stopped),
    };

    return RUN_TESTS(tests);
}
