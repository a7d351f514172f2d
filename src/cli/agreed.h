/* How far the measures of a ranking agree, pair by pair. */
#ifndef CLI_AGREED_H
#define CLI_AGREED_H

#include <stdio.h>

#include "cli/ranked.h"

/* A line for two measures, a triangle for more; nothing for one. */
void agreed_write_text(const ranked *page, FILE *file);

/* A point of a list for each pair. */
void agreed_write_md(const ranked *page, FILE *file);

/* A list of objects, empty for one measure. */
void agreed_write_json(const ranked *page, FILE *file);

#endif
