#include "base/random.h"

#include "support/cmocka.h"

/* The test vectors that its authors publish with Random123. */
static void rg1_philox_is_philox(void **state)
{
    static const struct {
        uint32_t counter[4];
        uint32_t key[2];
        uint32_t words[4];
    } vectors[] = {
        {{0, 0, 0, 0},
         {0, 0},
         {0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8}},
        {{0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff},
         {0xffffffff, 0xffffffff},
         {0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd}},
        {{0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344},
         {0xa4093822, 0x299f31d0},
         {0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1}},
    };

    (void)state;
    for (size_t v = 0; v < sizeof vectors / sizeof *vectors; v++) {
        uint32_t words[4];

        ctg__philox(vectors[v].counter, vectors[v].key, words);
        assert_memory_equal(words, vectors[v].words, sizeof words);
    }
}

static void a_stream_is_seed_number_and_position(void **state)
{
    const uint64_t seed = 0x299f31d0a4093822;
    const uint64_t stream = 0x0370734413198a2e;
    ctg__random random;
    uint32_t words[4];

    (void)state;
    ctg__random_start(&random, seed, stream);
    for (uint32_t position = 0; position < 3; position++) {
        ctg__philox((const uint32_t[]){position, 0, 0x13198a2e, 0x03707344},
                    (const uint32_t[]){0xa4093822, 0x299f31d0}, words);
        for (int w = 0; w < 4; w++)
            assert_int_equal(ctg__random_word(&random), words[w]);
    }
    /* The position's first word carries into its second. */
    random.counter[0] = UINT32_MAX;
    ctg__random_word(&random);
    assert_int_equal(random.counter[0], 0);
    assert_int_equal(random.counter[1], 1);
    assert_int_equal(random.counter[2], 0x13198a2e);
}

static void units_are_even_and_below_one(void **state)
{
    const int draws = 100000;
    ctg__random random;
    double sum = 0;
    double squares = 0;

    (void)state;
    ctg__random_start(&random, 237, 5);
    for (int d = 0; d < draws; d++) {
        const double unit = ctg__random_unit(&random);

        assert_true(unit >= 0 && unit < 1);
        sum += unit;
        squares += unit * unit;
    }
    /* Five standard errors. */
    assert_within(sum / draws, 0.5, 0.0046);
    assert_within(squares / draws, 1 / 3.0, 0.0048);
}

static void bounded_draws_are_even(void **state)
{
    const uint32_t bounds[] = {1, 6, 7, 3221225472U};
    ctg__random random;

    (void)state;
    ctg__random_start(&random, 237, 6);
    for (int b = 0; b < 4; b++) {
        double counts[3] = {0};

        for (int d = 0; d < 60000; d++) {
            const uint32_t drawn = ctg__random_below(&random, bounds[b]);

            assert_true(drawn < bounds[b]);
            counts[(uint64_t)drawn * 3 / bounds[b]]++;
        }
        if (bounds[b] % 3 == 0)
            for (int c = 0; c < 3; c++)
                assert_within(counts[c] / 60000, 1 / 3.0, 0.0097);
    }
}

static void every_order_is_as_likely(void **state)
{
    double counts[27] = {0};
    ctg__random random;

    (void)state;
    for (uint64_t stream = 0; stream < 24000; stream++) {
        uint32_t items[3] = {0, 1, 2};

        ctg__random_start(&random, 237, stream);
        ctg__random_shuffle(&random, items, 3);
        counts[items[0] * 9 + items[1] * 3 + items[2]]++;
    }
    for (int a = 0; a < 3; a++)
        for (int b = 0; b < 3; b++)
            if (a != b)
                assert_within(counts[a * 9 + b * 3 + (3 - a - b)] / 24000,
                              1 / 6.0, 0.0121);
}

/* As the streams of optimisations and reconstructions are read [RN1]; values of
 * another implementation. */
static void rn1_streams_are_words_units_and_scaled_words(void **state)
{
    static const uint32_t words[] = {3823634032, 3842641596, 2515673792,
                                     3054873127, 2886210587, 3754282174,
                                     2042657351, 2817941651};
    static const uint32_t below_7[] = {4, 6, 3, 5, 3, 4};
    ctg__random random;

    (void)state;
    ctg__random_start(&random, 1, 0);
    for (size_t k = 0; k < 8; k++)
        assert_int_equal(ctg__random_word(&random), words[k]);
    ctg__random_start(&random, 1, 5);
    assert_within(ctg__random_open_unit(&random), 0.9046789181629855, 0x1p-52);
    ctg__random_start(&random, 2, 3);
    for (size_t k = 0; k < 6; k++)
        assert_int_equal(ctg__random_scaled(&random, 7), below_7[k]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rg1_philox_is_philox),
        cmocka_unit_test(a_stream_is_seed_number_and_position),
        cmocka_unit_test(units_are_even_and_below_one),
        cmocka_unit_test(bounded_draws_are_even),
        cmocka_unit_test(rn1_streams_are_words_units_and_scaled_words),
        cmocka_unit_test(every_order_is_as_likely),
    };

    return RUN_TESTS(tests);
}
