/* UTF-8, decoded strictly. */
#ifndef BASE_UTF8_H
#define BASE_UTF8_H

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

#endif
