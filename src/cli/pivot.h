/* Pivotal senders on a page. */
#ifndef CLI_PIVOT_H
#define CLI_PIVOT_H

#include <stdio.h>

#include <contagraph/pivotal.h>

#include "cli/job.h"

/*
 * Runs the cascade again without each sender, for one target or (CTG_NONE)
 * every node that failed. The caller frees `found`.
 */
exit_status pivot_find(const job *made, ctg_node target, ctg_pivotal **found);

void pivot_write_text(const job *made, const ctg_pivotal *found, FILE *file);
/* An array of objects, indented by one blank. */
void pivot_write_json(const job *made, const ctg_pivotal *found, FILE *file);
/* A row for each target and sender tried: csv or md. */
void pivot_write_table(const job *made, const ctg_pivotal *found,
                       const char *format, FILE *file);

#endif
