/*
 * A loser's lots shared by weight: each goes to the leg with the smallest
 * (H + lot g)/weight after it, ties by row: the least largest share of profit
 * that whole lots allow. All but a few lots of each leg follow from the level
 * that water would have; only the rest are handed out one by one.
 */
#include <math.h>
#include <stdlib.h>

#include "engine/deleverage.h"

/* Steps towards a level. */
enum { TRIES = 40 };

/* A leg that takes part. */
typedef struct taker {
    double key; /* of its next lot */
    double weight;
    double given; /* H before this loser */
    double rise;  /* lots per level */
    double begun; /* `given` in lots */
    double room;  /* lots */
    double lots;  /* so far */
    size_t winner;
    uint32_t row;
} taker;

static double key_after(const taker *t, const ctg__closing *c, double lots)
{
    return (t->given + (lots * c->lot) * c->give) / t->weight;
}

/* --- a heap of takers by key, then by row ----------------------------------
 */

static bool before(const taker *a, const taker *b)
{
    return a->key != b->key ? a->key < b->key : a->row < b->row;
}

static void sink(taker *heap, size_t count, size_t at)
{
    const taker moved = heap[at];

    for (;;) {
        size_t child = 2 * at + 1;

        if (child >= count)
            break;
        if (child + 1 < count && before(&heap[child + 1], &heap[child]))
            child++;
        if (!before(&heap[child], &moved))
            break;
        heap[at] = heap[child];
        at = child;
    }
    heap[at] = moved;
}

static void rise(taker *heap, size_t at)
{
    const taker moved = heap[at];

    while (at > 0 && before(&moved, &heap[(at - 1) / 2])) {
        heap[at] = heap[(at - 1) / 2];
        at = (at - 1) / 2;
    }
    heap[at] = moved;
}

/* Takes the first out of the heap and puts it behind its end. */
static void pull(taker *heap, size_t *count)
{
    const taker first = heap[0];

    heap[0] = heap[--*count];
    heap[*count] = first;
    if (*count)
        sink(heap, *count, 0);
}

/* --- the level --------------------------------------------------------------
 */

/* Lots below a level, if any part of one counted. */
static double lots_below(const taker *takers, size_t count, double level)
{
    double sum = 0;

    for (size_t k = 0; k < count; k++) {
        const double lots = level * takers[k].rise - takers[k].begun;

        if (lots > 0)
            sum += lots < takers[k].room ? lots : takers[k].room;
    }
    return sum;
}

/* A level below which there are no more lots than are asked, and not many
 * fewer; INFINITY: everybody is full before. */
static double level_of(const taker *takers, size_t count, const ctg__closing *c)
{
    const double few = 2 + (double)count / 64;
    double low = INFINITY;
    double rise = 0;
    double room = 0;
    double high;
    double below = 0;
    double above;

    for (size_t k = 0; k < count; k++) {
        low = fmin(low, takers[k].given / takers[k].weight);
        rise += takers[k].rise;
        room += takers[k].room;
    }
    if (room <= c->left)
        return INFINITY;
    /* Steps to the right while there are not enough, then between. */
    for (double stride = fmax(c->left / rise, low * CTG__EQUAL);; stride *= 2) {
        high = low + stride;
        above = lots_below(takers, count, high);
        if (above > c->left || !(high > low) || isinf(high))
            break;
        low = high;
        below = above;
    }
    for (int k = 0; k < TRIES && above > c->left && c->left - below > few;
         k++) {
        /* Halves now and then: a step may end a few lots below. */
        const double part =
            k % 3 == 2 ? 0.5 : (c->left - below) / (above - below);
        const double middle = low + part * (high - low);
        const double there = lots_below(takers, count, middle);

        if (there > c->left) {
            high = middle;
            above = there;
        } else {
            low = middle;
            below = there;
        }
    }
    return low;
}

/* Gives everybody the lots that are surely his: one short of the level. */
static void fill_to_level(taker *takers, size_t count, ctg__closing *c)
{
    const double level = level_of(takers, count, c);
    double given = 0;

    for (size_t k = 0; k < count; k++) {
        taker *const t = &takers[k];
        const double lots =
            isinf(level) ? t->room : floor(level * t->rise - t->begun) - 1;

        t->lots = fmin(t->room, fmax(0, lots));
        given += t->lots;
    }
    if (given > c->left) { /* rounding of a level beyond all numbers */
        for (size_t k = 0; k < count; k++)
            takers[k].lots = 0;
        given = 0;
    }
    c->left -= given;
}

