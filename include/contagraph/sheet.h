/*
 * Results read back: files of texts by row and column, as run, rank and sweep
 * write them. Read as tables of graphs are, with the same faults at the same
 * places; what they mean is the caller's business.
 */
#ifndef CONTAGRAPH_SHEET_H
#define CONTAGRAPH_SHEET_H

#include <stddef.h>

#include <contagraph/status.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct ctg_sheet ctg_sheet;

/*
 * Reads CSV with a header, one JSON object, or one on each line (told by
 * content): a row is a record or an object, a column a name of the header or a
 * key. Numbers, true, false and null of JSON are their text, null is ""; lists
 * and objects in it are left out. `-` is standard input. CTG_BAD_INPUT with the
 * place and reason: a record with fewer or more cells than the header, a name
 * twice, broken quotes, bad UTF-8, no header. `progress` may be NULL. The
 * caller frees the sheet. CTG_IO_ERROR where it cannot be read, CTG_CANCELLED.
 */
ctg_status ctg_sheet_read(const char *path, ctg_progress *progress,
                          void *progress_context, ctg_sheet **sheet,
                          ctg_error *error);
void ctg_sheet_free(ctg_sheet *sheet); /* NULL does nothing */

size_t ctg_sheet_row_count(const ctg_sheet *sheet); /* without the header */
size_t ctg_sheet_column_count(const ctg_sheet *sheet);

/* Owned by the sheet; "" for a cell that is blank or not given. */
const char *ctg_sheet_head(const ctg_sheet *sheet, size_t column);
const char *ctg_sheet_cell(const ctg_sheet *sheet, size_t row, size_t column);

/* The line of the file, from 1, in which a row begins. */
size_t ctg_sheet_line(const ctg_sheet *sheet, size_t row);

/* SIZE_MAX when there is no such column. */
size_t ctg_sheet_find(const ctg_sheet *sheet, const char *head);

#ifdef __cplusplus
}
#endif
#endif
