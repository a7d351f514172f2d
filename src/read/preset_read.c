/* Presets: one JSON file each, in a folder that the caller names. */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "data/preset.h"
#include "read/content.h"
#include "read/json_parse.h"
#include "read/preset_files.h"
#include "text/number.h"
#include "text/text.h"

/* A file being read. */
struct job {
    ctg__arena *arena;
    ctg_problems *problems;
    const char *shown;
    char pointer[300]; /* of what is looked at */
};

static void place_of(const struct job *job, const char *key, char place[600])
{
    char step[200] = "";

    if (key)
        ctg__json_pointer(step, sizeof step, key, strlen(key));
    snprintf(place, 600, "%s:%s%s", job->shown, job->pointer, step);
}

static void reject(const struct job *job, const char *key, const char *text)
{
    char place[600];

    place_of(job, key, place);
    ctg__problem_add(job->problems, CTG_REJECTED, place, "%.60s %s",
                     key ? key : "it", text);
}

/* Keys of an object that are not in the list, which ends with NULL. */
static void reject_strangers(const struct job *job, json_t *object,
                             const char *const *known)
{
    const char *key;
    json_t *value;

    json_object_foreach(object, key, value)
    {
        size_t i = 0;

        while (known[i] && strcmp(known[i], key) != 0)
            i++;
        if (!known[i])
            reject(job, key, "is no key of presets");
    }
}

/* A string that must be there, kept; NULL also when out of memory. */
static const char *take_text(const struct job *job, json_t *object,
                             const char *key)
{
    const char *const text = json_string_value(json_object_get(object, key));

    if (text && *text)
        return ctg__arena_keep(job->arena, text, strlen(text));
    reject(job, key, text ? "is empty" : "is no text, or missing");
    return NULL;
}

/* What presets may fill. */
static const struct {
    ctg_table table;
    size_t column;
} fillable[] = {
    {CTG_VENUES, CTG__VENUE_TYPE},
    {CTG_VENUES, CTG__VENUE_CLOSE_FACTOR},
    {CTG_VENUES, CTG__VENUE_FULL_CLOSE_HEALTH},
    {CTG_VENUES, CTG__VENUE_LIQUIDATORS},
    {CTG_VENUES, CTG__VENUE_GRACE_ROUNDS},
    {CTG_MARKETS, CTG__MARKET_MAINTENANCE},
    {CTG_MARKETS, CTG__MARKET_BONUS},
    {CTG_LAYERS, CTG__LAYER_RULE},
    {CTG_LAYERS, CTG__LAYER_SEVERITY},
    {CTG_LAYERS, CTG__LAYER_CAP},
    {CTG_LAYERS, CTG__LAYER_KEEP},
};

/* NULL: presets fill no such column. */
static const ctg__column_spec *find_target(const char *table,
                                           const char *column,
                                           ctg__preset_value *value)
{
    for (size_t i = 0; i < sizeof fillable / sizeof *fillable; i++) {
        size_t count;
        const ctg__column_spec *const spec =
            ctg__column_specs(fillable[i].table, &count) + fillable[i].column;

        if (strcmp(ctg_table_name(fillable[i].table), table) == 0 &&
            strcmp(spec->name, column) == 0) {
            value->table = fillable[i].table;
            value->column = fillable[i].column;
            return spec;
        }
    }
    return NULL;
}

/* A bonus that follows from the maintenance rate. */
static const char *take_incentive(const struct job *job, json_t *object,
                                  ctg__preset_value *value)
{
    static const char *const known[] = {"cursor", "most", NULL};
    struct job inside = *job;
    char text[160];
    char cursor[32], most[32];

    snprintf(inside.pointer, sizeof inside.pointer, "%.280s/value",
             job->pointer);
    reject_strangers(&inside, object, known);
    value->form = CTG__PRESET_INCENTIVE;
    value->cursor = json_number_value(json_object_get(object, "cursor"));
    value->most = json_number_value(json_object_get(object, "most"));
    if (value->column != CTG__MARKET_BONUS || value->table != CTG_MARKETS)
        reject(job, "value",
               "follows from the maintenance rate, which only a bonus may");
    if (!(value->cursor > 0 && value->cursor < 1))
        reject(&inside, "cursor", "is no number between 0 and 1");
    if (!(value->most > 1 && value->most <= 2))
        reject(&inside, "most", "is no number above 1 and at most 2");
    ctg__number_format(cursor, value->cursor);
    ctg__number_format(most, value->most);
    snprintf(text, sizeof text, "min(%s, 1/(1 - %s maintenance)) - 1", most,
             cursor);
    return ctg__arena_keep(job->arena, text, strlen(text));
}

