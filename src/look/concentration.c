#include "look/concentration.h"

#include <math.h>
#include <stdlib.h>

#include "base/memory.h"

static int largest_first(const void *a, const void *b)
{
    const double one = *(const double *)a;
    const double other = *(const double *)b;

    return one > other ? -1 : one < other;
}

static double top(const ctg_concentration *c, const double *sorted,
                  size_t count)
{
    double sum = 0;

    for (size_t i = 0; i < count && i < c->count; i++)
        sum += sorted[i] / c->total;
    return fmin(sum, 1);
}

ctg_status ctg__concentration_of(size_t count, const double *amount,
                                 ctg_concentration *concentration,
                                 ctg_error *error)
{
    double *const sorted = ctg__allocate_array(count + 1, sizeof *sorted);
    ctg_concentration c = {0};

    if (!sorted)
        return ctg__fail_memory(error);
    for (size_t i = 0; i < count; i++)
        if (amount[i] > 0)
            sorted[c.count++] = amount[i];
    qsort(sorted, c.count, sizeof *sorted, largest_first);
    for (size_t i = c.count; i-- > 0;) /* the smallest first */
        c.total += sorted[i];
    for (size_t i = c.count; i-- > 0;)
        c.hhi += sorted[i] / c.total * (sorted[i] / c.total);
    if (c.count) {
        c.effective = 1 / c.hhi;
        c.top_1 = top(&c, sorted, 1);
        c.top_5 = top(&c, sorted, 5);
        c.top_10 = top(&c, sorted, 10);
    }
    ctg__release(sorted);
    *concentration = c;
    return CTG_OK;
}
