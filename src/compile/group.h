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

enum { CTG__ITEMS_AT_ONCE = 256 };

/* Where items come from: those of positions `from` up to `to`, at most
 * CTG__ITEMS_AT_ONCE, in order; how many there are. Asked twice for each. */
typedef size_t ctg__item_maker(const void *context, size_t from, size_t to,
                               ctg__item *items);

/*
 * Threads share positions by blocks and groups by nodes that follow each other;
 * both are made from the counts alone, so the outcome is the same for any
 * number of threads.
 */
typedef struct ctg__groups {
    size_t position_count;
    size_t node_count;
    size_t block_count;
    size_t block_size; /* positions; the last block may have fewer */
    size_t group_count;
    unsigned shift;      /* a node's group is node >> shift */
    size_t *group_start; /* group_count + 1 */
    size_t *counts;      /* by block, then by group */
    ctg__item *items;    /* by group; each in the order of the positions */
} ctg__groups;

/* Room for an item of each position; false when out of memory, which the arena
 * gives. */
bool ctg__groups_init(ctg__groups *groups, size_t position_count,
                      size_t node_count, ctg__arena *arena);

/* Fills items and group_start from the first positions; how many items. */
size_t ctg__groups_divide(ctg__groups *groups, size_t position_count,
                          ctg__item_maker *make, const void *context);

/* Nodes of a group: from the first to before the last. */
size_t ctg__group_first(const ctg__groups *groups, size_t group);
size_t ctg__group_last(const ctg__groups *groups, size_t group);

/* `start` of the group's nodes becomes the place of their first item, all
 * items being by node; those of a node follow each other. */
void ctg__group_count(const ctg__groups *groups, size_t group, size_t *start);

/* After start[item.node]++ for every item of the group: as it was. */
void ctg__group_restore(const ctg__groups *groups, size_t group, size_t *start);

#endif
