/*
 * 10^q = 5^q 2^q, so the bits are those of 5^q: of a product for q >= 0, and of
 * 2^BITS / 5^-q below, where dividing by five again and again cuts off no more
 * than dividing once.
 */
#include "text/powers.h"

#include <pthread.h>

#include "base/assert.h"

enum {
    COUNT = CTG__LARGEST_POWER - CTG__LEAST_POWER + 1,
    BITS = 1023, /* 5^342 has 795 of them, and 128 are to be left */
    WORDS = (BITS + 1) / 32
};

/* A large whole number, the lowest word first. */
typedef struct whole {
    uint32_t words[WORDS];
} whole;

static ctg__power powers[COUNT];
static pthread_once_t made = PTHREAD_ONCE_INIT;

static void times_five(whole *number)
{
    uint64_t carry = 0;

    for (int i = 0; i < WORDS; i++) {
        carry += (uint64_t)number->words[i] * 5;
        number->words[i] = (uint32_t)carry;
        carry >>= 32;
    }
    CTG__ASSERT(carry == 0);
}

static void over_five(whole *number)
{
    uint64_t rest = 0;

    for (int i = WORDS; i-- > 0;) {
        rest = (rest << 32) | number->words[i];
        number->words[i] = (uint32_t)(rest / 5);
        rest %= 5;
    }
}

/* 32 bits that end with bit `last`; those below the number are 0. */
static uint32_t bits_to(const whole *number, int last)
{
    uint64_t bits = 0;

    for (int bit = last + 31; bit >= last; bit--) {
        bits <<= 1;
        if (bit >= 0)
            bits |= number->words[bit / 32] >> (bit % 32) & 1;
    }
    return (uint32_t)bits;
}

static ctg__power first_bits(const whole *number)
{
    int top = WORDS * 32 - 1;
    ctg__power power;

    while (!(number->words[top / 32] >> (top % 32) & 1))
        top--;
    power.high =
        (uint64_t)bits_to(number, top - 31) << 32 | bits_to(number, top - 63);
    power.low =
        (uint64_t)bits_to(number, top - 95) << 32 | bits_to(number, top - 127);
    return power;
}

static void make(void)
{
    whole up = {{1}};
    whole down = {{0}};

    for (int q = 0; q <= CTG__LARGEST_POWER; q++) {
        powers[q - CTG__LEAST_POWER] = first_bits(&up);
        times_five(&up);
    }
    down.words[BITS / 32] = (uint32_t)1 << (BITS % 32);
    for (int q = -1; q >= CTG__LEAST_POWER; q--) {
        over_five(&down);
        powers[q - CTG__LEAST_POWER] = first_bits(&down);
    }
}

ctg__power ctg__power_cut(int q)
{
    CTG__ASSERT(q >= CTG__LEAST_POWER && q <= CTG__LARGEST_POWER);
    pthread_once(&made, make);
    return powers[q - CTG__LEAST_POWER];
}

ctg__power ctg__power_up(int q)
{
    ctg__power power = ctg__power_cut(q);

    if (q < 0 || q > CTG__LAST_EXACT_POWER) {
        power.low++;
        power.high += power.low == 0;
    }
    return power;
}
