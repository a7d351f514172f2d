/* Amounts in order, with what they belong to. */
#ifndef BASE_RANKED_H
#define BASE_RANKED_H

#include <stddef.h>

typedef struct ctg__ranked {
    double amount; /* no NaN */
    size_t index;
} ctg__ranked;

/* Sorts: the largest first, equal ones by index. */
void ctg__rank_amounts(ctg__ranked *list, size_t count);

#endif
