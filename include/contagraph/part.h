/*
 * Parts: files with some rows of a command that was shared out among an array
 * of jobs. The first line is a JSON object that says which part it is, of which
 * command and of which inputs; a line for each row follows, and a last one that
 * says how many rows there are in all parts.
 */
#ifndef CONTAGRAPH_PART_H
#define CONTAGRAPH_PART_H

#include <stdbool.h>
#include <stddef.h>

#include <contagraph/graph.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct ctg_part ctg_part;

/*
 * Reads a part. One that was broken off is read as far as its lines are whole.
 * A file that is not there, is empty or has no whole line is no part yet, and
 * `*part` is NULL. CTG_BAD_INPUT with file and line for what is no part, and
 * where a row is missing or there twice; CTG_IO_ERROR.
 */
ctg_status ctg_part_read(const char *path, ctg_part **part, ctg_error *error);
void ctg_part_free(ctg_part *part); /* NULL does nothing */

size_t ctg_part_number(const ctg_part *part); /* from 1 */
size_t ctg_part_of(const ctg_part *part);     /* so many */

/* The index-th word of the command, its name first; NULL past the last. */
const char *ctg_part_word(const ctg_part *part, size_t index);

/* The index-th hash of what was read, the graph's first; NULL past the last. */
const char *ctg_part_input(const ctg_part *part, size_t index);

/* Whether it was finished. */
bool ctg_part_is_whole(const ctg_part *part);
/* The bytes of its whole lines. */
size_t ctg_part_length(const ctg_part *part);
/* Whether the file is compressed, so that no rows can be added to it. */
bool ctg_part_is_packed(const ctg_part *part);

/* The index-th kind of rows in it; NULL past the last. Once it is whole, all
 * kinds, and how many rows there are in all parts; 0 until then. */
const char *ctg_part_job(const ctg_part *part, size_t index);
size_t ctg_part_total(const ctg_part *part, size_t index);

/*
 * The numbers of a row of that kind, from 0 and among those of all parts, and
 * how many they are; NULL: it is not in this part.
 */
const double *ctg_part_row(const ctg_part *part, const char *job, size_t row,
                           size_t *count);

/* The SHA-256 of a file's bytes, or of what it holds if it is compressed.
 * CTG_IO_ERROR, CTG_BAD_INPUT where that is damaged, CTG_NO_MEMORY. */
ctg_status ctg_file_hash(const char *path, char hash[CTG_HASH_ROOM],
                         ctg_error *error);

#ifdef __cplusplus
}
#endif
#endif
