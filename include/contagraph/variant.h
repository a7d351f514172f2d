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

/* The index-th of each kind, in the order of its table; NULL past the last. */
const ctg_variant *ctg_rule_at(size_t index);   /* valuation rules */
const ctg_variant *ctg_impact_at(size_t index); /* price impact laws */
/* rules of auto-deleveraging */
const ctg_variant *ctg_adl_rule_at(size_t index);
const ctg_variant *ctg_model_at(size_t index);   /* presets of a scenario */
const ctg_variant *ctg_format_at(size_t index);  /* of graphs */
const ctg_variant *ctg_measure_at(size_t index); /* of importance */

#ifdef __cplusplus
}
#endif
#endif
