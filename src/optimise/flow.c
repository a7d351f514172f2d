#include "optimise/flow.h"

#include <string.h>

#include "base/assert.h"

enum { SCALE_BY = 16, ASK_EVERY = 1 << 14 };

/* Ends of arcs by node: twice the arc, one more where the node is its head. */
typedef struct ends {
    size_t *start; /* node_count + 1 */
    uint32_t *list;
} ends;

typedef struct work {
    const ctg__flow *of;
    ends ends;
    int64_t *flow;
    int64_t *excess;
    int64_t *price;
    size_t *current;
    uint32_t *queue; /* a ring of active nodes, node_count long */
    size_t first;
    size_t waiting;
    bool *queued;
    int64_t multiple; /* of costs, so that an error below 1 is none */
    int64_t epsilon;
    size_t relabels;
    size_t relabels_at_update;
    uint32_t *bucket_next;
    uint32_t *bucket_before;
    uint32_t *bucket;
    uint32_t *rank;
    bool *priced;
} work;

static bool index_ends(const ctg__flow *of, ctg__arena *arena, ends *made)
{
    size_t *next;

    if (!TAKE(arena, made->start, of->node_count + 2) ||
        !TAKE(arena, made->list, 2 * of->arc_count + 1))
        return false;
    next = made->start + 1;
    for (size_t a = 0; a < of->arc_count; a++) {
        next[of->tail[a] + 1]++;
        next[of->head[a] + 1]++;
    }
    for (size_t i = 0; i < of->node_count; i++)
        next[i + 1] += next[i];
    for (size_t a = 0; a < of->arc_count; a++) {
        made->list[next[of->tail[a]]++] = (uint32_t)(2 * a);
        made->list[next[of->head[a]]++] = (uint32_t)(2 * a + 1);
    }
    return true;
}

/* What is behind an end of an arc, seen from its node. */
static inline uint32_t other(const work *w, uint32_t end)
{
    return end & 1 ? w->of->tail[end / 2] : w->of->head[end / 2];
}

static inline int64_t left(const work *w, uint32_t end)
{
    return end & 1 ? w->flow[end / 2] : w->of->room[end / 2] - w->flow[end / 2];
}

static inline int64_t cost_of(const work *w, uint32_t end)
{
    const int64_t cost = w->of->cost[end / 2] * w->multiple;

    return end & 1 ? -cost : cost;
}

static void wake(work *w, uint32_t node)
{
    if (w->queued[node])
        return;
    CTG__ASSERT(w->waiting < w->of->node_count); /* once each: there is room */
    w->queued[node] = true;
    w->queue[(w->first + w->waiting++) % w->of->node_count] = node;
}

static void push(work *w, uint32_t from, uint32_t end, int64_t amount)
{
    const uint32_t to = other(w, end);

    CTG__ASSERT(amount > 0 && amount <= left(w, end));
    w->flow[end / 2] += end & 1 ? -amount : amount;
    w->excess[from] -= amount;
    w->excess[to] += amount;
    if (w->excess[to] > 0)
        wake(w, to);
}

/* Every arc that would gain is filled: no arc gains then, but nodes have too
 * much or too little. */
static void fill(work *w)
{
    for (uint32_t a = 0; a < w->of->arc_count; a++) {
        const uint32_t tail = w->of->tail[a];
        const uint32_t head = w->of->head[a];
        const int64_t reduced =
            cost_of(w, 2 * a) + w->price[tail] - w->price[head];

        if (reduced < 0 && left(w, 2 * a) > 0)
            push(w, tail, 2 * a, left(w, 2 * a));
        else if (reduced > 0 && w->flow[a] > 0)
            push(w, head, 2 * a + 1, w->flow[a]);
    }
}

static void relabel(work *w, uint32_t node)
{
    int64_t best = INT64_MIN;

    for (size_t k = w->ends.start[node]; k < w->ends.start[node + 1]; k++) {
        const uint32_t end = w->ends.list[k];

        if (left(w, end) > 0) {
            const int64_t price = w->price[other(w, end)] - cost_of(w, end);

            if (price > best)
                best = price;
        }
    }
    CTG__ASSERT(best > INT64_MIN); /* what came in can go back */
    w->price[node] = best - w->epsilon;
    w->current[node] = w->ends.start[node];
    w->relabels++;
}

