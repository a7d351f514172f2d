/*
 * A queue by lot: a baseline to compare rules with. SplitMix64 (Steele, Lea,
 * Flood 2014) of the seed plus FNV-1a of the account's id, both of 64 bits: an
 * account's place does not depend on the order of rows.
 */
#include "engine/adl.h"

static uint64_t hash(const char *text)
{
    uint64_t hashed = 0xcbf29ce484222325;

    for (; *text; text++)
        hashed = (hashed ^ (unsigned char)*text) * 0x100000001b3;
    return hashed;
}

static uint64_t draw(uint64_t seed, const char *account)
{
    uint64_t z = seed + hash(account) + 0x9e3779b97f4a7c15;

    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
    z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
    return z ^ (z >> 31);
}

static double score(const ctg__adl_position *position)
{
    (void)position;
    return 0;
}

const ctg__adl_rule ctg__adl_random = {
    .about = {.name = "random",
              .summary = "a queue by lot, from a seed",
              .source = "SplitMix64 of FNV-1a"},
    .score = score,
    .draw = draw,
};
