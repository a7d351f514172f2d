/* Events of a risk file: a name, how often, and what happens then. */
#include <math.h>
#include <string.h>

#include "base/error.h"
#include "risk/risk_json.h"

typedef struct reading {
    ctg__risk *risk;
    ctg__risk_event *event;
    size_t number; /* from 1 */
    ctg_error *error;
} reading;

static ctg_status refuse(const reading *r, const char *what)
{
    const char *const name = r->event->name;

    if (name)
        return ctg__fail(r->error, CTG_BAD_ARGUMENT, "event '%.100s' %s", name,
                         what);
    return ctg__fail(r->error, CTG_BAD_ARGUMENT, "event %zu %s", r->number,
                     what);
}

static ctg_status take_name(reading *r, const json_t *json)
{
    if (!json_is_string(json) || !*json_string_value(json))
        return refuse(r, "has no name");
    return ctg__risk_keep(r->risk, json_string_value(json), &r->event->name,
                          r->error);
}

static ctg_status take_shocks(reading *r, const json_t *json)
{
    const size_t count = json_array_size(json);
    const char **shocks;

    if (!json_is_array(json) || count == 0)
        return refuse(r, "has no list of shocks");
    if (!TAKE(r->risk->arena, shocks, count))
        return ctg__fail_memory(r->error);
    for (size_t s = 0; s < count; s++) {
        const char *const word = json_string_value(json_array_get(json, s));
        const ctg_status status =
            word ? ctg__risk_keep(r->risk, word, &shocks[s], r->error)
                 : refuse(r, "has a shock that is no text");

        if (status)
            return status;
    }
    r->event->shocks = shocks;
    r->event->shock_count = count;
    return CTG_OK;
}

static ctg_status take_chance(reading *r, const json_t *event)
{
    const json_t *const probability = json_object_get(event, "probability");
    const json_t *const per_year = json_object_get(event, "per_year");

    r->event->probability = r->event->per_year = NAN;
    if (!probability == !per_year)
        return refuse(r, probability ? "has both probability and per_year"
                                     : "has neither probability nor per_year");
    if (probability) {
        r->event->probability = json_number_value(probability);
        if (!json_is_number(probability) ||
            !(r->event->probability >= 0 && r->event->probability <= 1))
            return refuse(r, "has a probability that is not 0 to 1");
    } else {
        r->event->per_year = json_number_value(per_year);
        if (!json_is_number(per_year) || !(r->event->per_year >= 0) ||
            !isfinite(r->event->per_year))
            return refuse(r, "has a per_year that is not a number from 0");
    }
    return CTG_OK;
}

static ctg_status check_keys(reading *r, const json_t *event)
{
    static const char *const keys[] = {"name", "probability", "per_year",
                                       "shocks"};

    for (void *at = ctg__json_members(event); at;
         at = ctg__json_after(event, at)) {
        size_t k = 0;

        while (k < 4 && strcmp(keys[k], json_object_iter_key(at)) != 0)
            k++;
        if (k == 4)
            return ctg__fail(r->error, CTG_BAD_ARGUMENT,
                             "event %zu has no key '%.100s': write name, "
                             "probability or per_year, shocks",
                             r->number, json_object_iter_key(at));
    }
    return CTG_OK;
}

static ctg_status take_event(reading *r, const json_t *event)
{
    ctg_status status;

    if (!json_is_object(event))
        return refuse(r, "is no object, {...}");
    status = check_keys(r, event);
    if (!status)
        status = take_name(r, json_object_get(event, "name"));
    if (!status)
        status = take_chance(r, event);
    if (!status)
        status = take_shocks(r, json_object_get(event, "shocks"));
    return status;
}

ctg_status ctg__risk_take_events(ctg__risk *risk, const json_t *json,
                                 ctg_error *error)
{
    const size_t count = json_array_size(json);
    ctg__risk_event *events;

    if (!json_is_array(json))
        return ctg__fail(error, CTG_BAD_ARGUMENT, "events is no list, [...]");
    if (count > CTG__EVENTS_MOST)
        return ctg__fail(error, CTG_BAD_ARGUMENT,
                         "events has %zu of them, at most %d can be drawn",
                         count, CTG__EVENTS_MOST);
    if (!TAKE(risk->arena, events, count + 1))
        return ctg__fail_memory(error);
    for (size_t e = 0; e < count; e++) {
        reading r = {
            .risk = risk, .event = &events[e], .number = e + 1, .error = error};
        const ctg_status status = take_event(&r, json_array_get(json, e));

        if (status)
            return status;
        for (size_t before = 0; before < e; before++)
            if (strcmp(events[before].name, events[e].name) == 0)
                return refuse(&r, "is there twice");
    }
    risk->events = events;
    risk->event_count = count;
    return CTG_OK;
}
