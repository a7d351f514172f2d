#include "data/tiers.h"

#include <math.h>

/* In triggers a relative difference as small is equality. */
static const double equal = 1e-12;

size_t ctg__tier_at(const ctg__tiers *tiers, double n)
{
    size_t low = 0;
    size_t high = tiers->count;

    while (high - low > 1) {
        const size_t middle = low + (high - low) / 2;

        if (n >= tiers->above[middle] * (1 - equal))
            low = middle;
        else
            high = middle;
    }
    return low;
}

double ctg__tiers_margin(const ctg__tiers *tiers, double n)
{
    const size_t k = ctg__tier_at(tiers, n);

    return fmax(0, tiers->rate[k] * n - tiers->deduction[k]);
}

void ctg__tiers_deduct(const double *above, const double *rate,
                       const double *given, double *deduction, size_t count)
{
    for (size_t k = 0; k < count; k++)
        deduction[k] =
            !isnan(given[k]) ? given[k]
            : k == 0         ? 0
                     : deduction[k - 1] + above[k] * (rate[k] - rate[k - 1]);
}
