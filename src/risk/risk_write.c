/* A complete risk file as JSON. */
#include <math.h>

#include "risk/risk_json.h"
#include "risk/simulation.h"
#include "text/json.h"

static void add_whole(ctg__text *text, uint64_t number)
{
    if (number > (UINT64_C(1) << 53))
        ctg__text_print(text, "\"%llu\"", (unsigned long long)number);
    else
        ctg__text_print(text, "%llu", (unsigned long long)number);
}

static void add_event(const ctg__risk_event *event, ctg__text *text)
{
    ctg__text_add(text, "{\"name\": ");
    ctg__json_add_text(text, event->name);
    ctg__text_add(text, isnan(event->probability) ? ", \"per_year\": "
                                                  : ", \"probability\": ");
    ctg__json_add_number(text, isnan(event->probability) ? event->per_year
                                                         : event->probability);
    ctg__text_add(text, ", \"shocks\": ");
    ctg__json_add_texts(text, event->shocks, event->shock_count);
    ctg__text_add(text, "}");
}

static void add_events(const ctg__risk *risk, ctg__text *text)
{
    ctg__text_add(text, "[");
    for (size_t e = 0; e < risk->event_count; e++) {
        ctg__text_add(text, e ? ", " : "");
        add_event(&risk->events[e], text);
    }
    ctg__text_add(text, "]");
}

/* Only the rates that were given. */
static void add_rates(const ctg__risk *risk, ctg__text *text)
{
    const bool both = !isnan(risk->withdrawn) && !isnan(risk->hike);

    if (isnan(risk->withdrawn) && isnan(risk->hike)) {
        ctg__text_add(text, "null");
        return;
    }
    ctg__text_add(text, "{");
    if (!isnan(risk->withdrawn)) {
        ctg__text_add(text, "\"withdrawn\": ");
        ctg__json_add_number(text, risk->withdrawn);
    }
    ctg__text_add(text, both ? ", " : "");
    if (!isnan(risk->hike)) {
        ctg__text_add(text, "\"hike\": ");
        ctg__json_add_number(text, risk->hike);
    }
    ctg__text_add(text, "}");
}

static void add_levels(const ctg__risk *risk, ctg__text *text)
{
    ctg__text_add(text, "[");
    for (size_t l = 0; l < risk->level_count; l++) {
        ctg__text_add(text, l ? ", " : "");
        ctg__json_add_number(text, risk->levels[l]);
    }
    ctg__text_add(text, "]");
}

void ctg__risk_write_key(const ctg__risk *risk, size_t key, ctg__text *text)
{
    static const char *const methods[] = {"fit", "replay", "filtered"};

    switch (ctg__risk_row_at(key)->type) {
    case CTG__RISK_IS_SEED:
        add_whole(text, risk->seed);
        break;
    case CTG__RISK_IS_LEVELS:
        add_levels(risk, text);
        break;
    case CTG__RISK_IS_WORD:
        ctg__json_add_text(text, risk->measure);
        break;
    case CTG__RISK_IS_METHOD:
        ctg__json_add_text(text, methods[(size_t)risk->values[key]]);
        break;
    case CTG__RISK_IS_PATH:
        ctg__json_add_text_or_null(text, risk->paths[key]);
        break;
    case CTG__RISK_IS_RHO:
        if (risk->paths[key])
            ctg__json_add_text(text, risk->paths[key]);
        else
            ctg__json_add_number(text, risk->values[key]);
        break;
    case CTG__RISK_IS_FLAG:
        ctg__text_add(text, risk->values[key] != 0 ? "true" : "false");
        break;
    case CTG__RISK_IS_DEGREES:
        if (risk->values[key] == INFINITY)
            ctg__text_add(text, "\"inf\"");
        else
            ctg__json_add_number(text, risk->values[key]);
        break;
    case CTG__RISK_IS_EVENTS:
        add_events(risk, text);
        break;
    case CTG__RISK_IS_RATES:
        add_rates(risk, text);
        break;
    case CTG__RISK_IS_TRACK:
        ctg__json_add_texts(text, risk->track, risk->track_count);
        break;
    default: /* null is no finite number */
        ctg__json_add_number(text, risk->values[key]);
    }
}

void ctg__risk_write(const ctg__risk *risk, ctg__text *text)
{
    ctg__text_add(text, "{");
    for (size_t key = 0; key < CTG__RISK_COUNT; key++) {
        ctg__text_add(text, key ? ", " : "");
        ctg__json_add_text(text, ctg_risk_key_at(key)->name);
        ctg__text_add(text, ": ");
        ctg__risk_write_key(risk, key, text);
    }
    ctg__text_add(text, "}");
}
