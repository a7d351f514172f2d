/* The keys of a risk file: defaults, and values out of JSON. */
#include "risk/risk.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/error.h"
#include "risk/risk_json.h"
#include "text/nearest.h"
#include "text/number.h"

static const ctg__risk_row rows[CTG__RISK_COUNT] = {
#define KEY(name, type, standard, least, most, range, meaning)                 \
    {{#name, standard, range, meaning,                                         \
      CTG__RISK_IS_##type == CTG__RISK_IS_FLAG},                               \
     CTG__RISK_IS_##type,                                                      \
     least,                                                                    \
     most},
#include "risk/risk_keys.def"
#undef KEY
};

static const char *const methods[] = {"fit", "replay", "filtered"};

const ctg__risk_row *ctg__risk_row_at(size_t index)
{
    return &rows[index];
}

const ctg_risk_key *ctg_risk_key_at(size_t index)
{
    return index < CTG__RISK_COUNT ? &rows[index].about : NULL;
}

ctg_status ctg__risk_find(const char *name, size_t *index, ctg_error *error)
{
    ctg__nearest nearest = ctg__nearest_start(name);
    char hint[96];

    for (size_t i = 0; i < CTG__RISK_COUNT; i++) {
        if (strcmp(rows[i].about.name, name) == 0) {
            *index = i;
            return CTG_OK;
        }
        ctg__nearest_try(&nearest, rows[i].about.name);
    }
    return ctg__fail(error, CTG_NOT_FOUND, "a risk file has no key '%.100s'%s",
                     name, ctg__nearest_hint(&nearest, hint));
}

/* "days is -1, not above 0" */
static ctg_status refuse(size_t index, const json_t *json, ctg_error *error)
{
    const ctg_risk_key *const about = &rows[index].about;
    char number[32];
    const char *shown;

    switch (json_typeof(json)) {
    case JSON_OBJECT:
        shown = "an object";
        break;
    case JSON_ARRAY:
        shown = "a list";
        break;
    case JSON_NULL:
        shown = "null";
        break;
    case JSON_TRUE:
        shown = "true";
        break;
    case JSON_FALSE:
        shown = "false";
        break;
    case JSON_STRING:
        return ctg__fail(error, CTG_BAD_ARGUMENT, "%s is '%.200s', not %s",
                         about->name, json_string_value(json), about->range);
    default:
        ctg__number_format(number, json_number_value(json));
        shown = number;
    }
    return ctg__fail(error, CTG_BAD_ARGUMENT, "%s is %s, not %s", about->name,
                     shown, about->range);
}

static bool is_open(ctg__risk_type type)
{
    return type == CTG__RISK_IS_POSITIVE || type == CTG__RISK_IS_SHARE ||
           type == CTG__RISK_IS_SHARE_OR_NULL;
}

/* A number within the range of its key; NaN for null. */
static ctg_status take_number(ctg__risk *risk, size_t index, const json_t *json,
                              ctg_error *error)
{
    const ctg__risk_row *const row = &rows[index];
    const double number = json_number_value(json);

    if (!json_is_number(json) || !isfinite(number) || number < row->least ||
        number > row->most || (is_open(row->type) && number == row->least) ||
        (row->type == CTG__RISK_IS_SHARE && number == row->most) ||
        (row->type == CTG__RISK_IS_WHOLE_OR_NULL && number != floor(number)))
        return refuse(index, json, error);
    risk->values[index] = number == 0 ? 0 : number; /* no negative zero */
    return CTG_OK;
}

/* Decimal digits below 2^64, or a number that a double holds. */
static ctg_status take_seed(ctg__risk *risk, size_t index, const json_t *json,
                            ctg_error *error)
{
    const char *text = json_string_value(json);
    const double number = json_number_value(json);
    uint64_t seed = 0;

    if (json_is_number(json)) {
        if (number > 0x1p53)
            return ctg__fail(error, CTG_BAD_ARGUMENT,
                             "seed is above 2^53, where a number of JSON "
                             "loses digits: write it as a text, \"...\"");
        if (!(number >= 0) || number != floor(number))
            return refuse(index, json, error);
        risk->seed = (uint64_t)number;
        return CTG_OK;
    }
    if (!text || !*text)
        return refuse(index, json, error);
    for (; *text; text++) {
        const unsigned digit = (unsigned)(*text - '0');

        if (digit > 9 || seed > (UINT64_MAX - digit) / 10)
            return refuse(index, json, error);
        seed = 10 * seed + digit;
    }
    risk->seed = seed;
    return CTG_OK;
}

static ctg_status take_levels(ctg__risk *risk, size_t index, const json_t *json,
                              ctg_error *error)
{
    const size_t count = json_array_size(json);
    double *levels;

    if (count == 0)
        return refuse(index, json, error);
    if (!TAKE(risk->arena, levels, count))
        return ctg__fail_memory(error);
    for (size_t l = 0; l < count; l++) {
        const json_t *const level = json_array_get(json, l);

        levels[l] = json_number_value(level);
        if (!json_is_number(level) || !(levels[l] > 0 && levels[l] < 1))
            return refuse(index, level, error);
        for (size_t before = 0; before < l; before++)
            if (levels[before] == levels[l])
                return ctg__fail(error, CTG_BAD_ARGUMENT, "levels has %g twice",
                                 levels[l]);
    }
    risk->levels = levels;
    risk->level_count = count;
    return CTG_OK;
}

static ctg_status take_path(ctg__risk *risk, size_t index, const json_t *json,
                            ctg_error *error)
{
    if (!json_is_string(json) || !*json_string_value(json))
        return refuse(index, json, error);
    return ctg__risk_keep(risk, json_string_value(json), &risk->paths[index],
                          error);
}

/* A number or the path of a matrix. */
static ctg_status take_dependence(ctg__risk *risk, size_t index,
                                  const json_t *json, ctg_error *error)
{
    const bool is_path = json_is_string(json);
    const ctg_status status = is_path ? take_path(risk, index, json, error)
                                      : take_number(risk, index, json, error);

    if (!status && is_path)
        risk->values[index] = NAN;
    else if (!status)
        risk->paths[index] = NULL;
    return status;
}

static ctg_status take_method(ctg__risk *risk, size_t index, const json_t *json,
                              ctg_error *error)
{
    const char *const word = json_string_value(json);

    for (size_t m = 0; word && m < sizeof methods / sizeof *methods; m++)
        if (strcmp(methods[m], word) == 0) {
            risk->values[index] = (double)m;
            return CTG_OK;
        }
    return refuse(index, json, error);
}

static ctg_status take_degrees(ctg__risk *risk, size_t index,
                               const json_t *json, ctg_error *error)
{
    const char *const word = json_string_value(json);

    if (word && strcmp(word, "inf") == 0) {
        risk->values[index] = INFINITY;
        return CTG_OK;
    }
    return take_number(risk, index, json, error);
}

/* Texts of a list, none of them empty. */
static ctg_status take_texts(ctg__risk *risk, size_t index, const json_t *json,
                             const char *const **texts, size_t *count,
                             ctg_error *error)
{
    const size_t all = json_array_size(json);
    const char **made;

    if (!json_is_array(json))
        return refuse(index, json, error);
    if (!TAKE(risk->arena, made, all + 1))
        return ctg__fail_memory(error);
    for (size_t t = 0; t < all; t++) {
        const json_t *const text = json_array_get(json, t);
        ctg_status status;

        if (!json_is_string(text) || !*json_string_value(text))
            return refuse(index, text, error);
        status = ctg__risk_keep(risk, json_string_value(text), &made[t], error);
        if (status)
            return status;
    }
    *texts = made;
    *count = all;
    return CTG_OK;
}

/* A key of `rates`: a finite number, `withdrawn` from 0 to below 1. */
static ctg_status take_rate(const char *key, const json_t *json, double *rate,
                            ctg_error *error)
{
    const double number = json_number_value(json);
    const bool is_withdrawn = strcmp(key, "withdrawn") == 0;

    if (!is_withdrawn && strcmp(key, "hike") != 0)
        return ctg__fail(error, CTG_BAD_ARGUMENT,
                         "rates has no key '%.100s': write withdrawn or hike",
                         key);
    if (!json_is_number(json) || !isfinite(number) ||
        (is_withdrawn && !(number >= 0 && number < 1)))
        return ctg__fail(error, CTG_BAD_ARGUMENT, "rates has %s that is not %s",
                         key, is_withdrawn ? "from 0 to below 1" : "a number");
    *rate = number;
    return CTG_OK;
}

static ctg_status take_rates(ctg__risk *risk, size_t index, const json_t *json,
                             ctg_error *error)
{
    double withdrawn = (double)NAN;
    double hike = (double)NAN;
    void *at;

    if (!json_is_object(json))
        return refuse(index, json, error);
    for (at = ctg__json_members(json); at; at = ctg__json_after(json, at)) {
        const char *const key = json_object_iter_key(at);
        const ctg_status status =
            take_rate(key, json_object_iter_value(at),
                      strcmp(key, "hike") == 0 ? &hike : &withdrawn, error);

        if (status)
            return status;
    }
    risk->withdrawn = withdrawn;
    risk->hike = hike;
    return CTG_OK;
}

static ctg_status take_null(ctg__risk *risk, size_t index, const json_t *json,
                            ctg_error *error)
{
    switch (rows[index].type) {
    case CTG__RISK_IS_RHO:
    case CTG__RISK_IS_PATH:
    case CTG__RISK_IS_DEGREES:
    case CTG__RISK_IS_WHOLE_OR_NULL:
    case CTG__RISK_IS_SHARE_OR_NULL:
        risk->values[index] = NAN;
        risk->paths[index] = NULL;
        return CTG_OK;
    case CTG__RISK_IS_RATES:
        risk->withdrawn = risk->hike = (double)NAN;
        return CTG_OK;
    default:
        return refuse(index, json, error);
    }
}

ctg_status ctg__risk_take(ctg__risk *risk, size_t index, const json_t *json,
                          ctg_error *error)
{
    if (json_is_null(json))
        return take_null(risk, index, json, error);
    switch (rows[index].type) {
    case CTG__RISK_IS_SEED:
        return take_seed(risk, index, json, error);
    case CTG__RISK_IS_LEVELS:
        return take_levels(risk, index, json, error);
    case CTG__RISK_IS_WORD:
        if (!json_is_string(json) || !*json_string_value(json))
            return refuse(index, json, error);
        return ctg__risk_keep(risk, json_string_value(json), &risk->measure,
                              error);
    case CTG__RISK_IS_METHOD:
        return take_method(risk, index, json, error);
    case CTG__RISK_IS_RHO:
        return take_dependence(risk, index, json, error);
    case CTG__RISK_IS_PATH:
        return take_path(risk, index, json, error);
    case CTG__RISK_IS_FLAG:
        if (!json_is_boolean(json))
            return refuse(index, json, error);
        risk->values[index] = json_is_true(json);
        return CTG_OK;
    case CTG__RISK_IS_DEGREES:
        return take_degrees(risk, index, json, error);
    case CTG__RISK_IS_EVENTS:
        return ctg__risk_take_events(risk, json, error);
    case CTG__RISK_IS_RATES:
        return take_rates(risk, index, json, error);
    case CTG__RISK_IS_TRACK:
        return take_texts(risk, index, json, &risk->track, &risk->track_count,
                          error);
    default:
        return take_number(risk, index, json, error);
    }
}

/* The default of a key: a document of JSON is a list or an object. */
static ctg_status set_standard(ctg__risk *risk, size_t index, ctg_error *error)
{
    char text[64];
    const int length =
        snprintf(text, sizeof text, "[%s]", rows[index].about.standard);
    ctg__json_fault fault;
    json_t *json = NULL;
    ctg_status status =
        ctg__json_parse(text, (size_t)length, &json, &fault, error);

    if (!status)
        status = ctg__risk_take(risk, index, json_array_get(json, 0), error);
    json_decref(json);
    return status;
}

ctg_status ctg__risk_init(ctg__risk *risk, ctg__arena *arena, ctg_error *error)
{
    ctg_status status = CTG_OK;

    *risk = (ctg__risk){.arena = arena};
    for (size_t i = 0; i < CTG__RISK_COUNT && !status; i++)
        status = set_standard(risk, i, error);
    return status;
}
