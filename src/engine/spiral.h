/* The spiral number: how much a price fall forces further (section 8). */
#ifndef ENGINE_SPIRAL_H
#define ENGINE_SPIRAL_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/error.h"
#include "data/plan.h"

/*
 * The system's g, the spectral radius of G at the first books, and if
 * `per_asset` is not NULL g_a = G_aa of every asset. Where a `sqrt` law meets
 * a holder with a leverage limit the answer is undefined: g_a is NaN, and
 * `*defined` false with `*system` 0. Works in memory of the arena.
 */
ctg_status ctg__spiral(const ctg_plan *plan, ctg__arena *arena,
                       double *per_asset, double *system, bool *defined,
                       ctg_error *error);

#endif
