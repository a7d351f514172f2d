/* Groups that nobody gave: components and communities of the exposures. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "data/network.h"
#include "draw/groups.h"

/* Tarjan 1972, without recursion: chains of claims can be long. */
typedef struct search {
    const ctg__exposures *exposures;
    uint32_t *index; /* order of discovery, from 1; 0: not yet */
    uint32_t *low;
    bool *open; /* on the stack of the component being found */
    uint32_t *stack;
    size_t stack_size;
    uint32_t *path; /* nodes being visited */
    size_t *next;   /* per node on the path: its next claim */
    uint32_t found;
} search;

static void discover(search *s, uint32_t node, size_t *depth)
{
    s->index[node] = s->low[node] = ++s->found;
    s->open[node] = true;
    s->stack[s->stack_size++] = node;
    s->next[node] = s->exposures->start[node];
    s->path[(*depth)++] = node;
}

static void visit(search *s, uint32_t root, uint32_t *of_node)
{
    size_t depth = 0;

    discover(s, root, &depth);
    while (depth) {
        const uint32_t node = s->path[depth - 1];

        if (s->next[node] < s->exposures->start[node + 1]) {
            const uint32_t debtor = s->exposures->debtor[s->next[node]++];

            if (!s->index[debtor])
                discover(s, debtor, &depth);
            else if (s->open[debtor] && s->index[debtor] < s->low[node])
                s->low[node] = s->index[debtor];
            continue;
        }
        depth--;
        if (depth && s->low[node] < s->low[s->path[depth - 1]])
            s->low[s->path[depth - 1]] = s->low[node];
        if (s->low[node] != s->index[node])
            continue;
        for (uint32_t member = CTG_NONE; member != node;) {
            member = s->stack[--s->stack_size];
            s->open[member] = false;
            of_node[member] = node;
        }
    }
}

ctg_status ctg__find_components(const ctg_network *network, uint32_t *of_node,
                                ctg_error *error)
{
    const size_t count = network->nodes.count;
    search s = {.exposures = &network->exposures};
    ctg__arena arena = {0};

    if (!TAKE(&arena, s.index, count + 1) || !TAKE(&arena, s.low, count + 1) ||
        !TAKE(&arena, s.open, count + 1) || !TAKE(&arena, s.stack, count + 1) ||
        !TAKE(&arena, s.path, count + 1) || !TAKE(&arena, s.next, count + 1)) {
        ctg__arena_clear(&arena);
        return ctg__fail_memory(error);
    }
    for (size_t i = 0; i < count; i++)
        if (!s.index[i])
            visit(&s, (uint32_t)i, of_node);
    ctg__arena_clear(&arena);
    return CTG_OK;
}

/* --- communities -----------------------------------------------------------
 */

typedef struct tie {
    uint32_t from;
    uint32_t to;
    double weight;
} tie;

static int compare_ties(const void *one, const void *other)
{
    const tie *const a = one;
    const tie *const b = other;

    if (a->from != b->from)
        return a->from < b->from ? -1 : 1;
    if (a->to != b->to)
        return a->to < b->to ? -1 : 1;
    return a->weight < b->weight ? -1 : a->weight > b->weight;
}

typedef struct ordered {
    const char *id;
    uint32_t node;
} ordered;

static int compare_ids(const void *one, const void *other)
{
    return strcmp(((const ordered *)one)->id, ((const ordered *)other)->id);
}

static double price_of(const ctg_network *network, ctg_asset asset)
{
    return asset == CTG_NONE ? 1 : network->assets.price[asset];
}

/* Both ways, by position in the order of ids: claims, and accounts as ties of
 * owner and venue. */
static size_t list_ties(const ctg_network *network, const uint32_t *position,
                        tie *ties)
{
    const ctg__exposures *const x = &network->exposures;
    const ctg__accounts *const accounts = &network->accounts;
    size_t count = 0;

    for (size_t i = 0; i < network->nodes.count; i++)
        for (size_t e = x->start[i]; e < x->start[i + 1]; e++) {
            const double weight =
                x->amount[e] *
                price_of(network, x->asset ? x->asset[e] : CTG_NONE);
            const uint32_t a = position[i];
            const uint32_t b = position[x->debtor[e]];

            ties[count++] = (tie){a, b, weight};
            ties[count++] = (tie){b, a, weight};
        }
    for (size_t k = 0; k < accounts->count; k++) {
        const uint32_t a = position[accounts->owner[k]];
        const uint32_t b = position[network->venues.node[accounts->venue[k]]];
        double weight = 0;

        for (size_t leg = accounts->leg_start[k];
             leg < accounts->leg_start[k + 1]; leg++)
            weight += fabs(accounts->quantity[leg]) *
                      price_of(network, accounts->asset[leg]);
        ties[count++] = (tie){a, b, weight};
        ties[count++] = (tie){b, a, weight};
    }
    qsort(ties, count, sizeof *ties, compare_ties);
    return count;
}

enum { MOST_SWEEPS = 50 };

/* Each node takes the label that weighs most around it, ties by id. */
static void propagate(const tie *ties, size_t tie_count, uint32_t *label,
                      double *weight)
{
    bool changed = true;

    for (int sweep = 0; changed && sweep < MOST_SWEEPS; sweep++) {
        changed = false;
        for (size_t begin = 0, end; begin < tie_count; begin = end) {
            const uint32_t node = ties[begin].from;
            uint32_t best = label[node];

            for (end = begin; end < tie_count && ties[end].from == node; end++)
                weight[label[ties[end].to]] += ties[end].weight;
            for (size_t t = begin; t < end; t++) {
                const uint32_t other = label[ties[t].to];

                if (weight[other] > weight[best] ||
                    (!(weight[other] < weight[best]) && other < best))
                    best = other;
            }
            for (size_t t = begin; t < end; t++)
                weight[label[ties[t].to]] = 0;
            if (best != label[node]) {
                label[node] = best;
                changed = true;
            }
        }
    }
}

ctg_status ctg__find_communities(const ctg_network *network,
                                 const char *const *ids, uint32_t *of_node,
                                 ctg_error *error)
{
    const size_t count = network->nodes.count;
    const size_t most =
        2 * (network->exposures.count + network->accounts.count);
    ctg__arena arena = {0};
    ordered *order;
    uint32_t *position;
    uint32_t *label;
    double *weight;
    tie *ties;

    if (!TAKE(&arena, order, count + 1) || !TAKE(&arena, position, count + 1) ||
        !TAKE(&arena, label, count + 1) || !TAKE(&arena, weight, count + 1) ||
        !TAKE(&arena, ties, most + 1)) {
        ctg__arena_clear(&arena);
        return ctg__fail_memory(error);
    }
    for (size_t i = 0; i < count; i++)
        order[i] = (ordered){ids[i], (uint32_t)i};
    qsort(order, count, sizeof *order, compare_ids);
    for (size_t i = 0; i < count; i++) {
        position[order[i].node] = (uint32_t)i;
        label[i] = (uint32_t)i;
    }
    propagate(ties, list_ties(network, position, ties), label, weight);
    for (size_t i = 0; i < count; i++)
        of_node[i] = order[label[position[i]]].node;
    ctg__arena_clear(&arena);
    return CTG_OK;
}
