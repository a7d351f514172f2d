/*
 * Further laws of docs/remedies.md on random graphs of claims: what is monotone
 * and convex, and what a change of units and of rows leaves as it is.
 */
#include "support/remedies.h"

enum { SEEDS = 6 };

static const char *number(char text[32], double value)
{
    snprintf(text, 32, "%.17g", value);
    return text;
}

static double money_before(const world *of, const char *measure)
{
    ctg_optimisation *const plain = ask(of, 0, "bailout", "budget", "0", NULL);
    const double money = figure(ctg_optimisation_before, plain, measure);

    ctg_optimisation_free(plain);
    return money;
}

/* Limits from a part of what there is without aid. */
static void check_limits(const world *of, const char *measure,
                         const char *limit)
{
    const double before = money_before(of, measure);
    double last = HUGE_VAL;
    char text[32];

    for (double share = 0.6; share < 1.05; share += 0.1) {
        ctg_optimisation *const made =
            ask(of, 0, "bailout", limit, number(text, share * before), NULL);

        if (!made) /* no aid comes so low; nor does any with less room */
            assert_true(last == HUGE_VAL);
        else
            assert_true(ctg_optimisation_value(made) <= last + 1e-6);
        last = made ? ctg_optimisation_value(made) : last;
        ctg_optimisation_free(made);
    }
}

/* --- monotone, convex ------------------------------------------------------
 */

static void a_looser_limit_never_costs_more(void **state)
{
    static const char *const failures[] = {"0", "1", "2", "3", "9"};

    (void)state;
    for (uint64_t seed = 0; seed < SEEDS; seed++) {
        world of = world_of(seed);
        double last = HUGE_VAL;

        for (size_t k = 0; k < sizeof failures / sizeof *failures; k++) {
            ctg_optimisation *const made =
                ask(&of, 0, "bailout", "max-failures", failures[k], NULL);

            assert_non_null(made);
            assert_true(ctg_optimisation_proven(made));
            assert_true(ctg_optimisation_value(made) <= last + 1e-6);
            last = ctg_optimisation_value(made);
            ctg_optimisation_free(made);
        }
        check_limits(&of, "loss", "max-loss");
        if (seed % 3 != 2) /* thresholds have no shortfall in a programme */
            check_limits(&of, "shortfall", "max-shortfall");
        world_free(&of);
    }
}

/* Assets below 0 after the shocks pay nothing, which is not convex. */
static bool pays_from_what_it_has(const world *of)
{
    static const double shares[] = {1.5, 1.3, 0.6};
    const double *const equity = ctg_network_equity(of->network);
    char room[32];

    for (size_t i = 0; i < 3; i++)
        if (atof(ctg_graph_cell(of->graph, CTG_NODES, i, "cash", room)) <
            shares[i] * equity[i])
            return false;
    return true;
}

/* Clearing without costs: each further unit saves no more than the last. */
static void shortfall_is_convex_in_the_budget(void **state)
{
    size_t looked = 0;

    (void)state;
    for (uint64_t seed = 0; seed < 300 && looked < SEEDS; seed += 3) {
        world of = world_of(seed);
        double values[9];
        char text[32];

        if (!pays_from_what_it_has(&of)) {
            world_free(&of);
            continue;
        }
        looked++;

        for (size_t k = 0; k < 9; k++) {
            ctg_optimisation *const made =
                ask(&of, 0, "bailout", "goal", "shortfall", "budget",
                    number(text, 0.7 * (double)k), NULL);

            assert_non_null(made);
            assert_true(ctg_optimisation_proven(made));
            values[k] = ctg_optimisation_value(made);
            ctg_optimisation_free(made);
        }
        for (size_t k = 1; k + 1 < 9; k++)
            assert_true(values[k - 1] + values[k + 1] >=
                        2 * values[k] - 1e-6 * fmax(1, values[0]));
        world_free(&of);
    }
    assert_int_equal(looked, SEEDS);
}

/* --- units, rows, threads --------------------------------------------------
 */

/* A power of 2 and others: what rounding leaves is as small. */
static void units_scale_answers(void **state)
{
    static const double factors[] = {4096, 1e6, 0.03, 0.001};

    (void)state;
    for (uint64_t seed = 0; seed < SEEDS; seed++) {
        const double factor = factors[seed % 4];
        world of = world_of(seed);
        world large = world_like(seed, factor, false);
        char text[32];
        static const char *const methods[] = {"conservative", "bilateral",
                                              "non-conservative"};

        for (size_t m = 0; m < 3; m++) {
            ctg_optimisation *const one =
                ask(&of, 0, "compress", "method", methods[m], NULL);
            ctg_optimisation *const other =
                ask(&large, 0, "compress", "method", methods[m], NULL);

            assert_close(fact(other, "gross_after"),
                         factor * fact(one, "gross_after"), 1e-12);
            ctg_optimisation_free(one);
            ctg_optimisation_free(other);
        }
        for (size_t m = 0; m < 3; m++) {
            static const char *const budgets[] = {"auto", "programme",
                                                  "enumerate"};
            ctg_optimisation *const one = ask(
                &of, 0, "bailout", "budget", "1.3", "method", budgets[m], NULL);
            ctg_optimisation *const other =
                ask(&large, 0, "bailout", "budget", number(text, 1.3 * factor),
                    "method", budgets[m], NULL);

            assert_close(ctg_optimisation_value(other),
                         factor * ctg_optimisation_value(one), 2e-6);
            assert_close(ctg_optimisation_bound(other),
                         factor * ctg_optimisation_bound(one), 2e-6);
            ctg_optimisation_free(one);
            ctg_optimisation_free(other);
        }
        world_free(&large);
        world_free(&of);
    }
}

