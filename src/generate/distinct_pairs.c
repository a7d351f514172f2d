/* Distinct pairs of nodes, drawn at random. */
#include <stdbool.h>
#include <stdint.h>

#include "base/assert.h"
#include "generate/growing.h"

/* Pairs that were drawn: open addressing, 0 is free. */
typedef struct pairs {
    uint64_t *slots;
    size_t mask;
} pairs;

static bool add(pairs *drawn, uint64_t debtor, uint64_t creditor)
{
    const uint64_t key = (debtor << 32 | creditor) + 1;
    size_t at = (size_t)(key * UINT64_C(0x9E3779B97F4A7C15) >> 20);

    for (;; at++) {
        uint64_t *const slot = &drawn->slots[at & drawn->mask];

        if (*slot == key)
            return false;
        if (*slot)
            continue;
        *slot = key;
        return true;
    }
}

/* The first step of the cumulative weight that is above the share. */
static size_t draw(ctg__growing *to, size_t nodes, const double *cumulative)
{
    double at;
    size_t low = 0;
    size_t high = nodes - 1;

    if (!cumulative)
        return ctg__grow_pick(to, nodes);
    at = ctg__grow_share(to) * cumulative[nodes - 1];
    while (low < high) {
        const size_t middle = low + (high - low) / 2;

        if (cumulative[middle] > at)
            high = middle;
        else
            low = middle + 1;
    }
    return low;
}

void ctg__grow_pairs(ctg__growing *to, size_t nodes, size_t count,
                     const double *cumulative, const double *sizes)
{
    pairs drawn = {.mask = 15};
    size_t tries = 0;
    size_t found = 0;

    if (to->status)
        return;
    while (drawn.mask < 4 * count)
        drawn.mask = 2 * drawn.mask + 1;
    if (!TAKE(&to->arena, drawn.slots, drawn.mask + 1)) {
        to->status = ctg__fail_memory(to->error);
        return;
    }
    while (!to->status && found < count) {
        const size_t debtor = draw(to, nodes, cumulative);
        const size_t creditor = draw(to, nodes, cumulative);
        const double noise = ctg__grow_size(to);

        CTG__ASSERT(found < drawn.mask); /* a slot is free */
        if (tries++ > 1000 * count) {
            to->status = ctg__fail(
                to->error, CTG_BAD_ARGUMENT,
                "only %zu of %zu exposures found room: lower the degree", found,
                count);
            return;
        }
        if (debtor == creditor || !add(&drawn, debtor, creditor))
            continue;
        found++;
        ctg__grow_exposure(to, debtor, creditor,
                           noise * sizes[debtor] * sizes[creditor]);
    }
}
