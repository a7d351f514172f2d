/* Decimals and doubles: the nearest of each, in a few multiplications. */
#ifndef TEXT_DECIMAL_H
#define TEXT_DECIMAL_H

#include <stdbool.h>
#include <stdint.h>

/* digits * 10^exponent, no zero at the end of the digits. */
typedef struct ctg__decimal {
    uint64_t digits;
    int exponent;
} ctg__decimal;

/*
 * The shortest decimal that reads back to `value`, of several the nearest to
 * it: R. Giulietti, "The Schubfach way to render doubles", 2020. `value` is
 * positive, finite and at least 2^-1022.
 */
ctg__decimal ctg__decimal_of(double value);

/*
 * The double nearest to digits * 10^exponent, ties to even: D. Lemire, "Number
 * parsing at a gigabyte per second", 2021. false where it is not a normal
 * number, or cannot be told: the long way must be gone.
 */
bool ctg__decimal_read(uint64_t digits, int exponent, double *value);

#endif
