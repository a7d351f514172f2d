/* The fixed lists of words that some columns take. */
#ifndef COMPILE_VOCABULARY_H
#define COMPILE_VOCABULARY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct ctg__vocabulary {
    const char *(*word)(size_t index); /* NULL past the last */
} ctg__vocabulary;

extern const ctg__vocabulary ctg__rule_words;       /* valuations.def */
extern const ctg__vocabulary ctg__impact_words;     /* impacts.def */
extern const ctg__vocabulary ctg__venue_type_words; /* ctg__venue_type */
extern const ctg__vocabulary ctg__liquidator_words; /* 1: rational */
extern const ctg__vocabulary ctg__layer_kind_words; /* ctg__layer_kind */
extern const ctg__vocabulary ctg__adl_rule_words;   /* adl_rules.def */
extern const ctg__vocabulary ctg__sell_order_words; /* ctg__sell_order */

/* UINT8_MAX: no such word. */
uint8_t ctg__vocabulary_find(const ctg__vocabulary *vocabulary,
                             const char *text);

/*
 * "one of threshold, linear, ...", then "; did you mean 'linear'?" if `text`
 * is near one of them.
 */
const char *ctg__vocabulary_list(const ctg__vocabulary *vocabulary,
                                 const char *text, char list[400]);

/*
 * `bitmex`, `random`, `random 7`: an index into adl_rules.def and the seed of a
 * rule that draws (1). False when it is none of them.
 */
bool ctg__adl_rule_parse(const char *text, uint8_t *rule, uint64_t *seed);

/* What the rule should have been, as ctg__vocabulary_list, in `list`. */
const char *ctg__adl_rule_wanted(const char *text, char list[400]);

/*
 * `market`, `fixed`, `lag K`, `deviation X`, `blend W`: a ctg__oracle_kind and
 * its parameter. False when it is none of them.
 */
bool ctg__oracle_parse(const char *text, uint8_t *kind, double *parameter);

/* Degrees of freedom, 2.01 to 1e4, or `inf`, which is INFINITY; blank: NaN.
 * False when it is neither. */
bool ctg__degrees_parse(const char *text, double *degrees);

#endif
