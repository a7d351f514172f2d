/* Output files that are either whole or not there. */
#ifndef CONTAGRAPH_OUTPUT_H
#define CONTAGRAPH_OUTPUT_H

#include <stdio.h>

#include <contagraph/status.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct ctg_output ctg_output;

/*
 * Opens `path` for writing beside it, under a temporary name; `-` and what is
 * not a regular file (a pipe, a device) are written directly. Nothing appears
 * under `path` before ctg_output_commit.
 */
ctg_status ctg_output_open(const char *path, ctg_output **output,
                           ctg_error *error);

/* The stream to write to; owned by the output. */
FILE *ctg_output_file(ctg_output *output);

/*
 * Flushes, checks and renames; frees the output whatever happens. On failure
 * nothing is left behind and the file that was there before still is.
 */
ctg_status ctg_output_commit(ctg_output *output, ctg_error *error);

/* Throws away what was written. NULL does nothing. */
void ctg_output_abort(ctg_output *output);

#ifdef __cplusplus
}
#endif
#endif
