/* Two runs side by side, between computing and drawing what changed. */
#ifndef DRAW_DIFF_H
#define DRAW_DIFF_H

#include "draw/pairs.h"
#include "draw/sketch.h"

/* One of the two runs. */
typedef struct ctg__diff_side {
    const ctg_run *run;
    ctg_trace *trace;
    ctg__facts facts;
    ctg__cast cast;
    ctg__pairs pairs;
    double *lost;    /* per actor of both, money */
    double *equity;  /* the same: initial */
    size_t *failed;  /* the same: nodes that failed */
    uint32_t *actor; /* of this side's actors: the actor of both */
} ctg__diff_side;

typedef struct ctg__diff_change {
    uint32_t from;
    uint32_t to;
    ctg__code code;
    double before; /* money */
    double after;
} ctg__diff_change;

typedef struct ctg__diff {
    ctg__sketch *sketch;
    ctg__diff_side before;
    ctg__diff_side after;
    bool grouped;
    size_t count; /* actors of both */
    const char **ids;
    const char **names;
    const char **labels;
    const char **kinds;
    double *assets;
    double most_assets;
    ctg__diff_change *changes;
    size_t change_count;
    double most_change;
    ctg__text text;
} ctg__diff;

ctg_status ctg__diff_draw(ctg__diff *d, const char *title, ctg_error *error);

#endif
