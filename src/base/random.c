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
    uint32_t c[4] = {counter[0], counter[1], counter[2], counter[3]};
    uint32_t k[2] = {key[0], key[1]};

    for (int round = 0; round < ROUNDS; round++) {
        const uint64_t p0 = (uint64_t)multiplier_0 * c[0];
        const uint64_t p1 = (uint64_t)multiplier_1 * c[2];
        const uint32_t next_0 = (uint32_t)(p1 >> 32) ^ c[1] ^ k[0];
        const uint32_t next_2 = (uint32_t)(p0 >> 32) ^ c[3] ^ k[1];

        c[0] = next_0;
        c[1] = (uint32_t)p1;
        c[2] = next_2;
        c[3] = (uint32_t)p0;
        k[0] += weyl_0;
        k[1] += weyl_1;
    }
    for (int w = 0; w < 4; w++)
        words[w] = c[w];
}

void ctg__random_start(ctg__random *random, uint64_t seed, uint64_t stream)
{
    *random = (ctg__random){
        .key = {(uint32_t)seed, (uint32_t)(seed >> 32)},
        .counter = {0, 0, (uint32_t)stream, (uint32_t)(stream >> 32)}};
}

uint32_t ctg__random_word(ctg__random *random)
{
    if (!random->left) {
        ctg__philox(random->counter, random->key, random->words);
        random->left = 4;
        if (!++random->counter[0])
            random->counter[1]++;
    }
    return random->words[4 - random->left--];
}

double ctg__random_unit(ctg__random *random)
{
    const uint64_t high = ctg__random_word(random);
    const uint64_t low = ctg__random_word(random);

    return (double)((high << 32 | low) >> 11) * 0x1p-53;
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
    const uint64_t high = ctg__random_word(random);
    const uint64_t low = ctg__random_word(random);

    return (double)((high << 32 | low) >> 12) * 0x1p-52 + 0x1p-53;
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
