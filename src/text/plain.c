/* The public face of numbers and names as text. */
#include <contagraph/text.h>

#include <string.h>

#include "text/clean.h"
#include "text/format.h"
#include "text/nearest.h"
#include "text/number.h"
#include "text/text.h"
#include "text/utf8.h"

_Static_assert((int)CTG_TEXT_ROOM >= (int)CTG__FORMAT_ROOM,
               "texts must fit in");

int ctg_text_number(char text[32], double value)
{
    return ctg__number_format(text, value);
}

bool ctg_text_parse(const char *text, double *value)
{
    return ctg__number_parse_rate(text, strlen(text), value) ==
           CTG__NUMBER_FINE;
}

const char *ctg_text_amount(char text[CTG_TEXT_ROOM], double value,
                            const char *unit, bool ascii)
{
    return ctg__format_amount(text, value, unit, ascii);
}

const char *ctg_text_change(char text[CTG_TEXT_ROOM], double value,
                            const char *unit, bool ascii)
{
    return ctg__format_change(text, value, unit, ascii);
}

const char *ctg_text_share(char text[CTG_TEXT_ROOM], double share, bool ascii)
{
    return ctg__format_share(text, share, ascii);
}

const char *ctg_text_count(char text[CTG_TEXT_ROOM], unsigned long long count)
{
    return ctg__format_count(text, count);
}

const char *ctg_text_name(char *text, size_t size, const char *name,
                          size_t columns, bool ascii)
{
    ctg__text clean = {0};
    size_t length;

    /* Messages must be said without memory, too. */
    if (!columns) {
        ctg__clean_into(text, size, name, ascii);
        if (*text)
            return text;
    }
    ctg__text_add_clean(&clean, name, columns, ascii);
    length = ctg__utf8_fit(clean.bytes, clean.length, size - 1);
    if (length)
        memcpy(text, clean.bytes, length);
    text[length] = '\0';
    ctg__text_clear(&clean);
    return text;
}

size_t ctg_text_columns(const char *text)
{
    return ctg__columns(text);
}

const char *ctg_text_nearest(const char *word, const char *const *candidates)
{
    ctg__nearest nearest = ctg__nearest_start(word);

    for (; *candidates; candidates++)
        ctg__nearest_try(&nearest, *candidates);
    return nearest.best;
}

const char *ctg_text_hint(char text[CTG_HINT_ROOM], const char *best)
{
    char shown[CTG_HINT_ROOM - 32]; /* without the words around it */

    if (best)
        ctg__clean_into(shown, sizeof shown, best, false);
    return ctg__hint(text, CTG_HINT_ROOM, best ? shown : NULL, NULL);
}
