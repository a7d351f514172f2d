#include "fast/mixed_cascade.h"

#include <float.h>

/* Sweeps begin when more than one in so many debtors waits. */
enum { FEW = 4 };

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

/* What creditors lose by a further fall of a slot. */
static void push(ctg__cascade *c, uint32_t slot, double fall)
{
    const struct ctg__mixed *const mixed = c->fast->mixed;

    for (size_t k = mixed->push_start[slot]; k < mixed->push_start[slot + 1];
         k++) {
        const ctg_node creditor = mixed->push_row[k];

        ctg__cascade_touch(c, creditor);
        c->now.lost[creditor] += mixed->push_value[k] * fall;
        ctg__cascade_enqueue(c, creditor);
    }
}

/*
 * Revalues a debtor. A first fall is always passed on, however small: it may
 * be all that a creditor without equity can bear.
 */
static void revalue(ctg__cascade *c, ctg_node node)
{
    const struct ctg__mixed *const mixed = c->fast->mixed;
    ctg__debtor books = ctg__books_after(c->fast, node, c->now.lost[node],
                                         node == c->source ? c->stake : 0);

    for (uint32_t s = mixed->slot_start[node]; s < mixed->slot_start[node + 1];
         s++) {
        const double before = c->now.fall[s];
        const double fall = ctg__fall_at(mixed, node, &books, s);

        if (!(fall - before > c->tolerance * before + DBL_MIN))
            continue;
        c->now.fall[s] = fall;
        push(c, s, fall - before);
    }
}

bool ctg__cascade_settle(ctg__cascade *cascade)
{
    const size_t owing = cascade->fast->mixed->owing_count;

    while (cascade->queue.waiting) {
        if (cascade->revalued > 2 * owing &&
            cascade->queue.waiting > owing / FEW)
            return ctg__cascade_sweep(cascade);
        if (cascade->revalued++ > CTG__MOST_SWEEPS * owing)
            return false;
        revalue(cascade, ctg__queue_next(&cascade->queue));
    }
    return true;
}
