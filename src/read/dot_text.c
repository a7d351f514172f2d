#include "read/dot_text.h"

#include <string.h>
#include <strings.h>

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_name(char c)
{
    return is_digit(c) || c == '_' ||
           ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || (unsigned char)c >= 0x80;
}

static bool is_blank(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

/* The character `count` further on; '\0' behind the end. */
static char ahead(const ctg__dot_text *t, size_t count)
{
    return (size_t)(t->end - t->at) > count ? t->at[count] : '\0';
}

static void step(ctg__dot_text *t, size_t count)
{
    for (; count && t->at < t->end; count--)
        t->line += *t->at++ == '\n';
}

static void skip_line(ctg__dot_text *t)
{
    const char *const newline = memchr(t->at, '\n', (size_t)(t->end - t->at));

    t->at = newline ? newline : t->end;
}

static bool fail(ctg__dot_text *t, const char *fault)
{
    if (t->kind != CTG__DOT_FAULT)
        t->fault = fault;
    t->kind = CTG__DOT_FAULT;
    return false;
}

/* Blanks and comments. */
static void skip_blank(ctg__dot_text *t)
{
    while (t->at < t->end) {
        if (is_blank(*t->at)) {
            step(t, 1);
        } else if (*t->at == '#' && (t->at == t->start || t->at[-1] == '\n')) {
            skip_line(t);
        } else if (*t->at == '/' && ahead(t, 1) == '/') {
            skip_line(t);
        } else if (*t->at == '/' && ahead(t, 1) == '*') {
            step(t, 2);
            while (t->at < t->end && !(*t->at == '*' && ahead(t, 1) == '/'))
                step(t, 1);
            if (t->at == t->end)
                fail(t, "a comment without its end");
            step(t, 2);
        } else {
            return;
        }
    }
}

/* What stands between quotes: of the escapes only that of a quote is the
 * file's, and that of a line break, which is left out. */
static void take_quoted(ctg__dot_text *t)
{
    step(t, 1);
    while (t->at < t->end && *t->at != '"') {
        const char next = ahead(t, 1);

        if (*t->at != '\\') {
            ctg__text_add_char(&t->text, *t->at);
            step(t, 1);
        } else if (next == '"') {
            ctg__text_add_char(&t->text, '"');
            step(t, 2);
        } else if (next == '\n') {
            step(t, 2);
        } else if (next == '\r' && ahead(t, 2) == '\n') {
            step(t, 3);
        } else {
            const size_t length = next == '\\' ? 2 : 1;

            ctg__text_add_bytes(&t->text, t->at, length);
            step(t, length);
        }
    }
    if (t->at == t->end)
        fail(t, "a string without its end");
    step(t, 1);
    if (t->at < t->end && (is_name(*t->at) || *t->at == '"'))
        fail(t, "text right behind a closing quote");
}

/* "a" + "b" */
static void take_strings(ctg__dot_text *t)
{
    take_quoted(t);
    for (;;) {
        skip_blank(t);
        if (t->kind == CTG__DOT_FAULT || ahead(t, 0) != '+')
            return;
        step(t, 1);
        skip_blank(t);
        if (ahead(t, 0) != '"') {
            fail(t, "no string behind +");
            return;
        }
        take_quoted(t);
    }
}

static void take_html(ctg__dot_text *t)
{
    const char *const start = t->at + 1;
    size_t depth = 0;

    while (t->at < t->end) {
        if (t->end - t->at > 4 && memcmp(t->at, "<!--", 4) == 0) {
            step(t, 4);
            while (t->at < t->end &&
                   !(*t->at == '-' && ahead(t, 1) == '-' && ahead(t, 2) == '>'))
                step(t, 1);
            step(t, 3);
            continue;
        }
        depth += *t->at == '<';
        if (*t->at == '>' && !--depth)
            break;
        step(t, 1);
    }
    if (t->at == t->end) {
        fail(t, "an HTML text without its end");
        return;
    }
    ctg__text_add_bytes(&t->text, start, (size_t)(t->at - start));
    step(t, 1);
}

/* [-]digits[.digits], also with the exponent that other programs write. */
static size_t number_length(const ctg__dot_text *t)
{
    size_t length = ahead(t, 0) == '-';
    size_t digits = 0;

    for (; is_digit(ahead(t, length)); digits++)
        length++;
    if (ahead(t, length) == '.')
        for (length++; is_digit(ahead(t, length)); digits++)
            length++;
    if (!digits)
        return 0;
    if ((ahead(t, length) | 0x20) == 'e') {
        const char sign = ahead(t, length + 1);
        size_t more = length + 1 + (sign == '-' || sign == '+');

        if (is_digit(ahead(t, more))) {
            while (is_digit(ahead(t, more)))
                more++;
            length = more;
        }
    }
    return length;
}

static void take_plain(ctg__dot_text *t)
{
    size_t length = number_length(t);

    if (!length)
        while (is_name(ahead(t, length)))
            length++;
    if (!length) {
        ctg__text_add_char(&t->text, *t->at);
        fail(t, "a character that needs quotes");
        return;
    }
    ctg__text_add_bytes(&t->text, t->at, length);
    t->plain = true;
    step(t, length);
    /* Graphviz would make two of 12ab and of A-1. */
    if (is_name(ahead(t, 0)) || ahead(t, 0) == '.' ||
        (ahead(t, 0) == '-' && ahead(t, 1) != '-' && ahead(t, 1) != '>'))
        fail(t, "a name that needs quotes");
}

ctg__dot_kind ctg__dot_next(ctg__dot_text *t)
{
    if (t->kind == CTG__DOT_FAULT)
        return t->kind;
    t->kind = CTG__DOT_ID;
    ctg__text_reset(&t->text);
    t->plain = false;
    skip_blank(t);
    t->token_line = t->line;
    if (t->kind == CTG__DOT_FAULT)
        return t->kind;
    if (t->at == t->end) {
        t->kind = CTG__DOT_END;
    } else if (*t->at == '"') {
        take_strings(t);
    } else if (*t->at == '<') {
        take_html(t);
    } else if (*t->at && strchr("{}[];,=:", *t->at)) {
        t->kind = CTG__DOT_MARK;
        t->mark = *t->at++;
    } else if (*t->at == '-' && (ahead(t, 1) == '>' || ahead(t, 1) == '-')) {
        t->kind = ahead(t, 1) == '>' ? CTG__DOT_ARROW : CTG__DOT_LINE;
        t->at += 2;
    } else {
        take_plain(t);
    }
    return t->kind;
}

char ctg__dot_peek(ctg__dot_text *t)
{
    skip_blank(t);
    return ahead(t, 0);
}

bool ctg__dot_is_mark(const ctg__dot_text *t, char mark)
{
    return t->kind == CTG__DOT_MARK && t->mark == mark;
}

bool ctg__dot_is_word(const ctg__dot_text *t, const char *word)
{
    return t->kind == CTG__DOT_ID && t->plain &&
           strcasecmp(ctg__text_string(&t->text), word) == 0;
}
