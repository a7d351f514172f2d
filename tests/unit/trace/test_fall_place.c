/* Where a debtor is among those of a round that fell. */
#include <stdlib.h>

#include "support/cmocka.h"
#include "trace/fall_flow.h"

enum { NODES = 6 };

/* Memory of its own size, so that what is read behind it is noticed. */
static ctg__kept_round round_of(unsigned fallen)
{
    ctg__kept_round made = {0};

    for (ctg_node i = 0; i < NODES; i++)
        made.debtor_count += fallen >> i & 1;
    made.debtor = malloc(made.debtor_count * sizeof *made.debtor);
    assert_true(made.debtor || !made.debtor_count);
    made.debtor_count = 0;
    for (ctg_node i = 0; i < NODES; i++)
        if (fallen >> i & 1)
            made.debtor[made.debtor_count++] = i;
    return made;
}

/* Of every set of six nodes, and of one that is none of them. */
static void every_debtor_has_its_place_and_no_other(void **state)
{
    (void)state;
    for (unsigned fallen = 0; fallen < 1 << NODES; fallen++) {
        const ctg__kept_round round = round_of(fallen);
        size_t before = 0;

        for (ctg_node i = 0; i <= NODES; i++) {
            const bool fell = fallen >> i & 1;

            assert_int_equal(ctg__fall_place(&round, i),
                             fell ? before : CTG__NO_FALL);
            before += fell;
        }
        free(round.debtor);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_debtor_has_its_place_and_no_other)};

    return cmocka_run_group_tests(tests, NULL, NULL);
}
