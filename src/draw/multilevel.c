/* Communities: nodes move to where modularity grows most, then communities
 * become nodes, and again. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/random.h"
#include "draw/claim_graph.h"

enum {
    MOST_SWEEPS = 100,
    MOST_LEVELS = 50,
    SWAPS = 5,
    SEED = 7,
    STEPS_OF_A_SWAP = 32 /* as ctg__ask_after counts them */
};

#define GAIN 1e-12 /* of a move, of all weight: less is rounding */

/* A graph of communities: like the first, with weights to themselves. */
typedef struct level {
    size_t count;
    size_t *start;
    uint32_t *partner;
    double *weight;
    double *inside; /* per node: twice the weight to itself */
    double *strength;
    double total; /* of all strengths */
} level;

typedef struct moves {
    uint32_t *community;
    double *strength; /* per community */
    double *weight;   /* from the node that moves; 0 between */
    uint32_t *seen;
    ctg__asking *asking;
} moves;

static bool take_level(level *l, size_t count, size_t entries,
                       ctg__arena *arena)
{
    *l = (level){.count = count};
    return TAKE(arena, l->start, count + 1) &&
           TAKE(arena, l->partner, entries + 1) &&
           TAKE(arena, l->weight, entries + 1) &&
           TAKE(arena, l->inside, count + 1) &&
           TAKE(arena, l->strength, count + 1);
}

static void weigh(level *l)
{
    l->total = 0;
    for (size_t i = 0; i < l->count; i++) {
        l->strength[i] = l->inside[i];
        for (size_t e = l->start[i]; e < l->start[i + 1]; e++)
            l->strength[i] += l->weight[e];
        l->total += l->strength[i];
    }
}

/* Where a node gains most; where it is, if nowhere more. */
static bool move_node(const level *l, moves *m, uint32_t node)
{
    const uint32_t from = m->community[node];
    const double strength = l->strength[node];
    size_t count = 0;
    uint32_t best = from;
    double most;

    for (size_t e = l->start[node]; e < l->start[node + 1]; e++) {
        const uint32_t c = m->community[l->partner[e]];

        if (!(m->weight[c] > 0))
            m->seen[count++] = c;
        m->weight[c] += l->weight[e];
    }
    m->strength[from] -= strength;
    most = m->weight[from] - strength * m->strength[from] / l->total;
    for (size_t i = 0; i < count; i++) {
        const uint32_t c = m->seen[i];
        const double gain = m->weight[c] - strength * m->strength[c] / l->total;

        if (gain > most + GAIN * l->total) {
            most = gain;
            best = c;
        }
    }
    for (size_t i = 0; i < count; i++)
        m->weight[m->seen[i]] = 0;
    m->strength[best] += strength;
    m->community[node] = best;
    return best != from;
}

/* Moves nodes until none gains, or nobody waits for it any more; numbers the
 * communities as they appear. */
static size_t settle(const level *l, moves *m, uint32_t *number)
{
    bool moved = l->total > 0;
    size_t count = 0;

    for (uint32_t i = 0; i < l->count; i++) {
        m->community[i] = i;
        m->strength[i] = l->strength[i];
        m->weight[i] = 0;
        number[i] = UINT32_MAX;
    }
    for (int sweep = 0; moved && sweep < MOST_SWEEPS; sweep++) {
        moved = false;
        for (uint32_t i = 0; i < l->count; i++) {
            moved |= move_node(l, m, i);
            if (!ctg__ask_after(m->asking, l->start[i + 1] - l->start[i] + 1))
                return 0;
        }
    }
    for (size_t i = 0; i < l->count; i++) {
        uint32_t *const of = &number[m->community[i]];

        if (*of == UINT32_MAX)
            *of = (uint32_t)count++;
        m->community[i] = *of;
    }
    return count;
}

