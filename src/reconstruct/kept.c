#include "reconstruct/kept.h"

#include <math.h>
#include <string.h>

#include "base/memory.h"

static const double listed_most = 20e6;

/* What entries of at least so much carry, and how many there are. */
static ctg_status sum_above(const ctg_reconstruction *made,
                            const ctg__entropy *entropy, double least,
                            double *sum, double *count, ctg_error *error)
{
    const size_t nodes = made->totals->count;

    *sum = *count = 0;
    for (size_t j = 0; j < nodes; j++) {
        const ctg_status status =
            ctg__reconstruction_ask(made, (double)j, (double)nodes, error);

        if (status)
            return status;
        for (size_t i = 0; i < nodes; i++) {
            const double amount = ctg__entropy_at(entropy, i, j);

            if (amount >= least && amount > 0) {
                *sum += amount;
                (*count)++;
            }
        }
    }
    return CTG_OK;
}

enum { DIGIT_BITS = 16, DIGITS = 1 << DIGIT_BITS };

/* Entries whose bits begin as `prefix`, added up by the digit that follows. */
static ctg_status add_up(const ctg_reconstruction *made,
                         const ctg__entropy *entropy, uint64_t prefix,
                         unsigned shift, double *sums, ctg_error *error)
{
    const size_t nodes = made->totals->count;

    memset(sums, 0, DIGITS * sizeof *sums);
    for (size_t j = 0; j < nodes; j++) {
        const ctg_status status =
            ctg__reconstruction_ask(made, (double)j, (double)nodes, error);

        if (status)
            return status;
        for (size_t i = 0; i < nodes; i++) {
            const double amount = ctg__entropy_at(entropy, i, j);
            uint64_t bits;

            memcpy(&bits, &amount, sizeof bits);
            if (amount > 0 && (bits >> shift) >> DIGIT_BITS == prefix)
                sums[bits >> shift & (DIGITS - 1)] += amount;
        }
    }
    return CTG_OK;
}

/* The largest amount at which those of at least it have the share, digit by
 * digit: doubles of one sign are ordered as their bits are. */
static ctg_status find_least(const ctg_reconstruction *made,
                             const ctg__entropy *entropy, double *least,
                             ctg_error *error)
{
    double wanted = made->options.keep * made->totals->total;
    uint64_t prefix = 0;
    double *const sums = ctg__allocate_array(DIGITS, sizeof *sums);
    ctg_status status = sums ? CTG_OK : ctg__fail_memory(error);

    for (unsigned shift = 64; !status && shift > 0;) {
        size_t digit = DIGITS - 1;

        shift -= DIGIT_BITS;
        status = add_up(made, entropy, prefix, shift, sums, error);
        for (; !status && digit > 0 && sums[digit] < wanted; digit--)
            wanted -= sums[digit];
        prefix = prefix << DIGIT_BITS | digit;
    }
    ctg__release(sums);
    memcpy(least, &prefix, sizeof prefix);
    return status;
}

ctg_status ctg__list_largest(ctg_reconstruction *made,
                             const ctg__entropy *entropy, ctg_error *error)
{
    const size_t nodes = made->totals->count;
    double least;
    double sum = 0;
    double count = 0;
    ctg_status status = find_least(made, entropy, &least, error);

    if (!status)
        status = sum_above(made, entropy, least, &sum, &count, error);
    if (!status && count > listed_most)
        return ctg__fail(error, CTG_NO_SOLUTION,
                         "%.0f exposures, more than 20 million, are needed to "
                         "keep %.6g%% of the total",
                         count, 100 * made->options.keep);
    for (size_t j = 0; !status && j < nodes; j++)
        for (size_t i = 0; !status && i < nodes; i++) {
            const double amount = ctg__entropy_at(entropy, i, j);

            if (amount >= least)
                status = ctg__claims_add(&made->list, j, i, amount, error);
        }
    if (status)
        return status;
    made->facts.left_out = ctg__entropy_count(entropy) - count;
    made->facts.left_money = made->totals->total - sum;
    return CTG_OK;
}
