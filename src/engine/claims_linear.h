/* Claims that look at distress alone: their value, and what rows lose. */
#ifndef ENGINE_CLAIMS_LINEAR_H
#define ENGINE_CLAIMS_LINEAR_H

#include <stddef.h>
#include <stdint.h>

#include "engine/sum.h"

/* V of claims at an equity: to the bit what ctg__slot_value says. `share` is
 * 1 - R, `first` the equity in the first books. */
static inline double ctg__linear_value(double first, double share,
                                       double equity)
{
    double lost = first <= 0 ? 1 : 1 - equity / first;

    lost = lost > 1 ? 1 : lost > 0 ? lost : 0;
    return 1 - share * lost;
}

/*
 * Two-sums of losses, one after the other. As long as something is left, no
 * loss was more than there was, and the short form has the same bits.
 */
static inline ctg__sum ctg__subtract_row(const double *amount,
                                         const uint32_t *slot, size_t count,
                                         const double *fall, ctg__sum from,
                                         double *lost)
{
    ctg__sum sum = from;

    for (size_t k = 0; k < count; k++) {
        const double loss = amount[k] * fall[slot[k]];
        const double left = sum.value - loss;

        sum.error += (sum.value - left) - loss;
        sum.value = left;
        *lost += loss;
    }
    if (sum.value > 0)
        return sum;
    sum = from;
    for (size_t k = 0; k < count; k++)
        ctg__add_exactly(&sum, -(amount[k] * fall[slot[k]]));
    return sum;
}

#endif
