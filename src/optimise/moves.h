/* Shocks whose sizes are sought, and the runs that they are judged by. */
#ifndef OPTIMISE_MOVES_H
#define OPTIMISE_MOVES_H

#include "optimise/task.h"

enum { CTG__MOST_MOVES = 1024 };

/* One --move: one shock, or those of a group together. */
typedef struct ctg__move {
    const char *words;  /* as given, without its unit */
    const char **parts; /* what stands before the change: "node A" */
    size_t part_count;
    ctg__shock *shocks; /* at their full size */
    size_t shock_count;
    double full; /* size, above 0, in the shock's own unit */
    double unit; /* U: y = size / U */
    char sign;   /* of the change */
    bool percent;
} ctg__move;

typedef struct ctg__moves {
    ctg__task *task;
    ctg__move *moves;
    size_t count;
    ctg_plan *plan; /* the scenario's, with room for all of them */
    size_t own;     /* shocks of the scenario itself */
} ctg__moves;

/* Reads every --move; CTG_BAD_ARGUMENT where there is none. */
ctg_status ctg__moves_read(ctg__task *task, ctg__moves *made, ctg_error *error);

/* One move, in words; `*` is no more than an id there. */
ctg_status ctg__moves_of(ctg__task *task, const char *words, ctg__moves *made,
                         ctg_error *error);

/* The scenario with its moves at these coordinates y; judged by a run. */
ctg_status ctg__moves_run(ctg__moves *of, const double *y, ctg__measures *found,
                          ctg_error *error);

/* Adds the moves to the answer's scenario, in words. */
ctg_status ctg__moves_add(const ctg__moves *of, const double *y,
                          ctg_scenario *scenario, ctg_error *error);

/* "node A=-40%;node B=-5": what moves say; NULL without memory. */
const char *ctg__moves_words(const ctg__moves *of, const double *y);

/* Whether larger moves never lower the measures that are losses. */
bool ctg__moves_are_monotone(const ctg__moves *of, size_t measure);

/* 'MEASURE >= X', X a number or N% of initial equity. */
typedef struct ctg__target {
    size_t measure;
    double bound;
    bool below; /* <= */
    const char *words;
} ctg__target;

ctg_status ctg__target_read(const ctg__task *task, ctg__target *made,
                            ctg_error *error);
bool ctg__target_met(const ctg__target *target, const ctg__measures *found);

#endif
