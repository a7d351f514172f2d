/*
 * Numbers in order without comparing them: byte by byte, equal ones left in the
 * order they came in.
 */
#ifndef BASE_RADIX_H
#define BASE_RADIX_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

typedef struct ctg__keyed {
    uint64_t key;
    size_t index; /* what it belongs to */
} ctg__keyed;

/* A number whose order is that of `value`, which is no NaN; 0 and -0 are the
 * same. Its complement has the order from the largest down. */
static inline uint64_t ctg__key_of(double value)
{
    const uint64_t sign = (uint64_t)1 << 63;
    const double number = value + 0.0; /* -0 becomes 0 */
    uint64_t bits;

    memcpy(&bits, &number, sizeof bits);
    return bits & sign ? ~bits : bits | sign;
}

/* Sorts by key, the smallest first; `scratch` has as much room. */
void ctg__sort_keyed(ctg__keyed *list, ctg__keyed *scratch, size_t count);

#endif
