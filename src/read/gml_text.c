#include "read/gml_text.h"

#include <string.h>

#include "text/number.h"

void ctg__gml_fail(ctg__gml_text *t, const char *fault)
{
    if (!t->fault)
        t->fault = fault;
}

static bool is_blank(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

/* Blanks and comments; false at the end. */
bool ctg__gml_skip_blank(ctg__gml_text *t)
{
    while (t->at < t->end) {
        if (*t->at == '#')
            while (t->at < t->end && *t->at != '\n' && *t->at != '\r')
                t->at++;
        else if (is_blank(*t->at))
            t->line += *t->at++ == '\n';
        else
            return true;
    }
    return false;
}

bool ctg__gml_is(ctg__gml_span found, const char *word)
{
    return found.length == strlen(word) &&
           memcmp(found.text, word, found.length) == 0;
}

/* Up to what cannot be part of a key or a number. */
ctg__gml_span ctg__gml_word(ctg__gml_text *t)
{
    ctg__gml_span found = {t->at, 0};

    while (t->at < t->end && !is_blank(*t->at) && *t->at != '[' &&
           *t->at != ']' && *t->at != '"')
        t->at++;
    found.length = (size_t)(t->at - found.text);
    return found;
}

bool ctg__gml_key(ctg__gml_text *t, ctg__gml_span *key)
{
    const unsigned char first = (unsigned char)*t->at;

    if (!((first | 0x20) >= 'a' && (first | 0x20) <= 'z') && first != '_' &&
        first < 0x80)
        return false;
    *key = ctg__gml_word(t);
    return true;
}

/* What stands between quotes, as it stands there. */
ctg__gml_span ctg__gml_string(ctg__gml_text *t)
{
    ctg__gml_span found = {++t->at, 0};

    while (t->at < t->end && *t->at != '"')
        t->line += *t->at++ == '\n';
    found.length = (size_t)(t->at - found.text);
    if (t->at == t->end)
        ctg__gml_fail(t, "a string without its end");
    else
        t->at++;
    return found;
}

/* The rest of a list whose bracket was taken, with all that is in it. */
void ctg__gml_skip_list(ctg__gml_text *t)
{
    size_t depth = 1;

    while (depth && !t->fault) {
        if (!ctg__gml_skip_blank(t)) {
            ctg__gml_fail(t, "a list without its end");
        } else if (*t->at == '"') {
            (void)ctg__gml_string(t);
        } else if (*t->at == '[' || *t->at == ']') {
            depth = *t->at++ == '[' ? depth + 1 : depth - 1;
        } else {
            (void)ctg__gml_word(t);
        }
    }
}

/* Also what NetworkX writes where there is no number: NAN, +INF. */
bool ctg__gml_is_number(ctg__gml_span word)
{
    double value;
    const ctg__number_fault fault =
        ctg__number_parse(word.text, word.length, &value);

    return !fault || fault == CTG__NUMBER_RANGE;
}