/* The value as text; NULL when it is none, or without memory. */
static const char *take_value(const struct job *job, json_t *object,
                              const ctg__column_spec *spec,
                              ctg__preset_value *value)
{
    json_t *const given = json_object_get(object, "value");
    char text[32];

    if (json_is_object(given))
        return take_incentive(job, given, value);
    if (spec->type != CTG__NUMBER) {
        value->form = CTG__PRESET_WORD;
        return take_text(job, object, "value");
    }
    if (!json_is_number(given)) {
        reject(job, "value", "is no number, or missing");
        return NULL;
    }
    value->form = CTG__PRESET_NUMBER;
    value->number = json_number_value(given);
    ctg__number_format(text, value->number);
    return ctg__arena_keep(job->arena, text, strlen(text));
}

/* A rate that holds from a notional on: its value, as told. */
static const char *take_tier(const struct job *job, json_t *object,
                             const char *rate, ctg__preset_value *value)
{
    const double above = json_number_value(json_object_get(object, "above"));
    char text[80];

    if (value->column != CTG__MARKET_MAINTENANCE || !(above > 0))
        reject(job, "above", "is no number above 0 of a maintenance rate");
    snprintf(text, sizeof text, "%.32s from %.15g", rate ? rate : "", above);
    value->above = above;
    return rate ? ctg__arena_keep(job->arena, text, strlen(text)) : NULL;
}

static void take_entry(const struct job *job, json_t *object,
                       ctg_preset_value *shown, ctg__preset_value *value)
{
    static const char *const known[] = {"table", "asset",  "column", "above",
                                        "value", "source", NULL};
    const ctg__column_spec *spec = NULL;
    char place[600];

    if (!json_is_object(object)) {
        reject(job, NULL, "is no object");
        return;
    }
    reject_strangers(job, object, known);
    shown->table = take_text(job, object, "table");
    shown->column = take_text(job, object, "column");
    shown->source = take_text(job, object, "source");
    shown->asset = "";
    if (shown->table && shown->column) {
        spec = find_target(shown->table, shown->column, value);
        if (!spec)
            reject(job, "column", "is no column that presets fill");
    }
    if (!spec)
        return;
    if (value->table == CTG_MARKETS)
        shown->asset = take_text(job, object, "asset");
    else if (json_object_get(object, "asset"))
        reject(job, "asset", "is for markets only");
    shown->value = take_value(job, object, spec, value);
    if (value->table == CTG_MARKETS && json_object_get(object, "above"))
        shown->value = take_tier(job, object, shown->value, value);
    place_of(job, "value", place);
    value->place = ctg__arena_keep(job->arena, place, strlen(place));
}

static ctg_status take_entries(struct job *job, json_t *list,
                               ctg__preset *preset, ctg_error *error)
{
    const size_t count = json_array_size(list);
    ctg_preset_value *shown;
    ctg__preset_value *values;

    if (!count)
        reject(job, "values", "is no list, or empty");
    if (!TAKE(job->arena, shown, count + 1) ||
        !TAKE(job->arena, values, count + 1))
        return ctg__fail_memory(error);
    for (size_t i = 0; i < count; i++) {
        snprintf(job->pointer, sizeof job->pointer, "/values/%zu", i);
        take_entry(job, json_array_get(list, i), &shown[i], &values[i]);
    }
    *job->pointer = '\0';
    preset->shown.values = shown;
    preset->values = values;
    preset->shown.value_count = count;
    return CTG_OK;
}

static ctg_status take_left_out(struct job *job, json_t *list,
                                ctg__preset *preset, ctg_error *error)
{
    const size_t count = json_array_size(list);
    const char **texts;

    if (!count)
        reject(job, "left_out", "is no list, or empty");
    if (!TAKE(job->arena, texts, count + 1))
        return ctg__fail_memory(error);
    for (size_t i = 0; i < count; i++) {
        const char *const text = json_string_value(json_array_get(list, i));

        snprintf(job->pointer, sizeof job->pointer, "/left_out/%zu", i);
        if (!text || !*text)
            reject(job, NULL, "is no text");
        else
            texts[i] = ctg__arena_keep(job->arena, text, strlen(text));
    }
    *job->pointer = '\0';
    preset->shown.left_out = texts;
    preset->shown.left_out_count = count;
    return CTG_OK;
}

