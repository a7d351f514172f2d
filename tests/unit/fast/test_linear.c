/* The fast solver against the rounds written out, and against itself. */
#include "fast/solver.h"

#include "fast/lanes.h"
#include "support/random_claims.h"

enum { NODES = 300, DEGREE = 6 };

typedef struct fixture {
    ctg_graph *graph;
    ctg_network *network;
    ctg_plan *plan;
    ctg__arena arena;
    ctg__fast fast;
    double base[NODES];
} fixture;

static ctg_scenario *standard(void)
{
    return scenario_of("node 7=-30%; exposure 3>4=-50%; node 8=-0.237",
                       "recovery", "0.1", NULL);
}

static void set_up(fixture *f, double leverage, uint64_t seed,
                   ctg_scenario *scenario)
{
    ctg__fast_report report;
    bool possible = false;

    *f = (fixture){0};
    f->graph = random_claims(NODES, DEGREE, leverage, seed);
    f->network = network_of(f->graph);
    f->plan = plan_of(f->network, scenario);
    assert_int_equal(
        ctg__fast_of(f->plan, &f->arena, &f->fast, &possible, NULL), CTG_OK);
    assert_true(possible);
    memcpy(f->base, f->fast.shocked, sizeof f->base);
    if (f->fast.method != CTG__FAST_LINEAR)
        return;
    assert_int_equal(ctg__linear_solve(&f->fast, 1e-13, f->base, &report, NULL),
                     CTG_OK);
    assert_true(report.converged);
}

static void tear_down(fixture *f)
{
    ctg__arena_clear(&f->arena);
    ctg_plan_free(f->plan);
    ctg_network_free(f->network);
    ctg_graph_free(f->graph);
}

/*
 * Bardoscia et al. (2015), every node in every round, from the exposures as
 * they stand in the plan: h(t+1) = min(1, h(t) + W (h(t) - h(t-1))).
 */
static void literal(const fixture *f, size_t source, double *h)
{
    const ctg__exposures *const exposures = &f->network->exposures;
    const double *const equity = f->network->nodes.equity;
    double before[NODES] = {0};
    double next[NODES];
    double change = 1;

    for (size_t i = 0; i < NODES; i++)
        h[i] = f->fast.shocked[i];
    if (source != SIZE_MAX)
        h[source] = 1;
    for (int round = 0; change > 1e-16 && round < 200000; round++) {
        change = 0;
        for (size_t i = 0; i < NODES; i++) {
            double loss = 0;

            for (size_t e = exposures->start[i]; e < exposures->start[i + 1];
                 e++) {
                const ctg_node j = exposures->debtor[e];
                const double off = j == 3 && i == 4 ? 0.5 : 1;

                loss += exposures->amount[e] * off * (1 - f->plan->recovery) *
                        (h[j] - before[j]);
            }
            next[i] = equity[i] > 0 ? fmin(1, h[i] + loss / equity[i]) : 1;
            change = fmax(change, fabs(next[i] - h[i]));
        }
        memcpy(before, h, sizeof before);
        memcpy(h, next, sizeof next);
    }
}

static const double leverages[] = {0.5, 0.9, 0.99, 1.05, 1.5, 4};

static void one_scenario_ends_where_the_rounds_do(void **state)
{
    (void)state;
    for (size_t l = 0; l < sizeof leverages / sizeof *leverages; l++) {
        double expected[NODES];
        fixture f;

        set_up(&f, leverages[l], 5 + l, standard());
        literal(&f, SIZE_MAX, expected);
        for (size_t i = 0; i < NODES; i++)
            assert_within(f.base[i], expected[i], 5e-12);
        tear_down(&f);
    }
}

/* Runs every default; the sums of distress too. */
static void run_all(const fixture *f, int lanes,
                    const ctg__lane_kernels *kernels, ctg__fast_effect *effects,
                    uint64_t *distress)
{
    ctg_node sources[NODES];
    const ctg__fast_job job = {.fast = &f->fast,
                               .base = f->base,
                               .sources = sources,
                               .source_count = NODES,
                               .effects = effects,
                               .distress = distress,
                               .tolerance = 1e-13,
                               .lanes = lanes,
                               .kernels = kernels};

    for (ctg_node i = 0; i < NODES; i++)
        sources[i] = i;
    memset(effects, 0, NODES * sizeof *effects);
    memset(distress, 0, NODES * sizeof *distress);
    assert_int_equal(ctg__fast_defaults(&job, NULL), CTG_OK);
}

