/* A risk file: JSON. */
#include <string.h>

#include "base/error.h"
#include "risk/risk_json.h"
#include "text/text.h"
#include "text/utf8.h"

/* Every key; what is wrong with any of them, one behind the other. */
static ctg_status take_members(ctg__risk *risk, const json_t *json,
                               ctg__text *faults, ctg_error *error)
{
    for (void *at = ctg__json_members(json); at;
         at = ctg__json_after(json, at)) {
        const char *const name = json_object_iter_key(at);
        ctg_error inner = {0};
        size_t index;
        ctg_status status = ctg__risk_find(name, &index, &inner);

        if (!status)
            status =
                ctg__risk_take(risk, index, json_object_iter_value(at), &inner);
        if (status == CTG_NO_MEMORY)
            return ctg__fail_memory(error);
        if (status)
            ctg__text_print(faults, "%s/%.*s: %s", faults->length ? "; " : "",
                            ctg__utf8_precision(name, 100), name,
                            inner.message);
        else
            risk->from_file[index] = risk->given[index] = true;
    }
    return CTG_OK;
}

static ctg_status take_object(ctg__risk *risk, const json_t *json,
                              const char *place, ctg_error *error)
{
    ctg__text faults = {0};
    ctg_status status;

    if (!json_is_object(json))
        return ctg__fail(error, CTG_BAD_INPUT,
                         "%.400s: a risk file is an object, {...}", place);
    status = take_members(risk, json, &faults, error);
    if (!status && faults.length)
        status = ctg__fail(error, CTG_BAD_INPUT, "%.400s:%s", place,
                           ctg__text_string(&faults));
    if (faults.failed)
        status = ctg__fail_memory(error);
    ctg__text_clear(&faults);
    return status;
}

/* 2^53 + 1 and others read to 2^53 as well: only its own digits are it. */
static bool seed_loses_digits(const ctg__risk *risk, const char *json)
{
    static const char key[] = "\"seed\"";
    static const char most[] = "9007199254740992";
    const char *at = risk->seed == UINT64_C(1) << 53 ? strstr(json, key) : NULL;

    if (!at)
        return false;
    at += sizeof key - 1;
    at += strspn(at, " \t\r\n:");
    return *at != '"' && (strncmp(at, most, sizeof most - 1) != 0 ||
                          strspn(at, "0123456789.eE+-") != sizeof most - 1);
}

ctg_status ctg__risk_parse(ctg__risk *risk, const char *json, size_t length,
                           const char *place, ctg_error *error)
{
    ctg__risk changed = *risk;
    ctg__json_fault fault = {0};
    json_t *parsed = NULL;
    ctg_status status = ctg__json_parse(json, length, &parsed, &fault, error);

    if (status == CTG_BAD_INPUT)
        return ctg__fail(error, CTG_BAD_INPUT, "%.400s:%zu:%zu: %s", place,
                         fault.line, fault.column, fault.text);
    if (!status)
        status = take_object(&changed, parsed, place, error);
    if (!status && changed.given[CTG__RISK_seed] &&
        seed_loses_digits(&changed, json))
        status = ctg__fail(error, CTG_BAD_INPUT,
                           "%.400s:/seed: seed is above 2^53, where a number "
                           "of JSON loses digits: write it as a text, \"...\"",
                           place);
    json_decref(parsed);
    if (!status)
        *risk = changed;
    return status;
}
