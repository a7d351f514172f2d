#include "trace/codes.h"

#include "support/cmocka.h"
#include "support/worked.h"

static void prices_are_split_by_what_moved_them(void **state)
{
    worked made;
    ctg__split split = {0};
    ctg_trace *trace;
    const ctg__causes *causes;
    ctg_error error;

    (void)state;
    worked_open(&made, "A B C", "S T");
    worked_add(&made, "0,shock,shock:1,asset:S,6\n"
                      "1,price,asset:S,A,2.5\n"
                      "1,price,asset:S,B,2\n"
                      "1,token,B,asset:S,1\n"
                      "1,impact,A,asset:S,3\n"
                      "2,price,asset:S,A,0.8\n"
                      "2,price,asset:S,C,-0.4\n"
                      "3,price,asset:T,C,0.1\n");
    assert_int_equal(ctg_trace_new(made.ledger, &trace, &error), CTG_OK);
    assert_int_equal(ctg_trace_find_parents(trace, &error), CTG_OK);
    causes = ctg__trace_causes(trace);
    for (size_t e = 1; e <= 2; e++) {
        ctg__code_split(causes, e, &split);
        assert_same(split.share[CTG__SH], 1);
        assert_same(split.share[CTG__FS], 0);
    }
    assert_int_equal(ctg__code_column(&causes->entries[1], CTG__SH), 0);
    for (size_t e = 3; e <= 4; e++) { /* connections */
        ctg__code_split(causes, e, &split);
        for (int code = 0; code < CTG__CODE_COUNT; code++)
            assert_same(split.share[code], 0);
    }
    for (size_t e = 5; e <= 6; e++) {
        ctg__code_split(causes, e, &split);
        assert_near(split.share[CTG__FS], 0.75);
        assert_near(split.share[CTG__XH], 0.25);
        assert_same(split.share[CTG__SH], 0);
    }
    assert_int_equal(ctg__code_column(&causes->entries[5], CTG__FS), 2);
    assert_int_equal(ctg__code_column(&causes->entries[5], CTG__SH), 2);
    ctg__code_split(causes, 7, &split); /* from `initial` */
    assert_same(split.share[CTG__SH], 1);
    ctg_trace_free(trace);
    worked_close(&made);
}

static void channels_have_their_codes(void **state)
{
    static const ctg__code expected[CTG_CHANNEL_COUNT] = {
        [CTG_SHOCK] = CTG__SH,
        [CTG_PRICE] = CTG__SH,
        [CTG_CLAIM] = CTG__CD,
        [CTG_TOKEN] = CTG__XH,
        [CTG_LIQUIDATION] = CTG__LQ,
        [CTG_SHORTFALL] = CTG__LQ,
        [CTG_ADL] = CTG__SL,
        [CTG_SOCIALISE] = CTG__SL,
        [CTG_SALE] = CTG__FS,
        [CTG_IMPACT] = CTG__CONNECTION,
        [CTG_TRANSFER] = CTG__CONNECTION,
    };

    (void)state;
    for (uint32_t channel = 0; channel < CTG_CHANNEL_COUNT; channel++) {
        ctg_entry entry = {.target = CTG_ACTOR(CTG_ACTOR_NODE, 3),
                           .channel = channel};

        assert_int_equal(ctg__code_of(&entry), expected[channel]);
        entry.target = CTG_ACTOR(CTG_ACTOR_ASSET, 3);
        assert_int_equal(ctg__code_of(&entry), CTG__CONNECTION);
    }
    assert_string_equal(ctg__code_about(CTG__LQ)->code, "LQ");
    assert_int_equal(ctg__code_about(CTG__SL)->letter, 'A');
    assert_string_equal(ctg__code_about(CTG__XH)->name,
                        "cross-holding devaluation");
}

/* LC1: the shock of ETH is direct in round 1, later falls are fire sales. */
static void a_liquidation_spiral_has_direct_and_fire_sale_losses(void **state)
{
    double sums[CTG__CODE_COUNT] = {0};
    ctg__split split = {0};
    ctg_trace *trace;
    const ctg__causes *causes;
    ctg_error error;
    worked made;

    (void)state;
    worked_read(&made, "LC1");
    assert_int_equal(ctg_trace_new(made.ledger, &trace, &error), CTG_OK);
    assert_int_equal(ctg_trace_find_parents(trace, &error), CTG_OK);
    causes = ctg__trace_causes(trace);
    for (size_t e = 0; e < causes->entry_count; e++) {
        ctg__code_split(causes, e, &split);
        for (int code = 0; code < CTG__CODE_COUNT; code++)
            sums[code] += split.share[code] * causes->entries[e].amount;
    }
    assert_near(sums[CTG__SH], 12000);
    assert_near(sums[CTG__LQ],
                1450 + 2750 + 1140.8737276442625 + 2417.3875203233983);
    assert_near(sums[CTG__FS], 211.80747360837265 + 3719.5458780006948 +
                                   5579.318817001042 + 352.2889867310574 +
                                   389.13585762813415 + 9279.807455354694 +
                                   384.55397751275257 + 424.7755322478344);
    ctg_trace_free(trace);
    worked_close(&made);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(prices_are_split_by_what_moved_them),
        cmocka_unit_test(channels_have_their_codes),
        cmocka_unit_test(a_liquidation_spiral_has_direct_and_fire_sale_losses),
    };

    return RUN_TESTS(tests);
}
