#include "draw/escape.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "text/clean.h"
#include "text/words.h"

void ctg__add_label(ctg__text *text, const char *clean)
{
    for (; *clean; clean++) {
        if (*clean == '\\')
            ctg__text_add(text, "\\\\");
        else if (*clean == '&')
            ctg__text_add(text, "&amp;");
        else
            ctg__text_add_char(text, *clean);
    }
}

void ctg__add_tooltip(ctg__text *text, const char *clean)
{
    for (; *clean; clean++) {
        if (*clean == '\\')
            ctg__text_add(text, "\xe2\xa7\xb5");
        else if (*clean == '&')
            ctg__text_add(text, "&amp;");
        else
            ctg__text_add_char(text, *clean);
    }
}

void ctg__add_html(ctg__text *text, const char *clean)
{
    for (; *clean; clean++) {
        if (*clean == '\\') /* \N, \G and \E expand here, too */
            ctg__text_add_char(text, '\\');
        ctg__text_add_markup(text, *clean);
    }
}

void ctg__add_gauge_cell(ctg__text *text, int width, const char *colour)
{
    if (width > 0)
        ctg__text_print(text,
                        "<TD FIXEDSIZE=\"TRUE\" WIDTH=\"%d\" HEIGHT=\"4\" "
                        "BGCOLOR=\"%s\"></TD>",
                        width, colour);
}

void ctg__add_name_tooltip(ctg__text *text, const char *name)
{
    ctg__text clean = {0};

    ctg__text_add_clean(&clean, name, CTG__NAME_WHOLE, false);
    ctg__add_tooltip(text, ctg__text_string(&clean));
    text->failed |= clean.failed;
    ctg__text_clear(&clean);
}

static bool is_plain(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           (c >= '0' && c <= '9');
}

enum { SLUG_BYTES = 40 };

void ctg__add_slug(ctg__text *text, const char *id)
{
    const size_t length = strlen(id);
    const size_t taken = length < SLUG_BYTES ? length : SLUG_BYTES;
    bool changed = taken < length || length == 0;

    for (size_t i = 0; i < taken; i++) {
        /* Two `_` part the ends of a line in its name. */
        const bool kept =
            is_plain(id[i]) ||
            (id[i] == '_' && i > 0 && i + 1 < taken && id[i - 1] != '_');

        ctg__text_add_char(text, kept ? id[i] : '_');
        changed |= !kept;
    }
    if (changed)
        ctg__text_print(text, "_%08lx",
                        (unsigned long)(ctg__fnv1a(id, length) & 0xffffffffu));
}

static void add_encoded(ctg__text *text, const char *id)
{
    for (; *id; id++) {
        if (is_plain(*id) || strchr("-._~", *id))
            ctg__text_add_char(text, *id);
        else
            ctg__text_print(text, "%%%02X", (unsigned char)*id);
    }
}

void ctg__add_link(ctg__text *text, const char *pattern, const char *id)
{
    const char *const place = strstr(pattern, "%s");

    if (!place) {
        ctg__text_add(text, pattern);
        return;
    }
    ctg__text_add_bytes(text, pattern, (size_t)(place - pattern));
    add_encoded(text, id);
    ctg__text_add(text, place + 2);
}
