#include "base/clean.h"

#include <string.h>

#include "base/memory.h"
#include "base/utf8.h"

enum { REPLACEMENT = 0xFFFD, ELLIPSIS = 0x2026 };

static bool is_within(uint32_t point, uint32_t first, uint32_t last)
{
    return point >= first && point <= last;
}

/* Controls of both kinds, the space that does not break, separators. */
static bool is_blank(uint32_t point)
{
    return point <= 0x20 || is_within(point, 0x7F, 0xA0) || point == 0x2028 ||
           point == 0x2029;
}

/* What reverses text, hides in it, or is allowed in no document. */
static bool is_dropped(uint32_t point)
{
    return point == 0x00AD || point == 0x061C || point == 0x200B ||
           point == 0x200E || point == 0x200F ||
           is_within(point, 0x202A, 0x202E) ||
           is_within(point, 0x2060, 0x2069) || point == 0xFEFF ||
           is_within(point, 0xFDD0, 0xFDEF) ||
           is_within(point, 0xFFF9, 0xFFFB) ||
           is_within(point, 0xE0000, 0xE007F) || (point & 0xFFFE) == 0xFFFE;
}

size_t ctg__columns_of(uint32_t point)
{
    if (is_within(point, 0x300, 0x36F) || is_within(point, 0x1AB0, 0x1AFF) ||
        is_within(point, 0x20D0, 0x20FF) || is_within(point, 0xFE00, 0xFE0F) ||
        point == 0x200C || point == 0x200D)
        return 0;
    if (is_within(point, 0x1100, 0x115F) || is_within(point, 0x2E80, 0xA4CF) ||
        is_within(point, 0xAC00, 0xD7A3) || is_within(point, 0xF900, 0xFAFF) ||
        is_within(point, 0xFE30, 0xFE6F) || is_within(point, 0xFF00, 0xFF60) ||
        is_within(point, 0xFFE0, 0xFFE6) ||
        is_within(point, 0x1F300, 0x1FAFF) ||
        is_within(point, 0x20000, 0x3FFFD))
        return 2;
    return 1;
}

size_t ctg__columns(const char *text)
{
    const char *const end = text + strlen(text);
    size_t columns = 0;

    while (text < end)
        columns += ctg__columns_of(ctg__utf8_next(&text, end));
    return columns;
}

/* What the next character shows as, 0: as nothing. `*blank_due` carries a blank
 * to the character after it, for there is none at the ends. */
static uint32_t next_point(const char **name, const char *end, bool ascii,
                           bool *blank_due)
{
    uint32_t point = ctg__utf8_next(name, end);

    if (point == CTG__UTF8_BAD)
        point = REPLACEMENT;
    if (is_dropped(point))
        return 0;
    if (is_blank(point)) {
        *blank_due = true;
        return 0;
    }
    return ascii && point >= 0x80 ? '?' : point;
}

/* The whole name, clean; returns its columns. */
static size_t add_whole(ctg__text *text, const char *name, bool ascii)
{
    const char *const end = name + strlen(name);
    const size_t start = text->length;
    bool blank_due = false;
    size_t columns = 0;

    while (name < end) {
        const uint32_t point = next_point(&name, end, ascii, &blank_due);
        char bytes[4];

        if (!point)
            continue;
        if (blank_due && text->length > start) {
            ctg__text_add_char(text, ' ');
            columns++;
        }
        blank_due = false;
        ctg__text_add_bytes(text, bytes, ctg__utf8_put(bytes, point));
        columns += ctg__columns_of(point);
    }
    return columns;
}

void ctg__clean_into(char *room, size_t size, const char *name, bool ascii)
{
    const char *const end = name + strlen(name);
    bool blank_due = false;
    size_t length = 0;

    while (name < end) {
        const uint32_t point = next_point(&name, end, ascii, &blank_due);
        const bool blank = blank_due && length > 0;
        char bytes[4];
        size_t count;

        if (!point)
            continue;
        count = ctg__utf8_put(bytes, point);
        if (length + blank + count >= size)
            break;
        if (blank)
            room[length++] = ' ';
        blank_due = false;
        memcpy(room + length, bytes, count);
        length += count;
    }
    room[length] = '\0';
}

/* Bytes of the longest start of `text` within `limit` columns. */
static size_t head_bytes(const char *text, size_t limit)
{
    const char *const end = text + strlen(text);
    const char *at = text;
    size_t columns = 0;

    while (at < end) {
        const char *next = at;

        columns += ctg__columns_of(ctg__utf8_next(&next, end));
        if (columns > limit)
            break;
        at = next;
    }
    return (size_t)(at - text);
}

/* Where the longest end of `text` within `limit` columns starts. */
static const char *tail_start(const char *text, size_t limit)
{
    const char *const end = text + strlen(text);
    size_t columns = ctg__columns(text);

    while (columns > limit)
        columns -= ctg__columns_of(ctg__utf8_next(&text, end));
    return text;
}

void ctg__text_add_clean(ctg__text *text, const char *name, size_t limit,
                         bool ascii)
{
    ctg__text whole = {0};
    const size_t mark = ascii ? 3 : 1; /* columns of the ellipsis */
    const size_t columns = add_whole(&whole, name, ascii);

    if (whole.failed) {
        text->failed = true;
    } else if (!whole.length) {
        ctg__text_add(text, "(unnamed)");
    } else if (!limit || columns <= limit || limit <= mark) {
        ctg__text_add_bytes(text, whole.bytes, whole.length);
    } else {
        const size_t tail = (limit - mark) / 3;
        const size_t head = limit - mark - tail;

        ctg__text_add_bytes(text, whole.bytes, head_bytes(whole.bytes, head));
        ctg__text_add(text, ascii ? "..." : "\xE2\x80\xA6");
        ctg__text_add(text, tail_start(whole.bytes, tail));
    }
    ctg__text_clear(&whole);
}
