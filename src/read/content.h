/* The bytes of a file: mapped where that works, else read or unpacked. */
#ifndef READ_CONTENT_H
#define READ_CONTENT_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>
#include <time.h>

#include "base/error.h"

typedef struct ctg__content {
    const char *bytes; /* "" when empty, never NULL once opened */
    size_t length;
    size_t mapped; /* length of the mapping; 0: `held` */
    char *held;  /* read into memory, or unpacked; NULL when mapped or empty */
    bool packed; /* the file is compressed, this is what it holds */
    /* What a file looked like, to know it again. */
    off_t size;
    struct timespec modified;
} ctg__content;

/*
 * A file that is compressed is taken as what it holds (bridge/archive.h).
 * `path` "-": standard input. `shown` is what messages call it. `progress` (may
 * be NULL) hears of the bytes of what is not mapped, for a pipe can be long in
 * coming, and ends the wait by returning 0.
 */
ctg_status ctg__content_open(const char *path, const char *shown,
                             ctg_progress *progress, void *context,
                             ctg__content *content, ctg_error *error);

/* The same of bytes in memory, `size` of them, which are copied. */
ctg_status ctg__content_copy(const void *bytes, size_t size, const char *shown,
                             ctg_progress *progress, void *context,
                             ctg__content *content, ctg_error *error);

void ctg__content_close(ctg__content *content); /* {0} does nothing */

#endif
