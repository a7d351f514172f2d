/* Items by node, stable, in two steps that both stay near in memory. */
#ifndef COMPILE_GROUP_H
#define COMPILE_GROUP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

/* Something of a node's: an exposure, from one side. */
typedef struct ctg__item {
    uint32_t node;
    uint32_t other; /* the node at its other end */
    uint32_t index;
} ctg__item;

/*
 * Threads share items by blocks and groups by nodes that follow each other;
 * both are made from the counts alone, so the outcome is the same for any
 * number of threads.
 */
typedef struct ctg__groups {
    size_t item_room;
    size_t block_count;
    size_t block_size;  /* items; the last block may have fewer */
    size_t *block_used; /* items that are there, from each block's first on */
    size_t group_count;
    unsigned shift;      /* a node's group is node >> shift */
    size_t *group_start; /* group_count + 1 */
    size_t *counts;      /* by block, then by group */
    ctg__item *items;    /* to be filled, block by block */
    ctg__item *grouped;  /* by group; each in the order of the items */
} ctg__groups;

/* false when out of memory, which the arena gives. */
bool ctg__groups_init(ctg__groups *groups, size_t item_room, size_t node_count,
                      ctg__arena *arena);

/* Once items and block_used are filled: fills `grouped` and `group_start`. */
void ctg__groups_divide(ctg__groups *groups);

/*
 * Orders one group by node. `start` of all its nodes gets the place of their
 * first item, `items` the items, from group_start[group] on.
 */
void ctg__groups_order(ctg__groups *groups, size_t group, size_t node_count,
                       size_t *start);

#endif
