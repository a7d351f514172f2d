/*
 * Inside a scenario. One table of keys (scenario_keys.def) makes the defaults,
 * the ranges, reading from JSON and options, writing and the list.
 */
#ifndef COMPILE_SCENARIO_H
#define COMPILE_SCENARIO_H

#include <contagraph/scenario.h>

#include "base/error.h"
#include "bridge/jansson.h"
#include "data/key.h"
#include "engine/valuation.h"

/*
 * Keys by number: those of the table, CTG__KEY_name, then CTG__MOST_PARAMS for
 * each rule in the order of valuations.def. Not every number is a key: a rule
 * may have fewer parameters, or one that an earlier rule has too. In lists
 * parameters stand where the table says.
 */
enum {
#define KEY(name, type, standard, least, most, range, meaning) CTG__KEY_##name,
#define PARAMETERS()                                                           \
    CTG__KEY_PARAMETERS, CTG__KEY_BEFORE = CTG__KEY_PARAMETERS - 1,
#include "compile/scenario_keys.def"
#undef KEY
#undef PARAMETERS
    CTG__KEY_TABLE,
    CTG__KEY_COUNT = CTG__KEY_TABLE + CTG__RULE_COUNT * CTG__MOST_PARAMS
};

/* For loops over all keys as they are listed: from CTG__KEY_shocks until
 * CTG__KEY_COUNT. */
size_t ctg__key_next(size_t index);

/* The number of a rule's parameter: of the first rule that has it. */
size_t ctg__key_of_parameter(uint8_t rule, size_t parameter);

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

/* By number. */
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
/* true, yes, 1 or false, no, 0; false where the text is none of them. */
bool ctg__key_flag(const char *text, bool *flag);
/* Text from an option or a table. */
ctg_status ctg__key_take_text(size_t index, const char *text, double *value,
                              ctg_error *error);

/* Every key of a JSON object; `place` names it in messages. */
ctg_status ctg__scenario_take_object(ctg_scenario *scenario, const json_t *json,
                                     const char *place, ctg_error *error);

void ctg__scenario_clear_shocks(ctg_scenario *scenario);
/* Takes the values and shocks of `from`, which is left empty. */
void ctg__scenario_move(ctg_scenario *to, ctg_scenario *from);

#endif
