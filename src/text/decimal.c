#include "text/decimal.h"

#include <string.h>

#include "base/assert.h"
#include "text/powers.h"

/* A double is significand * 2^exponent, its significand 53 bits long. */
enum { FRACTION = 52, BIAS = 1075 };

static const uint64_t hidden_bit = (uint64_t)1 << FRACTION;

/* The first 64 bits behind the point of power * c / 2^128; the last bit is set
 * where more is behind it, so that comparisons go the right way. */
static uint64_t round_to_odd(ctg__power power, uint64_t c)
{
    const ctg__power low = ctg__multiply(power.low, c);
    const ctg__power high = ctg__multiply(power.high, c);
    const uint64_t middle = high.low + low.high;
    const uint64_t top = high.high + (middle < high.low);

    return top | (middle > 1);
}

static ctg__decimal without_zeros(uint64_t digits, int exponent)
{
    while (digits % 10 == 0) {
        digits /= 10;
        exponent++;
    }
    return (ctg__decimal){digits, exponent};
}

/* Of four times the value and the ends of what reads back to it, in units of
 * 10^k: the shortest decimal in between. */
static ctg__decimal choose(uint64_t lower, uint64_t value, uint64_t upper,
                           int k)
{
    const uint64_t s = value / 4;
    const uint64_t ten = s / 10;
    const bool ten_in = lower <= 40 * ten;
    const bool next_ten_in = 40 * ten + 40 <= upper;
    const bool in = lower <= 4 * s;
    const bool next_in = 4 * s + 4 <= upper;
    const uint64_t middle = 4 * s + 2;

    if (s >= 10 && ten_in != next_ten_in)
        return without_zeros(ten + next_ten_in, k + 1);
    if (in != next_in)
        return without_zeros(s + next_in, k);
    return without_zeros(s + (value > middle || (value == middle && (s & 1))),
                         k);
}

ctg__decimal ctg__decimal_of(double value)
{
    uint64_t bits;
    uint64_t c;
    bool odd;
    bool close; /* the next double down is only half as far as the one up */
    int q;
    int k;
    int h;
    ctg__power power;

    memcpy(&bits, &value, sizeof bits);
    CTG__ASSERT(bits >> FRACTION > 0 && bits >> FRACTION < 0x7FF);
    c = (bits & (hidden_bit - 1)) | hidden_bit;
    q = (int)(bits >> FRACTION) - BIAS;
    if (q <= 0 && q >= -FRACTION && !(c & (((uint64_t)1 << -q) - 1)))
        return without_zeros(c >> -q, 0);
    odd = c & 1;
    close = c == hidden_bit && bits >> FRACTION > 1;
    k = (int)(((int64_t)q * 1262611 - (close ? 524031 : 0)) >> 22);
    h = q + ctg__power_log2(-k) + 1;
    power = ctg__power_up(-k);
    return choose(round_to_odd(power, (4 * c - 2 + close) << h) + odd,
                  round_to_odd(power, (4 * c) << h),
                  round_to_odd(power, (4 * c + 2) << h) - odd, k);
}

static int leading_zeros(uint64_t bits)
{
    int count = 0;

    for (; !(bits >> 63); bits <<= 1)
        count++;
    return count;
}

bool ctg__decimal_read(uint64_t digits, int exponent, double *value)
{
    const uint64_t undecided = 0x1FF; /* bits below those that round */
    ctg__power power;
    ctg__power product;
    uint64_t fraction;
    uint64_t bits;
    int zeros;
    int upper;
    int binary;

    if (!digits || exponent < CTG__LEAST_POWER || exponent > 308)
        return false;
    zeros = leading_zeros(digits);
    digits <<= zeros;
    power = exponent < 0 ? ctg__power_up(exponent) : ctg__power_cut(exponent);
    product = ctg__multiply(digits, power.high);
    if ((product.high & undecided) == undecided) {
        const uint64_t more = ctg__multiply(digits, power.low).high;

        product.low += more;
        product.high += product.low < more;
        if (product.low == UINT64_MAX)
            return false;
    }
    upper = (int)(product.high >> 63);
    fraction = product.high >> (upper + 9);
    binary = ctg__power_log2(exponent) + 64 + upper - zeros + 1022;
    if (binary <= 0)
        return false;
    /* Exactly between two doubles: only so few powers of five can do that. */
    if (product.low <= 1 && exponent >= -4 && exponent <= 23 &&
        (fraction & 3) == 1 && fraction << (upper + 9) == product.high)
        fraction &= ~(uint64_t)1;
    fraction = (fraction + (fraction & 1)) >> 1;
    if (fraction >= 2 * hidden_bit) {
        fraction = hidden_bit;
        binary++;
    }
    if (binary >= 0x7FF)
        return false;
    bits = (uint64_t)binary << FRACTION | (fraction & (hidden_bit - 1));
    memcpy(value, &bits, sizeof bits);
    return true;
}
