#include "read/about.h"

#include <stdint.h>
#include <string.h>

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
