#include "compile/vocabulary.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "data/network.h"
#include "data/plan.h"
#include "data/venue.h"
#include "engine/adl.h"
#include "engine/impact.h"
#include "engine/layers.h"
#include "engine/valuation.h"
#include "text/nearest.h"
#include "text/number.h"

static const char *rule_word(size_t index)
{
    return index < CTG__RULE_COUNT
               ? ctg__valuation_at((uint8_t)index)->about.name
               : NULL;
}

static const char *impact_word(size_t index)
{
    return index < CTG__IMPACT_COUNT
               ? ctg__impact_at((uint8_t)index)->about.name
               : NULL;
}

static const char *venue_type_word(size_t index)
{
    return index < CTG__VENUE_TYPES ? ctg__venue_rows[index].word : NULL;
}

static const char *liquidator_word(size_t index)
{
    static const char *const words[] = {"always", "rational"};

    return index < sizeof words / sizeof *words ? words[index] : NULL;
}

static const char *layer_kind_word(size_t index)
{
    const ctg__layer *const kind = ctg__layer_at(index);

    return kind ? kind->word : NULL;
}

static const char *adl_rule_word(size_t index)
{
    const ctg_variant *const rule = ctg_adl_rule_at(index);

    return rule ? rule->name : NULL;
}

static const char *sell_order_word(size_t index)
{
    static const char *const words[] = {
        [CTG__SELL_PRO_RATA] = "pro-rata", [CTG__SELL_LIQUID] = "liquid-first"};

    return index < sizeof words / sizeof *words ? words[index] : NULL;
}

const ctg__vocabulary ctg__rule_words = {rule_word};
const ctg__vocabulary ctg__impact_words = {impact_word};
const ctg__vocabulary ctg__venue_type_words = {venue_type_word};
const ctg__vocabulary ctg__liquidator_words = {liquidator_word};
const ctg__vocabulary ctg__layer_kind_words = {layer_kind_word};
const ctg__vocabulary ctg__adl_rule_words = {adl_rule_word};
const ctg__vocabulary ctg__sell_order_words = {sell_order_word};

uint8_t ctg__vocabulary_find(const ctg__vocabulary *vocabulary,
                             const char *text)
{
    const char *word;

    for (uint8_t i = 0; (word = vocabulary->word(i)) != NULL; i++)
        if (strcmp(word, text) == 0)
            return i;
    return UINT8_MAX;
}

const char *ctg__vocabulary_list(const ctg__vocabulary *vocabulary,
                                 const char *text, char list[400])
{
    ctg__nearest nearest = ctg__nearest_start(text);
    char hint[96];
    size_t length = 0;
    const char *word;

    for (size_t i = 0; (word = vocabulary->word(i)) != NULL; i++) {
        ctg__nearest_try(&nearest, word);
        if (length < 280)
            length += (size_t)snprintf(list + length, 400 - length, "%s%s",
                                       i ? ", " : "one of ", word);
    }
    snprintf(list + length, 400 - length, "%s",
             ctg__nearest_hint(&nearest, hint));
    return list;
}

/* A whole number of 64 bits, in digits alone. */
static bool parse_seed(const char *text, uint64_t *seed)
{
    uint64_t value = 0;

    if (!*text)
        return false;
    for (; *text; text++) {
        const uint64_t digit = (uint64_t)(*text - '0');

        if (*text < '0' || *text > '9' || value > (UINT64_MAX - digit) / 10)
            return false;
        value = 10 * value + digit;
    }
    *seed = value;
    return true;
}

bool ctg__adl_rule_parse(const char *text, uint8_t *rule, uint64_t *seed)
{
    *seed = 1;
    for (uint8_t i = 0; i < CTG__ADL_RULES; i++) {
        const ctg__adl_rule *const row = ctg__adl_rule_at(i);
        const size_t length = strlen(row->about.name);

        if (strncmp(text, row->about.name, length) != 0)
            continue;
        *rule = i;
        if (!text[length])
            return true;
        if (row->draw && text[length] == ' ')
            return parse_seed(text + length + strspn(text + length, " "), seed);
    }
    return false;
}

const char *ctg__adl_rule_wanted(const char *text, char list[400])
{
    static const char *const others[][2] = {
        {"capped", "pro-rata, with a cap in a column of its own"},
        {"min-max", "pro-rata, with a lot in markets"},
        {"none", "what a venue without such a layer does"}};

    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (strcmp(text, others[i][0]) == 0) {
            snprintf(list, 400, "a rule: it is %s", others[i][1]);
            return list;
        }
    for (uint8_t i = 0; i < CTG__ADL_RULES; i++) {
        const ctg__adl_rule *const row = ctg__adl_rule_at(i);
        const size_t length = strlen(row->about.name);

        if (row->draw && strncmp(text, row->about.name, length) == 0 &&
            text[length] == ' ') {
            snprintf(list, 400, "%s with a seed, a whole number from 0 to %llu",
                     row->about.name, (unsigned long long)UINT64_MAX);
            return list;
        }
    }
    return ctg__vocabulary_list(&ctg__adl_rule_words, text, list);
}

/* "lag 3": the number behind a word and blanks; false when it is not that. */
static bool parse_parameter(const char *text, const char *word, double *value)
{
    const size_t length = strlen(word);

    if (strncmp(text, word, length) != 0 || text[length] != ' ')
        return false;
    text += length;
    while (*text == ' ')
        text++;
    return ctg__number_parse_rate(text, strlen(text), value) ==
           CTG__NUMBER_FINE;
}

bool ctg__oracle_parse(const char *text, uint8_t *kind, double *parameter)
{
    double value = 0;

    if (!*text || strcmp(text, "market") == 0) {
        *kind = CTG__ORACLE_MARKET;
    } else if (strcmp(text, "fixed") == 0) {
        *kind = CTG__ORACLE_FIXED;
    } else if (parse_parameter(text, "lag", &value)) {
        if (!(value >= 0 && value <= 1e6 && value == floor(value)) ||
            strchr(text, '%'))
            return false;
        *kind = CTG__ORACLE_LAG;
    } else if (parse_parameter(text, "deviation", &value)) {
        if (!(value >= 0))
            return false;
        *kind = CTG__ORACLE_DEVIATION;
    } else if (parse_parameter(text, "blend", &value)) {
        if (!(value >= 0 && value <= 1))
            return false;
        *kind = CTG__ORACLE_BLEND;
    } else {
        return false;
    }
    *parameter = value;
    return true;
}

bool ctg__degrees_parse(const char *text, double *degrees)
{
    *degrees = (double)NAN;
    if (!*text)
        return true;
    if (strcmp(text, "inf") == 0) {
        *degrees = HUGE_VAL;
        return true;
    }
    return !ctg__number_parse(text, strlen(text), degrees) &&
           *degrees >= 2.01 && *degrees <= 1e4;
}
