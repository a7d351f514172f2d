/*
 * Moves that are sought: the worst within a norm, or the least that reach a
 * target. One search each, for monotone scenarios with a bound, else without.
 */
#ifndef OPTIMISE_SEEK_H
#define OPTIMISE_SEEK_H

#include "optimise/norm.h"

/* A point that was run and is an answer. */
typedef struct ctg__found_point {
    double *y;
    double norm;
    double measure;
} ctg__found_point;

typedef struct ctg__seek {
    ctg__task *task;
    ctg__moves moves;
    ctg__norm norm;
    double *most; /* y of the full sizes */
    bool reverse; /* least norm that reaches `target`; else the worst */
    ctg__target target;
    size_t measure; /* the worst of this one, or that of the target */
    double radius;
    bool monotone;
    /* What was found. */
    ctg__found_point *points; /* answers so far, best first */
    size_t point_count;
    double bound; /* NaN: none */
    const char *method;
} ctg__seek;

/* Reads moves, norm and limits. */
ctg_status ctg__seek_read(ctg__task *task, bool reverse, ctg__seek *made,
                          ctg_error *error);

/* The best value so far: a norm, or a measure; -HUGE_VAL or HUGE_VAL: none. */
double ctg__seek_best(const ctg__seek *of);
/* Runs a point, and keeps it if it is an answer. `reached`: it is one. */
ctg_status ctg__seek_try(ctg__seek *of, const double *y, double *measure,
                         bool *reached, ctg_error *error);
/* Pulls a point that reaches towards none along its ray, by bisection, and
 * keeps what is found (reverse). */
ctg_status ctg__seek_pull(ctg__seek *of, const double *y, double narrow,
                          ctg_error *error);

ctg_status ctg__seek_branch(ctg__seek *of, ctg_error *error);
ctg_status ctg__seek_pattern(ctg__seek *of, ctg_error *error);

/* Figures and tables of the answer. */
ctg_status ctg__seek_answer(ctg__seek *of, ctg_error *error);

#endif
