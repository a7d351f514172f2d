/* Inside presets: the values of a file, as what fills a cell needs them. */
#ifndef DATA_PRESET_H
#define DATA_PRESET_H

#include <contagraph/preset.h>

#include "base/arena.h"
#include "data/graph.h"

/* How a value comes about. */
typedef enum ctg__preset_form {
    CTG__PRESET_WORD,
    CTG__PRESET_NUMBER,
    /* min(most, 1/(1 - cursor m)) - 1 of the market's maintenance rate m */
    CTG__PRESET_INCENTIVE
} ctg__preset_form;

typedef struct ctg__preset_value {
    ctg_table table;
    size_t column; /* of that table */
    ctg__preset_form form;
    double number;
    double above; /* of a rate: the notional its tier begins at; 0: the first */
    double cursor;
    double most;
    const char *place; /* "aave-v3.3.json:/values/2/value" */
} ctg__preset_value;

typedef struct ctg__preset {
    ctg_preset shown;                /* values one to one with: */
    const ctg__preset_value *values; /* shown.value_count */
} ctg__preset;

struct ctg_presets {
    ctg__arena arena;
    ctg__preset *presets;
    size_t count;
};

/* NULL: there is none of this name. `presets` may be NULL. */
const ctg__preset *ctg__preset_find(const ctg_presets *presets,
                                    const char *name);

/*
 * "the presets are a, b" or "there are no presets", then a suggestion, in
 * `text`.
 */
const char *ctg__preset_names(const ctg_presets *presets, const char *name,
                              char text[400]);

#endif
