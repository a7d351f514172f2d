/* Long work that is given up before anybody has waited for it in vain. */
#ifndef CLI_PATIENCE_H
#define CLI_PATIENCE_H

#include "cli/progress.h"

typedef struct patience {
    progress shown;
    bool endless;    /* --force: however long it takes */
    double expected; /* seconds that all of it would take: it was given up */

    /* When the first was done: seconds of the processor and of the clock (0:
     * none is), and how much was done. */
    double work;
    double time;
    double done;
} patience;

/*
 * Seconds that all of it would take, from what was done in some of the
 * processor and some of the clock; 0 while that is too little to tell. Threads
 * shorten it, other programs make it no longer.
 */
double patience_expect(double worked, double passed, double done, double total);

/* "40 minutes", "7 hours", ...; `text` is of PATIENCE_ROOM. */
enum { PATIENCE_ROOM = 48 };
const char *patience_words(double seconds, char *text);

/* The library's callback, as progress_step; `context` is a patience. */
int patience_step(void *context, double done, double total);

#endif
