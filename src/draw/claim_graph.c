#include "draw/claim_graph.h"

#include "base/assert.h"
#include "base/memory.h"

ctg_status ctg__claim_graph_init(ctg__claim_graph *graph, const ctg__ties *ties,
                                 size_t count, ctg__arena *arena,
                                 ctg_error *error)
{
    const size_t most = 2 * ties->count;
    size_t *next;
    size_t *row; /* entries in the order of the second end */
    size_t kept = 0;

    *graph = (ctg__claim_graph){.count = count};
    if (!TAKE(arena, graph->start, count + 2) ||
        !TAKE(arena, graph->partner, most + 1) ||
        !TAKE(arena, graph->weight, most + 1) ||
        !TAKE(arena, next, count + 2) || !TAKE(arena, row, most + 1))
        return ctg__fail_memory(error);
    /* By partner first, then by node: both sorts count, and are stable. */
    for (size_t i = 0; i < most; i++)
        next[(i % 2 ? ties->ties[i / 2].from : ties->ties[i / 2].to) + 1]++;
    for (size_t i = 0; i < count; i++)
        next[i + 1] += next[i];
    for (size_t i = 0; i < most; i++)
        row[next[i % 2 ? ties->ties[i / 2].from : ties->ties[i / 2].to]++] = i;
    for (size_t i = 0; i <= count; i++)
        next[i] = 0;
    for (size_t i = 0; i < most; i++)
        next[(i % 2 ? ties->ties[i / 2].to : ties->ties[i / 2].from) + 1]++;
    for (size_t i = 0; i < count; i++)
        next[i + 1] += next[i];
    for (size_t i = 0; i <= count; i++)
        graph->start[i] = next[i];
    for (size_t i = 0; i < most; i++) {
        const ctg__tie *const tie = &ties->ties[row[i] / 2];
        const bool back = row[i] % 2;
        const size_t at = next[back ? tie->to : tie->from]++;

        graph->partner[at] = back ? tie->from : tie->to;
        graph->weight[at] = tie->amount;
    }
    for (size_t i = 0; i < count; i++) {
        const size_t end = graph->start[i + 1];
        const size_t first = kept;

        for (size_t e = graph->start[i]; e < end; e++)
            if (kept > first && graph->partner[kept - 1] == graph->partner[e]) {
                graph->weight[kept - 1] += graph->weight[e];
            } else {
                CTG__ASSERT(kept == first ||
                            graph->partner[kept - 1] < graph->partner[e]);
                graph->partner[kept] = graph->partner[e];
                graph->weight[kept++] = graph->weight[e];
            }
        graph->start[i] = first;
    }
    graph->start[count] = kept;
    return CTG_OK;
}

/* Nodes in the order of how many partners they have left. */
typedef struct peel {
    size_t *begin; /* per number of partners */
    uint32_t *order;
    size_t *place;
} peel;

static void move_down(peel *p, uint32_t *left, uint32_t node)
{
    const size_t first = p->begin[left[node]];
    const uint32_t other = p->order[first];

    CTG__ASSERT(left[node] && p->place[node] >= first);
    p->order[p->place[node]] = other;
    p->place[other] = p->place[node];
    p->order[first] = node;
    p->place[node] = first;
    p->begin[left[node]]++;
    left[node]--;
}

static void sort_by_partners(peel *p, const uint32_t *left, size_t count)
{
    for (size_t i = 0; i < count; i++)
        p->begin[left[i] + 1]++;
    for (size_t k = 0; k < count; k++)
        p->begin[k + 1] += p->begin[k];
    for (size_t i = 0; i < count; i++) {
        p->place[i] = p->begin[left[i]]++;
        p->order[p->place[i]] = (uint32_t)i;
    }
    for (size_t k = count; k > 0; k--)
        p->begin[k] = p->begin[k - 1];
    p->begin[0] = 0;
}

ctg_status ctg__coreness(const ctg__claim_graph *graph, uint32_t *core,
                         ctg_error *error)
{
    const size_t count = graph->count;
    ctg__arena arena = {0};
    peel p;

    if (!TAKE(&arena, p.begin, count + 2) ||
        !TAKE(&arena, p.order, count + 1) ||
        !TAKE(&arena, p.place, count + 1)) {
        ctg__arena_clear(&arena);
        return ctg__fail_memory(error);
    }
    for (size_t i = 0; i < count; i++)
        core[i] = (uint32_t)(graph->start[i + 1] - graph->start[i]);
    sort_by_partners(&p, core, count);
    for (size_t i = 0; i < count; i++) {
        const uint32_t node = p.order[i];

        for (size_t e = graph->start[node]; e < graph->start[node + 1]; e++)
            if (core[graph->partner[e]] > core[node])
                move_down(&p, core, graph->partner[e]);
    }
    ctg__arena_clear(&arena);
    return CTG_OK;
}
