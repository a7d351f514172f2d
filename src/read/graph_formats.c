#include "read/graph_formats.h"

#include <string.h>
#include <strings.h>

#include "base/message.h"
#include "text/nearest.h"

static const ctg__format *const formats[] = {
#define FORMAT(id) &ctg__format_##id,
#include "read/graph_formats.def"
#undef FORMAT
};

const ctg__format *ctg__format_at(size_t index)
{
    return index < sizeof formats / sizeof *formats ? formats[index] : NULL;
}

const ctg_variant *ctg_format_at(size_t index)
{
    const ctg__format *const format = ctg__format_at(index);

    return format ? &format->about : NULL;
}

ctg_status ctg__format_find(const char *name, const ctg__format **format,
                            ctg_error *error)
{
    ctg__nearest nearest = ctg__nearest_start(name);
    char hint[96];

    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) {
        if (strcmp(formats[i]->about.name, name) == 0) {
            *format = formats[i];
            return CTG_OK;
        }
        ctg__nearest_try(&nearest, formats[i]->about.name);
    }
    return ctg__fail(error, CTG_BAD_ARGUMENT, "no format is called '%s'%s",
                     name,
                     nearest.best ? ctg__nearest_hint(&nearest, hint)
                                  : " (`contagraph list formats` shows them)");
}

/* Whether the first `path_length` characters end so. */
static bool has_ending(const char *endings, const char *path,
                       size_t path_length)
{
    while (*endings) {
        const size_t length = strcspn(endings, " ");

        if (length < path_length &&
            strncasecmp(path + path_length - length, endings, length) == 0)
            return true;
        endings += length + (endings[length] == ' ');
    }
    return false;
}

const ctg__format *ctg__format_by_ending(const char *path, size_t length)
{
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++)
        if (has_ending(formats[i]->endings, path, length))
            return formats[i];
    return NULL;
}
