/* Rows of results of a sweep, written as they come. */
#ifndef CLI_SWEPT_H
#define CLI_SWEPT_H

#include <stdio.h>

#include "cli/job.h"

/* By the word of --format; NULL is text. */
void swept_write_head(const char *format, const job *of, FILE *file);
void swept_write_row(const char *format, const char *id,
                     const ctg_summary *summary, const job *of, FILE *file);
void swept_write_end(const char *format, const job *of, FILE *file);

#endif