/* The same claims in three classes, 1, 2 and 4 times: each class is compressed
 * by itself, so 7 times as much is left. */
static void classes_are_compressed_by_themselves(void **state)
{
    static const char *const methods[] = {"conservative", "bilateral",
                                          "non-conservative"};
    static char text[1 << 14];

    (void)state;
    for (uint64_t seed = 0; seed < SEEDS; seed++) {
        world of = world_of(seed);
        world classed = {.scenario = scenario_of(NULL, NULL)};
        size_t used =
            (size_t)sprintf(text, "debtor,creditor,amount,seniority\n");

        for (size_t row = 0; row < ctg_graph_row_count(of.graph, CTG_EXPOSURES);
             row++)
            for (int class = 0; class < 3; class ++) {
                char rooms[3][32];

                used += (size_t)snprintf(
                    text + used, sizeof text - used, "%s,%s,%.17g,%d\n",
                    ctg_graph_cell(of.graph, CTG_EXPOSURES, row, "debtor",
                                   rooms[0]),
                    ctg_graph_cell(of.graph, CTG_EXPOSURES, row, "creditor",
                                   rooms[1]),
                    (1 << class) *
                        atof(ctg_graph_cell(of.graph, CTG_EXPOSURES, row,
                                            "amount", rooms[2])),
                    class + 1);
            }
        classed.graph = graph_of(
            "nodes", "id,equity\n0,9\n1,9\n2,9\n3,9\n4,9\n5,9\n6,9\n7,9\n",
            "exposures", text, NULL);
        classed.network = network_of(classed.graph);
        for (size_t m = 0; m < 3; m++) {
            ctg_optimisation *const one =
                ask(&of, 0, "compress", "method", methods[m], NULL);
            ctg_optimisation *const all =
                ask(&classed, 0, "compress", "method", methods[m], NULL);

            assert_close(fact(all, "gross_after"), 7 * fact(one, "gross_after"),
                         1e-12);
            ctg_optimisation_free(one);
            ctg_optimisation_free(all);
        }
        world_free(&classed);
        world_free(&of);
    }
}

static void row_order_changes_no_value(void **state)
{
    (void)state;
    for (uint64_t seed = 0; seed < SEEDS; seed++) {
        world worlds[] = {world_of(seed), world_like(seed, 1, true)};
        double values[2][5];

        for (size_t w = 0; w < 2; w++) {
            const world *const of = &worlds[w];
            ctg_optimisation *const made[] = {
                ask(of, 0, "bailout", "budget", "1.3", NULL),
                ask(of, 0, "bailout", "max-failures", "1", NULL),
                ask(of, 0, "compress", NULL),
                ask(of, 0, "key-set", "count", "2", NULL),
                ask(of, 0, "worst-shock", MOVES, "radius", "1.3", NULL)};

            for (size_t k = 0; k < 5; k++) {
                assert_non_null(made[k]);
                values[w][k] = ctg_optimisation_value(made[k]);
                ctg_optimisation_free(made[k]);
            }
        }
        for (size_t k = 0; k < 4; k++)
            assert_close(values[0][k], values[1][k], 2e-6);
        assert_close(values[0][4], values[1][4], 2e-3); /* to its gap */
        world_free(&worlds[0]);
        world_free(&worlds[1]);
    }
}

/* --- compression -----------------------------------------------------------
 */

/* Whoever is owed nothing by those left goes, until nobody does. */
static bool is_acyclic(const double amounts[100])
{
    bool gone[10] = {false};
    bool moved = true;
    size_t left = 10;

    while (moved) {
        moved = false;
        for (size_t i = 0; i < 10; i++) {
            bool owes = false;

            for (size_t j = 0; j < 10; j++)
                owes |= !gone[j] && amounts[i * 10 + j] > 0;
            if (gone[i] || owes)
                continue;
            gone[i] = moved = true;
            left--;
        }
    }
    return left == 0;
}

static void conservative_is_within_and_acyclic(void **state)
{
    (void)state;
    for (uint64_t seed = 0; seed < 2 * SEEDS; seed++) {
        world of = world_of(seed);
        ctg_optimisation *const made = ask(&of, 0, "compress", NULL);
        double before[100];
        double after[100];

        amounts_of(of.graph, before);
        amounts_of(ctg_optimisation_graph(made), after);
        for (size_t k = 0; k < 100; k++)
            assert_true(after[k] >= 0 && after[k] <= before[k]);
        assert_true(is_acyclic(after));
        ctg_optimisation_free(made);
        world_free(&of);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_looser_limit_never_costs_more),
        cmocka_unit_test(shortfall_is_convex_in_the_budget),
        cmocka_unit_test(units_scale_answers),
        cmocka_unit_test(classes_are_compressed_by_themselves),
        cmocka_unit_test(row_order_changes_no_value),
        cmocka_unit_test(conservative_is_within_and_acyclic),
    };

    return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
