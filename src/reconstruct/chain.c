#include "reconstruct/chain.h"

#include <math.h>

#include "base/assert.h"

static void swap(uint32_t *lines, size_t one, size_t other)
{
    const uint32_t line = lines[one];

    lines[one] = lines[other];
    lines[other] = line;
}

/* The lines of a cycle, to the front of their list. */
static void draw_lines(ctg__chain *chain, uint32_t *lines, uint32_t *with,
                       size_t length)
{
    for (size_t s = 0; s < length; s++) {
        with[s] =
            (uint32_t)s +
            ctg__random_scaled(&chain->random, (uint32_t)(chain->count - s));
        swap(lines, s, with[s]);
    }
}

/* And back, so that no step depends on those before it. */
static void undo_lines(uint32_t *lines, const uint32_t *with, size_t length)
{
    for (size_t s = length; s > 0; s--)
        swap(lines, s - 1, with[s - 1]);
}

static size_t draw_length(ctg__chain *chain)
{
    size_t length = 2;

    while (length < chain->count && ctg__random_word(&chain->random) >> 31)
        length++;
    return length;
}

static double *upper(const ctg__chain *chain, size_t s)
{
    return &chain->cells[chain->rows[s] * chain->count + chain->columns[s]];
}

static double *lower(const ctg__chain *chain, size_t s, size_t length)
{
    const size_t next = s + 1 < length ? s + 1 : 0;

    return &chain->cells[chain->rows[s] * chain->count + chain->columns[next]];
}

static bool is_free(const ctg__chain *chain, size_t length)
{
    for (size_t s = 0; s < length; s++)
        if (chain->barred[upper(chain, s) - chain->cells] ||
            chain->barred[lower(chain, s, length) - chain->cells])
            return false;
    return true;
}

/* How many cells become 0 at each end. */
static void count_zeros(const ctg__chain *chain, size_t length, double low,
                        double high, size_t *at_low, size_t *at_high)
{
    *at_low = *at_high = 0;
    for (size_t s = 0; s < length; s++) {
        *at_low += *upper(chain, s) + low <= chain->grain;
        *at_high += *lower(chain, s, length) - high <= chain->grain;
    }
}

static double choose(ctg__chain *chain, size_t length, double low, double high)
{
    const double theta = chain->theta;
    size_t at_low;
    size_t at_high;
    double u;

    if (theta > 0) {
        count_zeros(chain, length, low, high, &at_low, &at_high);
        if (at_low >= 2 || at_high >= 2) {
            if (at_low != at_high)
                return at_low > at_high ? low : high;
            return ctg__random_open_unit(&chain->random) < 0.5 ? low : high;
        }
    }
    u = ctg__random_open_unit(&chain->random) * (high - low + 2 * theta);
    if (u < theta)
        return low;
    return u < 2 * theta ? high : low + u - 2 * theta;
}

static void move(const ctg__chain *chain, size_t length, double amount)
{
    for (size_t s = 0; s < length; s++) {
        double *const more = upper(chain, s);
        double *const less = lower(chain, s, length);

        *more += amount;
        *less -= amount;
        if (*more <= chain->grain)
            *more = 0;
        if (*less <= chain->grain)
            *less = 0;
    }
}

static void go_round(ctg__chain *chain, size_t length)
{
    double low = HUGE_VAL;
    double high = HUGE_VAL;

    if (!is_free(chain, length)) {
        chain->barred_steps++;
        return;
    }
    for (size_t s = 0; s < length; s++) {
        low = fmin(low, *upper(chain, s));
        high = fmin(high, *lower(chain, s, length));
    }
    low = -low;
    CTG__ASSERT(low <= 0 && high >= 0); /* as it is, it is allowed */
    if (high - low <= chain->grain) {
        chain->stuck++;
        return;
    }
    move(chain, length, choose(chain, length, low, high));
    chain->moved++;
}

void ctg__chain_step(ctg__chain *chain)
{
    const size_t length = draw_length(chain);

    draw_lines(chain, chain->rows, chain->rows_with, length);
    draw_lines(chain, chain->columns, chain->columns_with, length);
    go_round(chain, length);
    undo_lines(chain->rows, chain->rows_with, length);
    undo_lines(chain->columns, chain->columns_with, length);
}
