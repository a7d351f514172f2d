/* One key of a scenario: a row of compile/scenario_keys.def, or a parameter
 * of a valuation rule. */
#ifndef DATA_KEY_H
#define DATA_KEY_H

#include <contagraph/scenario.h>

typedef enum ctg__key_type {
    CTG__KEY_IS_SHOCKS,
    CTG__KEY_IS_NUMBER,
    CTG__KEY_IS_RATE,
    CTG__KEY_IS_WHOLE,
    CTG__KEY_IS_FLAG,
    CTG__KEY_IS_RULE,
    CTG__KEY_IS_SELL,
    CTG__KEY_IS_OR_NULL,
    CTG__KEY_IS_OR_NULL_RATE,
    CTG__KEY_IS_LEVERAGE,
    CTG__KEY_IS_EXECUTION
} ctg__key_type;

typedef struct ctg__key {
    ctg_scenario_key about;
    ctg__key_type type;
    double least;
    double most;
} ctg__key;

#endif
