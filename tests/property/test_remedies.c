/*
 * The laws of docs/remedies.md on random graphs of claims: enumeration, linear
 * programmes and sampling are the slow references.
 */
#include "bridge/lp.h"
#include "support/remedies.h"

enum { SEEDS = 12 };

static void programme_and_enumeration_agree(void **state)
{
    static const char *const questions[][4] = {
        {"budget", "1.5", "goal", "loss"},
        {"budget", "0.7", "goal", "failures"},
        {"budget", "1.1", "goal", "shortfall"},
        {"max-failures", "1", "max-loss", "95%"},
        {"max-failures", "2", NULL, NULL},
    };

    (void)state;
    for (uint64_t seed = 0; seed < SEEDS; seed++) {
        world of = world_of(seed);

        for (size_t q = 0; q < 5; q++) {
            const char *const *const a = questions[q];
            ctg_optimisation *one;
            ctg_optimisation *other;

            if (seed % 3 == 2 && a[3] && strcmp(a[3], "shortfall") == 0)
                continue; /* thresholds have none in a programme */
            one = ask(&of, 0, "bailout", "method", "programme", a[0], a[1],
                      a[2], a[3], NULL);
            other = ask(&of, 0, "bailout", "method", "enumerate", a[0], a[1],
                        a[2], a[3], NULL);
            assert_true(!one == !other);
            if (one) {
                assert_close(ctg_optimisation_value(one),
                             ctg_optimisation_value(other), 2e-6);
                assert_true(ctg_optimisation_proven(other));
                assert_true(ctg_optimisation_bound(one) <=
                            ctg_optimisation_value(one) + 1e-6);
                check_again(&of, one);
            }
            ctg_optimisation_free(one);
            ctg_optimisation_free(other);
        }
        world_free(&of);
    }
}

typedef struct heard {
    size_t times;
    double least; /* of the best answers so far */
    double most;  /* of their bounds */
} heard;

static void hear(void *context, double best, double bound, double gap)
{
    heard *const to = context;

    (void)gap;
    to->times++;
    to->least = fmin(to->least, best);
    to->most = fmax(to->most, bound);
}

/* What is told on the way is in money, and never beyond the answer. */
static void what_is_told_leads_to_the_answer(void **state)
{
    static const ctg_setting settings[] = {{"method", "programme"},
                                           {"budget", "1.3"}};
    size_t times = 0;

    (void)state;
    for (uint64_t seed = 0; seed < SEEDS; seed++) {
        world of = world_of(seed);
        heard to = {.least = HUGE_VAL, .most = -HUGE_VAL};
        ctg_optimise_options options = ctg_optimise_options_default();
        ctg_optimisation *made;
        ctg_error error;

        options.settings = settings;
        options.setting_count = 2;
        options.teller = hear;
        options.progress_context = &to;
        assert_int_equal(ctg_optimise("bailout", of.network, of.scenario,
                                      &options, &made, &error),
                         CTG_OK);
        if (to.times) {
            const double value = ctg_optimisation_value(made);

            assert_true(to.least >= value - 1e-6 * fmax(1, value));
            assert_true(to.most <= value + 1e-6 * fmax(1, value));
        }
        times += to.times;
        ctg_optimisation_free(made);
        world_free(&of);
    }
    assert_true(times > 0);
}

/* Without a unit of money the answer is the plain run, by every method, and
 * each further one makes nothing worse. */
static void check_budgets(const world *of, const char *method, const char *goal)
{
    static const char *const budgets[] = {"0",   "1e-12", "0.4", "0.9",
                                          "1.7", "4",     "40"};
    double last = HUGE_VAL;

    for (size_t k = 0; k < sizeof budgets / sizeof *budgets; k++) {
        ctg_optimisation *const made =
            ask(of, 0, "bailout", "budget", budgets[k], "goal", goal, "method",
                method, NULL);

        assert_non_null(made);
        if (k == 0) {
            assert_close(ctg_optimisation_value(made),
                         figure(ctg_optimisation_before, made, goal), 1e-12);
            assert_close(fact(made, "cost"), 0, 0);
        }
        assert_true(fact(made, "cost") <= atof(budgets[k]) * (1 + 1e-9));
        assert_true(ctg_optimisation_value(made) <= last + 1e-6);
        last = ctg_optimisation_value(made);
        ctg_optimisation_free(made);
    }
}

