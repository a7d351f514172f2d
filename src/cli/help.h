/* --help, written from the tables. */
#ifndef CLI_HELP_H
#define CLI_HELP_H

#include <stdio.h>

#include "cli/args.h"

void help_print_program(FILE *file);
void help_print_command(const args *given, FILE *file);
void help_print_version(FILE *file);

#endif
