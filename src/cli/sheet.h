/* A CSV file of results read back: texts by row and column. */
#ifndef CLI_SHEET_H
#define CLI_SHEET_H

#include <stdbool.h>
#include <stddef.h>

#include "cli/exit.h"

/* Starts as {0}; sheet_clear frees. */
typedef struct sheet {
    char *bytes;      /* of the file; cells point into it */
    char **cells;     /* row by row, the header first */
    size_t row_count; /* without the header */
    size_t column_count;
} sheet;

/* Says on stderr what is wrong, with the line. */
exit_status sheet_read(const char *path, sheet *made);
void sheet_clear(sheet *made);

/* Row 0 is the first below the header. */
const char *sheet_cell(const sheet *of, size_t row, size_t column);
const char *sheet_head(const sheet *of, size_t column);
/* SIZE_MAX when there is no such column. */
size_t sheet_find(const sheet *of, const char *name);

/*
 * Takes the next record of a text apart, in place: cells point into it, at
 * most `room`. Returns how many there are (more than `room` if they do not
 * fit) and moves *text past the record; 0 at the end. Blank lines are skipped
 * and, like line breaks in quotes, counted in *line.
 */
size_t sheet_split(char **text, char **cells, size_t room, size_t *line);

#endif