static void more_money_makes_nothing_worse(void **state)
{
    static const char *const methods[] = {"auto", "programme", "enumerate"};
    static const char *const goals[] = {"loss", "failures", "shortfall"};

    (void)state;
    for (uint64_t seed = 0; seed < SEEDS; seed++)
        for (size_t m = 0; m < 3; m++)
            for (size_t g = 0; g < 3; g++) {
                world of = world_of(seed);

                if (seed % 2)
                    assert_int_equal(ctg_scenario_set(of.scenario,
                                                      "default_at_zero",
                                                      "false", NULL),
                                     CTG_OK);
                if (seed % 3 != 2 || g != 2) /* thresholds have none */
                    check_budgets(&of, methods[m], goals[g]);
                world_free(&of);
            }
}

static double cell_of(const ctg_graph *graph, size_t row, const char *column)
{
    char room[32];

    return atof(ctg_graph_cell(graph, CTG_NODES, row, column, room));
}

/* What everybody lacks while all pay in full, and the margin that a node needs
 * where an equity of 0 is a failure. */
static double lack_of(const world *of)
{
    static const double shocks[] = {1.5, 1.3, 0.6}; /* scenario_of_rule() */
    double amounts[100];
    double lack = 0;

    amounts_of(of->graph, amounts);
    for (size_t i = 0; i < of->nodes; i++) {
        double assets = cell_of(of->graph, i, "cash");
        double debts = cell_of(of->graph, i, "other_liabilities");
        double equity;

        for (size_t j = 0; j < of->nodes; j++) {
            assets += amounts[j * 10 + i];
            debts += amounts[i * 10 + j];
        }
        equity = assets - debts;
        equity -= i < 3 ? shocks[i] * equity : 0;
        if (equity <= 1e-9 * fabs(assets - debts))
            lack += 1e-8 * fmax(assets, debts) - equity;
    }
    return lack;
}

static void no_failures_cost_the_closed_form(void **state)
{
    (void)state;
    for (uint64_t seed = 0; seed < SEEDS; seed++) {
        world of = world_of(seed);
        ctg_optimisation *const one =
            ask(&of, 0, "bailout", "max-failures", "0", NULL);
        ctg_optimisation *const other = ask(&of, 0, "bailout", "max-failures",
                                            "0", "method", "enumerate", NULL);

        assert_non_null(one);
        assert_non_null(other);
        assert_close(ctg_optimisation_value(one), ctg_optimisation_value(other),
                     1e-9);
        assert_string_equal(ctg_optimisation_method(one), "closed form");
        assert_close(ctg_optimisation_value(one), lack_of(&of), 1e-12);
        assert_true(ctg_optimisation_proven(one));
        assert_close(figure(ctg_optimisation_after, one, "failures"), 0, 0);
        check_again(&of, one);
        ctg_optimisation_free(one);
        ctg_optimisation_free(other);
        world_free(&of);
    }
}

/* --- compression -----------------------------------------------------------
 */

/* What is left at least, by a linear programme over the lines. */
static double least_by_programme(const world *of)
{
    const size_t rows = ctg_graph_row_count(of->graph, CTG_EXPOSURES);
    double cost[128];
    double none[128] = {0};
    double most[128];
    double net[10] = {0};
    size_t start[11];
    size_t column[256];
    double coefficient[256];
    double x[128];
    size_t entries = 0;
    ctg__lp_options options = {.method = CTG__LP_DUAL};
    ctg__lp_result result;
    ctg__lp lp = {rows, cost, none,  most,   NULL,       of->nodes,
                  net,  net,  start, column, coefficient};

    assert_true(rows > 0 && rows < 128);
    for (size_t i = 0; i < of->nodes; i++) {
        start[i] = entries;
        for (size_t r = 0; r < rows; r++) {
            char room[32];
            const size_t debtor = (size_t)atoi(
                ctg_graph_cell(of->graph, CTG_EXPOSURES, r, "debtor", room));
            const size_t creditor = (size_t)atoi(
                ctg_graph_cell(of->graph, CTG_EXPOSURES, r, "creditor", room));

            cost[r] = 1;
            most[r] = atof(
                ctg_graph_cell(of->graph, CTG_EXPOSURES, r, "amount", room));
            if (debtor != i && creditor != i)
                continue;
            column[entries] = r;
            coefficient[entries++] = debtor == i ? 1 : -1;
            net[i] += debtor == i ? most[r] : -most[r];
        }
    }
    start[of->nodes] = entries;
    assert_int_equal(ctg__lp_solve(&lp, &options, x, NULL, &result, NULL),
                     CTG_OK);
    return result.objective;
}

