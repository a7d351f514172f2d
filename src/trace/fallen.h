/* The order of those who lost: what is counted is what a page shows. */
#ifndef TRACE_FALLEN_H
#define TRACE_FALLEN_H

#include <contagraph/network.h>

typedef struct ctg__fallen {
    double loss;
    ctg_node node;
} ctg__fallen;

/* For qsort: the largest loss first, ties by row. */
static inline int ctg__fallen_order(const void *one, const void *other)
{
    const ctg__fallen *const a = one;
    const ctg__fallen *const b = other;

    if (a->loss != b->loss)
        return a->loss > b->loss ? -1 : 1;
    return a->node < b->node ? -1 : a->node > b->node;
}

#endif
