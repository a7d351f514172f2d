/* Numbers by position out of Philox blocks of two. */
#include "risk/random_slots.h"

#include "base/random.h"

/* Both numbers of a block. */
static void draw_block(uint64_t seed, uint64_t draw, uint32_t block,
                       double units[2])
{
    const uint32_t counter[4] = {block, 0, (uint32_t)draw,
                                 (uint32_t)(draw >> 32)};
    const uint32_t key[2] = {(uint32_t)seed, (uint32_t)(seed >> 32)};
    uint32_t words[4];

    ctg__philox(counter, key, words);
    for (int half = 0; half < 2; half++) {
        const uint64_t all =
            (uint64_t)words[2 * half] << 32 | words[2 * half + 1];

        units[half] = (double)(all >> 12) * 0x1p-52 + 0x1p-53;
    }
}

double ctg__slot_unit(uint64_t seed, uint64_t draw, uint32_t slot)
{
    double units[2];

    draw_block(seed, draw, slot / 2, units);
    return units[slot % 2];
}

void ctg__slot_units(uint64_t seed, uint64_t draw, uint32_t first,
                     uint32_t count, double *units)
{
    double both[2];

    for (uint32_t k = 0; k < count; k++) {
        const uint32_t slot = first + k;

        if (k == 0 || slot % 2 == 0)
            draw_block(seed, draw, slot / 2, both);
        units[k] = both[slot % 2];
    }
}
