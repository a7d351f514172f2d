/*
 * A counting sort over all nodes at once writes to as many places as there are
 * nodes, each a cache line that is far away. Dividing into some hundred groups
 * first, and then ordering each group, touches memory in long runs.
 */
#include "compile/group.h"
#include "base/assert.h"
#include "base/threads.h"

#include <string.h>

enum {
    BLOCKS_MOST = 16,
    BLOCK_LEAST = 16 * 1024, /* items */
    GROUPS_MOST = 1024,
    GROUP_LEAST = 256 /* nodes */
};

bool ctg__groups_init(ctg__groups *groups, size_t position_count,
                      size_t node_count, ctg__arena *arena)
{
    size_t blocks = position_count / BLOCK_LEAST;
    unsigned shift = 0;

    blocks = blocks > BLOCKS_MOST ? BLOCKS_MOST : blocks ? blocks : 1;
    while (((size_t)1 << shift) < GROUP_LEAST ||
           (node_count >> shift) >= GROUPS_MOST)
        shift++;
    *groups = (ctg__groups){
        .position_count = position_count,
        .node_count = node_count,
        .block_count = blocks,
        .block_size = (position_count + blocks - 1) / blocks,
        .group_count = (node_count >> shift) + 1,
        .shift = shift,
    };
    return TAKE(arena, groups->group_start, groups->group_count + 1) &&
           TAKE(arena, groups->counts, blocks * groups->group_count) &&
           TAKE(arena, groups->items, position_count);
}

/* Makes the items of a block; counts them, or puts them where counts say. */
static void go_through(ctg__groups *groups, size_t block, ctg__item_maker *make,
                       const void *context, bool put)
{
    ctg__item items[CTG__ITEMS_AT_ONCE];
    size_t *const counts = groups->counts + block * groups->group_count;
    const size_t behind = (block + 1) * groups->block_size;
    const size_t last =
        behind < groups->position_count ? behind : groups->position_count;

    for (size_t at = block * groups->block_size; at < last;
         at += CTG__ITEMS_AT_ONCE) {
        const size_t left = last - at;
        const size_t many =
            left < CTG__ITEMS_AT_ONCE ? left : CTG__ITEMS_AT_ONCE;
        const size_t made = make(context, at, at + many, items);

        for (size_t i = 0; i < made; i++) {
            size_t *const count = &counts[items[i].node >> groups->shift];

            CTG__ASSERT(items[i].node < groups->node_count);
            if (put)
                groups->items[*count] = items[i];
            ++*count;
        }
    }
}

/* Counts become places: by group, within a group by block. */
static void place_blocks(ctg__groups *groups)
{
    size_t place = 0;

    for (size_t group = 0; group < groups->group_count; group++) {
        groups->group_start[group] = place;
        for (size_t block = 0; block < groups->block_count; block++) {
            size_t *const at =
                &groups->counts[block * groups->group_count + group];
            const size_t count = *at;

            *at = place;
            place += count;
        }
    }
    groups->group_start[groups->group_count] = place;
}

size_t ctg__groups_divide(ctg__groups *groups, size_t position_count,
                          ctg__item_maker *make, const void *context)
{
    const ptrdiff_t blocks = (ptrdiff_t)groups->block_count;

    groups->position_count = position_count;
    memset(groups->counts, 0,
           groups->block_count * groups->group_count * sizeof *groups->counts);
#pragma omp parallel for schedule(static) if (blocks > 1)                      \
    num_threads(ctg__thread_count())
    for (ptrdiff_t block = 0; block < blocks; block++)
        go_through(groups, (size_t)block, make, context, false);
    place_blocks(groups);
#pragma omp parallel for schedule(static) if (blocks > 1)                      \
    num_threads(ctg__thread_count())
    for (ptrdiff_t block = 0; block < blocks; block++)
        go_through(groups, (size_t)block, make, context, true);
    return groups->group_start[groups->group_count];
}

size_t ctg__group_first(const ctg__groups *groups, size_t group)
{
    const size_t first = group << groups->shift;

    return first < groups->node_count ? first : groups->node_count;
}

size_t ctg__group_last(const ctg__groups *groups, size_t group)
{
    return ctg__group_first(groups, group + 1);
}

void ctg__group_count(const ctg__groups *groups, size_t group, size_t *start)
{
    const size_t first = ctg__group_first(groups, group);
    const size_t last = ctg__group_last(groups, group);
    size_t place = groups->group_start[group];

    for (size_t node = first; node < last; node++)
        start[node] = 0;
    for (size_t i = place; i < groups->group_start[group + 1]; i++)
        start[groups->items[i].node]++;
    for (size_t node = first; node < last; node++) {
        const size_t count = start[node];

        start[node] = place;
        place += count;
    }
}

void ctg__group_restore(const ctg__groups *groups, size_t group, size_t *start)
{
    const size_t first = ctg__group_first(groups, group);

    /* Each is now where the next one starts. */
    for (size_t node = ctg__group_last(groups, group); node-- > first;)
        start[node] =
            node > first ? start[node - 1] : groups->group_start[group];
}