static void discharge(work *w, uint32_t node)
{
    while (w->excess[node] > 0) {
        uint32_t end;

        if (w->current[node] == w->ends.start[node + 1]) {
            relabel(w, node);
            continue;
        }
        end = w->ends.list[w->current[node]];
        if (left(w, end) > 0 &&
            cost_of(w, end) + w->price[node] < w->price[other(w, end)])
            push(w, node, end,
                 left(w, end) < w->excess[node] ? left(w, end)
                                                : w->excess[node]);
        else
            w->current[node]++;
    }
}

/* --- prices anew ------------------------------------------------------------
 *
 * Now and then prices fall by how far a node is from one with too little, in
 * steps of epsilon: far fewer single relabels then.
 */

static void take_out(work *w, uint32_t node)
{
    const uint32_t next = w->bucket_next[node];
    const uint32_t before = w->bucket_before[node];

    if (before == UINT32_MAX)
        w->bucket[w->rank[node]] = next;
    else
        w->bucket_next[before] = next;
    if (next != UINT32_MAX)
        w->bucket_before[next] = before;
}

static void put_in(work *w, uint32_t node, uint32_t rank)
{
    const uint32_t next = w->bucket[rank];

    w->rank[node] = rank;
    w->bucket_next[node] = next;
    w->bucket_before[node] = UINT32_MAX;
    if (next != UINT32_MAX)
        w->bucket_before[next] = node;
    w->bucket[rank] = node;
}

/* The nodes from which `node` can be reached are at most so far away. */
static void look_back(work *w, uint32_t node, uint32_t rank, uint32_t most)
{
    for (size_t k = w->ends.start[node]; k < w->ends.start[node + 1]; k++) {
        const uint32_t end = w->ends.list[k];
        const uint32_t from = other(w, end);
        int64_t reduced;
        int64_t steps;

        if (w->priced[from] || left(w, end ^ 1) <= 0 || w->rank[from] <= rank)
            continue;
        reduced = cost_of(w, end ^ 1) + w->price[from] - w->price[node];
        steps = reduced < 0 ? 0 : reduced / w->epsilon + 1;
        if (steps + rank >= w->rank[from] || steps + rank >= most)
            continue;
        if (w->rank[from] < most)
            take_out(w, from);
        put_in(w, from, rank + (uint32_t)steps);
    }
}

/* Puts every node that lacks flow at distance 0; how many have too much. */
static size_t start_pricing(work *w, uint32_t most)
{
    size_t active = 0;

    memset(w->bucket, 0xff, most * sizeof *w->bucket);
    for (uint32_t i = 0; i < w->of->node_count; i++) {
        w->rank[i] = most;
        w->priced[i] = false;
        active += w->excess[i] > 0;
        if (w->excess[i] < 0)
            put_in(w, i, 0);
    }
    return active;
}

static void price_anew(work *w)
{
    const uint32_t most = (uint32_t)w->of->node_count + 1;
    size_t active = start_pricing(w, most);
    uint32_t last = 0;

    for (uint32_t rank = 0; rank < most && active; rank++)
        while (w->bucket[rank] != UINT32_MAX && active) {
            const uint32_t node = w->bucket[rank];

            take_out(w, node);
            look_back(w, node, rank, most);
            w->price[node] -= rank * w->epsilon;
            w->priced[node] = true;
            last = rank;
            active -= w->excess[node] > 0;
        }
    for (uint32_t i = 0; i < w->of->node_count; i++) {
        if (!w->priced[i])
            w->price[i] -= last * w->epsilon;
        w->current[i] = w->ends.start[i];
    }
}

static bool goes_on(const work *w)
{
    return !w->of->progress || w->of->progress(w->of->progress_context, 0, 0);
}

/* False when it was stopped: then flow is not to be used. */
static bool refine(work *w)
{
    size_t count = 0;

    fill(w);
    if (!goes_on(w))
        return false;
    price_anew(w);
    if (!goes_on(w))
        return false;
    while (w->waiting) {
        const uint32_t node = w->queue[w->first];

        w->first = (w->first + 1) % w->of->node_count;
        w->waiting--;
        w->queued[node] = false;
        discharge(w, node);
        if (++count % ASK_EVERY == 0 && !goes_on(w))
            return false;
        if (w->relabels - w->relabels_at_update > w->of->node_count) {
            if (!goes_on(w))
                return false;
            price_anew(w);
            if (!goes_on(w))
                return false;
            w->relabels_at_update = w->relabels;
        }
    }
    return true;
}

