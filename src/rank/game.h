/* Games of coalitions: who contributes how much, and which k are worst. */
#ifndef RANK_GAME_H
#define RANK_GAME_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"

/*
 * The value of a coalition: `in[i]` for each of `count` players. Called from
 * one thread at a time.
 */
typedef ctg_status ctg__game(void *context, size_t count, const bool *in,
                             double *value, ctg_error *error);

enum { CTG__SHAPLEY_EXACT_MOST = 20 };

/* Shapley values by all 2^count coalitions; count is at most 20. */
ctg_status ctg__shapley_exact(size_t count, ctg__game *game, void *context,
                              double *share, ctg_error *error);

/*
 * Shapley values and their standard errors from `pairs` random orders, each
 * with its reverse; `pairs` is at least 2.
 */
ctg_status ctg__shapley_sampled(size_t count, ctg__game *game, void *context,
                                size_t pairs, uint64_t seed, double *share,
                                double *standard_error, ctg_error *error);

typedef struct ctg__key_set {
    double value;
    bool proven;  /* all sets of this size were tried */
    size_t tried; /* coalitions valued */
} ctg__key_set;

/*
 * The `size` players whose coalition is worth most: by trying all sets if
 * there are at most `tries_most`, else greedily, then by swaps that improve
 * while tries are left. `chosen`, `size` long, in ascending order; ties: the
 * first found.
 */
ctg_status ctg__key_set_find(size_t count, size_t size, ctg__game *game,
                             void *context, size_t tries_most,
                             uint32_t *chosen, ctg__key_set *set,
                             ctg_error *error);

#endif
