#include "read/about.h"

#include <stdint.h>
#include <string.h>

#include "read/json.h"

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

ctg_status ctg__about_read(const char *bytes, size_t length, const char *shown,
                           ctg_graph *graph, ctg_problems *problems,
                           ctg_error *error)
{
    json_t *value = NULL;
    ctg_status status =
        ctg__json_read(bytes, length, shown, &value, problems, error);

    if (!status && value)
        status = ctg__json_take_about(value, shown, "", graph, problems, error);
    json_decref(value);
    return status;
}

bool ctg__about_write(const ctg_about *about, ctg__text *text)
{
    bool any = false;

    for (size_t i = 0; i < FIELDS; i++) {
        const char *const value = ctg__about_text(about, i);

        if (!*value)
            continue;
        ctg__text_add(text, any ? ", " : "{");
        ctg__text_add_json(text, names[i]);
        ctg__text_add(text, ": ");
        ctg__text_add_json(text, value);
        any = true;
    }
    if (any)
        ctg__text_add_char(text, '}');
    return any;
}
