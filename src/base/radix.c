#include "base/radix.h"

#include <stdbool.h>

enum {
    BITS = 11, /* of a digit */
    VALUES = 1 << BITS,
    ALL = (64 + BITS - 1) / BITS,
    FIRST = 2, /* digits that tell most keys apart */
    FEW = 32,  /* not worth it */
    MOVES = 8  /* per key, before all digits are looked at */
};

/* Whether that took less than `most` moves; else what is there has still the
 * same keys, and equal ones in the order they were in. */
static bool insert_each(ctg__keyed *list, size_t count, size_t most)
{
    size_t moves = 0;

    for (size_t k = 1; k < count && moves <= most; k++) {
        const ctg__keyed moved = list[k];
        size_t at = k;

        for (; at > 0 && list[at - 1].key > moved.key; at--)
            list[at] = list[at - 1];
        list[at] = moved;
        moves += k - at;
    }
    return moves <= most;
}

/* By one digit, from one array to the other. */
static void scatter(const ctg__keyed *from, ctg__keyed *to, size_t count,
                    unsigned shift)
{
    uint32_t next[VALUES] = {0};
    uint32_t before = 0;

    for (size_t k = 0; k < count; k++)
        next[(from[k].key >> shift) % VALUES]++;
    for (size_t v = 0; v < VALUES; v++) {
        const uint32_t own = next[v];

        next[v] = before;
        before += own;
    }
    for (size_t k = 0; k < count; k++)
        to[next[(from[k].key >> shift) % VALUES]++] = from[k];
}

/* By so many digits, an even number, from a bit on. */
static void sort_digits(ctg__keyed *list, ctg__keyed *scratch, size_t count,
                        unsigned shift, size_t digits)
{
    for (size_t d = 0; d < digits; d += 2) {
        scatter(list, scratch, count, shift);
        shift += BITS;
        scatter(scratch, list, count, shift);
        shift += BITS;
    }
}

/* The bit of the first digits that differ; 0: few bits do. */
static unsigned first_bit(uint64_t differing)
{
    unsigned bits = 0;

    for (; differing; differing >>= 1)
        bits++;
    return bits > FIRST * BITS ? bits - FIRST * BITS : 0;
}

void ctg__sort_keyed(ctg__keyed *list, ctg__keyed *scratch, size_t count)
{
    uint64_t differing = 0;
    bool sorted = true;

    if (count <= FEW) {
        insert_each(list, count, SIZE_MAX);
        return;
    }
    for (size_t k = 1; k < count; k++) {
        differing |= list[k].key ^ list[0].key;
        sorted &= list[k - 1].key <= list[k].key;
    }
    if (sorted)
        return;
    sort_digits(list, scratch, count, first_bit(differing), FIRST);
    if (!insert_each(list, count, MOVES * count))
        sort_digits(list, scratch, count, 0, ALL);
}
