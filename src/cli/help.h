/* --help, written from the tables. */
#ifndef CLI_HELP_H
#define CLI_HELP_H

#include <stdio.h>

#include "cli/args.h"

void help_print_program(FILE *file);
void help_print_command(const args *given, FILE *file);
/* A line of a list: a word and what it means, wrapped. */
void help_print_term(FILE *file, const char *term, const char *meaning);
void help_print_version(FILE *file);

#endif
