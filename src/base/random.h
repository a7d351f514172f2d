/*
 * Random numbers that do not depend on who draws first: a generator that is
 * a function of (seed, stream, position), and so the same on every machine
 * and for any number of threads.
 */
#ifndef BASE_RANDOM_H
#define BASE_RANDOM_H

#include <stdint.h>

/* Philox4x32-10 (Salmon et al. 2011): four words from a counter and a key. */
void ctg__philox(const uint32_t counter[4], const uint32_t key[2],
                 uint32_t words[4]);

/* One stream of 2^66 words. A plain value: copy it to draw the same again. */
typedef struct ctg__random {
    uint32_t key[2];     /* the seed */
    uint32_t counter[4]; /* position, then stream; two words each */
    uint32_t words[4];
    unsigned left; /* words not yet handed out */
} ctg__random;

/* One stream for every scenario, draw or permutation, by its number. */
void ctg__random_start(ctg__random *random, uint64_t seed, uint64_t stream);

uint32_t ctg__random_word(ctg__random *random);

/* In [0, 1), 53 bits. */
double ctg__random_unit(ctg__random *random);

/* 0 to bound - 1, each as likely as any other; bound > 0. */
uint32_t ctg__random_below(ctg__random *random, uint32_t bound);

/*
 * The same two as the streams of optimisations and reconstructions are read:
 * in [2^-53, 1 - 2^-53], so that 1 - u is one of them too, from the next two
 * words wherever they stand; and 0 to bound - 1 from one word, (word x bound)
 * >> 32 without rejection, for a cost that is known before.
 */
double ctg__random_open_unit(ctg__random *random);
uint32_t ctg__random_scaled(ctg__random *random, uint32_t bound);

/* Puts `count` items in a random order, each as likely as any other. */
void ctg__random_shuffle(ctg__random *random, uint32_t *items, uint32_t count);

#endif
