/* Bailouts by search, of systems whose least aid can be seen. */
#include "support/remedies.h"

static world world_of_tables(const char *nodes, const char *exposures,
                             const char *shocks, const char *valuation)
{
    world made = {.graph =
                      graph_of("nodes", nodes, "exposures", exposures, NULL)};

    made.network = network_of(made.graph);
    made.scenario =
        strcmp(valuation, "threshold") == 0
            ? scenario_of(shocks, "valuation", valuation, "recovery", "0", NULL)
            : scenario_of(shocks, "valuation", valuation, NULL);
    return made;
}

/* `second` may be NULL: then its value does not matter. */
static void check_value(world of, double value, const char *first,
                        const char *first_value, const char *second,
                        const char *second_value)
{
    ctg_optimisation *const made =
        ask(&of, 0, "bailout", "method", "search", first, first_value, second,
            second_value, NULL);

    assert_non_null(made);
    assert_within(ctg_optimisation_value(made), value, 1e-4 * fmax(1, value));
    assert_true(isnan(ctg_optimisation_bound(made)));
    assert_false(ctg_optimisation_proven(made));
    check_again(&of, made);
    ctg_optimisation_free(made);
    world_free(&of);
}

/* A lacks 5: less is of no use to anybody, with it B and C live, too, for whom
 * 4 each would be needed. */
static void what_is_lacking_is_given_at_once(void **state)
{
    (void)state;
    check_value(world_of_tables("id,equity\nA,10\nB,6\nC,6\n",
                                "debtor,creditor,amount\nA,B,10\nA,C,10\n",
                                "node A=-15", "threshold"),
                5, "max-failures", "0", NULL, NULL);
    /* Two may fail: 4 for B or C is less than 5. */
    check_value(world_of_tables("id,equity\nA,10\nB,6\nC,6\n",
                                "debtor,creditor,amount\nA,B,10\nA,C,10\n",
                                "node A=-15", "threshold"),
                4, "max-failures", "2", NULL, NULL);
}

/* Alone each of the two would need 25, as the other's claim of 20 is lost; both
 * together need 5 each. */
static void what_is_too_much_is_taken_back(void **state)
{
    (void)state;
    check_value(world_of_tables("id,equity\nA,10\nB,10\n",
                                "debtor,creditor,amount\nA,B,20\nB,A,20\n",
                                "node A=-15;node B=-15", "threshold"),
                10, "max-failures", "0", NULL, NULL);
}

/*
 * A and C owe B 10 each and lack 4 and 8 of it after they lost their equity of
 * 10: what they are given reaches B. What D loses is its own.
 */
static void a_budget_goes_where_it_saves(void **state)
{
    static const char nodes[] = "id,equity\nD,9\nA,10\nB,40\nC,10\n";
    static const char exposures[] = "debtor,creditor,amount\nA,B,10\nC,B,10\n";
    static const char shocks[] = "node A=-14;node C=-18;node D=-3";

    (void)state;
    check_value(world_of_tables(nodes, exposures, shocks, "clearing"), 7,
                "goal", "shortfall", "budget", "5");
    check_value(world_of_tables(nodes, exposures, shocks, "clearing"), 0,
                "goal", "shortfall", "budget", "30");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_lacking_is_given_at_once),
        cmocka_unit_test(what_is_too_much_is_taken_back),
        cmocka_unit_test(a_budget_goes_where_it_saves),
    };

    return RUN_TESTS(tests);
}