/* Communities become nodes: `next` has room for as many entries as `l`. */
static void shrink(const level *l, moves *m, size_t count, level *next,
                   uint32_t *members, size_t *begin)
{
    size_t kept = 0;

    next->count = count;
    memset(begin, 0, (count + 2) * sizeof *begin);
    for (size_t i = 0; i < l->count; i++)
        begin[m->community[i] + 1]++;
    for (size_t c = 0; c < count; c++)
        begin[c + 1] += begin[c];
    for (size_t i = 0; i < l->count; i++)
        members[begin[m->community[i]]++] = (uint32_t)i;
    for (size_t c = 0, at = 0; c < count; c++) {
        size_t found = 0;

        next->start[c] = kept;
        next->inside[c] = 0;
        for (; at < begin[c]; at++) {
            const uint32_t node = members[at];

            next->inside[c] += l->inside[node];
            for (size_t e = l->start[node]; e < l->start[node + 1]; e++) {
                const uint32_t to = m->community[l->partner[e]];

                if (to == c) {
                    next->inside[c] += l->weight[e];
                    continue;
                }
                if (!(m->weight[to] > 0))
                    m->seen[found++] = to;
                m->weight[to] += l->weight[e];
            }
        }
        for (size_t i = 0; i < found; i++) {
            next->partner[kept] = m->seen[i];
            next->weight[kept++] = m->weight[m->seen[i]];
            m->weight[m->seen[i]] = 0;
        }
    }
    next->start[count] = kept;
    weigh(next);
}

static double modularity(const level *l)
{
    double sum = 0;

    for (size_t c = 0; c < l->count && l->total > 0; c++) {
        const double share = l->strength[c] / l->total;

        sum += l->inside[c] / l->total - share * share;
    }
    return sum;
}

/* The first level is the graph; at the end each community is a node. False
 * without memory, or where nobody waits for them any more. */
static bool merge_levels(level *l, uint32_t *of_node, size_t node_count,
                         ctg__asking *asking, ctg__arena *arena)
{
    const size_t entries = l->start[l->count];
    level other;
    moves m = {.asking = asking};
    uint32_t *number;
    uint32_t *members;
    size_t *begin;

    if (!take_level(&other, node_count, entries, arena) ||
        !TAKE(arena, m.community, node_count + 1) ||
        !TAKE(arena, m.strength, node_count + 1) ||
        !TAKE(arena, m.weight, node_count + 1) ||
        !TAKE(arena, m.seen, node_count + 1) ||
        !TAKE(arena, number, node_count + 1) ||
        !TAKE(arena, members, node_count + 1) ||
        !TAKE(arena, begin, node_count + 2))
        return false;
    for (uint32_t i = 0; i < node_count; i++)
        of_node[i] = i;
    weigh(l);
    for (int step = 0; step < MOST_LEVELS; step++) {
        const size_t before = l->count;
        const size_t count = settle(l, &m, number);
        level swap;

        if (atomic_load(&asking->stopped))
            return false;
        for (size_t i = 0; i < node_count; i++)
            of_node[i] = m.community[of_node[i]];
        shrink(l, &m, count, &other, members, begin);
        swap = *l;
        *l = other;
        other = swap;
        if (count == before)
            break;
    }
    return true;
}

/* --- the same network, shuffled --------------------------------------------
 */

typedef struct ends {
    uint32_t from;
    uint32_t to;
} ends;

/* Pairs that are there, in a table of a power of two. */
typedef struct pairs {
    uint64_t *slots; /* from x 2^32 + to, plus one; 0: free, UINT64_MAX: gone */
    size_t mask;
} pairs;

static uint64_t key_of(ends pair)
{
    const uint32_t low = pair.from < pair.to ? pair.from : pair.to;
    const uint32_t high = pair.from < pair.to ? pair.to : pair.from;

    return ((uint64_t)low << 32 | high) + 1;
}

static size_t slot_of(const pairs *p, uint64_t key)
{
    const uint64_t mixed = key * UINT64_C(0x9E3779B97F4A7C15);
    /* Low bits of a product are of the one node alone, and many share it. */
    size_t at = (size_t)(mixed ^ mixed >> 32) & p->mask;

    while (p->slots[at] && p->slots[at] != key)
        at = (at + 1) & p->mask;
    return at;
}

static bool has(const pairs *p, ends pair)
{
    return p->slots[slot_of(p, key_of(pair))] != 0;
}

static void put(pairs *p, ends pair)
{
    const uint64_t key = key_of(pair);

    p->slots[slot_of(p, key)] = key;
}

/* What was put behind it because of it moves up. */
static void drop(pairs *p, ends pair)
{
    size_t at = slot_of(p, key_of(pair));
    size_t next = at;

    p->slots[at] = 0;
    for (;;) {
        uint64_t key;

        next = (next + 1) & p->mask;
        key = p->slots[next];
        if (!key)
            return;
        p->slots[next] = 0;
        p->slots[slot_of(p, key)] = key;
    }
}

/* Two pairs change partners, many times; nobody loses or gains any. False where
 * nobody waits for it any more. */
