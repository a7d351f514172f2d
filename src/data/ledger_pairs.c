/* A spread as the entries it stands for: one from each source to each target.
 */
#include <stdlib.h>

#include "base/memory.h"
#include "data/ledger_spread.h"

typedef struct ranked {
    ctg_node node;
    uint32_t index;
} ranked;

static int compare_ranked(const void *one, const void *other)
{
    const ranked *const a = one;
    const ranked *const b = other;

    if (a->node != b->node)
        return a->node < b->node ? -1 : 1;
    return a->index < b->index ? -1 : a->index > b->index;
}

/* Sources, then targets, each by node, so that entries come in order. */
static ranked *rank_ends(const ctg__spread *spread)
{
    ranked *const made = ctg__allocate_array(
        spread->source_count + spread->target_count + 1, sizeof *made);
    ranked *const targets = made ? made + spread->source_count : NULL;

    if (!made)
        return NULL;
    for (size_t s = 0; s < spread->source_count; s++)
        made[s] = (ranked){spread->sources[s].node, (uint32_t)s};
    for (size_t t = 0; t < spread->target_count; t++)
        targets[t] = (ranked){spread->targets[t].node, (uint32_t)t};
    qsort(made, spread->source_count, sizeof *made, compare_ranked);
    qsort(targets, spread->target_count, sizeof *made, compare_ranked);
    return made;
}

static void post_pair(const ctg__spread_into *into, const ctg__spread *spread,
                      uint32_t source, uint32_t target)
{
    const double amount = ctg__spread_amount(spread, source, target);

    if (amount > 0)
        into->post(into->ledger, spread->channel,
                   CTG_ACTOR(CTG_ACTOR_NODE, spread->sources[source].node),
                   CTG_ACTOR(CTG_ACTOR_NODE, spread->targets[target].node),
                   amount);
}

/* How many from the first on are the same node. */
static size_t same(const ranked *first, const ranked *end)
{
    size_t count = 1;

    while (first + count < end && first[count].node == first->node)
        count++;
    return count;
}

/* All pairs of two nodes, in the order in which layers charge them: winner by
 * winner, or loser by loser where levels rise with these. */
static void post_nodes(const ctg__spread_into *into, const ctg__spread *spread,
                       const ranked *sources, size_t source_count,
                       const ranked *targets, size_t target_count)
{
    const size_t inner = spread->rises ? target_count : source_count;

    for (size_t k = 0; k < source_count * target_count; k++) {
        const size_t s = spread->rises ? k / inner : k % inner;
        const size_t t = spread->rises ? k % inner : k / inner;

        post_pair(into, spread, sources[s].index, targets[t].index);
    }
}

bool ctg__spread_post(const ctg__spread_into *into, const ctg__spread *spread)
{
    ranked *const ends = rank_ends(spread);
    const ranked *const targets = ends ? ends + spread->source_count : NULL;
    const ranked *const last = targets ? targets + spread->target_count : NULL;
    const bool made = ends != NULL;
    size_t of_source;
    size_t of_target;

    for (const ranked *s = ends; s && s < targets; s += of_source) {
        of_source = same(s, targets);
        for (const ranked *t = targets; t < last; t += of_target) {
            of_target = same(t, last);
            post_nodes(into, spread, s, of_source, t, of_target);
        }
    }
    ctg__release(ends);
    return made;
}
