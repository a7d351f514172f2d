#include "risk/correlation.h"

#include "base/random.h"
#include "data/eigen.h"
#include "support/cmocka.h"

enum { SIZE_MOST = 12 };

/* Loadings on three factors give a matrix that is possible. */
static void random_correlation(uint64_t seed, uint32_t size, double *matrix)
{
    double loadings[SIZE_MOST][3];
    ctg__random random;

    ctg__random_start(&random, seed, 1);
    for (uint32_t i = 0; i < size; i++)
        for (int k = 0; k < 3; k++)
            loadings[i][k] = 1.1 * ctg__random_unit(&random) - 0.55;
    for (uint32_t i = 0; i < size; i++)
        for (uint32_t j = 0; j < size; j++) {
            double sum = 0;

            for (int k = 0; k < 3; k++)
                sum += loadings[i][k] * loadings[j][k];
            matrix[i * size + j] = i == j ? 1 : sum;
        }
}

static void ps1_three_correlations_that_cannot_be(void **state)
{
    double matrix[9] = {1, 0.9, 0.9, 0.9, 1, -0.2, 0.9, -0.2, 1};
    double values[3];
    double vectors[9];
    double largest;
    ctg_error error;

    (void)state;
    assert_int_equal(ctg__symmetric_eigen(matrix, 3, values, vectors, &error),
                     CTG_OK);
    assert_near(values[0], -0.376714533);
    assert_int_equal(ctg__correlation_repair(matrix, 3, &largest, &error),
                     CTG_OK);
    assert_near(matrix[1], 0.674770758);
    assert_near(matrix[2], 0.674770758);
    assert_near(matrix[5], -0.089368849);
    assert_near(largest, 0.225229242);
    assert_same(matrix[1], matrix[3]);
    assert_same(matrix[4], 1);
}

static void spectra_rebuild_their_matrix(void **state)
{
    (void)state;
    for (uint32_t size = 1; size <= SIZE_MOST; size++) {
        double matrix[SIZE_MOST * SIZE_MOST];
        double values[SIZE_MOST];
        double vectors[SIZE_MOST * SIZE_MOST];
        ctg_error error;

        random_correlation(size, size, matrix);
        assert_int_equal(
            ctg__symmetric_eigen(matrix, size, values, vectors, &error),
            CTG_OK);
        for (uint32_t i = 0; i < size; i++)
            for (uint32_t j = 0; j < size; j++) {
                double entry = 0;
                double product = 0;

                for (uint32_t k = 0; k < size; k++) {
                    entry += values[k] * vectors[k * size + i] *
                             vectors[k * size + j];
                    product += vectors[i * size + k] * vectors[j * size + k];
                }
                assert_within(entry, matrix[i * size + j], 1e-14);
                assert_within(product, i == j, 1e-14);
            }
        for (uint32_t k = 1; k < size; k++)
            assert_true(values[k] >= values[k - 1]);
    }
}

static void what_is_possible_is_not_repaired(void **state)
{
    double matrix[SIZE_MOST * SIZE_MOST];
    double largest;
    ctg_error error;

    (void)state;
    random_correlation(5, SIZE_MOST, matrix);
    assert_int_equal(
        ctg__correlation_repair(matrix, SIZE_MOST, &largest, &error), CTG_OK);
    assert_within(largest, 0, 1e-14);
}

static void factors_multiply_to_their_matrix(void **state)
{
    (void)state;
    for (uint32_t size = 1; size <= SIZE_MOST; size++) {
        double matrix[SIZE_MOST * SIZE_MOST];
        double factor[SIZE_MOST * SIZE_MOST];

        random_correlation(7 * size, size, matrix);
        memcpy(factor, matrix, sizeof factor);
        ctg__correlation_factor(factor, size);
        for (uint32_t i = 0; i < size; i++)
            for (uint32_t j = 0; j < size; j++) {
                double entry = 0;

                for (uint32_t k = 0; k < size; k++)
                    entry += factor[i * size + k] * factor[j * size + k];
                assert_within(entry, matrix[i * size + j], 1e-14);
                if (j > i)
                    assert_same(factor[i * size + j], 0);
            }
    }
}

static void a_pivot_of_nothing_leaves_its_column_out(void **state)
{
    /* The second is the first, the third half of either. */
    double factor[9] = {1, 1, 0.5, 1, 1, 0.5, 0.5, 0.5, 1};

    (void)state;
    ctg__correlation_factor(factor, 3);
    assert_near(factor[3], 1);
    assert_same(factor[4], 0);
    assert_same(factor[7], 0);
    assert_near(factor[6], 0.5);
    assert_near(factor[8], sqrt(0.75));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ps1_three_correlations_that_cannot_be),
        cmocka_unit_test(spectra_rebuild_their_matrix),
        cmocka_unit_test(what_is_possible_is_not_repaired),
        cmocka_unit_test(factors_multiply_to_their_matrix),
        cmocka_unit_test(a_pivot_of_nothing_leaves_its_column_out),
    };

    return RUN_TESTS(tests);
}
