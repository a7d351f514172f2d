/*
 * The circulation of least cost, in whole units, by cost scaling (Goldberg and
 * Tarjan 1990): exact, where a network simplex in doubles is not.
 */
#ifndef OPTIMISE_FLOW_H
#define OPTIMISE_FLOW_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/error.h"

/* Arc a: from tail[a] to head[a], flow within 0 and room[a], each unit of it
 * costs cost[a]. Sums of the room of a node's arcs are below 2^62, nodes below
 * 2^31. */
typedef struct ctg__flow {
    size_t node_count;
    size_t arc_count; /* below 2^31 */
    const uint32_t *tail;
    const uint32_t *head;
    const int64_t *room;
    const int16_t *cost;
    ctg_progress *progress; /* may be NULL */
    void *progress_context;
} ctg__flow;

/*
 * Fills `flow`, in each node as much as out of it, and sets *proven. Where
 * `progress` stops it, the best circulation so far is there, the first one
 * being none at all, and *proven is false.
 */
ctg_status ctg__flow_least(const ctg__flow *of, int64_t *flow, bool *proven,
                           ctg_error *error);

/* The strong component of each node, for whoever knows that flow stays inside:
 * `component` is node_count long. */
ctg_status ctg__flow_components(const ctg__flow *of, uint32_t *component,
                                ctg_error *error);

#endif
