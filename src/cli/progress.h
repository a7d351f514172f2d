/*
 * How far the work is, on standard error: a bar on a terminal, a line now and
 * then with --progress=plain, nothing otherwise.
 */
#ifndef CLI_PROGRESS_H
#define CLI_PROGRESS_H

#include <stdbool.h>

typedef struct progress {
    const char *doing; /* "running" */
    double begun;      /* seconds; 0 until the first call */
    double shown;
    bool silent; /* never shown: asked only whether to go on */
} progress;

/* "auto", "plain" or "never"; NULL is auto. */
void progress_set(const char *how, bool ascii);
void progress_silence(void);

/*
 * The library's callback; `context` is a progress. Returns 0 once Ctrl-C was
 * pressed, whether or not anything is shown.
 */
int progress_step(void *context, double done, double total);

/* Erases the bar, if one is there. Call before anything else is printed. */
void progress_erase(void);

#endif
