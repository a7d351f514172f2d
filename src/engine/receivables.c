/* Proceeds of sales that are on their way: a queue by round of arrival. */
#include "engine/receivables.h"

#include <stdlib.h>
#include <string.h>

#include "base/assert.h"
#include "base/error.h"

typedef struct receivable {
    double repay;
    double keep;
    ctg_node node;
    uint32_t arrives; /* round */
} receivable;

struct ctg__receivables {
    receivable *queue; /* first .. last - 1, by round of arrival */
    size_t first;
    size_t last;
    size_t room;
    double *keep;    /* per node: the sum of what is in the queue */
    uint32_t *count; /* per node: how many of them */
    bool failed;
};

ctg_status ctg__receivables_start(ctg__state *state, ctg_error *error)
{
    const size_t nodes = state->net->nodes.count;
    struct ctg__receivables *made;

    if (!state->plan->settlement_lag)
        return CTG_OK;
    if (!TAKE(state->arena, made, 1) ||
        !TAKE(state->arena, made->keep, nodes) ||
        !TAKE(state->arena, made->count, nodes))
        return ctg__fail_memory(error);
    state->orders.receivables = made;
    return CTG_OK;
}

/* Room for one more; what has arrived makes place first. */
static bool make_room(ctg__state *state, struct ctg__receivables *due)
{
    const size_t waiting = due->last - due->first;
    receivable *queue = due->queue;

    if (due->last < due->room)
        return true;
    if (due->first <= due->room / 2) {
        const size_t room = due->room ? 2 * due->room : 64;

        if (!TAKE(state->arena, queue, room))
            return false;
        due->room = room;
    }
    if (waiting)
        memmove(queue, due->queue + due->first, waiting * sizeof *queue);
    due->queue = queue;
    due->first = 0;
    due->last = waiting;
    return true;
}

void ctg__defer(ctg__state *state, ctg_node node, double repay, double keep)
{
    struct ctg__receivables *const due = state->orders.receivables;

    if (!make_room(state, due)) {
        due->failed = true;
        return;
    }
    due->queue[due->last++] =
        (receivable){.repay = repay,
                     .keep = keep,
                     .node = node,
                     .arrives = state->round + state->plan->settlement_lag};
    due->keep[node] += keep;
    due->count[node]++;
    ctg__touch(state, node);
    state->books.pending[node] += repay + keep;
}

static int by_node(const void *a, const void *b)
{
    const ctg_node one = ((const receivable *)a)->node;
    const ctg_node other = ((const receivable *)b)->node;

    return one < other ? -1 : one > other;
}

static void arrive(ctg__state *state, const receivable *r)
{
    struct ctg__receivables *const due = state->orders.receivables;

    ctg__touch(state, r->node);
    state->books.cash[r->node] += r->repay + r->keep;
    ctg__repay_debts(state, r->node, r->repay);
    due->keep[r->node] -= r->keep;
    state->books.pending[r->node] -= r->repay + r->keep;
    /* Nothing remains when all has arrived. */
    if (--due->count[r->node] == 0) {
        due->keep[r->node] = 0;
        state->books.pending[r->node] = 0;
    }
}

void ctg__receive(ctg__state *state)
{
    struct ctg__receivables *const due = state->orders.receivables;
    size_t end;

    if (!due)
        return;
    for (end = due->first;
         end < due->last && due->queue[end].arrives == state->round;)
        end++;
    if (end - due->first > 1)
        qsort(due->queue + due->first, end - due->first, sizeof *due->queue,
              by_node);
    /* Who is first in the queue is never late. */
    CTG__ASSERT(end == due->last || due->queue[end].arrives > state->round);
    while (due->first < end)
        arrive(state, &due->queue[due->first++]);
}

double ctg__cash_to_come(const ctg__state *state, ctg_node node)
{
    return state->orders.receivables ? state->orders.receivables->keep[node]
                                     : 0;
}

bool ctg__receivables_failed(const ctg__state *state)
{
    return state->orders.receivables && state->orders.receivables->failed;
}
