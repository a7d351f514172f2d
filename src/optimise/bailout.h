/* The question of a bailout, and the ways to answer it. */
#ifndef OPTIMISE_BAILOUT_H
#define OPTIMISE_BAILOUT_H

#include "optimise/rescue_model.h"

/* Why there is no answer. */
typedef enum ctg__unkept {
    CTG__UNKEPT_NOT,     /* by no limit */
    CTG__UNKEPT_BY_ANY,  /* no aid keeps all limits */
    CTG__UNKEPT_BY_FOUND /* none was found that does: `aid` comes nearest */
} ctg__unkept;

typedef struct ctg__bailout {
    ctg__task *task;
    bool *eligible;
    const double *price; /* NULL: 1 */
    double *most;        /* per node */
    bool capped;         /* --most was given */
    bool restricted;     /* --only, --except, --price or --most */
    bool limited;        /* least cost within limits; else a budget */
    ctg__rescue_goal goal;
    double budget;                 /* HUGE_VAL: none */
    double limit[CTG__GOAL_COUNT]; /* of the cost: HUGE_VAL */
    bool claims_only;
    ctg__rescue rescue;
    ctg__rescue_task asked;
    /* The answer. */
    double *aid;
    double bound; /* NaN: none */
    const char *method;
    const double *duals; /* per node, NaN: none; NULL */
    ctg__unkept unkept;
} ctg__bailout;

/* "cost", "loss", ... */
const char *ctg__bailout_goal(ctg__rescue_goal goal);
/* Reads the settings. */
ctg_status ctg__bailout_read(ctg__bailout *of, ctg_error *error);

/* The engine's measures with this aid. */
ctg_status ctg__bailout_judge(ctg__bailout *of, const double *aid,
                              ctg__measures *found, ctg_error *error);
double ctg__bailout_cost(const ctg__bailout *of, const double *aid);
/* The measure that a goal is; not of the cost. */
double ctg__bailout_sum(const ctg__measures *measures, ctg__rescue_goal goal);
/* By how much limits are broken, each as a share of itself; 0: not at all. */
double ctg__bailout_excess(const ctg__bailout *of, double loss, double failures,
                           double shortfall);

/* Nobody but decreed nodes fails. */
ctg_status ctg__bailout_closed(ctg__bailout *of, ctg_error *error);
/* Saved one by one, the best per money first, into `saved`; `end` is what it
 * comes to. False where limits cannot be met. */
ctg_status ctg__bailout_greedy(ctg__bailout *of, bool *saved, ctg__rescued *end,
                               bool *found, ctg_error *error);
/* The linear programme, the integer programme, every set of survivors. */
ctg_status ctg__bailout_programme(ctg__bailout *of, ctg_error *error);
ctg_status ctg__bailout_enumerate(ctg__bailout *of, ctg_error *error);
/* Any scenario: steps and lumps, by runs. */
ctg_status ctg__bailout_search(ctg__bailout *of, ctg_error *error);

/* Whether nobody but decreed nodes may fail, and nothing else is asked. */
bool ctg__bailout_saves_all(const ctg__bailout *of);
/* The aid, its bound and its method, before the engine confirms them. */
ctg_status ctg__bailout_solve(ctg__bailout *of, ctg_error *error);
/* The same question with that goal alone, whatever it costs; the aid is still
 * that of `of`. */
ctg__bailout ctg__bailout_alone(const ctg__bailout *of, ctg__rescue_goal goal);
/* Fails with the limit that is not kept, and how near to it one comes. */
ctg_status ctg__bailout_unkept(ctg__bailout *of, ctg_error *error);

/* What each injection is for: the tables of the answer. */
ctg_status ctg__bailout_gains(ctg__bailout *of, ctg_error *error);

#endif