static bool take(work *w, ctg__arena *arena)
{
    const size_t nodes = w->of->node_count;

    return index_ends(w->of, arena, &w->ends) &&
           TAKE(arena, w->flow, w->of->arc_count + 1) &&
           TAKE(arena, w->excess, nodes + 1) &&
           TAKE(arena, w->price, nodes + 1) &&
           TAKE(arena, w->current, nodes + 1) &&
           TAKE(arena, w->queue, nodes + 1) &&
           TAKE(arena, w->queued, nodes + 1) &&
           TAKE(arena, w->bucket, nodes + 2) &&
           TAKE(arena, w->bucket_next, nodes + 1) &&
           TAKE(arena, w->bucket_before, nodes + 1) &&
           TAKE(arena, w->rank, nodes + 1) && TAKE(arena, w->priced, nodes + 1);
}

ctg_status ctg__flow_least(const ctg__flow *of, int64_t *flow, bool *proven,
                           ctg_error *error)
{
    ctg__arena arena = {0};
    work w = {.of = of, .multiple = (int64_t)of->node_count + 1};
    int64_t most = 0;

    if (of->arc_count)
        memset(flow, 0, of->arc_count * sizeof *flow);
    *proven = true;
    if (!of->arc_count)
        return CTG_OK;
    if (!take(&w, &arena)) {
        ctg__arena_clear(&arena);
        return ctg__fail_memory(error);
    }
    for (size_t a = 0; a < of->arc_count; a++)
        if (of->cost[a] > most || -of->cost[a] > most)
            most = of->cost[a] < 0 ? -of->cost[a] : of->cost[a];
    w.epsilon = most * w.multiple;
    while (*proven && w.epsilon > 1) {
        w.epsilon = w.epsilon > SCALE_BY ? w.epsilon / SCALE_BY : 1;
        *proven = goes_on(&w) && refine(&w);
        if (*proven)
            memcpy(flow, w.flow, of->arc_count * sizeof *flow);
    }
    ctg__arena_clear(&arena);
    return CTG_OK;
}

/* --- strong components ------------------------------------------------------
 */

typedef struct walk {
    const ctg__flow *of;
    ends ends;
    uint32_t *component;
    uint32_t *low;
    uint32_t *path;  /* of the walk */
    size_t *next;    /* per node: its next end */
    uint32_t *stack; /* nodes without a component yet */
    uint32_t seen;
    uint32_t found;
    size_t depth;
    size_t held;
} walk;

static void enter(walk *w, uint32_t node)
{
    w->low[node] = ++w->seen;
    w->next[node] = w->ends.start[node];
    w->path[w->depth++] = node;
    w->stack[w->held++] = node;
}

/* Tarjan 1972, without recursion; low is 0 for nodes not seen, UINT32_MAX for
 * those with a component. `order` keeps who was first. */
static void leave(walk *w, uint32_t node, const uint32_t *order)
{
    w->depth--;
    if (w->low[node] == order[node]) {
        uint32_t member;

        do {
            member = w->stack[--w->held];
            w->component[member] = w->found;
            w->low[member] = UINT32_MAX;
        } while (member != node);
        w->found++;
    } else if (w->depth && w->low[node] < w->low[w->path[w->depth - 1]]) {
        w->low[w->path[w->depth - 1]] = w->low[node];
    }
}

static void walk_from(walk *w, uint32_t root, uint32_t *order)
{
    enter(w, root);
    order[root] = w->seen;
    while (w->depth) {
        const uint32_t node = w->path[w->depth - 1];
        uint32_t end;
        uint32_t to;

        if (w->next[node] == w->ends.start[node + 1]) {
            leave(w, node, order);
            continue;
        }
        end = w->ends.list[w->next[node]++];
        if (end & 1)
            continue;
        to = w->of->head[end / 2];
        if (!w->low[to]) {
            enter(w, to);
            order[to] = w->seen;
        } else if (w->low[to] != UINT32_MAX && order[to] < w->low[node]) {
            w->low[node] = order[to];
        }
    }
}

ctg_status ctg__flow_components(const ctg__flow *of, uint32_t *component,
                                ctg_error *error)
{
    const size_t nodes = of->node_count;
    ctg__arena arena = {0};
    walk w = {.of = of, .component = component};
    uint32_t *order;
    bool fine =
        index_ends(of, &arena, &w.ends) && TAKE(&arena, w.low, nodes + 1) &&
        TAKE(&arena, w.path, nodes + 1) && TAKE(&arena, w.next, nodes + 1) &&
        TAKE(&arena, w.stack, nodes + 1) && TAKE(&arena, order, nodes + 1);

    for (uint32_t i = 0; fine && i < nodes; i++)
        if (!w.low[i])
            walk_from(&w, i, order);
    ctg__arena_clear(&arena);
    return fine ? CTG_OK : ctg__fail_memory(error);
}
