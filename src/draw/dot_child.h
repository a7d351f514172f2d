/*
 * Graphviz's `dot` as a child, guarded: it aborts on some graphs and takes for
 * ever on others, and must not take us with it.
 */
#ifndef DRAW_DOT_CHILD_H
#define DRAW_DOT_CHILD_H

#include <stddef.h>

#include <contagraph/draw.h>

typedef enum ctg__dot_outcome {
    CTG__DOT_RENDERED,
    CTG__DOT_MISSING, /* there is no such program */
    CTG__DOT_CRASHED,
    CTG__DOT_TOO_SLOW,
    CTG__DOT_REFUSED, /* it said no */
    CTG__DOT_EMPTY,   /* it said yes, and nothing came */
    CTG__DOT_STOPPED, /* the caller said so */
    CTG__DOT_NOT_TRIED
} ctg__dot_outcome;

typedef struct ctg__dot_job {
    const char *program;
    const char *format; /* "-Tsvg" */
    const char *dpi;    /* "-Gdpi=96", of pixels, on white; NULL: in points */
    unsigned seconds;   /* of CPU time; on the clock four times that */
    int output;         /* where its standard output goes */
    const ctg_render_options *options; /* whom to ask whether to go on */
} ctg__dot_job;

/* One try, with "-Gsplines=..." or NULL. `message`, of `size` bytes, is the
 * first line of what it said, or why there was no child. */
ctg__dot_outcome ctg__dot_try(const ctg__dot_job *job, const char *dot,
                              const char *splines, char *message, size_t size);

#endif
