/* UTF-8, decoded strictly, and how its characters look on a terminal. */
#ifndef TEXT_UTF8_H
#define TEXT_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What a byte that is no part of valid UTF-8 decodes to. */
#define CTG__UTF8_BAD UINT32_C(0xFFFFFFFF)

/*
 * Decodes the code point at *at (which must be before `end`) and steps over
 * it; a bad byte (also overlong forms, surrogates, above U+10FFFF) is
 * CTG__UTF8_BAD and one step.
 */
uint32_t ctg__utf8_next(const char **at, const char *end);

/* Writes the bytes of a code point to `out`; returns how many, 1 to 4. */
size_t ctg__utf8_put(char out[4], uint32_t point);

typedef enum ctg__utf8_kind {
    CTG__UTF8_SHOWN,
    CTG__UTF8_BLANK, /* controls, and spaces of every width */
    CTG__UTF8_HIDDEN /* reverses text, hides in it, or is no character */
} ctg__utf8_kind;

ctg__utf8_kind ctg__utf8_kind_of(uint32_t point);

/* Where a mark stands on the letter before it. */
typedef enum ctg__utf8_place {
    CTG__UTF8_NO_MARK,
    CTG__UTF8_ABOVE,
    CTG__UTF8_BELOW,
    CTG__UTF8_ELSEWHERE, /* through or around it, or where its script has it */
    CTG__UTF8_JOINER     /* no mark, and marks go on behind it */
} ctg__utf8_place;

ctg__utf8_place ctg__utf8_mark_of(uint32_t point);

/* Columns on a terminal: wide ones take 2, combining ones and controls 0. */
size_t ctg__utf8_columns(uint32_t point);

/* Whether a text may be cut between two neighbours without tearing what is
 * read as one character. `state` is 0 at first and goes from pair to pair. */
bool ctg__utf8_breaks(uint32_t before, uint32_t point, int32_t *state);

/* Bytes of the byte order mark that the text starts with: 3, or 0. */
size_t ctg__utf8_mark(const char *text, size_t length);

/* The precision of a "%.*s" that prints at most `room` bytes of the text, and
 * no half character. */
int ctg__utf8_precision(const char *text, size_t room);

/* The most bytes of the text, up to `room`, that end with a whole character. */
size_t ctg__utf8_fit(const char *text, size_t length, size_t room);

#endif
