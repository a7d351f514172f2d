#include "base/random.h"

enum { ROUNDS = 10 };

/* The constants of the paper. */
static const uint32_t multiplier_0 = 0xD2511F53;
static const uint32_t multiplier_1 = 0xCD9E8D57;
static const uint32_t weyl_0 = 0x9E3779B9;
static const uint32_t weyl_1 = 0xBB67AE85;

void ctg__philox(const uint32_t counter[4], const uint32_t key[2],
                 uint32_t words[4])
{
    uint32_t c0 = counter[0];
    uint32_t c1 = counter[1];
    uint32_t c2 = counter[2];
    uint32_t c3 = counter[3];

    /* Keys by numbers that are known when this is compiled, once unrolled. */
#pragma GCC unroll 10
    for (uint32_t round = 0; round < ROUNDS; round++) {
        const uint64_t p0 = (uint64_t)multiplier_0 * c0;
        const uint64_t p1 = (uint64_t)multiplier_1 * c2;

        c0 = (uint32_t)(p1 >> 32) ^ c1 ^ (key[0] + round * weyl_0);
        c2 = (uint32_t)(p0 >> 32) ^ c3 ^ (key[1] + round * weyl_1);
        c1 = (uint32_t)p1;
        c3 = (uint32_t)p0;
    }
    words[0] = c0;
    words[1] = c1;
    words[2] = c2;
    words[3] = c3;
}

void ctg__random_start(ctg__random *random, uint64_t seed, uint64_t stream)
{
    *random = (ctg__random){
        .key = {(uint32_t)seed, (uint32_t)(seed >> 32)},
        .counter = {0, 0, (uint32_t)stream, (uint32_t)(stream >> 32)}};
}

static void next_block(ctg__random *random)
{
    ctg__philox(random->counter, random->key, random->words);
    random->left = 4;
    if (!++random->counter[0])
        random->counter[1]++;
}

uint32_t ctg__random_word(ctg__random *random)
{
    if (!random->left)
        next_block(random);
    return random->words[4 - random->left--];
}

/* The next two words, the first one high: of one block where they are, as in
 * streams that are read by pairs. */
static uint64_t next_pair(ctg__random *random)
{
    uint64_t high;

    if (!random->left)
        next_block(random);
    if (random->left >= 2) {
        const uint32_t *const words = &random->words[4 - random->left];

        random->left -= 2;
        return (uint64_t)words[0] << 32 | words[1];
    }
    high = ctg__random_word(random);
    return high << 32 | ctg__random_word(random);
}

double ctg__random_unit(ctg__random *random)
{
    return (double)(next_pair(random) >> 11) * 0x1p-53;
}

/* Lemire 2019: the rare products that would favour small results are drawn
 * again. */
uint32_t ctg__random_below(ctg__random *random, uint32_t bound)
{
    const uint32_t rejected = (UINT32_MAX - bound + 1) % bound;
    uint64_t product;

    do
        product = (uint64_t)ctg__random_word(random) * bound;
    while ((uint32_t)product < rejected);
    return (uint32_t)(product >> 32);
}

double ctg__random_open_unit(ctg__random *random)
{
    return (double)(next_pair(random) >> 12) * 0x1p-52 + 0x1p-53;
}

uint32_t ctg__random_scaled(ctg__random *random, uint32_t bound)
{
    return (uint32_t)((uint64_t)ctg__random_word(random) * bound >> 32);
}

void ctg__random_shuffle(ctg__random *random, uint32_t *items, uint32_t count)
{
    for (uint32_t end = count; end > 1; end--) {
        const uint32_t chosen = ctg__random_below(random, end);
        const uint32_t item = items[chosen];

        items[chosen] = items[end - 1];
        items[end - 1] = item;
    }
}
