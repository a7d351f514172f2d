/* UTF-8 and what characters are, asked of utf8proc: here and nowhere else. */
#include "text/utf8.h"

#include <string.h>
#include <utf8proc.h>

#include "base/assert.h"

uint32_t ctg__utf8_next(const char **at, const char *end)
{
    const char *const start = *at;
    utf8proc_int32_t point;
    utf8proc_ssize_t length;

    CTG__ASSERT(start < end);
    if ((unsigned char)*start < 0x80) {
        *at += 1;
        return (unsigned char)*start;
    }
    length =
        utf8proc_iterate((const utf8proc_uint8_t *)start, end - start, &point);
    if (length <= 0) {
        *at += 1;
        return CTG__UTF8_BAD;
    }
    *at += length;
    return (uint32_t)point;
}

size_t ctg__utf8_put(char out[4], uint32_t point)
{
    CTG__ASSERT(point <= 0x10FFFF && (point < 0xD800 || point > 0xDFFF));
    return (size_t)utf8proc_encode_char((utf8proc_int32_t)point,
                                        (utf8proc_uint8_t *)out);
}

/* Chooses how the character before it looks, as that of emoji. */
static bool is_variation(uint32_t point)
{
    return point >= 0xFE00 && point <= 0xFE0F;
}

ctg__utf8_kind ctg__utf8_kind_of(uint32_t point)
{
    enum { ZWNJ = 0x200C, ZWJ = 0x200D };
    const utf8proc_property_t *property;

    if (point < 0x80)
        return point <= ' ' || point == 0x7F ? CTG__UTF8_BLANK
                                             : CTG__UTF8_SHOWN;
    if (point > 0x10FFFF)
        return CTG__UTF8_HIDDEN;
    property = utf8proc_get_property((utf8proc_int32_t)point);
    switch (property->category) {
    case UTF8PROC_CATEGORY_CC:
    case UTF8PROC_CATEGORY_ZS:
    case UTF8PROC_CATEGORY_ZL:
    case UTF8PROC_CATEGORY_ZP:
        return CTG__UTF8_BLANK;
    case UTF8PROC_CATEGORY_CF:
        /* Joiners shape letters and emoji. */
        return point == ZWNJ || point == ZWJ ? CTG__UTF8_SHOWN
                                             : CTG__UTF8_HIDDEN;
    case UTF8PROC_CATEGORY_MN:
        return property->ignorable && !is_variation(point) ? CTG__UTF8_HIDDEN
                                                           : CTG__UTF8_SHOWN;
    default:
        /* What is no character, and what shows as nothing by design. */
        return property->ignorable || (point & 0xFFFE) == 0xFFFE ||
                       (point >= 0xFDD0 && point <= 0xFDEF)
                   ? CTG__UTF8_HIDDEN
                   : CTG__UTF8_SHOWN;
    }
}

ctg__utf8_place ctg__utf8_mark_of(uint32_t point)
{
    /* Canonical classes from here on go by the side that marks are on. */
    enum { SIDES = 200 };
    const utf8proc_property_t *property;

    if (point < 0x300 || point > 0x10FFFF)
        return CTG__UTF8_NO_MARK;
    property = utf8proc_get_property((utf8proc_int32_t)point);
    if (property->category == UTF8PROC_CATEGORY_CF || property->ignorable)
        return CTG__UTF8_JOINER;
    if (property->category != UTF8PROC_CATEGORY_MN &&
        property->category != UTF8PROC_CATEGORY_ME)
        return CTG__UTF8_NO_MARK;
    if (property->combining_class < SIDES)
        return CTG__UTF8_ELSEWHERE;
    switch (property->combining_class) {
    case 200: /* attached below, left and right of it */
    case 202:
    case 204:
    case 218: /* below */
    case 220:
    case 222:
    case 233: /* below two letters, the iota */
    case 240:
        return CTG__UTF8_BELOW;
    default:
        return CTG__UTF8_ABOVE;
    }
}

size_t ctg__utf8_columns(uint32_t point)
{
    int columns;

    if (point >= 0x20 && point < 0x7F)
        return 1;
    if (point > 0x10FFFF)
        return 1; /* the character that replaces it */
    columns = utf8proc_charwidth((utf8proc_int32_t)point);
    return columns > 0 ? (size_t)columns : 0;
}

bool ctg__utf8_breaks(uint32_t before, uint32_t point, int32_t *state)
{
    return utf8proc_grapheme_break_stateful((utf8proc_int32_t)before,
                                            (utf8proc_int32_t)point, state);
}

size_t ctg__utf8_mark(const char *text, size_t length)
{
    return length >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
}

size_t ctg__utf8_fit(const char *text, size_t length, size_t room)
{
    if (length <= room)
        return length;
    while (room && ((unsigned char)text[room] & 0xC0) == 0x80)
        room--;
    return room;
}

int ctg__utf8_precision(const char *text, size_t room)
{
    return (int)ctg__utf8_fit(text, strnlen(text, room + 1), room);
}
