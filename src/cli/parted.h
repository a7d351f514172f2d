/* Work that is shared out: --part I/N of it, or all parts put together. */
#ifndef CLI_PARTED_H
#define CLI_PARTED_H

#include <contagraph/part.h>
#include <contagraph/share.h>

#include "cli/args.h"
#include "cli/stream.h"

/* The parts that `merge` was given, in order, all of one command. */
typedef struct merging {
    ctg_part **parts;
    size_t count;
} merging;

/* How many rows there are of a kind. */
typedef struct parted_total {
    char *job;
    size_t rows;
} parted_total;

/* Starts as {0}; parted_close frees. */
typedef struct parted {
    const args *given;
    ctg_share share;
    const ctg_share
        *by;       /* for options of the library; NULL: all is done here */
    bool is_part;  /* --part: rows are written, results mean nothing */
    size_t number; /* from 1 */
    size_t of;
    ctg_part *had; /* by --resume; or NULL */
    parted_total *totals;
    size_t total_count;
    streams out;
    FILE *file;
} parted;

/*
 * What the command line says of parts: sets `by` and `is_part`. EXIT_USAGE for
 * what does not go with --part; said.
 */
exit_status parted_open(const args *given, parted *p);

/*
 * Once the graph is read: writes the first line of a part, reads what --resume
 * has of it, or sees whether parts that are put together are of this graph and
 * of these other files.
 */
exit_status parted_begin(parted *p, const char *graph_hash);

/* Ends a part that is done, or leaves the rows that are finished. */
exit_status parted_close(parted *p, exit_status status);

#endif