/* --- one by one -------------------------------------------------------------
 */

static int by_row(const void *one, const void *other)
{
    const taker *const a = one;
    const taker *const b = other;

    return a->row < b->row ? -1 : a->row > b->row;
}

/* Those whose keys tie with the smallest, by row, a lot each. */
static void hand_out(taker *heap, size_t count, ctg__closing *c)
{
    size_t live = 0;

    for (size_t k = 0; k < count; k++) {
        const taker moved = heap[k];

        if (!(moved.lots < moved.room))
            continue;
        heap[k] = heap[live];
        heap[live] = moved;
        heap[live].key = key_after(&heap[live], c, heap[live].lots + 1);
        rise(heap, live++);
    }
    while (live && c->left > 0) {
        const double tie = heap[0].key * (1 + CTG__EQUAL);
        const size_t end = live;
        size_t back;

        do
            pull(heap, &live);
        while (live && heap[0].key <= tie);
        if (end - live > 1)
            qsort(heap + live, end - live, sizeof *heap, by_row);
        for (size_t k = live; k < end && c->left > 0; k++) {
            heap[k].lots++;
            c->left--;
            heap[k].key = key_after(&heap[k], c, heap[k].lots + 1);
        }
        back = live;
        for (size_t k = back; k < end; k++) {
            const taker moved = heap[k];

            if (!(moved.lots < moved.room))
                continue;
            heap[k] = heap[live];
            heap[live] = moved;
            rise(heap, live++);
        }
    }
}

/* A loser's worthless leg takes nothing from anybody: keys stay. */
static void hand_out_all(taker *takers, size_t count, ctg__closing *c)
{
    for (size_t k = 0; k < count; k++)
        takers[k].key = key_after(&takers[k], c, 0);
    for (size_t k = count / 2; k-- > 0;)
        sink(takers, count, k);
    for (size_t live = count; live && c->left > 0;) {
        taker *first;

        pull(takers, &live);
        first = &takers[live];
        first->lots = fmin(first->room, c->left);
        c->left -= first->lots;
    }
}

static size_t list_takers(ctg__state *state, const ctg__deleveraging *of,
                          const ctg__closing *closing, ctg__adl_side side,
                          taker *takers)
{
    const double lot = closing->lot * closing->give;
    size_t count = 0;

    for (size_t k = 0; k < side.count; k++) {
        const ctg__winner *const w = &side.winners[k];
        double room;

        if (!(w->score > 0) || w->barred ||
            (of->twice ? !ctg__overlaps(state, w, closing->give)
                       : ctg__less(w->ratio, closing->give)))
            continue;
        room = ctg__room_of(state, of, w, closing);
        if (room > 0)
            takers[count++] = (taker){.weight = w->score,
                                      .given = w->given,
                                      .rise = w->score / lot,
                                      .begun = w->given / lot,
                                      .room = room,
                                      .winner = k,
                                      .row = w->leg};
    }
    return count;
}

void ctg__close_by_lots(ctg__state *state, const ctg__deleveraging *of,
                        ctg__closing *closing, ctg__adl_side side)
{
    taker *const takers = state->accounts.adl->takers;
    const size_t count = list_takers(state, of, closing, side, takers);
    ctg__closing asked = *closing;

    if (!count || !(closing->left > 0))
        return;
    if (asked.give > 0) {
        fill_to_level(takers, count, &asked);
        hand_out(takers, count, &asked);
    } else {
        hand_out_all(takers, count, &asked);
    }
    for (size_t k = 0; k < count; k++)
        if (takers[k].lots > 0)
            ctg__close_pair(state, of, closing, &side.winners[takers[k].winner],
                            takers[k].lots);
}

ctg_status ctg__lots_room(ctg__state *state, size_t legs, ctg_error *error)
{
    taker *takers;

    if (!TAKE_ROOM(state->arena, takers, legs))
        return ctg__fail_memory(error);
    state->accounts.adl->takers = takers;
    return CTG_OK;
}
