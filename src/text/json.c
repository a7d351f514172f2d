#include "text/json.h"

#include <math.h>
#include <string.h>

#include "base/assert.h"
#include "text/number.h"
#include "text/utf8.h"

/* Bytes from here on that are written as they are. */
static size_t plain_bytes(const char *at, const char *end)
{
    const char *const start = at;

    while (at < end && (unsigned char)*at >= 0x20 &&
           (unsigned char)*at < 0x7F && *at != '"' && *at != '\\')
        at++;
    return (size_t)(at - start);
}

/* The next character as it is written; steps over it. */
static size_t write_character(char out[8], const char **at, const char *end)
{
    const char *const start = *at;
    const uint32_t point = ctg__utf8_next(at, end);

    if (point == CTG__UTF8_BAD)
        return (size_t)snprintf(out, 8, "\xEF\xBF\xBD");
    if (point == '"' || point == '\\')
        return (size_t)snprintf(out, 8, "\\%c", (char)point);
    if (point == '\n' || point == '\t')
        return (size_t)snprintf(out, 8, point == '\n' ? "\\n" : "\\t");
    if (point < 0x20 || (point >= 0x7F && point <= 0x9F) || point == 0x2028 ||
        point == 0x2029)
        return (size_t)snprintf(out, 8, "\\u%04x", (unsigned)point);
    memcpy(out, start, (size_t)(*at - start));
    return (size_t)(*at - start);
}

/* Bytes that can be written at once: plain ones at `*at`, or the next character
 * in `room`. Steps over what they stand for. */
static const char *next_bytes(char room[8], const char **at, const char *end,
                              size_t *length)
{
    const char *const start = *at;

    *length = plain_bytes(start, end);
    if (*length) {
        *at += *length;
        return start;
    }
    *length = write_character(room, at, end);
    return room;
}

void ctg__json_add_text(ctg__text *text, const char *string)
{
    const char *const end = string + strlen(string);

    ctg__text_add_char(text, '"');
    while (string < end) {
        char room[8];
        size_t length;
        const char *const bytes = next_bytes(room, &string, end, &length);

        ctg__text_add_bytes(text, bytes, length);
    }
    ctg__text_add_char(text, '"');
}

void ctg__json_write_text(FILE *file, const char *string)
{
    const char *const end = string + strlen(string);

    putc('"', file);
    while (string < end) {
        char room[8];
        size_t length;
        const char *const bytes = next_bytes(room, &string, end, &length);

        fwrite(bytes, 1, length, file);
    }
    putc('"', file);
}

/* "null", or the number in `room`. */
static const char *number_text(char room[32], double number)
{
    if (!isfinite(number))
        return "null";
    ctg__number_format(room, number);
    return room;
}

void ctg__json_add_number(ctg__text *text, double number)
{
    char room[32];

    ctg__text_add(text, number_text(room, number));
}

void ctg__json_write_number(FILE *file, double number)
{
    char room[32];

    fputs(number_text(room, number), file);
}

void ctg__json_add_text_or_null(ctg__text *text, const char *string)
{
    if (string)
        ctg__json_add_text(text, string);
    else
        ctg__text_add(text, "null");
}

void ctg__json_add_texts(ctg__text *text, const char *const *strings,
                         size_t count)
{
    ctg__json_nest nest = ctg__json_open(text, '[', -1, 0);

    for (size_t i = 0; i < count; i++) {
        ctg__json_next(&nest, NULL);
        ctg__json_add_text(text, strings[i]);
    }
    ctg__json_close(&nest);
}

ctg__json_nest ctg__json_open(ctg__text *text, char bracket, int inside,
                              int outside)
{
    ctg__text_add_char(text, bracket);
    return (ctg__json_nest){
        .text = text, .inside = inside, .outside = outside, .bracket = bracket};
}

static void add_line_end(ctg__text *text, int blanks)
{
    ctg__text_add_char(text, '\n');
    while (blanks-- > 0)
        ctg__text_add_char(text, ' ');
}

void ctg__json_next(ctg__json_nest *nest, const char *key)
{
    const bool lines = nest->inside >= 0;

    CTG__ASSERT((nest->bracket == '{') == (key != NULL));
    if (nest->any)
        ctg__text_add(nest->text, lines ? "," : ", ");
    if (lines)
        add_line_end(nest->text, nest->inside);
    nest->any = true;
    if (key) {
        ctg__json_add_text(nest->text, key);
        ctg__text_add(nest->text, ": ");
    }
}

void ctg__json_close(ctg__json_nest *nest)
{
    if (nest->any && nest->inside >= 0)
        add_line_end(nest->text, nest->outside);
    ctg__text_add_char(nest->text, nest->bracket == '[' ? ']' : '}');
}
