/* In which order winners are deleveraged: one row per rule. */
#ifndef ENGINE_ADL_H
#define ENGINE_ADL_H

#include "data/network.h"

/* A winner's leg and its account, at the book prices. */
typedef struct ctg__adl_position {
    double quantity; /* negative: short */
    double price;
    double entry;
    double profit;      /* unrealised, of the leg */
    double maintenance; /* margin of the account: m |q| p over its legs */
    double equity;      /* e of the account */
    double wallet;      /* e less all unrealised profits */
} ctg__adl_position;

/* Higher goes first. */
typedef double ctg__adl_score(const ctg__adl_position *position);

ctg__adl_score *ctg__adl_score_of(ctg__adl_rule rule);

#endif
