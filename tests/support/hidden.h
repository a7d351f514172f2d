/* Random networks of which totals are told, and perhaps some entries. */
#ifndef SUPPORT_HIDDEN_H
#define SUPPORT_HIDDEN_H

#include "base/random.h"
#include "support/totals.h"

enum { MOST = 7 };

/* A network and what is told of it. */
typedef struct hidden {
    size_t n;
    double truth[MOST * MOST];
    double known[MOST * MOST];
    double claims[MOST];
    double debts[MOST];
    totals_case of;
} hidden;

static inline void add_up(hidden *made)
{
    for (size_t k = 0; k < made->n * made->n; k++) {
        made->claims[k / made->n] += made->truth[k];
        made->debts[k % made->n] += made->truth[k];
    }
}

/* Some nodes have nothing on a side; amounts are whole or not; with `know` a
 * fifth of the cells is known, zeros among them. */
static inline hidden hide(uint64_t seed, size_t least, bool know)
{
    ctg__random random;
    hidden made = {.n = 0};
    bool whole;

    ctg__random_start(&random, seed, 99);
    made.n = least + ctg__random_below(&random, (uint32_t)(MOST - least + 1));
    whole = ctg__random_below(&random, 2);
    for (size_t k = 0; k < made.n * made.n; k++) {
        const double size = ctg__random_unit(&random);
        const double there = ctg__random_unit(&random);
        const double told = ctg__random_unit(&random);

        if (k / made.n != k % made.n && there < 0.6)
            made.truth[k] = whole ? 1 + floor(6 * size) : 10 * size;
        made.known[k] = know && told < 0.2 ? made.truth[k] : (double)NAN;
    }
    add_up(&made);
    made.of = totals_of(made.n, made.claims, made.debts, made.known);
    return made;
}

static inline double whole_of(const hidden *h)
{
    double sum = 0;

    for (size_t i = 0; i < h->n; i++)
        sum += h->claims[i];
    return sum;
}

static inline bool is_free(const hidden *h, size_t k)
{
    return k / h->n != k % h->n && isnan(h->known[k]);
}

/* Totals, zeros, known entries, no diagonal. */
static inline void expect_network(const hidden *h, const double *matrix)
{
    const double tolerance = 1e-9 * whole_of(h) + 1e-300;

    for (size_t i = 0; i < h->n; i++) {
        double row = 0;
        double column = 0;

        for (size_t j = 0; j < h->n; j++) {
            const size_t k = i * h->n + j;

            row += matrix[k];
            column += matrix[j * h->n + i];
            assert_true(matrix[k] >= 0);
            if (!is_free(h, k))
                assert_within(matrix[k], i == j ? 0 : h->known[k], 0);
        }
        assert_within(row, h->claims[i], tolerance);
        assert_within(column, h->debts[i], tolerance);
    }
}

#endif
