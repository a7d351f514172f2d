/* Bailouts by search, of systems whose least aid can be seen. */
#include "support/remedies.h"

static world world_of_tables(const char *nodes, const char *exposures,
                             const char *shocks)
{
    world made = {.graph = graph_of("nodes", nodes, "exposures", exposures,
                                    NULL)};

    made.network = network_of(made.graph);
    made.scenario =
        scenario_of(shocks, "valuation", "threshold", "recovery", "0", NULL);
    return made;
}

static void check_least(world of, const char *goal, const char *limit,
                        double aid)
{
    ctg_optimisation *const made = ask(&of, 0, "bailout", "method", "search",
                                       goal, limit, NULL);

    assert_non_null(made);
    assert_within(ctg_optimisation_value(made), aid, 1e-4 * aid);
    check_again(&of, made);
    ctg_optimisation_free(made);
    world_free(&of);
}

/* A lacks 5: less is of no use to anybody, with it B and C live, too, for whom
 * 4 each would be needed. */
static void what_is_lacking_is_given_at_once(void **state)
{
    (void)state;
    check_least(world_of_tables("id,equity\nA,10\nB,6\nC,6\n",
                                "debtor,creditor,amount\nA,B,10\nA,C,10\n",
                                "node A=-15"),
                "max-failures", "0", 5);
    /* One may fail: 4 for one of both is less than 5. */
    check_least(world_of_tables("id,equity\nA,10\nB,6\nC,6\n",
                                "debtor,creditor,amount\nA,B,10\nA,C,10\n",
                                "node A=-15"),
                "max-failures", "2", 4);
}

/* Alone each of the two would need 25, as the other's claim of 20 is lost; both
 * together need 5 each. */
static void what_is_too_much_is_taken_back(void **state)
{
    (void)state;
    check_least(world_of_tables("id,equity\nA,10\nB,10\n",
                                "debtor,creditor,amount\nA,B,20\nB,A,20\n",
                                "node A=-15;node B=-15"),
                "max-failures", "0", 10);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_lacking_is_given_at_once),
        cmocka_unit_test(what_is_too_much_is_taken_back),
    };

    return RUN_TESTS(tests);
}
