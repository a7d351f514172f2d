/* A scenario from JSON. */
#include <errno.h>
#include <stdint.h>
#include <string.h>

#include "bridge/jansson.h"
#include "bridge/unpacked.h"
#include "compile/scenario.h"
#include "text/text.h"

static const char *kind_of(const json_t *value)
{
    switch (json_typeof(value)) {
    case JSON_OBJECT:
        return "an object";
    case JSON_ARRAY:
        return "a list";
    default:
        return "a value";
    }
}

static ctg_status refuse_kind(size_t index, const json_t *value,
                              ctg_error *error)
{
    const ctg_scenario_key *const about = &ctg__key_at(index)->about;

    return ctg__fail(error, CTG_BAD_ARGUMENT, "%s is %s, not %s", about->name,
                     kind_of(value), about->range);
}

static ctg_status take_value(size_t index, const json_t *json, double *value,
                             ctg_error *error)
{
    const bool flag = ctg__key_at(index)->type == CTG__KEY_IS_FLAG;
    ctg__text shown = {0};
    ctg_status status;

    switch (json_typeof(json)) {
    case JSON_TRUE:
    case JSON_FALSE:
        if (!flag)
            return ctg__key_take_word(
                index, json_is_true(json) ? "true" : "false", value, error);
        *value = json_is_true(json);
        return CTG_OK;
    case JSON_NULL:
        return ctg__key_take_null(index, value, error);
    case JSON_STRING:
        return ctg__key_take_word(index, json_string_value(json), value, error);
    case JSON_INTEGER:
    case JSON_REAL:
        ctg__text_add_number(&shown, json_number_value(json));
        status = ctg__key_take_number(index, json_number_value(json),
                                      ctg__text_string(&shown), value, error);
        ctg__text_clear(&shown);
        return status;
    default:
        return refuse_kind(index, json, error);
    }
}

static ctg_status take_shocks(ctg_scenario *scenario, const json_t *json,
                              ctg_error *error)
{
    ctg_status status = CTG_OK;
    size_t i;
    const json_t *shock;

    if (!json_is_array(json))
        return ctg__fail(error, CTG_BAD_ARGUMENT,
                         "shocks is not a list of texts");
    ctg__scenario_clear_shocks(scenario);
    json_array_foreach(json, i, shock)
    {
        if (!json_is_string(shock))
            return ctg__fail(error, CTG_BAD_ARGUMENT,
                             "shocks has an item %zu that is no text", i + 1);
        status =
            ctg_scenario_add_shock(scenario, json_string_value(shock), error);
        if (status)
            return status;
    }
    return CTG_OK;
}

static ctg_status take_key(ctg_scenario *scenario, const char *name,
                           const json_t *json, ctg_error *error)
{
    size_t index;
    const ctg_status status = ctg__key_find(name, &index, error);

    if (status)
        return status;
    if (index == CTG__KEY_shocks)
        return take_shocks(scenario, json, error);
    return take_value(index, json, &scenario->values[index], error);
}

/* "FILE:/key: what", whatever the reason was. */
static ctg_status place_key(const char *place, const char *key,
                            ctg_status status, const ctg_error *inner,
                            ctg_error *error)
{
    if (status == CTG_NO_MEMORY)
        return ctg__fail_memory(error);
    return ctg__fail(error, CTG_BAD_INPUT, "%.400s:/%.100s: %s", place, key,
                     inner->message);
}

ctg_status ctg__scenario_take_object(ctg_scenario *scenario, const json_t *json,
                                     const char *place, ctg_error *error)
{
    const char *name;
    void *at;
    const json_t *value;

    if (!json_is_object(json))
        return ctg__fail(error, CTG_BAD_INPUT,
                         "%.400s: a scenario is an object, {...}", place);
    for (at = json_object_iter((json_t *)(uintptr_t)json); at;
         at = json_object_iter_next((json_t *)(uintptr_t)json, at)) {
        ctg_error inner = {0};
        ctg_status status;

        name = json_object_iter_key(at);
        value = json_object_iter_value(at);
        status = take_key(scenario, name, value, &inner);
        if (status)
            return place_key(place, name, status, &inner, error);
    }
    return CTG_OK;
}

static ctg_status parse(ctg_scenario *scenario, const char *json, size_t length,
                        const char *place, ctg_error *error)
{
    ctg__json_fault fault = {0};
    json_t *parsed = NULL;
    ctg_scenario *changed;
    ctg_status status = ctg__json_parse(json, length, &parsed, &fault, error);

    if (status == CTG_BAD_INPUT)
        return ctg__fail(error, CTG_BAD_INPUT, "%.400s:%zu:%zu: %s", place,
                         fault.line, fault.column, fault.text);
    if (status)
        return status;
    changed = ctg_scenario_copy(scenario);
    status = changed ? ctg__scenario_take_object(changed, parsed, place, error)
                     : ctg__fail_memory(error);
    json_decref(parsed);
    if (!status)
        ctg__scenario_move(scenario, changed);
    ctg_scenario_free(changed);
    return status;
}

ctg_status ctg_scenario_parse(ctg_scenario *scenario, const char *json,
                              const char *place, ctg_error *error)
{
    return parse(scenario, json, strlen(json), place, error);
}

/* No scenario is this long; what is, may never end. */
enum { MOST_BYTES = 64 * 1024 * 1024 };

ctg_status ctg_scenario_read(ctg_scenario *scenario, const char *path,
                             ctg_error *error)
{
    static const char beyond[] = "64 MB, no scenario";
    const bool standard = strcmp(path, "-") == 0;
    FILE *const file = standard ? stdin : fopen(path, "rb");
    ctg__text text = {0};
    ctg_status status;

    if (!file)
        return ctg__fail(error, CTG_IO_ERROR, "%.400s: cannot be opened: %s",
                         path, strerror(errno));
    status = ctg__text_read(&text, file, path, MOST_BYTES, beyond, error);
    if (!standard)
        fclose(file);
    if (!status)
        status = ctg__unpack_text(&text, path, MOST_BYTES, beyond, error);
    if (!status)
        status = parse(scenario, ctg__text_string(&text), text.length, path,
                       error);
    ctg__text_clear(&text);
    return status;
}
