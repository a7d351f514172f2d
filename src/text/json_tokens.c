#include "text/json_tokens.h"

#include <string.h>

#include "base/assert.h"
#include "text/number.h"
#include "text/utf8.h"

static void step_over_blanks(const char **at)
{
    while (**at == ' ' || **at == '\n' || **at == '\t' || **at == '\r')
        ++*at;
}

ctg__json_kind ctg__json_kind_at(const char *at)
{
    switch (*at) {
    case '{':
        return CTG__JSON_OBJECT;
    case '[':
        return CTG__JSON_LIST;
    case '"':
        return CTG__JSON_TEXT;
    case 't':
        return CTG__JSON_TRUE;
    case 'f':
        return CTG__JSON_FALSE;
    case 'n':
        return CTG__JSON_NULL;
    default:
        return CTG__JSON_NUMBER;
    }
}

bool ctg__json_enter(const char **at)
{
    CTG__ASSERT(**at == '[' || **at == '{');
    ++*at;
    step_over_blanks(at);
    if (**at != ']' && **at != '}')
        return true;
    ++*at;
    return false;
}

bool ctg__json_more(const char **at)
{
    step_over_blanks(at);
    CTG__ASSERT(**at == ',' || **at == ']' || **at == '}');
    if (*(*at)++ != ',')
        return false;
    step_over_blanks(at);
    return true;
}

/* From behind the quote that opens a text to behind the one that ends it. */
static void skip_text(const char **at)
{
    for (;; ++*at)
        if (**at == '\\')
            ++*at;
        else if (**at == '"')
            break;
    ++*at;
}

static bool is_in_word(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || c == '-' ||
           c == '+' || c == '.' || c == 'E';
}

void ctg__json_skip(const char **at)
{
    size_t open = 0;

    do {
        const char c = *(*at)++;

        if (c == '"')
            skip_text(at);
        else if (c == '[' || c == '{')
            open++;
        else if (c == ']' || c == '}')
            open--;
        else if (!open)
            while (is_in_word(**at))
                ++*at;
    } while (open);
}

static uint32_t hex_of(char c)
{
    return (uint32_t)(c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10);
}

/* The four digits of an escape, stepped over. */
static uint32_t unit_at(const char **at)
{
    uint32_t unit = 0;

    for (int i = 0; i < 4; i++)
        unit = unit << 4 | hex_of(*(*at)++);
    return unit;
}

size_t ctg__json_unescape(const char **at, char bytes[4])
{
    static const char letters[] = "bfnrt";
    static const char signs[] = "\b\f\n\r\t";
    const char *letter;
    uint32_t point;

    CTG__ASSERT(**at == '\\');
    *at += 2;
    if ((*at)[-1] != 'u') {
        letter = strchr(letters, (*at)[-1]);
        bytes[0] = letter ? signs[letter - letters] : (*at)[-1];
        return 1;
    }
    point = unit_at(at);
    if (point >= 0xD800 && point <= 0xDBFF) {
        *at += 2; /* \u again */
        point = 0x10000 + ((point - 0xD800) << 10) + (unit_at(at) - 0xDC00);
    }
    return ctg__utf8_put(bytes, point);
}

/* From an escape to the quote; what lies before it is in `room`. */
static const char *unescape_rest(const char **at, ctg__text *room,
                                 size_t *length)
{
    while (**at != '"') {
        const char *const start = *at;
        char bytes[4];

        if (*start == '\\') {
            ctg__text_add_bytes(room, bytes, ctg__json_unescape(at, bytes));
            continue;
        }
        while (**at != '"' && **at != '\\')
            ++*at;
        ctg__text_add_bytes(room, start, (size_t)(*at - start));
    }
    ++*at;
    *length = room->length;
    return room->failed ? NULL : ctg__text_string(room);
}

const char *ctg__json_text(const char **at, ctg__text *room, size_t *length)
{
    const char *const start = ++*at;

    CTG__ASSERT(start[-1] == '"');
    while (**at != '"' && **at != '\\')
        ++*at;
    if (**at == '"') {
        *length = (size_t)((*at)++ - start);
        return start;
    }
    ctg__text_reset(room);
    ctg__text_add_bytes(room, start, (size_t)(*at - start));
    return unescape_rest(at, room, length);
}

const char *ctg__json_key(const char **at, ctg__text *room, size_t *length)
{
    const char *const key = ctg__json_text(at, room, length);

    step_over_blanks(at);
    CTG__ASSERT(**at == ':');
    ++*at;
    step_over_blanks(at);
    return key;
}

double ctg__json_number(const char **at)
{
    const char *const start = *at;
    double value = 0;

    /* What ends a number is a byte that none has. */
    if (ctg__number_plain(at, &value) && !is_in_word(**at))
        return value;
    *at = start;
    while (is_in_word(**at))
        ++*at;
    ctg__number_parse(start, (size_t)(*at - start), &value);
    return value;
}
