/* Text that grows. */
#ifndef TEXT_TEXT_H
#define TEXT_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "base/arena.h"
#include "base/error.h"

/*
 * Starts as {0}; ctg__text_clear frees. Once out of memory it stays `failed`
 * and further calls do nothing, so callers check once, at the end.
 */
typedef struct ctg__text {
    char *bytes; /* NUL-terminated; NULL while empty */
    size_t length;
    size_t room;
    bool failed;
} ctg__text;

/* Empties it and keeps its room, and its failure. */
void ctg__text_reset(ctg__text *text);
void ctg__text_add(ctg__text *text, const char *string);
void ctg__text_add_bytes(ctg__text *text, const char *bytes, size_t length);
void ctg__text_add_char(ctg__text *text, char c);
/* As markup has it: & is &amp; and so on. */
void ctg__text_add_markup(ctg__text *text, char c);
void ctg__text_add_number(ctg__text *text, double value); /* shortest */
void ctg__text_add_count(ctg__text *text, uint64_t count);
void ctg__text_print(ctg__text *text, const char *format, ...)
    CTG__PRINTF(2, 3);
/*
 * Adds all bytes of a file, at most `most`: beyond them "PATH: longer than
 * BEYOND". CTG_IO_ERROR, CTG_NO_MEMORY; the text has what was read by then.
 */
ctg_status ctg__text_read(ctg__text *text, FILE *file, const char *path,
                          size_t most, const char *beyond, ctg_error *error);
ctg_status ctg__text_read_file(ctg__text *text, const char *path, size_t most,
                               const char *beyond, ctg_error *error);
/* "" rather than NULL */
const char *ctg__text_string(const ctg__text *text);
/* What is behind the first `length` bytes; "" where there are not so many, as
 * when memory ran out. */
const char *ctg__text_behind(const ctg__text *text, size_t length);
void ctg__text_clear(ctg__text *text);
/* Clears it; what it said stays in the arena. NULL when either failed. */
char *ctg__text_keep(ctg__text *text, ctg__arena *arena);

#endif
