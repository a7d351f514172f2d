/* How many threads may work at once: every use of OpenMP asks here. */
#ifndef BASE_THREADS_H
#define BASE_THREADS_H

#include <stddef.h>

/*
 * At least 1. It is 1 inside a parallel region, without OpenMP, and in a child
 * that a process forked once it had loaded the library: the threads of
 * OpenMP's pool stay behind in the parent, and whoever waits for them waits
 * for ever. What is computed does not depend on it.
 */
int ctg__thread_count(void);

/* The same for one pass over so many exposures; 1 where they are too few for
 * threads to be worth their start. */
enum { CTG__SHARED_ENTRIES = 65536 };
static inline int ctg__threads_for(size_t entries)
{
    return entries < CTG__SHARED_ENTRIES ? 1 : ctg__thread_count();
}

/* The same, but `wanted` where that is not 0 and threads can be had. */
int ctg__thread_count_of(unsigned wanted);

/*
 * For libraries that use OpenMP themselves: from here on they get what
 * ctg__thread_count says. Returns what to give to ctg__threads_restore after.
 */
int ctg__threads_limit(void);
void ctg__threads_restore(int before);

/* Of the caller, from 0, within a team. */
int ctg__thread_number(void);

#endif
