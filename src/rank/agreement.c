/* How far two rankings agree. */
#include <stdlib.h>

#include <contagraph/rank.h>

#include "base/error.h"
#include "base/kendall.h"
#include "base/memory.h"

typedef struct placed {
    uint32_t rank;
    uint32_t node;
} placed;

static int by_rank(const void *a, const void *b)
{
    const placed *const left = a;
    const placed *const right = b;

    return (left->rank > right->rank) - (left->rank < right->rank);
}

/* Ranks as they are but for a caller's own, which may be any: then the same
 * order without gaps. */
static const uint32_t *close_gaps(const uint32_t *ranks, size_t count,
                                  placed *order, uint32_t *closed)
{
    uint32_t most = 0;
    uint32_t rank = 0;

    for (size_t i = 0; i < count; i++) {
        order[i] = (placed){ranks[i], (uint32_t)i};
        most = ranks[i] > most ? ranks[i] : most;
    }
    if (most <= count)
        return ranks;
    qsort(order, count, sizeof *order, by_rank);
    for (size_t k = 0; k < count; k++) {
        rank += order[k].rank && (!k || order[k].rank != order[k - 1].rank);
        closed[order[k].node] = rank;
    }
    return closed;
}

ctg_status ctg_rank_agreement(size_t count, const uint32_t *one,
                              const uint32_t *other, ctg_agreement *agreement,
                              ctg_error *error)
{
    uint32_t *const block = ctg__allocate_array(count + 1, 5 * sizeof *block);
    uint32_t *const order = block + 2 * count;
    uint32_t *const scratch = order + count;

    if (!block)
        return ctg__fail_memory(error);
    one = close_gaps(one, count, (placed *)scratch, block);
    other = close_gaps(other, count, (placed *)scratch, block + count);
    ctg__kendall_order(one, count, order, scratch);
    agreement->tau =
        ctg__kendall(order, one, other, count, scratch, &agreement->nodes);
    ctg__release(block);
    return CTG_OK;
}
