/*
 * Records of a file as they come, one after the other: lines, or lines joined
 * where a quote is open. So a pipe is worked on before it ends. Takes time in
 * proportion to the file, and memory to its longest record.
 */
#ifndef TEXT_RECORDS_H
#define TEXT_RECORDS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"

/* A record that is longer than this never ends. */
enum { CTG__RECORD_MOST = 64 * 1024 * 1024 };

typedef struct ctg__records {
    int fd;
    const char *shown;      /* the file in messages */
    bool quotes;            /* line breaks inside quotes end no record */
    ctg_progress *progress; /* asked when a wait is broken off; may be NULL */
    void *context;
    char *bytes;
    size_t start; /* of what was not given yet */
    size_t end;
    size_t room;
    size_t line; /* of `start`, from 1 */
    bool at_end;
} ctg__records;

/* Standard input for "-". Ends with ctg__records_close, also on failure. */
ctg_status ctg__records_open(ctg__records *records, const char *path,
                             const char *shown, ctg_progress *progress,
                             void *context, ctg_error *error);

/*
 * The next record with its line ends, valid until the next call, and the line
 * that it starts in. Length 0 is the end.
 */
ctg_status ctg__records_next(ctg__records *records, const char **record,
                             size_t *length, size_t *line, ctg_error *error);

/* The first byte that is no blank, without taking it; 0: there is none. */
ctg_status ctg__records_peek(ctg__records *records, char *first,
                             ctg_error *error);

/* Reads on until so many bytes, or all there are, are held. */
ctg_status ctg__records_hold(ctg__records *records, size_t least,
                             ctg_error *error);

void ctg__records_close(ctg__records *records);

#endif
