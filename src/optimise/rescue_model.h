/*
 * The programme (P) of a rescue: payments, aid, survivors. The run without aid
 * gives its lower bounds and the constants that tie survivors to payments:
 * without them a solver gets nowhere (docs/remedies.md).
 */
#ifndef OPTIMISE_RESCUE_MODEL_H
#define OPTIMISE_RESCUE_MODEL_H

#include "bridge/lp.h"
#include "optimise/rescue.h"

typedef enum ctg__rescue_goal {
    CTG__GOAL_COST,
    CTG__GOAL_LOSS,
    CTG__GOAL_FAILURES,
    CTG__GOAL_SHORTFALL,
    CTG__GOAL_COUNT
} ctg__rescue_goal;

/* What is asked of a rescue. */
typedef struct ctg__rescue_task {
    const ctg__rescue *of;
    const bool *eligible; /* who may be helped, decreed nodes never */
    const double *price;  /* of a unit of aid, per node; NULL: 1 */
    const double *most;   /* that a node may get, HUGE_VAL: any */
    ctg__rescue_goal goal;
    double most_of[CTG__GOAL_COUNT]; /* limits: of the cost, the budget;
                                        HUGE_VAL: none */
    ctg__rescued plain;              /* without aid */
    bool bare; /* without rows that tighten it and no more: to compare */
} ctg__rescue_task;

typedef struct ctg__rescue_model {
    ctg__lp lp;
    double unit;        /* of money in it */
    double constant;    /* behind the objective, units */
    bool counts;        /* it has binaries: who survives */
    uint32_t *deciding; /* nodes with a binary u */
    size_t deciding_count;
    size_t *u; /* per node: its column; SIZE_MAX: none */
    size_t *c;
    size_t *p;
    size_t *q;
    size_t *z;
    size_t *v;
    bool *whole;
    double *least;
    double *most;
    /* Per node: the row that its assets bound, for duals; SIZE_MAX. */
    size_t *row_of;
    ctg__arena arena;
    struct ctg__rescue_builder *builder;
} ctg__rescue_model;

/* The programme; ctg__rescue_model_clear frees also after a failure. */
ctg_status ctg__rescue_model_make(const ctg__rescue_task *task,
                                  ctg__rescue_model *made, ctg_error *error);
void ctg__rescue_model_clear(ctg__rescue_model *model);

/* Forbids a set of survivors: that of these values of x. */
ctg_status ctg__rescue_model_cut(ctg__rescue_model *model, const double *x,
                                 ctg_error *error);

/* An end as values of the columns. */
void ctg__rescue_model_point(const ctg__rescue_model *model,
                             const ctg__rescue_task *task,
                             const ctg__rescued *end, double *x);

#endif
