/* Words in lines of 80 columns: what --help is made of. */
#ifndef CLI_WRAP_H
#define CLI_WRAP_H

#include <stdio.h>

/*
 * Words wrapped, every line but the first indented; `column` is where the
 * first begins. Ends the last line.
 */
void wrap_text(FILE *file, const char *text, int column, int indent);

/* A line of a list: a word and what it means, wrapped. */
void wrap_term(FILE *file, const char *term, const char *meaning);

#endif
