/* The ledger: what is one entry, and which entries are none. */
#include "data/ledger.h"

#include "support/cmocka.h"

#define A CTG_ACTOR(CTG_ACTOR_NODE, 0)
#define B CTG_ACTOR(CTG_ACTOR_NODE, 1)
#define X CTG_ACTOR(CTG_ACTOR_ASSET, 0)

static void what_cancels_is_left_out_after_round_0(void **state)
{
    const ctg_entry *entries;
    ctg_ledger *ledger;
    ctg_error error;

    (void)state;
    assert_int_equal(ctg__ledger_new(&ledger, &error), CTG_OK);
    ctg__ledger_post(ledger, CTG_SHOCK, CTG_ACTOR(CTG_ACTOR_SHOCK, 0), A, 0);
    assert_int_equal(ctg__ledger_close_round(ledger, 0, &error), CTG_OK);
    ctg__ledger_post(ledger, CTG_PRICE, X, A, 4.75);
    ctg__ledger_post(ledger, CTG_PRICE, X, B, 2);
    ctg__ledger_post(ledger, CTG_PRICE, X, A, -4.75);
    assert_int_equal(ctg__ledger_close_round(ledger, 1, &error), CTG_OK);
    assert_int_equal(ctg_ledger_count(ledger), 2);
    assert_int_equal(ctg__ledger_round_end(ledger, 0), 1);
    entries = ctg_ledger_entries(ledger);
    assert_int_equal(entries[0].round, 0);
    assert_int_equal(entries[1].round, 1);
    assert_int_equal(entries[1].target, B);
    assert_near(entries[1].amount, 2);
    ctg__ledger_free(ledger);
}

static ctg_entry entry_of(uint32_t round, ctg_actor target, double amount)
{
    return (ctg_entry){.round = round,
                       .channel = CTG_PRICE,
                       .source = X,
                       .target = target,
                       .amount = amount};
}

static void rounding_is_measured_by_the_target(void **state)
{
    const double of_nodes[] = {0.25, 3};
    const double of_assets[] = {70};
    const struct {
        ctg_entry entry;
        bool rounding;
    } cases[] = {
        {entry_of(1, A, 0.25), true},  {entry_of(1, A, -0.25), true},
        {entry_of(1, A, 0.26), false}, {entry_of(1, A, -0.26), false},
        {entry_of(2, B, 3), true},     {entry_of(2, B, 3.5), false},
        {entry_of(3, X, -69), true},   {entry_of(3, X, 71), false},
        {entry_of(0, A, 0.1), false}, /* an origin */
    };
    ctg_ledger *ledger;
    ctg_error error;

    (void)state;
    assert_int_equal(ctg__ledger_new(&ledger, &error), CTG_OK);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_false(ctg__ledger_is_rounding(ledger, &cases[i].entry));
    assert_int_equal(
        ctg__ledger_set_rounding(ledger, of_nodes, 2, of_assets, 1, &error),
        CTG_OK);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_int_equal(ctg__ledger_is_rounding(ledger, &cases[i].entry),
                         cases[i].rounding);
    ctg__ledger_free(ledger);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_cancels_is_left_out_after_round_0),
        cmocka_unit_test(rounding_is_measured_by_the_target),
    };

    return RUN_TESTS(tests);
}
