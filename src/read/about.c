#include "read/about.h"

#include <stdint.h>
#include <string.h>

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
