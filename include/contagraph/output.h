/* Output files that are either whole or not there. */
#ifndef CONTAGRAPH_OUTPUT_H
#define CONTAGRAPH_OUTPUT_H

#include <stddef.h>
#include <stdio.h>

#include <contagraph/status.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct ctg_output ctg_output;

/*
 * Opens `path` for writing beside it, in a file that has no name yet (where the
 * system has no such files, a temporary one); `-` and what is not a regular
 * file (a pipe, a device) are written directly. Nothing appears under `path`
 * before ctg_output_commit. A symbolic link is written through, also one to
 * what is not there. A new file has the rights that the process's mask leaves,
 * one that is replaced hands on its own. A name that ends in .gz, .zst, .lz4 or
 * .xz has all of it compressed when it is flushed, to the same bytes whenever
 * that is; without libarchive it cannot be opened. From any thread. Fails with
 * CTG_IO_ERROR or CTG_NO_MEMORY; then there is nothing to free.
 */
ctg_status ctg_output_open(const char *path, ctg_output **output,
                           ctg_error *error);

/* Whether that can be compressed which the name of a path says is: CTG_IO_ERROR
 * without libarchive, before any work is done. */
ctg_status ctg_output_check(const char *path, ctg_error *error);

/* The length of a path without the ending of its compression, if it has one. */
size_t ctg_output_name_length(const char *path);

/* The stream to write to; owned by the output. */
FILE *ctg_output_file(ctg_output *output);

/*
 * The name of the file that is there until then, NULL if there is none by name.
 * Owned by the output. May be called by a signal handler that ends the process
 * and removes it.
 */
const char *ctg_output_temporary(const ctg_output *output);

/*
 * Flushes and checks, so that all that is left to ctg_output_commit is to put
 * the file in place: of several outputs, all can be made safe before the first
 * is seen. Nothing may be written afterwards. On failure, CTG_IO_ERROR or
 * CTG_NO_MEMORY, it is still to be aborted.
 */
ctg_status ctg_output_flush(ctg_output *output, ctg_error *error);

/*
 * Flushes, checks and renames; frees the output whatever happens. On failure
 * nothing is left behind and the file that was there before still is.
 * CTG_IO_ERROR.
 */
ctg_status ctg_output_commit(ctg_output *output, ctg_error *error);

/* Throws away what was written. NULL does nothing. */
void ctg_output_abort(ctg_output *output);

/*
 * Makes a new folder beside `path`, under a temporary name, with the rights
 * that the process's mask leaves, for files that shall appear together by one
 * rename. The name, with its NUL, goes to `made` of `size` bytes (PATH_MAX will
 * do). The caller renames or removes it. Fails with CTG_IO_ERROR (also where
 * the name does not fit) or CTG_NO_MEMORY; then no folder is made.
 */
ctg_status ctg_output_folder(const char *path, char *made, size_t size,
                             ctg_error *error);

#ifdef __cplusplus
}
#endif
#endif
