/* Whether bytes are JSON: looked at once, from front to back. */
#include <stdlib.h>
#include <string.h>

#include "base/assert.h"
#include "base/memory.h"
#include "text/json_tokens.h"
#include "text/number.h"
#include "text/utf8.h"

enum {
    DEEPEST = 2048,
    FEW = 32,         /* keys that are compared each with each */
    SHORT = 300,      /* digits that make no number too large */
    ASK_EVERY = 4096, /* values */
};

/* Keys of the objects that are open, the innermost last. */
typedef struct checking {
    const char *at;
    const char *end;
    ctg__json_document *found;
    ctg__asking *asking;
    const char **keys;
    size_t key_count;
    size_t key_room;
    size_t values;
    ctg_status status; /* why it stopped */
} checking;

static bool stop(checking *c, ctg_status status)
{
    if (!c->status)
        c->status = status;
    return false;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static void step_over_blanks(checking *c)
{
    while (c->at < c->end && (*c->at == ' ' || *c->at == '\t' ||
                              *c->at == '\n' || *c->at == '\r'))
        c->at++;
}

/* Behind blanks, and over it. */
static bool take(checking *c, char sign)
{
    step_over_blanks(c);
    if (c->at == c->end || *c->at != sign)
        return false;
    c->at++;
    return true;
}

/* --- texts ------------------------------------------------------------------
 */

static int hex_of(char c)
{
    return is_digit(c)            ? c - '0'
           : c >= 'a' && c <= 'f' ? c - 'a' + 10
           : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                  : -1;
}

/* The four digits of an escape; -1 where there are none. */
static long take_hex(checking *c)
{
    long value = 0;

    if (c->end - c->at < 4)
        return -1;
    for (int i = 0; i < 4; i++) {
        const int digit = hex_of(*c->at++);

        if (digit < 0)
            return -1;
        value = value << 4 | digit;
    }
    return value;
}

/* Behind \u: halves of a pair come in pairs, and NUL never. */
static bool check_point(checking *c)
{
    const long point = take_hex(c);

    if (point <= 0 || (point >= 0xDC00 && point <= 0xDFFF))
        return false;
    if (point >= 0xD800 && point <= 0xDBFF) {
        long low;

        if (c->end - c->at < 6 || c->at[0] != '\\' || c->at[1] != 'u')
            return false;
        c->at += 2;
        low = take_hex(c);
        return low >= 0xDC00 && low <= 0xDFFF;
    }
    return true;
}

static bool check_escape(checking *c)
{
    if (c->at == c->end)
        return false;
    switch (*c->at++) {
    case '"':
    case '\\':
    case '/':
    case 'b':
    case 'f':
    case 'n':
    case 'r':
    case 't':
        return true;
    case 'u':
        return check_point(c);
    default:
        return false;
    }
}

/* Behind the quote that opens it. */
static bool check_text(checking *c)
{
    while (c->at < c->end) {
        const unsigned char byte = (unsigned char)*c->at;

        if (byte == '"') {
            c->at++;
            return true;
        }
        if (byte < 0x20)
            return stop(c, CTG_BAD_INPUT);
        if (byte >= 0x80) {
            if (ctg__utf8_next(&c->at, c->end) == CTG__UTF8_BAD)
                return stop(c, CTG_BAD_INPUT);
            continue;
        }
        c->at++;
        if (byte == '\\' && !check_escape(c))
            return stop(c, CTG_BAD_INPUT);
    }
    return stop(c, CTG_BAD_INPUT);
}

/* --- numbers and words ------------------------------------------------------
 */

static bool take_digits(checking *c)
{
    const char *const start = c->at;

    while (c->at < c->end && is_digit(*c->at))
        c->at++;
    return c->at > start;
}

static bool check_number(checking *c)
{
    const char *const start = c->at;
    bool power = false;
    double value;

    if (*c->at == '-')
        c->at++;
    if (c->at < c->end && *c->at == '0')
        c->at++;
    else if (!take_digits(c))
        return stop(c, CTG_BAD_INPUT);
    if (c->at < c->end && *c->at == '.') {
        c->at++;
        if (!take_digits(c))
            return stop(c, CTG_BAD_INPUT);
    }
    if (c->at < c->end && (*c->at == 'e' || *c->at == 'E')) {
        power = true;
        c->at++;
        if (c->at < c->end && (*c->at == '+' || *c->at == '-'))
            c->at++;
        if (!take_digits(c))
            return stop(c, CTG_BAD_INPUT);
    }
    if ((power || c->at - start > SHORT) &&
        ctg__number_parse(start, (size_t)(c->at - start), &value))
        return stop(c, CTG_BAD_INPUT);
    return true;
}

static bool check_word(checking *c, const char *word)
{
    const size_t length = strlen(word);

    if ((size_t)(c->end - c->at) < length || memcmp(c->at, word, length) != 0)
        return stop(c, CTG_BAD_INPUT);
    c->at += length;
    return true;
}

/* --- keys -------------------------------------------------------------------
 */

/* A byte of a key, or of the character that an escape stands for. */
typedef struct spelling {
    const char *at;
    char bytes[4];
    size_t count;
    size_t next;
} spelling;

static int next_byte(spelling *s)
{
    if (s->next < s->count)
        return (unsigned char)s->bytes[s->next++];
    if (*s->at == '"')
        return -1;
    if (*s->at != '\\')
        return (unsigned char)*s->at++;
    s->count = ctg__json_unescape(&s->at, s->bytes);
    s->next = 1;
    return (unsigned char)s->bytes[0];
}

/* Keys, each behind its quote, by what they spell. */
static int compare_keys(const void *a, const void *b)
{
    spelling one = {.at = *(const char *const *)a};
    spelling other = {.at = *(const char *const *)b};

    for (;;) {
        const int x = next_byte(&one);
        const int y = next_byte(&other);

        if (x != y)
            return x < y ? -1 : 1;
        if (x < 0)
            return 0;
    }
}

static bool any_twice(const char **keys, size_t count)
{
    if (count > FEW) {
        qsort(keys, count, sizeof *keys, compare_keys);
        for (size_t i = 1; i < count; i++)
            if (!compare_keys(&keys[i - 1], &keys[i]))
                return true;
        return false;
    }
    for (size_t i = 1; i < count; i++)
        for (size_t k = 0; k < i; k++)
            if (!compare_keys(&keys[k], &keys[i]))
                return true;
    return false;
}

static bool add_key(checking *c, const char *key)
{
    const char **const grown =
        ctg__grow_array(c->keys, c->key_count, &c->key_room, 64, sizeof *grown);

    if (!grown)
        return stop(c, CTG_NO_MEMORY);
    c->keys = grown;
    grown[c->key_count++] = key;
    return true;
}

static bool add_member(checking *c, const char *key, const char *value,
                       size_t items)
{
    ctg__json_document *const found = c->found;
    ctg__json_member *const grown =
        ctg__grow_array(found->members, found->member_count,
                        &found->member_room, 16, sizeof *grown);

    if (!grown)
        return stop(c, CTG_NO_MEMORY);
    found->members = grown;
    grown[found->member_count++] = (ctg__json_member){key, value, items};
    return true;
}

/* --- values -----------------------------------------------------------------
 */

static bool check_value(checking *c, size_t depth, size_t *items);

/* A key, its colon and its value. */
static bool check_member(checking *c, size_t depth)
{
    const char *key;
    const char *value;
    size_t items = 0;

    if (!take(c, '"'))
        return stop(c, CTG_BAD_INPUT);
    key = c->at;
    if (!add_key(c, key) || !check_text(c))
        return false;
    if (!take(c, ':'))
        return stop(c, CTG_BAD_INPUT);
    step_over_blanks(c);
    value = c->at;
    if (!check_value(c, depth + 1, &items))
        return false;
    return depth > 1 || add_member(c, key - 1, value, items);
}

static bool check_object(checking *c, size_t depth, size_t *items)
{
    const size_t first = c->key_count;

    c->at++;
    if (take(c, '}'))
        return true;
    do {
        if (!check_member(c, depth))
            return false;
        ++*items;
    } while (take(c, ','));
    if (!take(c, '}') || any_twice(c->keys + first, c->key_count - first))
        return stop(c, CTG_BAD_INPUT);
    c->key_count = first;
    return true;
}

static bool check_list(checking *c, size_t depth, size_t *items)
{
    size_t inside;

    c->at++;
    if (take(c, ']'))
        return true;
    do {
        step_over_blanks(c);
        if (!check_value(c, depth + 1, &inside))
            return false;
        ++*items;
    } while (take(c, ','));
    return take(c, ']') || stop(c, CTG_BAD_INPUT);
}

/* At its first byte; `items` of a list or an object. */
static bool check_value(checking *c, size_t depth, size_t *items)
{
    *items = 0;
    if (depth > DEEPEST || c->at == c->end)
        return stop(c, CTG_BAD_INPUT);
    if (c->asking && ++c->values % ASK_EVERY == 0 && !ctg__ask(c->asking, 0, 0))
        return stop(c, CTG_CANCELLED);
    switch (*c->at) {
    case '{':
        return check_object(c, depth, items);
    case '[':
        return check_list(c, depth, items);
    case '"':
        c->at++;
        return check_text(c);
    case 't':
        return check_word(c, "true");
    case 'f':
        return check_word(c, "false");
    case 'n':
        return check_word(c, "null");
    default:
        return check_number(c);
    }
}

ctg_status ctg__json_check(const char *bytes, size_t length,
                           ctg__asking *asking, ctg__json_document *found,
                           ctg_error *error)
{
    checking c = {.at = bytes + ctg__utf8_mark(bytes, length),
                  .end = bytes + length,
                  .found = found,
                  .asking = asking};
    size_t items;

    step_over_blanks(&c);
    found->at = c.at;
    if (c.at == c.end || (*c.at != '{' && *c.at != '['))
        stop(&c, CTG_BAD_INPUT);
    else if (check_value(&c, 1, &items)) {
        step_over_blanks(&c);
        if (c.at < c.end)
            stop(&c, CTG_BAD_INPUT);
    }
    ctg__release(c.keys);
    found->fault = c.at;
    if (c.status == CTG_CANCELLED)
        return ctg__fail(error, CTG_CANCELLED, "cancelled");
    if (c.status == CTG_NO_MEMORY)
        return ctg__fail_memory(error);
    return c.status;
}
