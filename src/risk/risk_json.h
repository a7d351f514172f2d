/* Inside the reading of a risk file: values as JSON, whoever gave them. */
#ifndef RISK_RISK_JSON_H
#define RISK_RISK_JSON_H

#include <stdint.h>
#include <string.h>

#include "bridge/jansson.h"
#include "risk/risk.h"

typedef enum ctg__risk_type {
    CTG__RISK_IS_NUMBER,
    CTG__RISK_IS_POSITIVE,
    CTG__RISK_IS_WHOLE_OR_NULL,
    CTG__RISK_IS_SEED,
    CTG__RISK_IS_LEVELS,
    CTG__RISK_IS_SHARE,
    CTG__RISK_IS_WORD,
    CTG__RISK_IS_METHOD,
    CTG__RISK_IS_RHO,
    CTG__RISK_IS_PATH,
    CTG__RISK_IS_FLAG,
    CTG__RISK_IS_DEGREES,
    CTG__RISK_IS_SHARE_OR_NULL,
    CTG__RISK_IS_EVENTS,
    CTG__RISK_IS_RATES,
    CTG__RISK_IS_TRACK
} ctg__risk_type;

typedef struct ctg__risk_row {
    ctg_risk_key about;
    ctg__risk_type type;
    double least;
    double most;
} ctg__risk_row;

const ctg__risk_row *ctg__risk_row_at(size_t index);

/* CTG_NOT_FOUND with a suggestion. */
ctg_status ctg__risk_find(const char *name, size_t *index, ctg_error *error);

/* One key's value: checked, copied. CTG_BAD_ARGUMENT, CTG_NO_MEMORY. */
ctg_status ctg__risk_take(ctg__risk *risk, size_t index, const json_t *json,
                          ctg_error *error);

/* The list of events; at most CTG__EVENTS_MOST, names unique. */
ctg_status ctg__risk_take_events(ctg__risk *risk, const json_t *json,
                                 ctg_error *error);

/* A copy of a text that lives as long as the others. CTG_NO_MEMORY. */
static inline ctg_status ctg__risk_keep(ctg__risk *risk, const char *text,
                                        const char **kept, ctg_error *error)
{
    const size_t size = strlen(text) + 1;
    char *const copy = ctg__arena_take(risk->arena, size, 1);

    if (!copy)
        return ctg__fail_memory(error);
    memcpy(copy, text, size);
    *kept = copy;
    return CTG_OK;
}

/* jansson takes no const object to walk over. */
static inline void *ctg__json_members(const json_t *object)
{
    return json_object_iter((json_t *)(uintptr_t)object);
}

static inline void *ctg__json_after(const json_t *object, void *at)
{
    return json_object_iter_next((json_t *)(uintptr_t)object, at);
}

#endif
