#include "draw/svg_tag.h"

#include <string.h>

#include "text/number.h"

const char *ctg__tag_value(const char *tag, size_t length, const char *name)
{
    const size_t size = strlen(name);
    const char *const end = tag + length;

    for (const char *at = tag; (size_t)(end - at) >= size; at++) {
        at = memchr(at, *name, (size_t)(end - at) - size + 1);
        if (!at)
            return NULL;
        if (memcmp(at, name, size) == 0)
            return at + size;
    }
    return NULL;
}

static const char *skip_digits(const char *at, const char *end)
{
    while (at < end && *at >= '0' && *at <= '9')
        at++;
    return at;
}

bool ctg__tag_number(const char **at, const char *end, double *value)
{
    const char *to = *at;

    if (to < end && (*to == '-' || *to == '+'))
        to++;
    to = skip_digits(to, end);
    if (to < end && *to == '.')
        to = skip_digits(to + 1, end);
    if (ctg__number_parse(*at, (size_t)(to - *at), value))
        return false;
    *at = to;
    return true;
}
