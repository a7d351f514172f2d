/*
 * Kendall's tau-b of two rankings: pairs of nodes that both put in one order,
 * less those they put in opposite orders, over the geometric mean of the pairs
 * that each can tell apart (Kendall 1945). Discordant pairs are counted as the
 * exchanges that sorting by one ranking needs after sorting by the other
 * (Knight 1966).
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <contagraph/rank.h>

#include "base/error.h"
#include "base/memory.h"

typedef struct ranks {
    uint32_t one;
    uint32_t other;
} ranks;

static int by_both(const void *a, const void *b)
{
    const ranks *const left = a;
    const ranks *const right = b;

    if (left->one != right->one)
        return left->one < right->one ? -1 : 1;
    return (left->other > right->other) - (left->other < right->other);
}

static uint64_t pairs_of(uint64_t count)
{
    return count * (count - (count > 0)) / 2;
}

/* Pairs that share a rank of `one`, or both ranks. Sorted by both. */
static uint64_t tied_pairs(const ranks *sorted, size_t count, bool in_both)
{
    uint64_t pairs = 0;

    for (size_t first = 0, end; first < count; first = end) {
        for (end = first + 1; end < count; end++)
            if (sorted[end].one != sorted[first].one ||
                (in_both && sorted[end].other != sorted[first].other))
                break;
        pairs += pairs_of(end - first);
    }
    return pairs;
}

/* The same of a list of ranks, sorted. */
static uint64_t equal_pairs(const uint32_t *sorted, size_t count)
{
    uint64_t pairs = 0;

    for (size_t first = 0, end; first < count; first = end) {
        for (end = first + 1; end < count && sorted[end] == sorted[first];)
            end++;
        pairs += pairs_of(end - first);
    }
    return pairs;
}

/*
 * Merges two sorted neighbours; returns how many pairs were the wrong way
 * round.
 */
static uint64_t merge(const uint32_t *from, uint32_t *to, size_t first,
                      size_t middle, size_t end)
{
    uint64_t exchanges = 0;
    size_t left = first;
    size_t right = middle;

    for (size_t k = first; k < end; k++)
        if (right < end && (left == middle || from[right] < from[left])) {
            exchanges += middle - left;
            to[k] = from[right++];
        } else {
            to[k] = from[left++];
        }
    return exchanges;
}

/* Sorts `list`, by way of `spare`; returns the exchanges of neighbours. */
static uint64_t sort(uint32_t *list, uint32_t *spare, size_t count)
{
    uint32_t *from = list;
    uint32_t *to = spare;
    uint64_t exchanges = 0;

    for (size_t width = 1; width < count; width *= 2) {
        uint32_t *const sorted = to;

        for (size_t first = 0; first < count; first += 2 * width) {
            const size_t middle = width < count - first ? first + width : count;
            const size_t end = width < count - middle ? middle + width : count;

            exchanges += merge(from, to, first, middle, end);
        }
        to = from;
        from = sorted;
    }
    if (from != list)
        memcpy(list, from, count * sizeof *list);
    return exchanges;
}

/* Stably by one of both ranks, none above `most`; `starts` has most + 2. */
static void sort_ranks(const ranks *from, ranks *to, size_t count,
                       uint32_t most, bool by_other, uint32_t *starts)
{
    memset(starts, 0, ((size_t)most + 2) * sizeof *starts);
    for (size_t i = 0; i < count; i++)
        starts[(by_other ? from[i].other : from[i].one) + 1]++;
    for (size_t k = 1; k < (size_t)most + 2; k++)
        starts[k] += starts[k - 1];
    for (size_t i = 0; i < count; i++)
        to[starts[by_other ? from[i].other : from[i].one]++] = from[i];
}

/* Room for `count` nodes. */
typedef struct room {
    ranks *both;
    ranks *sorted;
    uint32_t *list;
    uint32_t *spare;
    uint32_t *starts;
} room;

/* By counting where ranks are no more than there are nodes, as they are but for
 * a caller's own. */
static void sort_both(const room *in, size_t count, size_t nodes)
{
    uint32_t most = 0;

    for (size_t i = 0; i < count; i++) {
        most = in->both[i].one > most ? in->both[i].one : most;
        most = in->both[i].other > most ? in->both[i].other : most;
    }
    if (most > nodes) {
        qsort(in->both, count, sizeof *in->both, by_both);
        return;
    }
    sort_ranks(in->both, in->sorted, count, most, true, in->starts);
    sort_ranks(in->sorted, in->both, count, most, false, in->starts);
}

/* Of pairs that are sorted by both. */
static double tau_of(const ranks *both, uint32_t *other, uint32_t *spare,
                     size_t count)
{
    const uint64_t pairs = pairs_of(count);
    uint64_t told_by_one;
    uint64_t told_by_other;
    uint64_t told_by_both;
    uint64_t discordant;

    for (size_t i = 0; i < count; i++)
        other[i] = both[i].other;
    discordant = sort(other, spare, count);
    told_by_one = pairs - tied_pairs(both, count, false);
    told_by_other = pairs - equal_pairs(other, count);
    told_by_both =
        told_by_one + told_by_other + tied_pairs(both, count, true) - pairs;
    if (!told_by_one || !told_by_other)
        return (double)NAN;
    /* A root of the product: that of a square is exact, so tau can be 1. */
    return ((double)told_by_both - 2 * (double)discordant) /
           sqrt((double)told_by_one * (double)told_by_other);
}

ctg_status ctg_rank_agreement(size_t count, const uint32_t *one,
                              const uint32_t *other, ctg_agreement *agreement,
                              ctg_error *error)
{
    ranks *const block = ctg__allocate_array(count + 1, 4 * sizeof *block);
    room in = {.both = block};
    size_t ranked = 0;

    if (!block)
        return ctg__fail_memory(error);
    in.sorted = block + count;
    in.list = (uint32_t *)(block + 2 * count);
    in.spare = in.list + count;
    in.starts = in.spare + count;
    for (size_t i = 0; i < count; i++)
        if (one[i] && other[i])
            in.both[ranked++] = (ranks){one[i], other[i]};
    sort_both(&in, ranked, count);
    *agreement = (ctg_agreement){
        .tau = tau_of(in.both, in.list, in.spare, ranked), .nodes = ranked};
    ctg__release(block);
    return CTG_OK;
}