static const ctg_answer_table *table_of(const ctg_optimisation *of,
                                        const char *key)
{
    const ctg_answer_table *table;

    for (size_t i = 0; (table = ctg_optimisation_table_at(of, i)); i++)
        if (strcmp(table->key, key) == 0)
            return table;
    fail_msg("no table %s", key);
    return NULL;
}

static void check_nets(const ctg_optimisation *of)
{
    const ctg_answer_table *const table = table_of(of, "nodes");

    for (size_t r = 0; r < table->row_count; r++) {
        const ctg_cell *const row = table->cells + r * table->head_count;

        assert_close(row[3].number, row[4].number, 1e-12);
    }
    assert_close(figure(ctg_optimisation_before, of, "initial_equity"),
                 figure(ctg_optimisation_after, of, "initial_equity"), 1e-12);
}

static void check_id(const ctg_graph *graph, size_t row, const char *column,
                     const world *of, ctg_cell told)
{
    char room[32];

    assert_int_equal(told.kind, CTG_CELL_NODE);
    assert_string_equal(
        ctg_graph_cell(graph, CTG_EXPOSURES, row, column, room),
        ctg_graph_node_id(ctg_network_graph(of->network), told.node));
}

/* The table of lines, which is told from the graph, is that graph's. */
static void check_lines(const world *of, const ctg_optimisation *made)
{
    const ctg_graph *const graph = ctg_optimisation_graph(made);
    const ctg_answer_table *const table = table_of(made, "exposures");

    assert_true(table->flat && table->for_json && table->row_count > 0);
    assert_int_equal(table->row_count,
                     ctg_graph_row_count(graph, CTG_EXPOSURES));
    for (size_t r = 0; r < table->row_count; r++) {
        const ctg_cell amount = ctg_answer_cell(table, r, 2);
        char room[32];

        check_id(graph, r, "debtor", of, ctg_answer_cell(table, r, 0));
        check_id(graph, r, "creditor", of, ctg_answer_cell(table, r, 1));
        assert_int_equal(amount.kind, CTG_CELL_NUMBER);
        assert_close(
            amount.number,
            atof(ctg_graph_cell(graph, CTG_EXPOSURES, r, "amount", room)), 0);
    }
}

/* What is compressed once stays as it is, and what happens then is said. */
static void check_once_more(const world *of, const char *method)
{
    ctg_optimisation *const once =
        ask(of, 0, "compress", "method", method, NULL);
    world again = *of;
    ctg_optimisation *twice;
    double amounts[2][100];

    again.network = network_of(ctg_optimisation_graph(once));
    twice = ask(&again, 0, "compress", "method", method, NULL);
    amounts_of(ctg_optimisation_graph(once), amounts[0]);
    amounts_of(ctg_optimisation_graph(twice), amounts[1]);
    for (size_t k = 0; k < 100; k++)
        assert_close(amounts[0][k], amounts[1][k], 1e-12);
    assert_close(figure(ctg_optimisation_after, once, "equity_lost"),
                 figure(ctg_optimisation_before, twice, "equity_lost"), 1e-9);
    assert_close(figure(ctg_optimisation_after, once, "failed"),
                 figure(ctg_optimisation_before, twice, "failed"), 0);
    ctg_optimisation_free(twice);
    ctg_network_free(again.network);
    ctg_optimisation_free(once);
}

static void compression_is_least_and_keeps_nets(void **state)
{
    (void)state;
    for (uint64_t seed = 0; seed < SEEDS; seed++) {
        world of = world_of(seed);
        ctg_optimisation *const least = ask(&of, 0, "compress", NULL);
        ctg_optimisation *const both =
            ask(&of, 0, "compress", "method", "bilateral", NULL);
        ctg_optimisation *const anew =
            ask(&of, 0, "compress", "method", "non-conservative", NULL);

        assert_close(fact(least, "gross_after"), least_by_programme(&of), 1e-9);
        check_lines(&of, least);
        check_lines(&of, anew);
        assert_true(ctg_optimisation_proven(least));
        assert_close(fact(anew, "gross_after"), fact(least, "least"), 1e-9);
        assert_true(fact(anew, "gross_after") <=
                    fact(least, "gross_after") + 1e-9);
        assert_true(fact(least, "gross_after") <=
                    fact(both, "gross_after") + 1e-9);
        assert_true(fact(both, "gross_after") <=
                    fact(both, "gross_before") + 1e-9);
        check_nets(least);
        check_nets(both);
        check_nets(anew);
        check_once_more(&of, "conservative");
        check_once_more(&of, "bilateral");
        check_once_more(&of, "non-conservative");
        ctg_optimisation_free(least);
        ctg_optimisation_free(both);
        ctg_optimisation_free(anew);
        world_free(&of);
    }
}

