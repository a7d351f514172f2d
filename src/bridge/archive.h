/* What is packed, by libarchive: a compressed file, or an archive of files. */
#ifndef BRIDGE_ARCHIVE_H
#define BRIDGE_ARCHIVE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"

/* Packed bytes, how much may come out of them, and who is asked whether to go
 * on. */
typedef struct ctg__packed {
    const char *bytes;
    size_t length;
    const char *shown;      /* in messages */
    size_t most;            /* bytes unpacked; 0: no limit of the caller's */
    const char *beyond;     /* with it: "SHOWN: longer than BEYOND" */
    ctg_progress *progress; /* may be NULL; hears of the bytes unpacked */
    void *context;
} ctg__packed;

enum { CTG__PACKED_MAGIC = 6 }; /* bytes that tell it */

/* Whether what is compressed, or some text of little use, can begin so. */
bool ctg__packed_begins(char first);
/* "gzip", "zstd", "lz4" or "xz", as the first bytes tell; NULL: none of them */
const char *ctg__packed_kind(const char *bytes, size_t length);
/* Whether the bytes begin as a ZIP archive does. */
bool ctg__packed_is_zip(const char *bytes, size_t length);

/* ".gz" and so on, the ending of names; NULL past the last. */
const char *ctg__packed_ending(size_t index);
/* A path without the ending of its compression: the length of "x.csv.gz" up to
 * ".gz". All of it where it has none. */
size_t ctg__packed_name_length(const char *path);

/* "gzip" and so on, that the ending of a path asks for; NULL: none. */
const char *ctg__packed_kind_of_name(const char *path);

/* Whether this was built with what it takes. */
bool ctg__pack_works(const char *kind);

/*
 * Compresses all of the file `from`, which is read from its beginning, into the
 * empty file `to`; no time and no name go into it. 0, or what is wrong as errno
 * has it; ENOTSUP: built without libarchive or its filter; ECANCELED: by
 * `progress`, which hears of the bytes packed and may be NULL.
 */
int ctg__pack_file(const char *kind, int from, int to, ctg_progress *progress,
                   void *context);

/*
 * Unpacks a compressed file into `*bytes` (to release; with a NUL behind them
 * that does not count). CTG_BAD_INPUT: damaged or cut off, or longer than
 * 64 GB, or than 200 times what is packed (16 MB are always taken), or this was
 * built without libarchive. CTG_IO_ERROR: longer than `most`, of which little
 * more is unpacked. CTG_CANCELLED, CTG_NO_MEMORY.
 */
ctg_status ctg__packed_unpack(const ctg__packed *packed, char **bytes,
                              size_t *length, ctg_error *error);

/*
 * Goes through the files of a ZIP archive, in its order. `want` says whether
 * the file so called is unpacked; its bytes are then `take`'s, to release, also
 * when that fails. Names with a character that is not ASCII may be "?". The
 * failures and limits of ctg__packed_unpack, for all files together, and those
 * of `take`.
 */
typedef struct ctg__packed_files {
    bool (*want)(void *context, const char *name);
    ctg_status (*take)(void *context, const char *name, char *bytes,
                       size_t length, ctg_error *error);
    void *context;
} ctg__packed_files;

ctg_status ctg__packed_each(const ctg__packed *packed,
                            const ctg__packed_files *files, ctg_error *error);

#endif
