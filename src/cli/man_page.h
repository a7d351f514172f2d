/* The manual's page of a command, written from the tables as --help is. */
#ifndef CLI_MAN_PAGE_H
#define CLI_MAN_PAGE_H

#include <stdbool.h>
#include <stdio.h>

#include "cli/args.h"

/* In the words of mdoc(7), but for the date that comes first. */
void man_page_write(const args *given, FILE *file);

/*
 * Shows the page by man(1), where there is a terminal that can, such a program,
 * and it knows the page; then it does not return, man's status is that of the
 * process. Else nothing happens.
 */
void man_page_open(const char *command);

#endif
