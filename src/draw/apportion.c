#include "draw/apportion.h"

#include <math.h>
#include <stdlib.h>

#include "base/memory.h"

typedef struct leftover {
    double left;
    size_t index;
} leftover;

static int compare(const void *one, const void *other)
{
    const leftover *const a = one;
    const leftover *const b = other;

    if (a->left != b->left)
        return a->left > b->left ? -1 : 1;
    return a->index < b->index ? -1 : a->index > b->index;
}

bool ctg__apportion(const double *weights, size_t count, int64_t whole,
                    int64_t *parts)
{
    leftover *leftovers;
    double sum = 0;
    int64_t missing = whole;

    for (size_t i = 0; i < count; i++) {
        sum += weights[i];
        parts[i] = 0;
    }
    if (count == 0)
        return true;
    if (count == 1 || !(sum > 0)) {
        parts[0] = whole;
        return true;
    }
    leftovers = ctg__allocate_array(count, sizeof *leftovers);
    if (!leftovers)
        return false;
    for (size_t i = 0; i < count; i++) {
        const double exact = weights[i] / sum * (double)whole;

        parts[i] = (int64_t)floor(exact);
        missing -= parts[i];
        leftovers[i] = (leftover){exact - floor(exact), i};
    }
    qsort(leftovers, count, sizeof *leftovers, compare);
    /* Rounding in `exact` can leave more, or less than nothing, to give. */
    for (size_t i = 0; missing > 0; i = (i + 1) % count, missing--)
        parts[leftovers[i].index]++;
    for (size_t i = count; missing < 0;) {
        i = i ? i - 1 : count - 1;
        if (parts[leftovers[i].index] > 0) {
            parts[leftovers[i].index]--;
            missing++;
        }
    }
    ctg__release(leftovers);
    return true;
}
