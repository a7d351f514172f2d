/* Rows that lie one behind the other, each from its start on. */
#ifndef BASE_STARTS_H
#define BASE_STARTS_H

#include <stddef.h>

#include "base/assert.h"

/* Which of `count` rows has the index-th item, by halving: the last that starts
 * no later. 0 where there are no rows. */
static inline size_t ctg__row_with(const size_t *start, size_t count,
                                   size_t index)
{
    size_t low = 0;
    size_t high = count;

    CTG__ASSERT(!count || start[0] <= index);
    while (high - low > 1) {
        const size_t middle = low + (high - low) / 2;

        if (start[middle] <= index)
            low = middle;
        else
            high = middle;
    }
    return low;
}

#endif
