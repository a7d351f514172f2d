/*
 * Who pays a venue's shortfalls: one file per kind of layer. To add one, write
 * layer_NAME.c that defines ctg__layer_NAME and give it a row in
 * data/layers.def.
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

/* A kind of layer. `pay` takes what it can from `lacks` in place. */
typedef struct ctg__layer {
    const char *word;
    ctg_status (*start)(ctg__state *state, ctg_error *error); /* or NULL */
    void (*pay)(ctg__state *state, size_t layer, ctg__lack *lacks,
                size_t count);
} ctg__layer;

#define LAYER(ID, word) extern const ctg__layer ctg__layer_##word;
#include "data/layers.def"
#undef LAYER

/* By ctg__layer_kind; NULL past the last. */
const ctg__layer *ctg__layer_at(size_t kind);

#endif
