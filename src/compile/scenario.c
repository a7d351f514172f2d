#include "compile/scenario.h"

#include <string.h>

#include "base/memory.h"
#include "compile/vocabulary.h"
#include "data/graph.h"
#include "text/number.h"
#include "text/utf8.h"

/* A default is JSON: a word has quotes. */
static ctg_status set_standard(ctg_scenario *scenario, size_t index,
                               ctg_error *error)
{
    const char *const json = ctg__key_at(index)->about.standard;
    char text[32];
    size_t length = strlen(json);
    const size_t quoted = *json == '"';

    if (ctg__key_at(index)->type == CTG__KEY_IS_SHOCKS)
        return CTG_OK;
    length -= 2 * quoted;
    memcpy(text, json + quoted, length);
    text[length] = '\0';
    return ctg__key_take_text(index, text, &scenario->values[index], error);
}

ctg_scenario *ctg_scenario_new(void)
{
    ctg_scenario *const made = ctg__allocate(sizeof *made);

    if (!made)
        return NULL;
    *made = (ctg_scenario){0};
    for (size_t i = CTG__KEY_shocks; i < CTG__KEY_COUNT; i = ctg__key_next(i))
        if (set_standard(made, i, NULL)) {
            ctg_scenario_free(made);
            return NULL;
        }
    return made;
}

void ctg__scenario_clear_shocks(ctg_scenario *scenario)
{
    for (size_t i = 0; i < scenario->shock_count; i++)
        ctg__release(scenario->shocks[i]);
    ctg__release(scenario->shocks);
    scenario->shocks = NULL;
    scenario->shock_count = 0;
    scenario->shock_room = 0;
}

void ctg_scenario_free(ctg_scenario *scenario)
{
    if (!scenario)
        return;
    ctg__scenario_clear_shocks(scenario);
    ctg__release(scenario);
}

void ctg__scenario_move(ctg_scenario *to, ctg_scenario *from)
{
    ctg__scenario_clear_shocks(to);
    *to = *from;
    from->shocks = NULL;
    from->shock_count = 0;
    from->shock_room = 0;
}

ctg_scenario *ctg_scenario_copy(const ctg_scenario *scenario)
{
    ctg_scenario *const copy = ctg__allocate(sizeof *copy);

    if (!copy)
        return NULL;
    *copy = (ctg_scenario){0};
    memcpy(copy->values, scenario->values, sizeof copy->values);
    for (size_t i = 0; i < scenario->shock_count; i++)
        if (ctg_scenario_add_shock(copy, scenario->shocks[i], NULL)) {
            ctg_scenario_free(copy);
            return NULL;
        }
    return copy;
}

static ctg_status add_shock(ctg_scenario *scenario, const char *text,
                            size_t length, ctg_error *error)
{
    const char *c = text;
    char *copy;

    while (c < text + length)
        if (ctg__utf8_next(&c, text + length) == CTG__UTF8_BAD)
            return ctg__fail(error, CTG_BAD_ARGUMENT,
                             "a shock is not valid UTF-8");
    char **const grown =
        ctg__grow_array(scenario->shocks, scenario->shock_count,
                        &scenario->shock_room, 4, sizeof *grown);

    if (!grown)
        return ctg__fail_memory(error);
    scenario->shocks = grown;
    copy = ctg__copy_text(text, length);
    if (!copy)
        return ctg__fail_memory(error);
    scenario->shocks[scenario->shock_count++] = copy;
    return CTG_OK;
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* Cuts blanks off both ends. */
static void trim(const char **text, size_t *length)
{
    while (*length && is_blank(**text)) {
        ++*text;
        --*length;
    }
    while (*length && is_blank((*text)[*length - 1]))
        --*length;
}

ctg_status ctg_scenario_add_shock(ctg_scenario *scenario, const char *shock,
                                  ctg_error *error)
{
    size_t length = strlen(shock);

    trim(&shock, &length);
    if (!length)
        return ctg__fail(error, CTG_BAD_ARGUMENT, "a shock is blank");
    return add_shock(scenario, shock, length, error);
}

/* Replaces the list by shocks joined by `;`. */
static ctg_status set_shocks(ctg_scenario *scenario, const char *text,
                             ctg_error *error)
{
    ctg_scenario listed = {0};
    ctg_status status = CTG_OK;

    while (*text && !status) {
        const char *const end = text + strcspn(text, ";");
        size_t length = (size_t)(end - text);

        trim(&text, &length);
        if (length)
            status = add_shock(&listed, text, length, error);
        text = *end ? end + 1 : end;
    }
    if (status) {
        ctg__scenario_clear_shocks(&listed);
        return status;
    }
    memcpy(listed.values, scenario->values, sizeof listed.values);
    ctg__scenario_move(scenario, &listed);
    return CTG_OK;
}

ctg_status ctg_scenario_set(ctg_scenario *scenario, const char *key,
                            const char *value, ctg_error *error)
{
    size_t index;
    const ctg_status status = ctg__key_find(key, &index, error);

    if (status)
        return status;
    if (index == CTG__KEY_shocks)
        return set_shocks(scenario, value, error);
    return ctg__key_take_text(index, value, &scenario->values[index], error);
}

size_t ctg_scenario_shock_count(const ctg_scenario *scenario)
{
    return scenario->shock_count;
}

const char *ctg_scenario_shock(const ctg_scenario *scenario, size_t index)
{
    return index < scenario->shock_count ? scenario->shocks[index] : NULL;
}
