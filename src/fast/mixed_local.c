/* Cascades of mixed rules, from debtor to debtor while few are reached. */
#include <float.h>

#include "fast/mixed_cascade.h"

/* Sweeps begin when more than one in so many debtors waits. */
enum { FEW = 4 };

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
        if (cascade->revalued++ > CTG__MOST_SWEEPS * owing ||
            !ctg__cascade_ask(cascade))
            return false;
        revalue(cascade, ctg__queue_next(&cascade->queue));
    }
    return true;
}