static bool rewire(ends *list, size_t count, pairs *p, ctg__asking *asking)
{
    ctg__random random;

    ctg__random_start(&random, SEED, 0);
    for (size_t i = 0; i < count; i++)
        put(p, list[i]);
    for (size_t i = 0; count > 1 && i < SWAPS * count; i++) {
        ends *const a = &list[ctg__random_below(&random, (uint32_t)count)];
        ends *const b = &list[ctg__random_below(&random, (uint32_t)count)];
        const bool turn = ctg__random_below(&random, 2);
        const ends one = {a->from, turn ? b->from : b->to};
        const ends two = {turn ? a->to : b->from, turn ? b->to : a->to};

        if (!ctg__ask_after(asking, STEPS_OF_A_SWAP))
            return false;
        if (a == b || one.from == one.to || two.from == two.to || has(p, one) ||
            has(p, two) || key_of(one) == key_of(two))
            continue;
        drop(p, *a);
        drop(p, *b);
        put(p, one);
        put(p, two);
        *a = one;
        *b = two;
    }
    return true;
}

static size_t list_pairs(const ctg__claim_graph *graph, ends *list,
                         double *weight)
{
    size_t count = 0;

    for (uint32_t i = 0; i < graph->count; i++)
        for (size_t e = graph->start[i]; e < graph->start[i + 1]; e++)
            if (i < graph->partner[e]) {
                list[count] = (ends){i, graph->partner[e]};
                weight[count++] = graph->weight[e];
            }
    return count;
}

static bool shuffle(const ctg__claim_graph *graph, level *l,
                    ctg__asking *asking, ctg__arena *arena)
{
    const size_t entries = graph->start[graph->count];
    const size_t count = entries / 2;
    pairs p = {.mask = 15};
    ctg__random random;
    ends *list;
    double *weight;
    uint32_t *order;

    while (p.mask < 4 * count)
        p.mask = 2 * p.mask + 1;
    if (!take_level(l, graph->count, entries, arena) ||
        !TAKE(arena, p.slots, p.mask + 1) || !TAKE(arena, list, count + 1) ||
        !TAKE(arena, weight, count + 1) || !TAKE(arena, order, count + 1))
        return false;
    list_pairs(graph, list, weight);
    if (!rewire(list, count, &p, asking))
        return false;
    for (size_t i = 0; i < count; i++)
        order[i] = (uint32_t)i;
    ctg__random_start(&random, SEED, 1);
    ctg__random_shuffle(&random, order, (uint32_t)count);
    memcpy(l->start, graph->start, (graph->count + 1) * sizeof *l->start);
    /* Degrees are those of before, so rows begin where they did. */
    for (size_t i = 0; i < count; i++) {
        const uint32_t from = list[i].from;
        const uint32_t to = list[i].to;

        l->partner[l->start[from]] = to;
        l->weight[l->start[from]++] = weight[order[i]];
        l->partner[l->start[to]] = from;
        l->weight[l->start[to]++] = weight[order[i]];
    }
    memcpy(l->start, graph->start, (graph->count + 1) * sizeof *l->start);
    return true;
}

static bool copy(const ctg__claim_graph *graph, level *l, ctg__arena *arena)
{
    const size_t entries = graph->start[graph->count];

    if (!take_level(l, graph->count, entries, arena))
        return false;
    memcpy(l->start, graph->start, (graph->count + 1) * sizeof *l->start);
    memcpy(l->partner, graph->partner, entries * sizeof *l->partner);
    memcpy(l->weight, graph->weight, entries * sizeof *l->weight);
    return true;
}

ctg_status ctg__communities_find(const ctg__claim_graph *graph, bool compare,
                                 ctg__asking *asking, uint32_t *of_node,
                                 ctg__communities *communities,
                                 ctg_error *error)
{
    ctg__arena arena = {0};
    level l;
    uint32_t *scratch;
    bool made = copy(graph, &l, &arena) &&
                merge_levels(&l, of_node, graph->count, asking, &arena);

    *communities = (ctg__communities){.rewired = NAN};
    if (made) {
        communities->count = l.count;
        communities->modularity = modularity(&l);
    }
    if (made && compare) {
        made = TAKE(&arena, scratch, graph->count + 1) &&
               shuffle(graph, &l, asking, &arena) &&
               merge_levels(&l, scratch, graph->count, asking, &arena);
        if (made)
            communities->rewired = modularity(&l);
    }
    ctg__arena_clear(&arena);
    if (!made && atomic_load(&asking->stopped))
        return ctg__fail(error, CTG_CANCELLED, "cancelled");
    return made ? CTG_OK : ctg__fail_memory(error);
}
