/*
 * Where results go: standard output or files, several at a time, all of them
 * whole at the end or none.
 */
#ifndef CLI_STREAM_H
#define CLI_STREAM_H

#include <stdbool.h>
#include <stdio.h>

#include "cli/exit.h"

/* From here on nothing is written but to standard output: another process
 * writes the same. */
void streams_discard(void);

/* Starts as {0}; ends with streams_commit or streams_abort. */
typedef struct streams {
    struct stream *first;
    char *folder;    /* of --outputs, once it is whole; NULL */
    char *temporary; /* where it is until then; NULL: it was there before */
    char **stale;    /* files of an earlier run that must go, NULL at the end */
    bool listed;     /* there is something to take away */
    struct streams *next; /* that is listed */
} streams;

/*
 * Opens `path` (NULL or "-": standard output) for writing; NULL when that
 * failed, which was said on stderr.
 */
FILE *streams_open(streams *all, const char *path);

/*
 * Prepares a folder: one that is not there appears whole at the end, files in
 * one that is there are replaced together. false when it cannot be made,
 * which was said.
 */
bool streams_open_folder(streams *all, const char *path);
/* A file in that folder. */
FILE *streams_open_in_folder(streams *all, const char *name);
/* A file that this run does not write and that must not stay from another. */
void streams_forget_in_folder(streams *all, const char *name);

/* All that can fail before anything is put in place, which can still be aborted.
 * Says what failed. */
exit_status streams_flush(streams *all);
/* Everything is written: flushes, checks, renames. Says what failed. */
exit_status streams_commit(streams *all);
/*
 * The same after an interruption, where what is written is whole as it stands:
 * finished rows stay.
 */
exit_status streams_keep(streams *all);
void streams_abort(streams *all);

#endif
