#include "reconstruct/kept.h"

#include <math.h>
#include <string.h>

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

/* The largest amount at which those of at least it have the share: doubles of
 * one sign are ordered as their bits are. */
static ctg_status find_least(const ctg_reconstruction *made,
                             const ctg__entropy *entropy, double *least,
                             ctg_error *error)
{
    const double wanted = made->options.keep * made->totals->total;
    const double total = made->totals->total;
    uint64_t low = 0;
    uint64_t high;

    memcpy(&high, &total, sizeof high);
    while (low < high) {
        const uint64_t middle = low + (high - low + 1) / 2;
        double sum;
        double count;
        double value;
        ctg_status status;

        memcpy(&value, &middle, sizeof value);
        status = sum_above(made, entropy, value, &sum, &count, error);
        if (status)
            return status;
        if (sum >= wanted)
            low = middle;
        else
            high = middle - 1;
    }
    memcpy(least, &low, sizeof low);
    return CTG_OK;
}

ctg_status ctg__list_largest(ctg_reconstruction *made,
                             const ctg__entropy *entropy, ctg_error *error)
{
    const size_t nodes = made->totals->count;
    double least;
    double sum;
    double count;
    ctg_status status = find_least(made, entropy, &least, error);

    if (!status)
        status = sum_above(made, entropy, least, &sum, &count, error);
    if (!status && count > listed_most)
        return ctg__fail(error, CTG_BAD_ARGUMENT,
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
