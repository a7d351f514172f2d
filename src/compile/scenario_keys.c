/* The keys of a scenario: looked up, and their values taken from text. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "compile/scenario.h"
#include "compile/vocabulary.h"
#include "data/graph.h"
#include "text/nearest.h"
#include "text/number.h"

static const ctg__key keys[CTG__KEY_TABLE] = {
#define KEY(name, type, standard, least, most, range, meaning)                 \
    {{#name, standard, range, meaning,                                         \
      CTG__KEY_IS_##type == CTG__KEY_IS_FLAG},                                 \
     CTG__KEY_IS_##type,                                                       \
     least,                                                                    \
     most},
#define PARAMETERS()
#include "compile/scenario_keys.def"
#undef KEY
#undef PARAMETERS
};

const ctg__key *ctg__key_at(size_t index)
{
    const size_t at = index - CTG__KEY_TABLE;

    if (index < CTG__KEY_TABLE)
        return &keys[index];
    return &ctg__valuation_at((uint8_t)(at / CTG__MOST_PARAMS))
                ->keys[at % CTG__MOST_PARAMS];
}

/* CTG__KEY_COUNT: there is none. */
static size_t find(const char *name)
{
    for (size_t i = 0; i < CTG__KEY_TABLE; i++)
        if (strcmp(keys[i].about.name, name) == 0)
            return i;
    for (uint8_t rule = 0; rule < CTG__RULE_COUNT; rule++) {
        const ctg_variant *const about = &ctg__valuation_at(rule)->about;

        for (size_t k = 0; k < about->param_count; k++)
            if (strcmp(about->params[k].name, name) == 0)
                return CTG__KEY_TABLE + (size_t)rule * CTG__MOST_PARAMS + k;
    }
    return CTG__KEY_COUNT;
}

size_t ctg__key_of_parameter(uint8_t rule, size_t parameter)
{
    return find(ctg__valuation_at(rule)->about.params[parameter].name);
}

/* Whether a number behind the table is a key. */
static bool is_key(size_t index)
{
    const size_t at = index - CTG__KEY_TABLE;
    const uint8_t rule = (uint8_t)(at / CTG__MOST_PARAMS);

    return at % CTG__MOST_PARAMS < ctg__valuation_at(rule)->about.param_count &&
           ctg__key_of_parameter(rule, at % CTG__MOST_PARAMS) == index;
}

size_t ctg__key_next(size_t index)
{
    if (index + 1 == CTG__KEY_TABLE)
        return CTG__KEY_COUNT;
    if (index + 1 < CTG__KEY_TABLE && index + 1 != CTG__KEY_PARAMETERS)
        return index + 1;
    for (index = index < CTG__KEY_TABLE ? CTG__KEY_TABLE : index + 1;
         index < CTG__KEY_COUNT; index++)
        if (is_key(index))
            return index;
    return CTG__KEY_PARAMETERS;
}

const ctg_scenario_key *ctg_scenario_key_at(size_t index)
{
    size_t key = CTG__KEY_shocks;

    for (; index && key < CTG__KEY_COUNT; index--)
        key = ctg__key_next(key);
    return key < CTG__KEY_COUNT ? &ctg__key_at(key)->about : NULL;
}

ctg_status ctg__key_find(const char *name, size_t *index, ctg_error *error)
{
    const size_t found = find(name);
    ctg__nearest nearest = ctg__nearest_start(name);
    char hint[96];

    if (found < CTG__KEY_COUNT) {
        *index = found;
        return CTG_OK;
    }
    for (size_t i = CTG__KEY_shocks; i < CTG__KEY_COUNT; i = ctg__key_next(i))
        ctg__nearest_try(&nearest, ctg__key_at(i)->about.name);
    return ctg__fail(error, CTG_NOT_FOUND, "a scenario has no key '%s'%s", name,
                     ctg__nearest_hint(&nearest, hint));
}

static ctg_status refuse(const ctg__key *key, const char *shown,
                         ctg_error *error)
{
    return ctg__fail(error, CTG_BAD_ARGUMENT, "%s is %.200s, not %s",
                     key->about.name, shown, key->about.range);
}

