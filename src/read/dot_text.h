/* The text of a DOT file, token by token. */
#ifndef READ_DOT_TEXT_H
#define READ_DOT_TEXT_H

#include "text/text.h"

typedef enum ctg__dot_kind {
    CTG__DOT_END,
    CTG__DOT_ID,    /* a name, a number, a string: in `text` */
    CTG__DOT_ARROW, /* -> */
    CTG__DOT_LINE,  /* -- */
    CTG__DOT_MARK,  /* one of {}[];,=: : in `mark` */
    CTG__DOT_FAULT  /* `fault` says why */
} ctg__dot_kind;

typedef struct ctg__dot_text {
    const char *start;
    const char *at;
    const char *end;
    size_t line; /* where `at` is */
    /* The last token. */
    ctg__dot_kind kind;
    size_t token_line; /* where it begins */
    char mark;
    bool plain; /* neither quoted nor HTML: may be a keyword */
    ctg__text text;
    const char *fault;
} ctg__dot_text;

/* The next token. Memory: `text.failed`. */
ctg__dot_kind ctg__dot_next(ctg__dot_text *text);

/* The character that the next token begins with, '\0' at the end. */
char ctg__dot_peek(ctg__dot_text *text);

/* Whether the token is this mark; this keyword, in any case. */
bool ctg__dot_is_mark(const ctg__dot_text *text, char mark);
bool ctg__dot_is_word(const ctg__dot_text *text, const char *word);

#endif
