/* Looking kinds of layers up. */
#include "engine/layers.h"

static const ctg__layer *const kinds[CTG__LAYER_KINDS] = {
#define LAYER(ID, word) &ctg__layer_##word,
#include "data/layers.def"
#undef LAYER
};

const ctg__layer *ctg__layer_at(size_t kind)
{
    return kind < CTG__LAYER_KINDS ? kinds[kind] : NULL;
}
