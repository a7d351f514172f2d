/* How far a rule keeps the order of winners, pair by pair. */
#include <math.h>

#include "engine/adl_event.h"
#include "support/cmocka.h"

enum { MOST = 12, LEVELS = 4 };

static ctg__order_kept by_pairs(const ctg__standing *s, size_t count)
{
    ctg__order_kept made = {.tau = (double)NAN};
    double agreeing = 0;
    double apart_left = 0;

    for (size_t i = 0; i < count; i++)
        for (size_t j = 0; j < i; j++) {
            const double profit = s[i].profit - s[j].profit;
            const double left = s[i].left - s[j].left;

            made.pairs += profit != 0;
            apart_left += left != 0;
            agreeing += profit * left > 0;
            made.inversions += profit * left < 0;
        }
    if (made.pairs > 0 && apart_left > 0)
        made.tau = (agreeing - made.inversions) / sqrt(made.pairs * apart_left);
    return made;
}

/* With many that had, or were left with, the same, or both. */
static void pairs_are_counted_whoever_ties(void **state)
{
    uint64_t seed = 7;
    size_t undefined = 0;

    (void)state;
    for (size_t n = 0; n < 2000; n++) {
        const size_t count = n % (MOST + 1);
        ctg__standing s[MOST];
        ctg__order_kept wanted;
        ctg__order_kept kept;
        ctg_error error;

        for (size_t i = 0; i < count; i++) {
            seed = seed * 6364136223846793005 + 1442695040888963407;
            s[i].profit = 1 + (double)(seed >> 40) / (1 << 24) * LEVELS;
            s[i].profit = floor(s[i].profit);
            s[i].left = (double)(seed >> 33 & 3);
        }
        wanted = by_pairs(s, count);
        assert_int_equal(ctg__compare_order(s, count, &kept, &error), CTG_OK);
        assert_same(kept.pairs, wanted.pairs);
        assert_same(kept.inversions, wanted.inversions);
        undefined += isnan(wanted.tau) != 0;
        if (isnan(wanted.tau))
            assert_true(isnan(kept.tau));
        else
            assert_near(kept.tau, wanted.tau);
    }
    assert_in_range(undefined, 100, 1000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pairs_are_counted_whoever_ties)};

    return cmocka_run_group_tests(tests, NULL, NULL);
}
