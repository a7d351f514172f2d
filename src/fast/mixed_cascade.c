#include "fast/mixed_cascade.h"

#include "base/assert.h"

bool ctg__cascade_init(ctg__cascade *cascade, const ctg__fast *fast,
                       const ctg__losses *from, double tolerance)
{
    const size_t nodes = fast->count + 1;
    const size_t slots = fast->mixed->slot_start[fast->count] + 1;
    ctg__cascade *const c = cascade;

    *c = (ctg__cascade){.fast = fast, .from = from, .tolerance = tolerance};
    return TAKE(&c->arena, c->now.lost, nodes) &&
           TAKE(&c->arena, c->now.fall, slots) &&
           TAKE(&c->arena, c->stamp, nodes) &&
           TAKE(&c->arena, c->touched, nodes) &&
           ctg__queue_init(&c->queue, fast->count, &c->arena) &&
           TAKE(&c->arena, c->before, slots) &&
           TAKE(&c->arena, c->floor, slots) && TAKE(&c->arena, c->held, nodes);
}

void ctg__cascade_clear(ctg__cascade *cascade)
{
    ctg__arena_clear(&cascade->arena);
}

void ctg__cascade_begin(ctg__cascade *cascade, ctg_node source)
{
    while (cascade->queue.waiting) /* of one that was given up */
        ctg__queue_next(&cascade->queue);
    cascade->touched_count = 0;
    cascade->revalued = 0;
    cascade->epoch++;
    cascade->source = source;
    cascade->stake =
        source == CTG_NONE ? 0 : cascade->fast->mixed->debtors[source].at_stake;
}

void ctg__cascade_touch(ctg__cascade *cascade, ctg_node node)
{
    const uint32_t *const slots = cascade->fast->mixed->slot_start;

    if (cascade->stamp[node] == cascade->epoch)
        return;
    cascade->stamp[node] = cascade->epoch;
    CTG__ASSERT(cascade->touched_count < cascade->fast->count);
    cascade->touched[cascade->touched_count++] = node;
    cascade->now.lost[node] = cascade->from->lost[node];
    for (uint32_t s = slots[node]; s < slots[node + 1]; s++)
        cascade->now.fall[s] = cascade->from->fall[s];
}

void ctg__cascade_enqueue(ctg__cascade *cascade, ctg_node node)
{
    if (cascade->fast->mixed->debtors[node].owes)
        ctg__queue_add(&cascade->queue, node);
}
