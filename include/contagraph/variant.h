/*
 * Variants: the rows of our tables (valuation rules, impact laws, measures,
 * formats, presets of scenarios), described for lists, help and manuals.
 */
#ifndef CONTAGRAPH_VARIANT_H
#define CONTAGRAPH_VARIANT_H

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct ctg_param {
    const char *name;
    double standard; /* the value when none is given */
    double least;
    double most;
    const char *meaning; /* with the unit */
} ctg_param;

typedef struct ctg_variant {
    const char *name;
    const char *summary; /* one line, lower case, no full stop */
    const char *source;  /* paper or document it is taken from; "" for none */
    const ctg_param *params; /* NULL when there are none */
    size_t param_count;
} ctg_variant;

/*
 * What kinds of variants there are: "rules", "impacts", "measures",
 * "formats", "models", ... NULL past the last one.
 */
const char *ctg_variant_kind(size_t index);

/* The index-th variant of a kind, NULL past the last one or if no such kind. */
const ctg_variant *ctg_variant_at(const char *kind, size_t index);

#ifdef __cplusplus
}
#endif
#endif
