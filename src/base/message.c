#include "base/message.h"

#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "base/assert.h"

enum { HEAD = 60, TAIL = 20 };

static const char dots[] = "...";

typedef struct message {
    char *room;
    size_t size;
    size_t length;
    bool full; /* something did not fit, and nothing comes after it */
} message;

/* Behind the next character. What it is does not matter here: bytes that are
 * no UTF-8 are kept together in fours at most. */
static const char *skip_one(const char *text, const char *end)
{
    const char *const start = text++;

    while (text < end && text - start < 4 &&
           ((unsigned char)*text & 0xC0) == 0x80)
        text++;
    return text;
}

/* Behind `count` characters, or `end`. */
static const char *skip(const char *text, const char *end, size_t count)
{
    while (count-- && text < end)
        text = skip_one(text, end);
    return text;
}

static size_t count_characters(const char *text, const char *end)
{
    size_t count = 0;

    for (; text < end; count++)
        text = skip_one(text, end);
    return count;
}

/* As many whole characters as there is room for. */
static void add(message *made, const char *text, size_t length)
{
    const size_t left = made->full ? 0 : made->size - 1 - made->length;

    if (length > left) {
        length = left;
        while (length && ((unsigned char)text[length] & 0xC0) == 0x80)
            length--;
        made->full = true;
    }
    memcpy(made->room + made->length, text, length);
    made->length += length;
}

/* A text, without its middle when it is longer than head, dots and tail. */
static void add_text(message *made, const char *text, size_t length,
                     size_t head, size_t tail)
{
    const char *const end = text + length;
    const size_t count = count_characters(text, end);

    if (count <= head + tail + sizeof dots - 1) {
        add(made, text, length);
        return;
    }
    add(made, text, (size_t)(skip(text, end, head) - text));
    add(made, dots, sizeof dots - 1);
    text = skip(text, end, count - tail);
    add(made, text, (size_t)(end - text));
}

/* As many bytes of the text, up to `most`, as are whole characters. */
static size_t fit(const char *text, size_t most)
{
    size_t length = strnlen(text, most);

    if (length == most)
        while (length && ((unsigned char)text[length] & 0xC0) == 0x80)
            length--;
    return length;
}

/* %s, at most `precision` bytes of it; below 0: all. `exact`: the text, which
 * need not end there, has so many. */
static void add_string(message *made, const char *text, int precision,
                       bool exact, bool quoted)
{
    const size_t half = made->size / 2;
    const size_t length = precision < 0 ? strlen(text)
                          : exact       ? strnlen(text, (size_t)precision)
                                        : fit(text, (size_t)precision);

    if (quoted)
        add_text(made, text, length, HEAD, TAIL);
    else
        add_text(made, text, length, half - half / 4, half / 4);
}

/* What is no text, as printf writes it. */
static void add_value(message *made, char kind, int precision, va_list *args)
{
    char text[400]; /* %f of the largest double has 316 characters */

    switch (kind) {
    case 'z':
        snprintf(text, sizeof text, "%zu", va_arg(*args, size_t));
        break;
    case 'u':
        snprintf(text, sizeof text, "%u", va_arg(*args, unsigned));
        break;
    case 'd':
        snprintf(text, sizeof text, "%d", va_arg(*args, int));
        break;
    case 'c':
        snprintf(text, sizeof text, "%c", va_arg(*args, int));
        break;
    case 'f':
        snprintf(text, sizeof text, "%.*f", precision, va_arg(*args, double));
        break;
    default:
        CTG__ASSERT(kind == 'g');
        snprintf(text, sizeof text, "%.*g", precision, va_arg(*args, double));
    }
    add(made, text, strlen(text));
}

/* The number after a point, or the argument for `*`; -1 without a point. */
static int read_precision(const char **at, va_list *args)
{
    int precision = 0;

    if (**at != '.')
        return -1;
    if (*++*at == '*') {
        ++*at;
        return va_arg(*args, int);
    }
    for (; **at >= '0' && **at <= '9'; ++*at)
        precision = 10 * precision + (**at - '0');
    return precision;
}

/* Writes what the directive at `percent` stands for; returns what follows. */
static const char *add_directive(message *made, const char *format,
                                 const char *percent, va_list *args)
{
    const bool exact = strncmp(percent, "%.*", 3) == 0;
    const char *at = percent + 1;
    const int precision = read_precision(&at, args);
    const char kind = *at++;

    if (kind == '%') {
        add(made, "%", 1);
    } else if (kind == 's') {
        const bool quoted =
            percent > format && percent[-1] == '\'' && *at == '\'';

        add_string(made, va_arg(*args, const char *), precision, exact, quoted);
    } else {
        add_value(made, kind, precision, args);
        if (kind == 'z')
            at++; /* always %zu */
    }
    return at;
}

int ctg__message_bytes(size_t length)
{
    return length > INT_MAX ? INT_MAX : (int)length;
}

void ctg__message(char *room, size_t size, const char *format, va_list args)
{
    message made = {.room = room, .size = size};
    const char *at = format;
    va_list rest; /* a parameter cannot be passed on by its address */

    va_copy(rest, args);
    while (*at) {
        const size_t plain = strcspn(at, "%");

        add(&made, at, plain);
        at += plain;
        if (*at)
            at = add_directive(&made, format, at, &rest);
    }
    va_end(rest);
    room[made.length] = '\0';
}
