/*
 * What is so of the networks of every method, on random totals: they have the
 * totals, they lie within the bounds, none is more even than ras, and a draw is
 * the same whatever else is drawn.
 */
#include "support/hidden.h"

enum { SEEDS = 40, DRAWS = 12 };

static ctg_reconstruct_options many_draws(void)
{
    ctg_reconstruct_options options = ctg_reconstruct_options_default();

    options.draws = DRAWS;
    options.chains = 2;
    return options;
}

/* Cells in which a link may be drawn. */
static double cells_of(const hidden *h)
{
    double count = 0;

    for (size_t k = 0; k < h->n * h->n; k++) {
        double claims = h->claims[k / h->n];
        double debts = h->debts[k % h->n];

        for (size_t m = 0; m < h->n; m++) {
            const double row = h->known[k / h->n * h->n + m];
            const double column = h->known[m * h->n + k % h->n];

            claims -= isnan(row) ? 0 : row;
            debts -= isnan(column) ? 0 : column;
        }
        count += is_free(h, k) && claims > 1e-9 && debts > 1e-9;
    }
    return count;
}

static void expect_within(const hidden *h, const ctg_bounds *bounds,
                          const double *matrix)
{
    const double tolerance = 1e-9 * whole_of(h) + 1e-300;
    size_t count;
    const ctg_cell_bound *const cells = ctg_bounds_cells(bounds, &count);

    for (size_t c = 0; c < count; c++) {
        const double x = matrix[cells[c].creditor * h->n + cells[c].debtor];

        if (x < cells[c].low - tolerance || x > cells[c].high + tolerance)
            fail_msg("%.17g is not within %.17g and %.17g", x, cells[c].low,
                     cells[c].high);
    }
}

/* x log x, summed. */
static double order(const double *matrix, size_t cells)
{
    double sum = 0;

    for (size_t k = 0; k < cells; k++)
        if (matrix[k] > 0)
            sum += matrix[k] * log(matrix[k]);
    return sum;
}

/* Every draw of a method beside what is certain and the even network. */
static size_t check_draws(const hidden *h, const char *method,
                          const ctg_reconstruct_options *options,
                          const ctg_bounds *bounds, double even)
{
    ctg_reconstruction *made = NULL;
    ctg_error error;
    size_t draws = 0;

    if (ctg_reconstruction_new(h->of.totals, method, options, &made, &error))
        return 0;
    for (;;) {
        ctg_drawn drawn;
        double matrix[MOST * MOST] = {0};
        const ctg_status status = ctg_reconstruction_next(made, &drawn, &error);

        if (status || !drawn.claims) /* none of 100 carries the totals */
            break;
        for (size_t k = 0; k < drawn.count; k++)
            matrix[drawn.claims[k].creditor * h->n + drawn.claims[k].debtor] +=
                drawn.claims[k].amount;
        expect_network(h, matrix);
        expect_within(h, bounds, matrix);
        assert_true(even <=
                    order(matrix, h->n * h->n) + 1e-8 * fmax(1, whole_of(h)));
        draws++;
    }
    ctg_reconstruction_free(made);
    return draws;
}

static void networks_of_every_method_have_totals_within_bounds(void **state)
{
    static const char *const methods[] = {"ras", "min-density", "gibbs",
                                          "fitness"};
    size_t draws[4] = {0};

    (void)state;
    for (uint64_t seed = 0; seed < SEEDS; seed++) {
        hidden h = hide(seed, 3, seed % 2);
        double *const ras = matrix_by(&h.of, "ras");
        const double even = order(ras, h.n * h.n);
        ctg_bounds *bounds;
        ctg_error error;

        assert_int_equal(ctg_bounds_new(h.of.totals, NULL, &bounds, &error),
                         CTG_OK);
        for (size_t m = 0; m < 4; m++) {
            ctg_reconstruct_options options = many_draws();

            options.weights = CTG_WEIGHTS_EXACT;
            options.links = m == 3 ? 0.9 * cells_of(&h) : options.links;
            options.theta = seed % 3 ? 0.1 * (double)(seed % 3) : 0;
            draws[m] += check_draws(&h, methods[m], &options, bounds, even);
        }
        ctg_bounds_free(bounds);
        free(ras);
        totals_clear(&h.of);
    }
    assert_int_equal(draws[0], SEEDS);
    assert_int_equal(draws[1], SEEDS);
    assert_int_equal(draws[2], SEEDS * DRAWS);
    assert_true(draws[3] > SEEDS * DRAWS / 4);
}

/* The first draws of many, of one chain. */
static void a_draw_is_the_same_however_many_there_are(void **state)
{
    static const char *const methods[] = {"gibbs", "fitness", "fitness"};

    (void)state;
    for (uint64_t seed = 0; seed < 6; seed++)
        for (size_t m = 0; m < 3; m++) {
            hidden h = hide(seed, 4, false);
            ctg_reconstruct_options options = many_draws();
            ctg_reconstruction *many;
            ctg_reconstruction *few;

            options.chains = 1;
            options.seed = 3 + seed;
            options.links = 0.5 * cells_of(&h);
            options.weights = m == 2 ? CTG_WEIGHTS_GRAVITY : options.weights;
            many = reconstruction_of(&h.of, methods[m], &options);
            options.draws = 5;
            few = reconstruction_of(&h.of, methods[m], &options);
            for (size_t d = 0; d < 5; d++) {
                double *const one = next_matrix(many, h.n);
                double *const other = next_matrix(few, h.n);

                assert_memory_equal(one, other, h.n * h.n * sizeof *one);
                free(one);
                free(other);
            }
            assert_null(next_matrix(few, h.n));
            ctg_reconstruction_free(many);
            ctg_reconstruction_free(few);
            totals_clear(&h.of);
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(networks_of_every_method_have_totals_within_bounds),
        cmocka_unit_test(a_draw_is_the_same_however_many_there_are),
    };

    return RUN_TESTS(tests);
}
