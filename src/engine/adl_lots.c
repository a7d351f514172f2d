/*
 * A loser's lots shared by weight: each goes to the leg with the smallest
 * (H + lot g)/weight after it, ties by row: the least largest share of profit
 * that whole lots allow. All but a few lots of each leg follow from the level
 * that water would have; only the rest are handed out one by one.
 */
#include <math.h>
#include <stdlib.h>

#include "engine/deleverage.h"

/* A leg that takes part. */
typedef struct taker {
    double key; /* of its next lot */
    double weight;
    double given; /* H before this loser */
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

static int compare_doubles(const void *one, const void *other)
{
    const double a = *(const double *)one;
    const double b = *(const double *)other;

    return a < b ? -1 : a > b;
}

/* Lots below a level, if any part of one counted. */
static double lots_below(const taker *takers, size_t count,
                         const ctg__closing *c, double level)
{
    double sum = 0;

    for (size_t k = 0; k < count; k++)
        sum += fmin(takers[k].room,
                    fmax(0, (level * takers[k].weight - takers[k].given) /
                                (c->lot * c->give)));
    return sum;
}

/* The largest of the levels where a leg begins or is full that holds no more
 * lots than are asked, and on from there in a straight line. */
static double level_of(const taker *takers, size_t count, const ctg__closing *c,
                       double *levels)
{
    size_t low = 0;
    size_t high = 2 * count;
    double below;
    double above;
    double at;

    for (size_t k = 0; k < count; k++) {
        levels[2 * k] = takers[k].given / takers[k].weight;
        levels[2 * k + 1] = key_after(&takers[k], c, takers[k].room);
    }
    qsort(levels, 2 * count, sizeof *levels, compare_doubles);
    while (high - low > 1) {
        const size_t middle = low + (high - low) / 2;

        if (lots_below(takers, count, c, levels[middle]) <= c->left)
            low = middle;
        else
            high = middle;
    }
    if (high == 2 * count)
        return levels[low];
    below = lots_below(takers, count, c, levels[low]);
    above = lots_below(takers, count, c, levels[high]);
    at = above > below ? (c->left - below) / (above - below) : 0;
    return levels[low] + at * (levels[high] - levels[low]);
}

/* Gives everybody the lots that are surely his: one short of the level. */
static void fill_to_level(taker *takers, size_t count, ctg__closing *c,
                          double *levels)
{
    const double level = level_of(takers, count, c, levels);
    double given = 0;

    for (size_t k = 0; k < count; k++) {
        const double lots = floor((level * takers[k].weight - takers[k].given) /
                                  (c->lot * c->give)) -
                            1;

        takers[k].lots = fmin(takers[k].room, fmax(0, lots));
        given += takers[k].lots;
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
    size_t count = 0;

    for (size_t k = 0; k < side.count; k++) {
        const ctg__winner *const w = &side.winners[k];
        const double room = ctg__overlaps(state, w, closing->give)
                                ? ctg__room_of(state, of, w, closing)
                                : 0;

        if (room > 0 && w->score > 0)
            takers[count++] = (taker){.weight = w->score,
                                      .given = w->given,
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
        fill_to_level(takers, count, &asked, state->accounts.adl->levels);
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

    if (!TAKE(state->arena, takers, legs) ||
        !TAKE(state->arena, state->accounts.adl->levels, 2 * legs))
        return ctg__fail_memory(error);
    state->accounts.adl->takers = takers;
    return CTG_OK;
}
