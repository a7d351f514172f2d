#include "read/about.h"

#include <stdint.h>
#include <string.h>

#include "read/json_parse.h"
#include "text/json.h"

static const char *const names[] = {"title", "unit", "date", "source"};

enum { FIELDS = sizeof names / sizeof *names };

const char *ctg__about_name(size_t field)
{
    return field < FIELDS ? names[field] : NULL;
}

const char *ctg__about_text(const ctg_about *about, size_t field)
{
    const char *const texts[FIELDS] = {about->title, about->unit, about->date,
                                       about->source};

    return texts[field];
}

size_t ctg__about_find(const char *name)
{
    for (size_t i = 0; i < FIELDS; i++)
        if (strcmp(names[i], name) == 0)
            return i;
    return SIZE_MAX;
}

bool ctg__about_write(const ctg_about *about, ctg__text *text)
{
    ctg__json_nest nest = ctg__json_open(text, '{', -1, 0);

    for (size_t i = 0; i < FIELDS; i++) {
        const char *const value = ctg__about_text(about, i);

        if (!*value)
            continue;
        ctg__json_next(&nest, names[i]);
        ctg__json_add_text(text, value);
    }
    ctg__json_close(&nest);
    return nest.any;
}

ctg_status ctg__about_take(json_t *object, const char *shown,
                           const char *pointer, ctg_graph *graph,
                           ctg_problems *problems, ctg_error *error)
{
    const char *name;
    json_t *value;
    char place[512];
    ctg_status status = CTG_OK;

    if (!json_is_object(object)) {
        snprintf(place, sizeof place, "%s:%s", shown, pointer);
        ctg__problem_add(problems, CTG_REJECTED, place,
                         "about is %s, not an object", ctg__json_type(object));
        return CTG_OK;
    }
    json_object_foreach(object, name, value)
    {
        const size_t field = ctg__about_find(name);
        char step[200];

        ctg__json_pointer(step, sizeof step, name, strlen(name));
        snprintf(place, sizeof place, "%s:%s%s", shown, pointer, step);
        if (field == SIZE_MAX)
            ctg__problem_add(problems, CTG_REJECTED, place,
                             "'%s' is none of title, unit, date, source", name);
        else if (!json_is_string(value))
            ctg__problem_add(problems, CTG_REJECTED, place,
                             "%s is %s, not a string", name,
                             ctg__json_type(value));
        else
            status = ctg__graph_set_about(graph, field,
                                          json_string_value(value), error);
        if (status)
            return status;
    }
    return CTG_OK;
}

ctg_status ctg__about_read(const char *bytes, size_t length, const char *shown,
                           ctg_graph *graph, ctg_problems *problems,
                           ctg_error *error)
{
    json_t *value = NULL;
    ctg_status status =
        ctg__json_read(bytes, length, shown, NULL, &value, problems, error);

    if (!status && value)
        status = ctg__about_take(value, shown, "", graph, problems, error);
    json_decref(value);
    return status;
}