static void every_default_ends_where_the_rounds_do(void **state)
{
    (void)state;
    for (size_t l = 0; l < sizeof leverages / sizeof *leverages; l++) {
        static ctg__fast_effect effects[NODES];
        static uint64_t distress[NODES];
        fixture f;

        set_up(&f, leverages[l], 11 + l, standard());
        run_all(&f, 0, NULL, effects, distress);
        for (size_t k = 0; k < NODES; k += 7) {
            double h[NODES];
            double impact = 0;
            double weighted = 0;
            uint32_t at_one = 0;

            literal(&f, k, h);
            for (size_t i = 0; i < NODES; i++) {
                if (i == k)
                    continue;
                impact += f.fast.equity[i] * (h[i] - f.base[i]);
                weighted +=
                    f.network->nodes.weight[i] * (h[i] - f.fast.shocked[i]);
                at_one += h[i] >= 1;
            }
            assert_true(effects[k].converged);
            assert_within(effects[k].impact, impact, 1e-9 * fmax(1, impact));
            assert_near(effects[k].weighted, weighted);
            assert_int_equal(effects[k].at_one, at_one);
            assert_true(effects[k].failed >= at_one);
        }
        tear_down(&f);
    }
}

static void bits_do_not_depend_on_lanes_or_instructions(void **state)
{
    const ctg__lane_kernels *const kernels[] = {
        ctg__lanes_plain,
        __builtin_cpu_supports("avx2") ? ctg__lanes_avx2 : NULL,
        __builtin_cpu_supports("avx512f") ? ctg__lanes_avx512 : NULL};
    static ctg__fast_effect expected[NODES];
    static ctg__fast_effect effects[NODES];
    static uint64_t expected_distress[NODES];
    static uint64_t distress[NODES];

    (void)state;
    for (size_t l = 1; l < sizeof leverages / sizeof *leverages; l += 2) {
        fixture f;

        set_up(&f, leverages[l], 23 + l, standard());
        run_all(&f, 8, ctg__lanes_plain, expected, expected_distress);
        for (size_t k = 0; k < sizeof kernels / sizeof *kernels; k++)
            for (int lanes = 8; kernels[k] && lanes <= 32; lanes *= 2) {
                run_all(&f, lanes, kernels[k], effects, distress);
                for (size_t i = 0; i < NODES; i++) {
                    assert_same(effects[i].impact, expected[i].impact);
                    assert_same(effects[i].weighted, expected[i].weighted);
                    assert_int_equal(effects[i].failed, expected[i].failed);
                    assert_int_equal(effects[i].at_one, expected[i].at_one);
                }
                assert_memory_equal(distress, expected_distress,
                                    sizeof distress);
            }
        tear_down(&f);
    }
}

static void which_defaults_run_together_does_not_matter(void **state)
{
    static ctg__fast_effect all[NODES];
    static uint64_t distress[NODES];
    ctg__fast_effect few[5];
    const ctg_node sources[] = {151, 3, 299, 42, 7};
    fixture f;

    (void)state;
    set_up(&f, 0.9, 77, standard());
    run_all(&f, 16, NULL, all, distress);
    {
        const ctg__fast_job job = {.fast = &f.fast,
                                   .base = f.base,
                                   .sources = sources,
                                   .source_count = 5,
                                   .effects = few,
                                   .tolerance = 1e-13,
                                   .lanes = 32};

        assert_int_equal(ctg__fast_defaults(&job, NULL), CTG_OK);
    }
    for (size_t s = 0; s < 5; s++)
        assert_same(few[s].impact, all[sources[s]].impact);
    tear_down(&f);
}

static void what_is_not_claims_alone_is_left_to_the_rounds(void **state)
{
    static const char *const keys[][2] = {
        {"valuation", "single-hit"}, {"rounds", "5"},
        {"from_below", "true"},      {"leverage_max", "20"},
        {"horizon_days", "30"},      {"default_at_zero", "false"}};

    (void)state;
    for (size_t k = 0; k < sizeof keys / sizeof *keys; k++) {
        ctg_graph *const graph = random_claims(40, 3, 0.7, 3);
        ctg_network *const network = network_of(graph);
        ctg__arena arena = {0};
        ctg__fast fast;
        ctg_plan *plan;
        bool possible = true;

        plan =
            plan_of(network, scenario_of(NULL, keys[k][0], keys[k][1], NULL));
        assert_int_equal(ctg__fast_of(plan, &arena, &fast, &possible, NULL),
                         CTG_OK);
        assert_false(possible);
        ctg_plan_free(plan);
        ctg__arena_clear(&arena);
        ctg_network_free(network);
        ctg_graph_free(graph);
    }
}

/* Distress of a graph of four by the fast solver; false: not for it. */
static bool solve_four(ctg_graph *graph, double h[4])
{
    ctg_network *const network = network_of(graph);
    ctg_plan *const plan = plan_of(
        network, scenario_of("node A=default", "recovery", "0.1", NULL));
    ctg__arena arena = {0};
    ctg__fast fast;
    ctg__fast_report report;
    bool possible = false;

    assert_int_equal(ctg__fast_of(plan, &arena, &fast, &possible, NULL),
                     CTG_OK);
    if (possible)
        assert_int_equal(ctg__fast_base(&fast, 1e-13, h, &report, NULL),
                         CTG_OK);
    ctg_plan_free(plan);
    ctg__arena_clear(&arena);
    ctg_network_free(network);
    ctg_graph_free(graph);
    return possible;
}

