/*
 * Kendall's tau-b of two rankings: pairs of nodes that both put in one order,
 * less those they put in opposite orders, over the geometric mean of the pairs
 * that each can tell apart (Kendall 1945). Nodes are taken in the order of one
 * ranking; how many before them are further down in the other is read off a
 * tree of partial sums (Fenwick 1994).
 */
#include "base/kendall.h"

#include <math.h>
#include <string.h>

static uint64_t pairs_of(uint64_t count)
{
    return count * (count - (count > 0)) / 2;
}

/* By counting. */
void ctg__kendall_order(const uint32_t *ranks, size_t count, uint32_t *order,
                        uint32_t *starts)
{
    memset(starts, 0, (count + 2) * sizeof *starts);
    for (size_t i = 0; i < count; i++)
        starts[ranks[i] + 1]++;
    for (size_t k = 1; k < count + 2; k++)
        starts[k] += starts[k - 1];
    for (size_t i = 0; i < count; i++)
        order[starts[ranks[i]]++] = (uint32_t)i;
}

/* Nodes met so far, and pairs of them. */
typedef struct tally {
    const uint32_t *other;
    size_t most;    /* no rank is above it */
    uint32_t *tree; /* partial sums of how many have each rank, from 1 */
    uint32_t *met;  /* how many have each rank */
    uint64_t nodes;
    uint64_t discordant;
    uint64_t tied_one;
    uint64_t tied_other;
    uint64_t tied_both;
} tally;

/* How many of those in the tree have at most this rank. */
static uint32_t count_up_to(const tally *of, uint32_t rank)
{
    uint32_t sum = 0;

    for (; rank; rank &= rank - 1)
        sum += of->tree[rank];
    return sum;
}

static void put(tally *to, uint32_t rank)
{
    to->tied_other += to->met[rank]++;
    for (size_t k = rank; k <= to->most; k += k & (~k + 1))
        to->tree[k]++;
}

/* Nodes that `one` does not tell apart: they are compared with those before
 * them, and none with each other. */
static void take_ties(tally *to, const uint32_t *nodes, size_t count)
{
    uint64_t taken = 0;

    for (size_t k = 0; k < count; k++) {
        const uint32_t rank = to->other[nodes[k]];

        if (!rank)
            continue;
        to->discordant += to->nodes - count_up_to(to, rank);
        taken++;
    }
    /* Those alike in both are met here, less what was met before. */
    for (size_t k = 0; count > 1 && k < count; k++)
        to->tied_both -= to->met[to->other[nodes[k]]];
    for (size_t k = 0; k < count; k++) {
        const uint32_t rank = to->other[nodes[k]];

        if (!rank)
            continue;
        if (count > 1)
            to->tied_both += to->met[rank];
        put(to, rank);
    }
    to->nodes += taken;
    to->tied_one += pairs_of(taken);
}

static double tau_of(const tally *of)
{
    const uint64_t pairs = pairs_of(of->nodes);
    const uint64_t told_by_one = pairs - of->tied_one;
    const uint64_t told_by_other = pairs - of->tied_other;
    const uint64_t told_by_both =
        told_by_one + told_by_other + of->tied_both - pairs;

    if (!told_by_one || !told_by_other)
        return (double)NAN;
    /* A root of the product: that of a square is exact, so tau can be 1. */
    return ((double)told_by_both - 2 * (double)of->discordant) /
           sqrt((double)told_by_one * (double)told_by_other);
}

double ctg__kendall(const uint32_t *order, const uint32_t *one,
                    const uint32_t *other, size_t count, uint32_t *scratch,
                    size_t *nodes)
{
    tally found = {.other = other,
                   .most = count,
                   .tree = scratch,
                   .met = scratch + count + 1};
    size_t first = 0;

    memset(scratch, 0, 2 * (count + 1) * sizeof *scratch);
    while (first < count && !one[order[first]])
        first++;
    while (first < count) {
        size_t end = first + 1;

        while (end < count && one[order[end]] == one[order[first]])
            end++;
        take_ties(&found, order + first, end - first);
        first = end;
    }
    if (nodes)
        *nodes = found.nodes;
    return tau_of(&found);
}
