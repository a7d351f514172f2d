/*
 * What a valuation rule is to the engine. To add one, write valuation_NAME.c
 * that defines ctg__valuation_NAME and give it a row in valuations.def.
 */
#ifndef ENGINE_VALUATION_H
#define ENGINE_VALUATION_H

#include <stdbool.h>
#include <stdint.h>

#include <contagraph/variant.h>

/* Index into valuations.def. */
enum {
#define VALUATION(id) CTG__RULE_##id,
#include "engine/valuations.def"
#undef VALUATION
    CTG__RULE_COUNT
};

/* What a rule may look at: the debtor's opening books, and its parameters. */
typedef struct ctg__debtor {
    double equity;      /* E */
    double assets;      /* A */
    double liabilities; /* L at face */
    double claims;      /* net: its claims at a p V w */
    double distress;    /* h at E */
    double frozen;      /* h at the first opening books where h > tolerance */
    bool failed;
    double eps; /* |A - L| below which it is solvent */
    double sigma;
    double horizon; /* T, years */
    double rho;
    double alpha;
    double a;
    double b;
    /* clearing: liabilities due before this class, and in it */
    double senior;
    double face;
} ctg__debtor;

typedef struct ctg__valuation {
    ctg_variant about;
    bool recovers; /* uses the recovery rate R; without, V does not */
    bool by_class; /* looks at senior and face */
    bool relative; /* divided by its value at the first books */
    bool by_round; /* depends on the round in which a debtor weakened */
    /* Nothing is lost before the debtor fails. */
    bool waits;
    /* Then, or from the first loss on, value falls in proportion to losses
     * until no more is lost. */
    bool straight;
    bool caps; /* `cap` may limit what it passes on */
    bool libm; /* uses libm, so bits may differ between systems */
    double (*value)(const ctg__debtor *debtor, double recovery);
} ctg__valuation;

#define VALUATION(id) extern const ctg__valuation ctg__valuation_##id;
#include "engine/valuations.def"
#undef VALUATION

/* By index into valuations.def. */
const ctg__valuation *ctg__valuation_at(uint8_t rule);

/* UINT8_MAX when there is no rule of this name. */
uint8_t ctg__valuation_find(const char *name);

#endif
