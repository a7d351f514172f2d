/* Rows of results of a sweep, written as they come and read back. */
#ifndef CLI_SWEPT_H
#define CLI_SWEPT_H

#include <stdbool.h>
#include <stdio.h>

#include "cli/job.h"

/* Ids that have a result. Starts as {0}; swept_clear frees. */
typedef struct swept {
    char **ids; /* sorted */
    size_t count;
    bool is_new; /* there was no file, or nothing in it */
} swept;

/*
 * Reads the ids of a file of results, CSV or JSON; a file that is not there
 * has none. A row that was cut off at the end of the file is cut off for
 * good, to be run again. Says what is wrong.
 */
exit_status swept_read(swept *made, const char *path);
bool swept_has(const swept *of, const char *id);
void swept_clear(swept *made);

/* By the word of --format; NULL is text. */
void swept_write_head(const char *format, const job *of, FILE *file);
void swept_write_row(const char *format, const char *id,
                     const ctg_summary *summary, const job *of, FILE *file);
void swept_write_end(const char *format, const job *of, FILE *file);

#endif
