#include "base/ranked.h"

#include <stdlib.h>

static int compare(const void *one, const void *other)
{
    const ctg__ranked *const a = one;
    const ctg__ranked *const b = other;

    if (a->amount != b->amount)
        return a->amount > b->amount ? -1 : 1;
    return a->index < b->index ? -1 : a->index > b->index;
}

void ctg__rank_amounts(ctg__ranked *list, size_t count)
{
    if (count)
        qsort(list, count, sizeof *list, compare);
}
