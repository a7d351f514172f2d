/* Files that may be compressed, for those that read texts or records. */
#ifndef BRIDGE_UNPACKED_H
#define BRIDGE_UNPACKED_H

#include "base/error.h"
#include "text/records.h"
#include "text/text.h"

/*
 * What was read of `path`, all of it, becomes what it holds where that is
 * compressed (bridge/archive.h), at most `most` bytes, not 0: beyond them "PATH:
 * longer than BEYOND". Fails as ctg__packed_unpack, and so with CTG_IO_ERROR.
 */
ctg_status ctg__unpack_text(ctg__text *text, const char *path, size_t most,
                            const char *beyond, ctg_error *error);

/* As ctg__text_read_file, and this. */
ctg_status ctg__unpacked_text(ctg__text *text, const char *path, size_t most,
                              const char *beyond, ctg_error *error);

/*
 * As ctg__records_open, but records that are compressed are taken as what is in
 * them; all of these are in memory then. Fails as that does and as
 * ctg__packed_unpack, and holds nothing then; closing it once more does no harm.
 */
ctg_status ctg__unpacked_records(ctg__records *records, const char *path,
                                 const char *shown, ctg_progress *progress,
                                 void *context, ctg_error *error);

#endif
