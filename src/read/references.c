#include "read/references.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "text/utf8.h"

enum { LONGEST = 10 }; /* what stands between & and ; */

/* From U+00A0 on, in order. */
static const char *const latin[] = {
    "nbsp",   "iexcl",  "cent",   "pound",  "curren", "yen",    "brvbar",
    "sect",   "uml",    "copy",   "ordf",   "laquo",  "not",    "shy",
    "reg",    "macr",   "deg",    "plusmn", "sup2",   "sup3",   "acute",
    "micro",  "para",   "middot", "cedil",  "sup1",   "ordm",   "raquo",
    "frac14", "frac12", "frac34", "iquest", "Agrave", "Aacute", "Acirc",
    "Atilde", "Auml",   "Aring",  "AElig",  "Ccedil", "Egrave", "Eacute",
    "Ecirc",  "Euml",   "Igrave", "Iacute", "Icirc",  "Iuml",   "ETH",
    "Ntilde", "Ograve", "Oacute", "Ocirc",  "Otilde", "Ouml",   "times",
    "Oslash", "Ugrave", "Uacute", "Ucirc",  "Uuml",   "Yacute", "THORN",
    "szlig",  "agrave", "aacute", "acirc",  "atilde", "auml",   "aring",
    "aelig",  "ccedil", "egrave", "eacute", "ecirc",  "euml",   "igrave",
    "iacute", "icirc",  "iuml",   "eth",    "ntilde", "ograve", "oacute",
    "ocirc",  "otilde", "ouml",   "divide", "oslash", "ugrave", "uacute",
    "ucirc",  "uuml",   "yacute", "thorn",  "yuml",
};

static bool is(const char *name, size_t length, const char *known)
{
    return length == strlen(known) && memcmp(name, known, length) == 0;
}

/* The value of a digit, 99 for what is none. */
static uint32_t digit(char c)
{
    if (c >= '0' && c <= '9')
        return (uint32_t)(c - '0');
    if ((c | 0x20) >= 'a' && (c | 0x20) <= 'f')
        return (uint32_t)((c | 0x20) - 'a') + 10;
    return 99;
}

/* The character of "252" or "xfc"; 0: there is none. */
static uint32_t of_number(const char *digits, size_t length)
{
    const bool hexadecimal = length && (*digits | 0x20) == 'x';
    const uint32_t base = hexadecimal ? 16 : 10;
    uint32_t point = 0;

    for (size_t i = hexadecimal; i < length; i++) {
        if (digit(digits[i]) >= base)
            return 0;
        point = point * base + digit(digits[i]);
        if (point > 0x10FFFF)
            return 0;
    }
    return point >= 0xD800 && point <= 0xDFFF ? 0 : point;
}

static uint32_t of_name(const char *name, size_t length)
{
    static const struct {
        const char *name;
        uint32_t point;
    } plain[] = {
        {"quot", '"'}, {"amp", '&'}, {"lt", '<'}, {"gt", '>'}, {"apos", '\''}};

    for (size_t i = 0; i < sizeof plain / sizeof *plain; i++)
        if (is(name, length, plain[i].name))
            return plain[i].point;
    for (size_t i = 0; i < sizeof latin / sizeof *latin; i++)
        if (is(name, length, latin[i]))
            return 0xA0 + (uint32_t)i;
    return 0;
}

/* What `&` at `bytes` and what follows it stand for; 0: for themselves. */
static uint32_t take(const char *bytes, size_t length, size_t *used)
{
    const size_t most = length < LONGEST + 2 ? length : LONGEST + 2;
    const char *const end = memchr(bytes, ';', most);
    const size_t inner = end ? (size_t)(end - bytes) - 1 : 0;

    if (!inner)
        return 0;
    *used = inner + 2;
    return bytes[1] == '#' ? of_number(bytes + 2, inner - 1)
                           : of_name(bytes + 1, inner);
}

void ctg__text_add_decoded(ctg__text *text, const char *bytes, size_t length)
{
    const char *const end = bytes + length;

    while (bytes < end) {
        const char *const found = memchr(bytes, '&', (size_t)(end - bytes));
        const char *const stop = found ? found : end;
        uint32_t point;
        size_t used = 0;
        char out[4];

        ctg__text_add_bytes(text, bytes, (size_t)(stop - bytes));
        bytes = stop;
        if (!found)
            return;
        point = take(bytes, (size_t)(end - bytes), &used);
        if (point) {
            ctg__text_add_bytes(text, out, ctg__utf8_put(out, point));
            bytes += used;
        } else {
            ctg__text_add_char(text, *bytes++);
        }
    }
}
