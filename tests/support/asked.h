/* Who is asked whether work shall go on, and ends it at some question. */
#ifndef SUPPORT_ASKED_H
#define SUPPORT_ASKED_H

/* A ctg_progress; the context counts questions down, and at 0 it stops. */
static inline int goes_on_until(void *left, double done, double total)
{
    (void)done;
    (void)total;
    return --*(int *)left > 0;
}

#endif