ctg_status ctg__key_take_number(size_t index, double number, const char *shown,
                                double *value, ctg_error *error)
{
    const ctg__key *const key = ctg__key_at(index);
    const bool whole = key->type == CTG__KEY_IS_WHOLE;

    switch (key->type) {
    case CTG__KEY_IS_SHOCKS:
    case CTG__KEY_IS_FLAG:
    case CTG__KEY_IS_RULE:
    case CTG__KEY_IS_SELL:
        return refuse(key, shown, error);
    case CTG__KEY_IS_LEVERAGE:
        if (!(number > 0))
            return refuse(key, shown, error);
        break;
    default:
        break;
    }
    if (!(number >= key->least && number <= key->most && isfinite(number)) ||
        (whole && number != floor(number)))
        return refuse(key, shown, error);
    *value = number == 0 ? 0 : number; /* no negative zero */
    return CTG_OK;
}

static ctg_status take_listed(const ctg__key *key,
                              const ctg__vocabulary *vocabulary,
                              const char *word, double *value, ctg_error *error)
{
    const uint8_t index = ctg__vocabulary_find(vocabulary, word);
    char list[400];

    if (index == UINT8_MAX)
        return ctg__fail(error, CTG_BAD_ARGUMENT, "%s is '%s', not %s",
                         key->about.name, word,
                         ctg__vocabulary_list(vocabulary, word, list));
    *value = index;
    return CTG_OK;
}

ctg_status ctg__key_take_word(size_t index, const char *word, double *value,
                              ctg_error *error)
{
    const ctg__key *const key = ctg__key_at(index);

    switch (key->type) {
    case CTG__KEY_IS_RULE:
        return take_listed(key, &ctg__rule_words, word, value, error);
    case CTG__KEY_IS_SELL:
        return take_listed(key, &ctg__sell_order_words, word, value, error);
    case CTG__KEY_IS_LEVERAGE:
        if (strcmp(word, "initial") == 0) {
            *value = CTG__INITIAL;
            return CTG_OK;
        }
        break;
    case CTG__KEY_IS_EXECUTION:
        if (strcmp(word, "average") == 0) {
            *value = NAN;
            return CTG_OK;
        }
        break;
    default:
        break;
    }
    return ctg__fail(error, CTG_BAD_ARGUMENT, "%s is '%s', not %s",
                     key->about.name, word, key->about.range);
}

ctg_status ctg__key_take_null(size_t index, double *value, ctg_error *error)
{
    const ctg__key_type type = ctg__key_at(index)->type;

    if (type != CTG__KEY_IS_OR_NULL && type != CTG__KEY_IS_OR_NULL_RATE &&
        type != CTG__KEY_IS_LEVERAGE)
        return refuse(ctg__key_at(index), "null", error);
    *value = NAN;
    return CTG_OK;
}

bool ctg__key_flag(const char *text, bool *flag)
{
    static const char *const words[2][3] = {{"false", "no", "0"},
                                            {"true", "yes", "1"}};

    for (size_t i = 0; i < 6; i++)
        if (strcmp(text, words[i / 3][i % 3]) == 0) {
            *flag = i / 3;
            return true;
        }
    return false;
}

static ctg_status take_flag(size_t index, const char *text, double *value,
                            ctg_error *error)
{
    bool flag;

    if (!ctg__key_flag(text, &flag))
        return ctg__key_take_word(index, text, value, error);
    *value = flag;
    return CTG_OK;
}

ctg_status ctg__key_take_text(size_t index, const char *text, double *value,
                              ctg_error *error)
{
    const ctg__key_type type = ctg__key_at(index)->type;
    const size_t length = strlen(text);
    ctg__number_fault fault;
    double number;

    if (type == CTG__KEY_IS_FLAG)
        return take_flag(index, text, value, error);
    if (strcmp(text, "null") == 0)
        return ctg__key_take_null(index, value, error);
    if (type == CTG__KEY_IS_RATE || type == CTG__KEY_IS_OR_NULL_RATE ||
        type == CTG__KEY_IS_EXECUTION)
        fault = ctg__number_parse_rate(text, length, &number);
    else
        fault = ctg__number_parse(text, length, &number);
    if (fault == CTG__NUMBER_COMMA || fault == CTG__NUMBER_RANGE)
        return ctg__fail(error, CTG_BAD_ARGUMENT, "%s is '%s', %s",
                         ctg__key_at(index)->about.name, text,
                         ctg__number_fault_text(fault));
    if (fault)
        return ctg__key_take_word(index, text, value, error);
    return ctg__key_take_number(index, number, text, value, error);
}
