/* Powers of ten to 128 bits, for numbers as text. */
#ifndef TEXT_POWERS_H
#define TEXT_POWERS_H

#include <stdbool.h>
#include <stdint.h>

/* The first 128 bits of 10^q: high * 2^64 + low, the highest bit set. */
typedef struct ctg__power {
    uint64_t high;
    uint64_t low;
} ctg__power;

enum {
    CTG__LEAST_POWER = -342,
    CTG__LARGEST_POWER = 324,
    CTG__LAST_EXACT_POWER = 55 /* from 0: nothing is cut off */
};

/* 10^q cut off after 128 bits. The first call computes all of them. */
ctg__power ctg__power_cut(int q);

/* The same, the last bit rounded up where something is cut off. */
ctg__power ctg__power_up(int q);

/* floor(log2(10^q)), for all q that there are. */
static inline int ctg__power_log2(int q)
{
    return (int)(((int64_t)q * 1741647) >> 19);
}

/* a * b, all 128 bits of it. */
static inline ctg__power ctg__multiply(uint64_t a, uint64_t b)
{
    const uint64_t mask = 0xFFFFFFFF;
    const uint64_t low = (a & mask) * (b & mask);
    const uint64_t one = (a >> 32) * (b & mask) + (low >> 32);
    const uint64_t other = (a & mask) * (b >> 32) + (one & mask);

    return (ctg__power){.high =
                            (a >> 32) * (b >> 32) + (one >> 32) + (other >> 32),
                        .low = (other << 32) | (low & mask)};
}

#endif