static const char claims_of_four[] = "debtor,creditor,amount,recovery\n"
                                     "A,B,8,0.4\nA,C,6,\nB,D,5,\n";

static void recovery_is_the_exposure_s_the_debtor_s_the_scenario_s(void **state)
{
    double h[4];

    (void)state;
    assert_true(solve_four(graph_of("nodes",
                                    "id,equity,recovery\n"
                                    "A,10,0.25\nB,10,\nC,20,0.5\nD,12,\n",
                                    "exposures", claims_of_four, NULL),
                           h));
    assert_near(h[1], 8 * 0.6 / 10);
    assert_near(h[2], 6 * 0.75 / 20);
    assert_near(h[3], 5 * 0.9 * 0.48 / 12);
}

static void nodes_of_their_own_kind_are_left_to_the_rounds(void **state)
{
    static const struct {
        const char *nodes;
        bool possible;
    } cases[] = {
        {"id,equity,valuation\nA,10,\nB,10,single-hit\nC,20,\nD,12,\n", false},
        /* Nothing is owed by D, nor by C. */
        {"id,equity,valuation\nA,10,\nB,10,\nC,20,\nD,12,single-hit\n", true},
        {"id,equity,valuation\nA,10,linear\nB,10,\nC,20,\nD,12,\n", true},
        {"id,equity,leverage_max\nA,10,\nB,10,\nC,20,\nD,12,7\n", false},
        {"id,equity,pass_through\nA,10,\nB,,true\nC,20,\nD,12,\n", true},
    };

    (void)state;
    for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
        double h[4];

        assert_int_equal(solve_four(graph_of("nodes", cases[k].nodes,
                                             "exposures", claims_of_four, NULL),
                                    h),
                         cases[k].possible);
    }
}

/* What the plane says of distress after the shocks. */
static double plane_at(const double *slope, double all, const double *shocked)
{
    double sum = all;

    for (size_t i = 0; i < NODES; i++)
        sum += slope[i] * shocked[i];
    return sum;
}

/* Equity lost where distress ends. */
static double ends_at(fixture *f)
{
    ctg__fast_report report;
    double sum = 0;

    memcpy(f->base, f->fast.shocked, sizeof f->base);
    assert_int_equal(ctg__linear_solve(&f->fast, 1e-13, f->base, &report, NULL),
                     CTG_OK);
    for (size_t i = 0; i < NODES; i++)
        sum += f->fast.equity[i] * f->base[i];
    return sum;
}

static void a_plane_touches_where_it_was_made_and_is_above_elsewhere(
    void **state)
{
    (void)state;
    for (size_t l = 0; l < sizeof leverages / sizeof *leverages; l++) {
        fixture f;
        ctg__asking asking = {0};
        double slope[NODES];
        double all;
        bool found;

        set_up(&f, leverages[l], 11, standard());
        assert_int_equal(ctg__linear_cut(&f.fast, f.fast.shocked, &asking,
                                         slope, &all, &found, NULL),
                         CTG_OK);
        if (found) {
            assert_within(plane_at(slope, all, f.fast.shocked), ends_at(&f),
                          1e-6 * ends_at(&f));
            for (size_t i = 0; i < NODES; i += 3)
                f.fast.shocked[i] = fmin(1, f.fast.shocked[i] + 0.01);
            ctg__rows_list(&f.fast);
            assert_true(plane_at(slope, all, f.fast.shocked) >=
                        ends_at(&f) * (1 - 1e-12));
        } else {
            assert_true(leverages[l] >= 0.99);
        }
        tear_down(&f);
    }
}

static void who_asked_for_a_plane_can_stop_it(void **state)
{
    ctg_scenario *const scenario = standard();
    ctg__asking asking = {.stopped = true};
    ctg_error error;
    fixture f;
    double slope[NODES];
    double all;
    bool found;

    (void)state;
    set_up(&f, 0.9, 11, scenario);
    assert_int_equal(ctg__linear_cut(&f.fast, f.fast.shocked, &asking, slope,
                                     &all, &found, &error),
                     CTG_CANCELLED);
    tear_down(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_scenario_ends_where_the_rounds_do),
        cmocka_unit_test(every_default_ends_where_the_rounds_do),
        cmocka_unit_test(bits_do_not_depend_on_lanes_or_instructions),
        cmocka_unit_test(which_defaults_run_together_does_not_matter),
        cmocka_unit_test(what_is_not_claims_alone_is_left_to_the_rounds),
        cmocka_unit_test(
            recovery_is_the_exposure_s_the_debtor_s_the_scenario_s),
        cmocka_unit_test(nodes_of_their_own_kind_are_left_to_the_rounds),
        cmocka_unit_test(
            a_plane_touches_where_it_was_made_and_is_above_elsewhere),
        cmocka_unit_test(who_asked_for_a_plane_can_stop_it),
    };

    return RUN_TESTS(tests);
}
