/* A checksum that runs at the speed of memory: four lanes of 64 bits. */
#include <string.h>

#include "read/snapshot.h"

static uint64_t mix(uint64_t lane, uint64_t word)
{
    lane = (lane ^ word) * UINT64_C(0x9e3779b97f4a7c15);
    return lane ^ lane >> 29;
}

void ctg__checksum_add(ctg__checksum *sum, const void *bytes, size_t length)
{
    const char *at = bytes;
    size_t count = length / 8;
    uint64_t word[4];

    /* Up to a whole group of lanes, then groups, then the rest. */
    for (; count && sum->words % 4; count--, at += 8) {
        memcpy(word, at, 8);
        sum->lanes[sum->words % 4] = mix(sum->lanes[sum->words % 4], word[0]);
        sum->words++;
    }
    for (; count >= 4; count -= 4, at += 32) {
        memcpy(word, at, 32);
        for (size_t i = 0; i < 4; i++)
            sum->lanes[i] = mix(sum->lanes[i], word[i]);
        sum->words += 4;
    }
    for (; count; count--, at += 8) {
        memcpy(word, at, 8);
        sum->lanes[sum->words % 4] = mix(sum->lanes[sum->words % 4], word[0]);
        sum->words++;
    }
}

uint64_t ctg__checksum_value(const ctg__checksum *sum)
{
    uint64_t value = sum->words;

    for (size_t i = 0; i < 4; i++)
        value = mix(value, sum->lanes[i]);
    return value;
}
