/* Kendall's tau-b against its definition. */
#include <contagraph/rank.h>

#include "support/cmocka.h"
#include "support/random_claims.h"

static ctg_agreement agreement_of(size_t count, const uint32_t *one,
                                  const uint32_t *other)
{
    ctg_agreement found = {.tau = 7, .nodes = 7};

    assert_int_equal(ctg_rank_agreement(count, one, other, &found, NULL),
                     CTG_OK);
    return found;
}

static int sign(double difference)
{
    return (difference > 0) - (difference < 0);
}

/* Every pair of nodes: concordant less discordant, over the root of those
 * that one tells apart times those that the other does. */
static double by_definition(size_t count, const uint32_t *one,
                            const uint32_t *other)
{
    double sum = 0;
    double told_by_one = 0;
    double told_by_other = 0;

    for (size_t i = 0; i < count; i++)
        for (size_t j = i + 1; j < count; j++) {
            const int a = sign((double)one[i] - one[j]);
            const int b = sign((double)other[i] - other[j]);

            if (!one[i] || !one[j] || !other[i] || !other[j])
                continue;
            sum += a * b;
            told_by_one += a != 0;
            told_by_other += b != 0;
        }
    return sum / sqrt(told_by_one * told_by_other);
}

static void small_rankings_agree_as_on_paper(void **state)
{
    static const uint32_t up[] = {1, 2, 3, 4, 5};
    static const uint32_t down[] = {5, 4, 3, 2, 1};
    static const uint32_t swapped[] = {1, 3, 2, 4, 5};
    /* A published example: tau-b is -sqrt(2) / 3. */
    static const uint32_t one[] = {12, 2, 1, 12, 2};
    static const uint32_t other[] = {2, 5, 8, 2, 1};
    /* Four pairs agree; each ties one pair of the six, not the same. */
    static const uint32_t early[] = {1, 2, 2, 4};
    static const uint32_t late[] = {1, 2, 3, 3};

    (void)state;
    assert_same(agreement_of(5, up, up).tau, 1);
    assert_same(agreement_of(5, up, down).tau, -1);
    assert_same(agreement_of(5, up, swapped).tau, 0.8);
    assert_same(agreement_of(4, early, early).tau, 1);
    assert_same(agreement_of(4, early, late).tau, 0.8);
    assert_within(agreement_of(5, one, other).tau, -sqrt(2) / 3, 1e-15);
}

static void without_a_rank_a_node_is_left_out(void **state)
{
    static const uint32_t one[] = {0, 1, 2, 3, 4, 0};
    static const uint32_t other[] = {5, 1, 0, 2, 3, 0};

    (void)state;
    assert_same(agreement_of(6, one, other).tau, 1);
    assert_int_equal(agreement_of(6, one, other).nodes, 3);
}

static void where_one_is_all_ties_it_is_undefined(void **state)
{
    static const uint32_t tied[] = {1, 1, 1, 1};
    static const uint32_t up[] = {1, 2, 3, 4};
    static const uint32_t none[] = {0, 0, 0, 4};

    (void)state;
    assert_true(isnan(agreement_of(4, tied, up).tau));
    assert_true(isnan(agreement_of(4, up, tied).tau));
    assert_true(isnan(agreement_of(4, tied, tied).tau));
    assert_int_equal(agreement_of(4, tied, up).nodes, 4);
    assert_true(isnan(agreement_of(4, up, none).tau));
    assert_int_equal(agreement_of(4, up, none).nodes, 1);
    assert_true(isnan(agreement_of(0, NULL, NULL).tau));
    assert_int_equal(agreement_of(0, NULL, NULL).nodes, 0);
}

static void many_ties_count_as_the_definition_has_them(void **state)
{
    enum { MOST = 90 };
    uint64_t seed = 237;
    size_t defined = 0;

    (void)state;
    for (size_t round = 0; round < 400; round++) {
        const size_t count = 2 + round % (MOST - 2);
        const uint64_t ranks = 1 + claims_next(&seed) % (2 + round % 40);
        uint32_t one[MOST];
        uint32_t other[MOST];
        double expected;
        double found;

        for (size_t i = 0; i < count; i++) {
            one[i] = (uint32_t)(claims_next(&seed) % (ranks + 1));
            /* Sometimes near the first, sometimes anything. */
            other[i] = round % 3 ? (uint32_t)(claims_next(&seed) % (ranks + 1))
                                 : one[i] + (uint32_t)(claims_next(&seed) % 2);
        }
        expected = by_definition(count, one, other);
        found = agreement_of(count, one, other).tau;
        assert_int_equal(isnan(found), isnan(expected));
        if (isnan(expected))
            continue;
        assert_within(found, expected, 1e-14);
        assert_same(agreement_of(count, other, one).tau, found);
        defined++;
    }
    assert_true(defined > 300);
}

/* n (n - 1) / 2 pairs do not fit into 32 bits. */
static void a_hundred_thousand_nodes_are_counted_in_full(void **state)
{
    enum { COUNT = 100000 };
    static uint32_t one[COUNT];
    static uint32_t other[COUNT];
    const double pairs = COUNT * (COUNT - 1.0) / 2;

    (void)state;
    for (uint32_t i = 0; i < COUNT; i++) {
        one[i] = i + 1;
        other[i] = COUNT - i;
    }
    assert_same(agreement_of(COUNT, one, other).tau, -1);
    other[0] = 1;
    other[COUNT - 1] = COUNT;
    /* The exchange of the ends turns 2 (n - 2) + 1 pairs round. */
    assert_within(agreement_of(COUNT, one, other).tau,
                  -1 + 2 * (2 * (COUNT - 2.0) + 1) / pairs, 1e-15);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(small_rankings_agree_as_on_paper),
        cmocka_unit_test(without_a_rank_a_node_is_left_out),
        cmocka_unit_test(where_one_is_all_ties_it_is_undefined),
        cmocka_unit_test(many_ties_count_as_the_definition_has_them),
        cmocka_unit_test(a_hundred_thousand_nodes_are_counted_in_full),
    };

    return RUN_TESTS(tests);
}
