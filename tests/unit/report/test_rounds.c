#include "report/rounds.h"

#include <stdio.h>

#include "data/ledger.h"
#include "support/cmocka.h"
#include "support/worked.h"

static void sums_of(ctg__round_sums *sums, worked *made, size_t most)
{
    ctg_trace *trace;
    ctg__net net;
    ctg_error error;

    assert_int_equal(ctg_trace_new(made->ledger, &trace, &error), CTG_OK);
    assert_int_equal(ctg_trace_find_parents(trace, &error), CTG_OK);
    assert_int_equal(ctg__net_init(&net, ctg__trace_causes(trace), &error),
                     CTG_OK);
    assert_int_equal(ctg__round_sums_init(sums, ctg__trace_causes(trace), &net,
                                          most, &error),
                     CTG_OK);
    ctg__net_clear(&net);
    ctg_trace_free(trace);
}

static void what_is_direct_stands_in_round_0(void **state)
{
    ctg__round_sums sums;
    worked made;

    (void)state;
    worked_read(&made, "LC1");
    sums_of(&sums, &made, 10);
    assert_int_equal(sums.count, 5);
    assert_near(sums.rows[0].amounts[CTG__SH], 12000);
    assert_near(sums.rows[0].total, 12000);
    assert_near(sums.rows[1].amounts[CTG__LQ], 1450);
    assert_near(sums.rows[1].total, 1450);
    assert_near(sums.rows[2].amounts[CTG__FS],
                211.80747360837265 + 3719.5458780006948 + 5579.318817001042);
    assert_near(sums.rows[2].amounts[CTG__LQ], 2750);
    assert_near(sums.gains, 0);
    ctg__round_sums_clear(&sums);
    worked_close(&made);
}

static void gains_are_a_sum_of_their_own(void **state)
{
    ctg__round_sums sums;
    worked made;

    (void)state;
    worked_read(&made, "ADL-binance");
    sums_of(&sums, &made, 10);
    assert_near(sums.total, 50);
    assert_near(sums.gains, 100);
    assert_near(sums.codes[CTG__SL], 50);
    assert_near(sums.codes[CTG__SH], 0);
    ctg__round_sums_clear(&sums);
    worked_close(&made);
}

/* Six rounds of 100, then what follows. */
static void many(worked *made, uint32_t rounds, double later)
{
    char rows[4096] = "0,shock,shock:1,A,100\n";

    worked_open(made, "A B", "");
    for (uint32_t round = 1; round <= rounds; round++)
        snprintf(rows + strlen(rows), sizeof rows - strlen(rows),
                 "%u,claim,A,B,%g\n", (unsigned)round, round < 6 ? 100 : later);
    worked_add(made, rows);
}

static void small_last_rounds_become_one(void **state)
{
    ctg__round_sums sums;
    worked made;

    (void)state;
    many(&made, 18, 0.25);
    sums_of(&sums, &made, 10);
    assert_int_equal(sums.count, 7);
    assert_int_equal(sums.rows[5].last, 5);
    assert_int_equal(sums.rows[6].first, 6);
    assert_int_equal(sums.rows[6].last, 18);
    assert_near(sums.rows[6].total, 13 * 0.25);
    assert_near(sums.rows[6].amounts[CTG__CD], 13 * 0.25);
    ctg__round_sums_clear(&sums);
    worked_close(&made);
}

static void more_are_merged_from_the_right(void **state)
{
    ctg__round_sums sums;
    worked made;
    double sum = 0;

    (void)state;
    many(&made, 18, 70);
    sums_of(&sums, &made, 10);
    assert_int_equal(sums.count, 10);
    assert_int_equal(sums.rows[8].last, 8);
    assert_int_equal(sums.rows[9].first, 9);
    assert_int_equal(sums.rows[9].last, 18);
    for (size_t i = 0; i < sums.count; i++)
        sum += sums.rows[i].total;
    assert_near(sum, sums.total);
    ctg__round_sums_clear(&sums);
    worked_close(&made);
}

static void an_empty_ledger_has_one_round_of_nothing(void **state)
{
    ctg__round_sums sums;
    worked made;

    (void)state;
    worked_open(&made, "A", "");
    sums_of(&sums, &made, 10);
    assert_int_equal(sums.count, 1);
    assert_near(sums.total, 0);
    ctg__round_sums_clear(&sums);
    worked_close(&made);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_direct_stands_in_round_0),
        cmocka_unit_test(gains_are_a_sum_of_their_own),
        cmocka_unit_test(small_last_rounds_become_one),
        cmocka_unit_test(more_are_merged_from_the_right),
        cmocka_unit_test(an_empty_ledger_has_one_round_of_nothing),
    };

    return RUN_TESTS(tests);
}
