/* Keys of a risk file as options give them: text made into JSON. */
#include <math.h>
#include <string.h>

#include "base/error.h"
#include "compile/scenario.h"
#include "data/graph.h"
#include "risk/risk_json.h"
#include "text/number.h"

/* Where a value is made here, NULL is no memory. */

/* A list with one more value in it. */
static json_t *longer(json_t *list, json_t *value)
{
    if (json_array_append_new(list, value) == 0)
        return list;
    json_decref(list);
    return NULL;
}

/* 95,99.9 as .95 and .999: what is 1 or more is a per cent. */
static json_t *levels_of(const char *text)
{
    json_t *list = json_array();

    while (list && *text) {
        const size_t length = strcspn(text, ",");
        double level;

        list = longer(list, ctg__number_read_rate(text, length, &level)
                                ? json_real(level >= 1 ? level / 100 : level)
                                : json_stringn(text, length));
        text += length;
        text += *text == ',';
    }
    return list;
}

static json_t *flag_of(const char *text)
{
    bool flag;

    return ctg__key_flag(text, &flag) ? json_boolean(flag) : json_string(text);
}

/* Shocks joined by `;` as a list. */
static json_t *shocks_of(const char *text)
{
    json_t *list = json_array();

    while (list && *text) {
        const size_t length = strcspn(text, ";");
        size_t from = strspn(text, " ");
        size_t to = length;

        while (to > from && text[to - 1] == ' ')
            to--;
        if (from < to)
            list = longer(list, json_stringn(text + from, to - from));
        text += length;
        text += *text == ';';
    }
    return list;
}

/* NAME 2%: shocks, or NAME 4/year: shocks, as a list of one event. */
static ctg_status event_of(const char *text, json_t **list, ctg_error *error)
{
    static const char yearly[] = "/year";
    const char *const colon = strchr(text, ':');
    const size_t tail = sizeof yearly - 1;
    size_t end = colon ? (size_t)(colon - text) : 0;
    size_t from;
    size_t name;
    bool is_yearly;
    double chance;

    while (end && text[end - 1] == ' ')
        end--;
    for (from = end; from && text[from - 1] != ' ';)
        from--;
    for (name = from; name && text[name - 1] == ' ';)
        name--;
    is_yearly =
        end - from > tail && strncmp(text + end - tail, yearly, tail) == 0;
    if (!name || !ctg__number_read_rate(
                     text + from, end - from - (is_yearly ? tail : 0), &chance))
        return ctg__fail(error, CTG_BAD_ARGUMENT,
                         "event '%.200s' is not like 'NAME 2%%: SHOCKS' or "
                         "'NAME 4/year: SHOCKS'",
                         text);
    *list = json_pack("[{s:o, s:f, s:o}]", "name", json_stringn(text, name),
                      is_yearly ? "per_year" : "probability", chance, "shocks",
                      shocks_of(colon + 1));
    return *list ? CTG_OK : ctg__fail_memory(error);
}

/* What is there already and one more event. */
static ctg_status add_event(ctg__risk *risk, const char *text, ctg_error *error)
{
    ctg__risk with = *risk;
    ctg__risk_event *events;
    json_t *list = NULL;
    ctg_status status = event_of(text, &list, error);

    if (!status)
        status = ctg__risk_take_events(&with, list, error);
    json_decref(list);
    if (status)
        return status;
    if (!TAKE(risk->arena, events, risk->event_count + 1))
        return ctg__fail_memory(error);
    for (size_t e = 0; e < risk->event_count; e++) {
        events[e] = risk->events[e];
        if (strcmp(events[e].name, with.events[0].name) == 0)
            return ctg__fail(error, CTG_BAD_ARGUMENT,
                             "event '%.100s' is there twice", events[e].name);
    }
    if (risk->event_count == CTG__EVENTS_MOST)
        return ctg__fail(error, CTG_BAD_ARGUMENT,
                         "at most %d events can be drawn", CTG__EVENTS_MOST);
    events[risk->event_count++] = with.events[0];
    risk->events = events;
    return CTG_OK;
}

static ctg_status add_tracked(ctg__risk *risk, const char *text,
                              ctg_error *error)
{
    json_t *list = json_array();
    ctg_status status;

    for (size_t t = 0; list && t < risk->track_count; t++)
        list = longer(list, json_string(risk->track[t]));
    list = longer(list, json_string(text));
    status = list ? ctg__risk_take(risk, CTG__RISK_track, list, error)
                  : ctg__fail_memory(error);
    json_decref(list);
    return status;
}

/* --hike X and --withdrawn X: one of the rates, the other as it is. */
static ctg_status set_rate(ctg__risk *risk, const char *key, const char *value,
                           ctg_error *error)
{
    const bool is_hike = strcmp(key, "hike") == 0;
    json_t *rates;
    double number;
    double other;
    ctg_status status;

    if (!ctg__number_read_rate(value, strlen(value), &number))
        return ctg__fail(error, CTG_BAD_ARGUMENT, "%s is '%.200s', no number",
                         key, value);
    other = is_hike ? risk->withdrawn : risk->hike;
    rates = isnan(other) ? json_pack("{s:f}", key, number)
                         : json_pack("{s:f, s:f}", key, number,
                                     is_hike ? "withdrawn" : "hike", other);
    status = rates ? ctg__risk_take(risk, CTG__RISK_rates, rates, error)
                   : ctg__fail_memory(error);
    json_decref(rates);
    return status;
}

/* The JSON that a file would have for the same; NULL: no memory. */
static json_t *json_of(size_t index, const char *text)
{
    double number;

    switch (ctg__risk_row_at(index)->type) {
    case CTG__RISK_IS_LEVELS:
        return levels_of(text);
    case CTG__RISK_IS_FLAG:
        return flag_of(text);
    case CTG__RISK_IS_SEED:
    case CTG__RISK_IS_WORD:
    case CTG__RISK_IS_METHOD:
        return json_string(text);
    default:
        break;
    }
    if (strcmp(text, "null") == 0)
        return json_null();
    if (ctg__risk_row_at(index)->type == CTG__RISK_IS_PATH)
        return json_string(text);
    if (!ctg__number_read_rate(text, strlen(text), &number))
        return json_string(text);
    return json_real(ctg__risk_row_at(index)->type == CTG__RISK_IS_SHARE &&
                             number >= 1
                         ? number / 100
                         : number);
}

ctg_status ctg__risk_set(ctg__risk *risk, const char *key, const char *value,
                         ctg_error *error)
{
    ctg_status status;
    size_t index;
    json_t *json;

    if (ctg__graph_check_text(key, value, strlen(value), error))
        return ctg__fail(error, CTG_BAD_ARGUMENT, "%s is not valid UTF-8", key);
    if (strcmp(key, "hike") == 0 || strcmp(key, "withdrawn") == 0)
        return set_rate(risk, key, value, error);
    if (strcmp(key, "event") == 0)
        return add_event(risk, value, error);
    status = ctg__risk_find(key, &index, error);
    if (status)
        return status;
    if (index == CTG__RISK_track)
        return add_tracked(risk, value, error);
    json = json_of(index, value);
    status = json ? ctg__risk_take(risk, index, json, error)
                  : ctg__fail_memory(error);
    json_decref(json);
    if (!status) {
        risk->from_file[index] = false;
        risk->given[index] = true;
    }
    return status;
}