/* --- shocks that are sought ------------------------------------------------
 */

static void no_sampled_shock_is_worse(void **state)
{
    (void)state;
    for (uint64_t seed = 0; seed < 4; seed++) {
        world of = world_of(seed);
        uint64_t draw = 5 + seed;
        ctg_optimisation *const worst =
            ask(&of, 0, "worst-shock", MOVES, "radius", "1.3", NULL);
        char shocks[200];
        char target[64];
        ctg_optimisation *least;

        assert_non_null(worst);
        assert_true(ctg_optimisation_proven(worst));
        for (int k = 0; k < 40; k++) {
            double y[3];
            double sum = 0;
            ctg_plan *plan;
            ctg_run *run = NULL;
            ctg_error error;
            ctg_scenario *const scenario = ctg_scenario_copy(of.scenario);

            for (int m = 0; m < 3; m++)
                sum += y[m] = unit(&draw);
            for (int m = 0; m < 3; m++)
                y[m] *= 1.3 / fmax(sum, 1.3);
            snprintf(shocks, sizeof shocks, "node 0=-%.9f%%", 40 * y[0]);
            ctg_scenario_add_shock(scenario, shocks, NULL);
            snprintf(shocks, sizeof shocks, "node 1=-%.9f%%", 70 * y[1]);
            ctg_scenario_add_shock(scenario, shocks, NULL);
            snprintf(shocks, sizeof shocks, "node 3=-%.9f%%", 100 * y[2]);
            ctg_scenario_add_shock(scenario, shocks, NULL);
            plan = plan_of(of.network, scenario);
            assert_int_equal(ctg_run_new(plan, NULL, &run, &error), CTG_OK);
            assert_true(ctg_run_summary(run)->equity_lost +
                            ctg_run_summary(run)->outside_loss <=
                        ctg_optimisation_bound(worst) + 1e-6);
            ctg_run_free(run);
            ctg_plan_free(plan);
        }
        snprintf(target, sizeof target, "loss >= %.17g",
                 ctg_optimisation_value(worst));
        least = ask(&of, 0, "reverse", MOVES, "target", target, NULL);
        assert_non_null(least);
        assert_true(ctg_optimisation_value(least) <= 1.3 * (1 + 2e-3));
        check_again(&of, least);
        ctg_optimisation_free(least);
        ctg_optimisation_free(worst);
        world_free(&of);
    }
}

/* Stopped anywhere, the bound holds, and the answer is no better than it. */
static void a_stopped_search_has_a_right_bound(void **state)
{
    (void)state;
    for (uint64_t seed = 0; seed < 4; seed++) {
        world of = world_of(seed);
        ctg_optimisation *const all =
            ask(&of, 0, "worst-shock", MOVES, "radius", "1.3", NULL);

        for (uint64_t most = 3; most < 60; most += 4) {
            ctg_optimisation *const some =
                ask(&of, most, "worst-shock", MOVES, "radius", "1.3", NULL);
            ctg_optimisation *const same =
                ask(&of, most, "worst-shock", MOVES, "radius", "1.3", NULL);

            if (some && !isnan(ctg_optimisation_bound(some)))
                assert_true(ctg_optimisation_bound(some) >=
                            ctg_optimisation_value(all) - 1e-9);
            if (some) {
                assert_true(ctg_optimisation_value(some) ==
                            ctg_optimisation_value(same));
                assert_true(ctg_optimisation_stopped(some) ||
                            ctg_optimisation_proven(some));
            }
            ctg_optimisation_free(some);
            ctg_optimisation_free(same);
        }
        ctg_optimisation_free(all);
        world_free(&of);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(programme_and_enumeration_agree),
        cmocka_unit_test(what_is_told_leads_to_the_answer),
        cmocka_unit_test(more_money_makes_nothing_worse),
        cmocka_unit_test(no_failures_cost_the_closed_form),
        cmocka_unit_test(compression_is_least_and_keeps_nets),
        cmocka_unit_test(no_sampled_shock_is_worse),
        cmocka_unit_test(a_stopped_search_has_a_right_bound),
    };

    return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
