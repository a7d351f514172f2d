/*
 * Who pays a venue's shortfalls: one file per kind of layer. Each takes what
 * it can from `lacks` in place.
 */
#ifndef ENGINE_LAYERS_H
#define ENGINE_LAYERS_H

#include "base/error.h"
#include "engine/state.h"

/* What an account of the venue still lacks of its new shortfall, money. */
typedef struct ctg__lack {
    uint32_t account;
    uint32_t venue; /* index of its venue */
    double left;
} ctg__lack;

/* Total of what is lacking. */
static inline double ctg__lack_total(const ctg__lack *lacks, size_t count)
{
    double total = 0;

    for (size_t k = 0; k < count; k++)
        total += lacks[k].left;
    return total;
}

/* A provider pays up to what is left in its fund. */
void ctg__layer_fund(ctg__state *state, size_t layer, ctg__lack *lacks,
                     size_t count);

/* Positions are closed against winners at the bankruptcy price. */
ctg_status ctg__layer_adl_start(ctg__state *state, ctg_error *error);
void ctg__layer_adl(ctg__state *state, size_t layer, ctg__lack *lacks,
                    size_t count);

/* All accounts with positive equity pay pro rata to it. */
void ctg__layer_socialise(ctg__state *state, size_t layer, ctg__lack *lacks,
                          size_t count);

#endif
