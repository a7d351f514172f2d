/* The text of a GML file, token by token. */
#ifndef READ_GML_TEXT_H
#define READ_GML_TEXT_H

#include <stdbool.h>
#include <stddef.h>

typedef struct ctg__gml_text {
    const char *at;
    const char *end;
    size_t line;
    const char *fault; /* why it is no GML from here on; NULL: it is */
} ctg__gml_text;

typedef struct ctg__gml_span {
    const char *text;
    size_t length;
} ctg__gml_span;

/* Sets the fault, unless there is one. */
void ctg__gml_fail(ctg__gml_text *text, const char *fault);

/* Blanks and comments; false at the end. */
bool ctg__gml_skip_blank(ctg__gml_text *text);

/* A key, of which there must be at least a byte; false where there is none. */
bool ctg__gml_key(ctg__gml_text *text, ctg__gml_span *key);

/* Up to what cannot be part of a key or a number; may be empty. */
ctg__gml_span ctg__gml_word(ctg__gml_text *text);

/* What stands between the quotes of which the first is next, as it is. */
ctg__gml_span ctg__gml_string(ctg__gml_text *text);

/* The rest of a list whose bracket was taken, with all that is in it. */
void ctg__gml_skip_list(ctg__gml_text *text);

bool ctg__gml_is(ctg__gml_span found, const char *word);

/* Numbers, and what other programs write where there is none: NAN, +INF. */
bool ctg__gml_is_number(ctg__gml_span word);

#endif
