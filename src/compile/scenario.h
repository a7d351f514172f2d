/*
 * Inside a scenario. One table of keys (scenario_keys.def) makes the defaults,
 * the ranges, reading from JSON and options, writing and the list.
 */
#ifndef COMPILE_SCENARIO_H
#define COMPILE_SCENARIO_H

#include <contagraph/scenario.h>

#include "base/error.h"
#include "bridge/json.h"

enum {
#define KEY(name, type, standard, least, most, range, meaning) CTG__KEY_##name,
#include "compile/scenario_keys.def"
#undef KEY
    CTG__KEY_COUNT
};

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

struct ctg_scenario {
    /*
     * By key. Words are their index, flags 0 or 1; NaN is null or the word
     * `average`; CTG__INITIAL the word `initial`.
     */
    double values[CTG__KEY_COUNT];
    char **shocks;
    size_t shock_count;
    size_t shock_room;
};

/* By CTG__KEY_name. */
const ctg__key *ctg__key_at(size_t index);

/* The index of a key; CTG_NOT_FOUND with a suggestion. */
ctg_status ctg__key_find(const char *name, size_t *index, ctg_error *error);

/* A number for a key: its range checked. `shown` is how it was written. */
ctg_status ctg__key_take_number(size_t index, double number, const char *shown,
                                double *value, ctg_error *error);
/* A word for a key: a rule, `average`, `initial`, ... */
ctg_status ctg__key_take_word(size_t index, const char *word, double *value,
                              ctg_error *error);
/* null: CTG_BAD_ARGUMENT where it makes no sense. */
ctg_status ctg__key_take_null(size_t index, double *value, ctg_error *error);
/* Text from an option or a table. */
ctg_status ctg__key_take_text(size_t index, const char *text, double *value,
                              ctg_error *error);

/* Every key of a JSON object; `place` names it in messages. */
ctg_status ctg__scenario_take_object(ctg_scenario *scenario, const json_t *json,
                                     const char *place, ctg_error *error);

/* Replaces the list by shocks joined by `;`. */
ctg_status ctg__scenario_set_shocks(ctg_scenario *scenario, const char *text,
                                    ctg_error *error);
void ctg__scenario_clear_shocks(ctg_scenario *scenario);
/* Takes the values and shocks of `from`, which is left empty. */
void ctg__scenario_move(ctg_scenario *to, ctg_scenario *from);

#endif
