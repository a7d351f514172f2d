/*
 * A counting sort over all nodes at once writes to as many places as there are
 * nodes, each a cache line that is far away. Dividing into some hundred groups
 * first, and then ordering each group, touches memory in long runs.
 */
#include "compile/group.h"

#include <string.h>

enum {
    BLOCKS_MOST = 16,
    BLOCK_LEAST = 16 * 1024, /* items */
    GROUPS_MOST = 1024,
    GROUP_LEAST = 256 /* nodes */
};

bool ctg__groups_init(ctg__groups *groups, size_t item_room, size_t node_count,
                      ctg__arena *arena)
{
    size_t blocks = item_room / BLOCK_LEAST;
    unsigned shift = 0;

    blocks = blocks > BLOCKS_MOST ? BLOCKS_MOST : blocks ? blocks : 1;
    while (((size_t)1 << shift) < GROUP_LEAST ||
           (node_count >> shift) >= GROUPS_MOST)
        shift++;
    *groups = (ctg__groups){
        .item_room = item_room,
        .block_count = blocks,
        .block_size = (item_room + blocks - 1) / blocks,
        .group_count = (node_count >> shift) + 1,
        .shift = shift,
    };
    return TAKE(arena, groups->block_used, blocks) &&
           TAKE(arena, groups->group_start, groups->group_count + 1) &&
           TAKE(arena, groups->counts, blocks * groups->group_count) &&
           TAKE(arena, groups->items, item_room) &&
           TAKE(arena, groups->grouped, item_room);
}

static void count_block(ctg__groups *groups, size_t block)
{
    const ctg__item *const items = groups->items + block * groups->block_size;
    size_t *const counts = groups->counts + block * groups->group_count;

    memset(counts, 0, groups->group_count * sizeof *counts);
    for (size_t i = 0; i < groups->block_used[block]; i++)
        counts[items[i].node >> groups->shift]++;
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

static void divide_block(ctg__groups *groups, size_t block)
{
    const ctg__item *const items = groups->items + block * groups->block_size;
    size_t *const next = groups->counts + block * groups->group_count;

    for (size_t i = 0; i < groups->block_used[block]; i++)
        groups->grouped[next[items[i].node >> groups->shift]++] = items[i];
}

void ctg__groups_divide(ctg__groups *groups)
{
    const ptrdiff_t blocks = (ptrdiff_t)groups->block_count;

#pragma omp parallel for schedule(static) if (blocks > 1)
    for (ptrdiff_t block = 0; block < blocks; block++)
        count_block(groups, (size_t)block);
    place_blocks(groups);
#pragma omp parallel for schedule(static) if (blocks > 1)
    for (ptrdiff_t block = 0; block < blocks; block++)
        divide_block(groups, (size_t)block);
}

void ctg__groups_order(ctg__groups *groups, size_t group, size_t node_count,
                       size_t *start)
{
    const size_t first = group << groups->shift;
    const size_t behind = (group + 1) << groups->shift;
    const size_t last = behind < node_count ? behind : node_count;
    const size_t end = groups->group_start[group + 1];
    size_t place = groups->group_start[group];

    for (size_t node = first; node < last; node++)
        start[node] = 0;
    for (size_t i = place; i < end; i++)
        start[groups->grouped[i].node]++;
    for (size_t node = first; node < last; node++) {
        const size_t count = start[node];

        start[node] = place;
        place += count;
    }
    for (size_t i = groups->group_start[group]; i < end; i++)
        groups->items[start[groups->grouped[i].node]++] = groups->grouped[i];
    /* Each start is now the next one's: one step back. */
    for (size_t node = last; node-- > first;)
        start[node] =
            node > first ? start[node - 1] : groups->group_start[group];
}
