/* Asking the caller, on its own thread, whether long work shall go on. */
#ifndef BASE_ASKING_H
#define BASE_ASKING_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>

#include <contagraph/status.h>

/*
 * What all threads of one piece of work share: its pieces done of a total.
 * Starts as {.progress, .context, .total}; `progress` NULL is never asked.
 */
typedef struct ctg__asking {
    ctg_progress *progress;
    void *context;
    double total; /* pieces; 0 where nobody can know */
    atomic_size_t done;
    atomic_bool stopped; /* for good, by the callback or a failure */
    size_t steps;        /* of ctg__ask_after, since somebody was asked */
} ctg__asking;

/*
 * Whether to go on; a ctg_progress itself, with a ctg__asking as its context,
 * for runs and sweeps inside, whose own figures say nothing of the whole. Of a
 * team the first thread alone calls back, being the caller's.
 */
int ctg__ask(void *asking, double done, double total);

/*
 * The same for one thread in a long loop, after `steps` more of its steps, of
 * some nanoseconds each: asks once in a hundredth of a second or so.
 */
bool ctg__ask_after(ctg__asking *asking, size_t steps);

enum { CTG__ASK_ITEMS = 1 << 12 };

/* Whether a loop over items of a few steps each goes on with this one, and so
 * with the thousands behind it. `asking` NULL: nobody is asked. */
static inline bool ctg__ask_at(ctg__asking *asking, size_t item)
{
    return item % CTG__ASK_ITEMS || !asking ||
           ctg__ask_after(asking, CTG__ASK_ITEMS);
}

#endif
