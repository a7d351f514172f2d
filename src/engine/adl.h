/*
 * What a rule of auto-deleveraging is: whose legs are closed against a loser's,
 * and how much of each. To add one, write adl_NAME.c that defines
 * ctg__adl_NAME and give it a row in adl_rules.def.
 */
#ifndef ENGINE_ADL_H
#define ENGINE_ADL_H

#include <math.h>
#include <stdbool.h>
#include <stdint.h>

#include <contagraph/variant.h>

/* Index into adl_rules.def. */
enum {
#define ADL_RULE(id) CTG__ADL_##id,
#include "engine/adl_rules.def"
#undef ADL_RULE
    CTG__ADL_RULES
};

/* A winner's leg and its account, at the book prices. */
typedef struct ctg__adl_position {
    double quantity; /* negative: short */
    double price;
    double entry;
    double profit; /* unrealised, of the leg */
    double equity; /* e of the account */
    /* Of rules that know margins, else 0: */
    double maintenance; /* margin of the account, all its legs */
    double wallet;      /* e less all unrealised profits */
} ctg__adl_position;

typedef struct ctg__adl_rule {
    ctg_variant about;
    /* Winners share a loser's quantity by score; else they form a queue, the
     * highest score first. */
    bool shares;
    double (*score)(const ctg__adl_position *position);
    bool knows_margin; /* the score looks at `maintenance` or `wallet` */
    /* NULL, or what decides between equal scores, the highest first: a number
     * drawn for an account from a seed. */
    uint64_t (*draw)(uint64_t seed, const char *account);
} ctg__adl_rule;

#define ADL_RULE(id) extern const ctg__adl_rule ctg__adl_##id;
#include "engine/adl_rules.def"
#undef ADL_RULE

const ctg__adl_rule *ctg__adl_rule_at(uint8_t rule);

static inline double ctg__adl_notional(const ctg__adl_position *position)
{
    return fabs(position->quantity) * position->price;
}

#endif
