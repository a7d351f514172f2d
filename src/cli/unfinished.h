/* Files and folders that are not in their place yet. */
#ifndef CLI_UNFINISHED_H
#define CLI_UNFINISHED_H

#include <contagraph/output.h>

#include "cli/stream.h"

typedef struct stream {
    struct stream *next;
    ctg_output *volatile output; /* NULL: standard output */
    char *path; /* of a file in a folder that is not yet there */
} stream;

/* Whoever ends the program finds it; once is enough. */
void unfinished_add(streams *all);
/* It is committed or aborted. Nothing happens to one that was not added. */
void unfinished_drop(const streams *all);

/* Takes away a folder that shall not appear, with what is in it. */
void unfinished_remove(const streams *all);

/*
 * All there is, folders and files: the program ends here and now. May be called
 * by a signal handler.
 */
void unfinished_remove_all(void);

#endif
