/*
 * JSON written, the same whoever writes it: the values, onto growing text and
 * onto files, and lists and objects. Reading is text/json_tokens.h where it may
 * be long, bridge/jansson.h elsewhere.
 */
#ifndef TEXT_JSON_H
#define TEXT_JSON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "text/text.h"

/*
 * A text in quotes. UTF-8 is kept; quotes, backslashes, controls (DEL and
 * U+0080 to U+009F as well) and the line ends U+2028 and U+2029 are escaped;
 * a byte that is no UTF-8 becomes U+FFFD.
 */
void ctg__json_add_text(ctg__text *text, const char *string);
void ctg__json_write_text(FILE *file, const char *string);

/* The shortest decimal that reads back; null where it is not finite. */
void ctg__json_add_number(ctg__text *text, double number);
void ctg__json_write_number(FILE *file, double number);

/* A text, or null for NULL. */
void ctg__json_add_text_or_null(ctg__text *text, const char *string);

/* The texts in brackets, on one line. */
void ctg__json_add_texts(ctg__text *text, const char *const *strings,
                         size_t count);

/*
 * A list '[' or an object '{' that is being written. Its values stand on lines
 * of their own behind `inside` blanks, and the bracket that closes it behind
 * `outside`; where `inside` is below 0 everything is on one line.
 *
 *     ctg__json_nest nest = ctg__json_open(text, '{', 2, 0);
 *
 *     ctg__json_next(&nest, "loss");
 *     ctg__json_add_number(text, loss);
 *     ctg__json_close(&nest);
 */
typedef struct ctg__json_nest {
    ctg__text *text;
    int inside;
    int outside;
    char bracket;
    bool any; /* a value came already */
} ctg__json_nest;

ctg__json_nest ctg__json_open(ctg__text *text, char bracket, int inside,
                              int outside);

/* What stands before a value: a comma, a line end, its key (NULL: none). */
void ctg__json_next(ctg__json_nest *nest, const char *key);
void ctg__json_close(ctg__json_nest *nest);

#endif