/* 2025, 2025-02 or 2025-02-25 */
static bool is_date(const char *text)
{
    static const char form[] = "dddd-dd-dd";
    const size_t length = strlen(text);

    for (size_t i = 0; i < length && i < sizeof form - 1; i++)
        if (form[i] == 'd' ? text[i] < '0' || text[i] > '9' : text[i] != '-')
            return false;
    return length == 4 || length == 7 || length == 10;
}

/* Texts that were not kept although nothing is wrong: no memory. */
static bool is_whole(const ctg__preset *preset)
{
    const ctg_preset *const shown = &preset->shown;

    if (!shown->name || !shown->date || !shown->summary)
        return false;
    for (size_t i = 0; i < shown->value_count; i++) {
        const ctg_preset_value *const value = &shown->values[i];

        if (!value->table || !value->asset || !value->column || !value->value ||
            !value->source || !preset->values[i].place)
            return false;
    }
    for (size_t i = 0; i < shown->left_out_count; i++)
        if (!shown->left_out[i])
            return false;
    return true;
}

static ctg_status take_preset(struct job *job, json_t *document,
                              const char *file, ctg__preset *preset,
                              ctg_error *error)
{
    static const char *const known[] = {"name",   "date",     "summary",
                                        "values", "left_out", NULL};
    const size_t stem = strlen(file) - (sizeof CTG__PRESET_ENDING - 1);
    const size_t before = ctg_problems_count(job->problems, CTG_REJECTED);
    ctg_status status;

    if (!json_is_object(document)) {
        reject(job, NULL, "is no object");
        return CTG_OK;
    }
    reject_strangers(job, document, known);
    preset->shown.name = take_text(job, document, "name");
    preset->shown.date = take_text(job, document, "date");
    preset->shown.summary = take_text(job, document, "summary");
    if (preset->shown.name && (strlen(preset->shown.name) != stem ||
                               memcmp(preset->shown.name, file, stem) != 0))
        reject(job, "name", "is not the file's name");
    if (preset->shown.date && !is_date(preset->shown.date))
        reject(job, "date", "is no date, such as 2025-02-25 or 2025-02");
    status =
        take_entries(job, json_object_get(document, "values"), preset, error);
    if (!status)
        status = take_left_out(job, json_object_get(document, "left_out"),
                               preset, error);
    if (!status && before == ctg_problems_count(job->problems, CTG_REJECTED) &&
        !is_whole(preset))
        status = ctg__fail_memory(error);
    return status;
}

static ctg_status read_file(const char *folder, const char *name,
                            ctg_presets *presets, ctg_problems *problems,
                            ctg_error *error)
{
    struct job job = {.arena = &presets->arena, .problems = problems};
    ctg__content content = {0};
    ctg__text path = {0};
    json_t *document = NULL;
    ctg_status status;

    ctg__text_print(&path, "%s/%s", folder, name);
    if (path.failed) {
        ctg__text_clear(&path);
        return ctg__fail_memory(error);
    }
    job.shown = name;
    status =
        ctg__content_open(path.bytes, path.bytes, NULL, NULL, &content, error);
    if (!status)
        status = ctg__json_read(content.bytes, content.length, name, NULL,
                                &document, problems, error);
    if (!status && document)
        status = take_preset(&job, document, name,
                             &presets->presets[presets->count++], error);
    json_decref(document);
    ctg__content_close(&content);
    ctg__text_clear(&path);
    return status;
}

static ctg_status read_folder(const char *folder, ctg_presets *presets,
                              ctg_problems *problems, ctg_error *error)
{
    const size_t before = ctg_problems_count(problems, CTG_REJECTED);
    const char **names = NULL;
    size_t count = 0;
    ctg_status status =
        ctg__preset_files(folder, &presets->arena, &names, &count, error);

    if (!status && !TAKE(&presets->arena, presets->presets, count + 1))
        status = ctg__fail_memory(error);
    for (size_t i = 0; !status && i < count; i++)
        status = read_file(folder, names[i], presets, problems, error);
    return status ? status : ctg__problems_verdict(problems, before, error);
}

ctg_status ctg_presets_read(const char *folder, ctg_presets **presets,
                            ctg_problems *problems, ctg_error *error)
{
    ctg_problems *const own = problems ? NULL : ctg_problems_new();
    ctg_presets *const made = ctg__allocate_zeroed(sizeof *made);
    ctg_status status = CTG_OK;

    if (!made || (!problems && !own))
        status = ctg__fail_memory(error);
    else
        status = read_folder(folder, made, own ? own : problems, error);
    if (status)
        ctg_presets_free(made);
    else
        *presets = made;
    ctg_problems_free(own);
    return status;
}
