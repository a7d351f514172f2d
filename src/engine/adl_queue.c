/*
 * Winners in order of score, each as far as its room. A tree over the list on
 * e/|q| finds the next that overlaps a loser: those without quantity or
 * allowance left never return, others may serve the next loser.
 */
#include <math.h>

#include "engine/deleverage.h"

/* Leaves begin here: a power of two. */
static size_t leaves(size_t count)
{
    size_t width = 1;

    while (width < count)
        width *= 2;
    return width;
}

/* What a loser may ask of it per unit at most; below 0: it never returns. */
static double value_of(const ctg__state *state, const ctg__winner *winner)
{
    const double lot =
        state->net->markets.lot[state->net->accounts.market[winner->leg]];
    const double quantity = fabs(state->accounts.leg[winner->leg]);
    const double allowance = ctg__allowance(winner);
    double most;

    if (!(quantity > 0) || !(allowance > 0) || winner->barred ||
        (lot > 0 && !(ctg__whole(quantity / lot) > 0)))
        return -1;
    most = ctg__account_equity(state, winner->account) / quantity;
    /* Who may not give a whole lot up; rounding is left to the room. */
    return lot > 0 ? fmin(most, allowance / lot * (1 + CTG__EQUAL)) : most;
}

void ctg__queue_start(ctg__state *state, const ctg__deleveraging *of)
{
    double *const tree = state->accounts.adl->tree;
    const size_t width = leaves(of->count);

    for (size_t k = 0; k < width; k++)
        tree[width + k] = k < of->count ? value_of(state, &of->winners[k]) : -1;
    for (size_t k = width; --k > 0;)
        tree[k] = fmax(tree[2 * k], tree[2 * k + 1]);
}

/* The account's equity changed: all its listed legs. */
static void update(ctg__state *state, const ctg__deleveraging *of,
                   size_t position)
{
    double *const tree = state->accounts.adl->tree;
    const size_t width = leaves(of->count);
    size_t k = position;

    do {
        tree[width + k] = value_of(state, &of->winners[k]);
        for (size_t at = (width + k) / 2; at > 0; at /= 2)
            tree[at] = fmax(tree[2 * at], tree[2 * at + 1]);
        k = of->winners[k].other;
    } while (k != position);
}

/* The first position from `from` on whose winner overlaps; `to`: none. */
static size_t next_that_overlaps(const double *tree, size_t width, size_t from,
                                 size_t to, double give)
{
    const double least = give - CTG__EQUAL * fabs(give);
    size_t at = width + from;

    if (from >= to)
        return to;
    /* Up while there is nothing to the right of here, then down. */
    while (!(tree[at] >= least)) {
        while (at & 1)
            at /= 2;
        if (at == 0)
            return to; /* the right edge */
        at++;
    }
    while (at < width)
        at = tree[2 * at] >= least ? 2 * at : 2 * at + 1;
    return at - width < to ? at - width : to;
}

void ctg__close_by_queue(ctg__state *state, const ctg__deleveraging *of,
                         ctg__closing *closing, ctg__adl_side side)
{
    const double *const tree = state->accounts.adl->tree;
    const size_t width = leaves(of->count);
    const size_t from = (size_t)(side.winners - of->winners);
    const size_t to = from + side.count;

    for (size_t k = next_that_overlaps(tree, width, from, to, closing->give);
         k < to && closing->left > 0;
         k = next_that_overlaps(tree, width, k + 1, to, closing->give)) {
        ctg__winner *const w = &of->winners[k];
        const double room = ctg__room_of(state, of, w, closing);

        if (!(room > 0))
            continue;
        ctg__close_pair(state, of, closing, w, fmin(closing->left, room));
        update(state, of, k);
    }
}

ctg_status ctg__queue_room(ctg__state *state, size_t legs, ctg_error *error)
{
    return TAKE_ROOM(state->arena, state->accounts.adl->tree, 2 * leaves(legs))
               ? CTG_OK
               : ctg__fail_memory(error);
}
