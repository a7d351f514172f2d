#include "risk/random_slots.h"

#include "risk/distributions.h"
#include "support/cmocka.h"

/* RG2: numbers published with the definition of the slots. */
static const struct {
    uint64_t seed;
    uint64_t draw;
    uint32_t slot;
    double unit;
    double normal;
} vectors[] = {
    {UINT64_C(0), UINT64_C(0), 0, 0.3990464708489646, -0.2558159702035155},
    {UINT64_C(0), UINT64_C(0), 1, 0.7357127844834425, 0.6301836564311267},
    {UINT64_C(1), UINT64_C(1), 0, 0.027452234704932743, -1.9196314434557593},
    {UINT64_C(1), UINT64_C(1), 1, 0.2227945503378902, -0.7627892375062548},
    {UINT64_C(1), UINT64_C(1), 2, 0.23174448682429138, -0.7331138825207465},
    {UINT64_C(1), UINT64_C(1), 64, 0.007948090851032874, -2.4112904936249016},
    {UINT64_C(1), UINT64_C(1), 128, 0.5256504442154665, 0.06434049288827738},
    {UINT64_C(1), UINT64_C(1), 129, 0.6656770455069666, 0.4280071580236297},
    {UINT64_C(1), UINT64_C(2), 128, 0.1376510936367451, -1.0909334041097427},
    {UINT64_C(1), UINT64_C(10000), 128, 0.5027652548519158,
     0.006931521503275255},
    {UINT64_C(1), UINT64_C(4294967296), 128, 0.5448507399855805,
     0.1126620113018355},
    {UINT64_C(20261128), UINT64_C(7), 1, 0.7844677513171078,
     0.7873713768930639},
    {UINT64_C(18446744073709551615), UINT64_C(18446744073709551615), 127,
     0.1942313189878001, -0.8624087304237726},
};

static void rg2_units_are_the_published_bits(void **state)
{
    (void)state;
    for (size_t v = 0; v < sizeof vectors / sizeof *vectors; v++)
        assert_same(
            ctg__slot_unit(vectors[v].seed, vectors[v].draw, vectors[v].slot),
            vectors[v].unit);
}

static void rg2_normals_are_the_published_numbers(void **state)
{
    (void)state;
    for (size_t v = 0; v < sizeof vectors / sizeof *vectors; v++)
        assert_within(ctg__normal_quantile(vectors[v].unit), vectors[v].normal,
                      2e-15 * fabs(vectors[v].normal));
}

static void many_slots_are_the_single_ones(void **state)
{
    double units[9];

    (void)state;
    for (uint32_t first = 126; first < 130; first++) {
        ctg__slot_units(UINT64_C(0x123456789abcdef), 77, first, 9, units);
        for (uint32_t k = 0; k < 9; k++)
            assert_same(units[k], ctg__slot_unit(UINT64_C(0x123456789abcdef),
                                                 77, first + k));
    }
}

static void the_other_side_of_a_unit_is_a_unit(void **state)
{
    (void)state;
    for (uint64_t draw = 1; draw <= 2000; draw++) {
        const double u = ctg__slot_unit(9, draw, 128);
        const double other = 1 - u;

        assert_true(u >= 0x1p-53 && other >= 0x1p-53);
        assert_same(1 - other, u);
        assert_same(floor(u * 0x1p53), u * 0x1p53);
    }
}

static void draws_seeds_and_slots_above_32_bits_differ(void **state)
{
    const double u = ctg__slot_unit(1, 1, 200);

    (void)state;
    assert_true(ctg__slot_unit(1, UINT64_C(1) << 32 | 1, 200) != u);
    assert_true(ctg__slot_unit(UINT64_C(1) << 32 | 1, 1, 200) != u);
    assert_true(ctg__slot_unit(1, 1, 201) != u);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rg2_units_are_the_published_bits),
        cmocka_unit_test(rg2_normals_are_the_published_numbers),
        cmocka_unit_test(many_slots_are_the_single_ones),
        cmocka_unit_test(the_other_side_of_a_unit_is_a_unit),
        cmocka_unit_test(draws_seeds_and_slots_above_32_bits_differ),
    };

    return RUN_TESTS(tests);
}
