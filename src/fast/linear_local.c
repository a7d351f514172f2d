/*
 * What a local shock does on a large graph, before whole sweeps. Nodes wait in
 * a queue for their rows to be evaluated anew; a rise lets their creditors
 * wait. Distress only rises towards the solution, so that sweeps can go on
 * from wherever this stops: when nobody waits any more, or when so many
 * entries were looked at that sweeps, in order, are the faster way.
 */
#include <string.h>

#include "base/assert.h"
#include "fast/queue.h"
#include "fast/solver.h"

enum {
    LEAST_ENTRIES = 20000, /* smaller graphs are swept in no time */
    LOCAL = 10             /* an n-th of the entries may be looked at */
};

typedef struct spreading {
    const ctg__fast *fast;
    double *h;
    double tolerance; /* rises by less than this share are not passed on */
    ctg__queue queue;
    size_t left; /* entries that may still be looked at */
} spreading;

/* Lets the creditors of a node wait; false when there is no more to spend. */
static bool pass_on(spreading *s, size_t node)
{
    const ctg__exposures *const exposures = &s->fast->network->exposures;
    const size_t end = exposures->debtor_start[node + 1];

    if (end - exposures->debtor_start[node] > s->left)
        return false;
    s->left -= end - exposures->debtor_start[node];
    for (size_t k = exposures->debtor_start[node]; k < end; k++) {
        const ctg_node creditor = exposures->debtor_creditor[k];

        if (s->fast->shocked[creditor] < 1)
            ctg__queue_add(&s->queue, creditor);
    }
    return true;
}

/* The next one that waits; false when there is no more to spend. */
static bool evaluate_next(spreading *s)
{
    const ctg__fast *const fast = s->fast;
    const ctg_node i = ctg__queue_next(&s->queue);
    const size_t entries = ctg__fast_row_entries(fast, i);
    double value;

    if (entries > s->left)
        return false;
    s->left -= entries;
    value = ctg__fast_row(fast, s->h, i, false);
    CTG__ASSERT(value >= 0 && value <= 1);
    if (!(value - s->h[i] > s->tolerance * value))
        return true;
    s->h[i] = value;
    return pass_on(s, i);
}

ctg_status ctg__linear_local(const ctg__fast *fast, double tolerance,
                             double *distress, ctg_error *error)
{
    const size_t entries = ctg__fast_entries(fast);
    ctg__arena arena = {0};
    spreading s = {.fast = fast,
                   .h = distress,
                   .tolerance = tolerance,
                   .left = entries / LOCAL};
    bool on = true;

    if (entries < LEAST_ENTRIES || !fast->network->exposures.count)
        return CTG_OK;
    if (!ctg__queue_init(&s.queue, fast->count, &arena)) {
        ctg__arena_clear(&arena);
        return ctg__fail_memory(error);
    }
    for (size_t i = 0; on && i < fast->count; i++)
        if (distress[i] > 0)
            on = pass_on(&s, i);
    while (on && s.queue.waiting)
        on = evaluate_next(&s);
    ctg__arena_give_back(&arena);
    return CTG_OK;
}
