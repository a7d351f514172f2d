/* Nodes that wait to be looked at, first come first served, each once. */
#ifndef FAST_QUEUE_H
#define FAST_QUEUE_H

#include "base/arena.h"
#include "base/assert.h"
#include "data/network.h"

typedef struct ctg__queue {
    ctg_node *ring;
    bool *waits;  /* per node: it is in the ring */
    size_t count; /* nodes there are */
    size_t first;
    size_t waiting;
} ctg__queue;

/* Nobody waits. Memory comes from `arena`; false when there is none. */
static inline bool ctg__queue_init(ctg__queue *queue, size_t count,
                                   ctg__arena *arena)
{
    *queue = (ctg__queue){.count = count};
    return TAKE(arena, queue->ring, count + 1) &&
           TAKE(arena, queue->waits, count + 1);
}

/* Nothing happens to a node that waits already. */
static inline void ctg__queue_add(ctg__queue *queue, ctg_node node)
{
    size_t last = queue->first + queue->waiting;

    CTG__ASSERT(node < queue->count && queue->waiting <= queue->count);
    if (queue->waits[node])
        return;
    if (last >= queue->count)
        last -= queue->count;
    queue->waits[node] = true;
    queue->ring[last] = node;
    queue->waiting++;
}

/* The next one, which waits no longer. Somebody must wait. */
static inline ctg_node ctg__queue_next(ctg__queue *queue)
{
    const ctg_node node = queue->ring[queue->first];

    CTG__ASSERT(queue->waiting && queue->waits[node]);
    queue->first = queue->first + 1 < queue->count ? queue->first + 1 : 0;
    queue->waiting--;
    queue->waits[node] = false;
    return node;
}

#endif
