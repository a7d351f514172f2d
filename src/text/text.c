#include <config.h>

#include "text/text.h"

#include <locale.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/assert.h"
#include "base/memory.h"
#include "text/number.h"

static bool make_room(ctg__text *text, size_t more)
{
    size_t room = text->room ? text->room : 64;
    char *grown;

    if (text->failed)
        return false;
    if (text->length + more + 1 <= text->room)
        return true;
    while (room < text->length + more + 1)
        room *= 2;
    grown = ctg__reallocate(text->bytes, room);
    if (!grown) {
        text->failed = true;
        return false;
    }
    text->bytes = grown;
    text->room = room;
    return true;
}

void ctg__text_add_bytes(ctg__text *text, const char *bytes, size_t length)
{
    if (!make_room(text, length))
        return;
    if (length)
        memcpy(text->bytes + text->length, bytes, length);
    text->length += length;
    CTG__ASSERT(text->length < text->room);
    text->bytes[text->length] = '\0';
}

void ctg__text_reset(ctg__text *text)
{
    text->length = 0;
    if (text->bytes)
        *text->bytes = '\0';
}

void ctg__text_add(ctg__text *text, const char *string)
{
    ctg__text_add_bytes(text, string, strlen(string));
}

void ctg__text_add_char(ctg__text *text, char c)
{
    ctg__text_add_bytes(text, &c, 1);
}

void ctg__text_add_markup(ctg__text *text, char c)
{
    switch (c) {
    case '&':
        ctg__text_add(text, "&amp;");
        break;
    case '<':
        ctg__text_add(text, "&lt;");
        break;
    case '>':
        ctg__text_add(text, "&gt;");
        break;
    case '"':
        ctg__text_add(text, "&quot;");
        break;
    case '\'':
        ctg__text_add(text, "&#39;");
        break;
    default:
        ctg__text_add_char(text, c);
    }
}

void ctg__text_add_number(ctg__text *text, double value)
{
    char buffer[32];
    const int length = ctg__number_format(buffer, value);

    ctg__text_add_bytes(text, buffer, (size_t)length);
}

void ctg__text_add_count(ctg__text *text, uint64_t count)
{
    char buffer[32];
    const int length = ctg__number_format_count(buffer, count);

    ctg__text_add_bytes(text, buffer, (size_t)length);
}

static void print_here(ctg__text *text, const char *format, va_list args)
{
    va_list again;
    int length;

    va_copy(again, args);
    length = vsnprintf(NULL, 0, format, args);
    if (length >= 0 && make_room(text, (size_t)length)) {
        vsnprintf(text->bytes + text->length, (size_t)length + 1, format,
                  again);
        text->length += (size_t)length;
    }
    va_end(again);
}

/* A program around us may have a locale that writes 0,5. */
void ctg__text_print(ctg__text *text, const char *format, ...)
{
    const locale_t c_locale = newlocale(LC_ALL_MASK, "C", (locale_t)0);
    const locale_t before = c_locale ? uselocale(c_locale) : (locale_t)0;
    va_list args;

    va_start(args, format);
    print_here(text, format, args);
    va_end(args);
    if (c_locale) {
        uselocale(before);
        freelocale(c_locale);
    }
}

const char *ctg__text_string(const ctg__text *text)
{
    return text->bytes ? text->bytes : "";
}

const char *ctg__text_behind(const ctg__text *text, size_t length)
{
    return text->length > length ? text->bytes + length : "";
}

char *ctg__text_keep(ctg__text *text, ctg__arena *arena)
{
    char *const kept =
        text->failed ? NULL : ctg__arena_take(arena, text->length + 1, 1);

    if (kept)
        memcpy(kept, ctg__text_string(text), text->length + 1);
    ctg__text_clear(text);
    return kept;
}

void ctg__text_clear(ctg__text *text)
{
    ctg__release(text->bytes);
    *text = (ctg__text){0};
}
