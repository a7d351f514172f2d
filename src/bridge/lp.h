/*
 * Linear and mixed-integer programs, whoever solves them.
 *
 *     minimise  cost . x
 *     subject to  row_least <= A x <= row_most,  least <= x <= most
 *
 * A is in compressed sparse rows, no two entries for one place. Use -INFINITY
 * and INFINITY for no bound; all else must be finite. bridge/glpk.c is the
 * solver; nothing else includes <glpk.h>.
 */
#ifndef BRIDGE_LP_H
#define BRIDGE_LP_H

#include <stdbool.h>
#include <stddef.h>

#include <contagraph/status.h>

typedef struct ctg__lp {
    size_t column_count;
    const double *cost;
    const double *least;
    const double *most;
    const bool *whole; /* which x must be integers; NULL when none must */

    size_t row_count;
    const double *row_least;
    const double *row_most;
    const size_t *row; /* row_count + 1 offsets into column and coefficient */
    const size_t *column;
    const double *coefficient;
} ctg__lp;

/* How the relaxation is solved. Costs differ by orders of magnitude. */
typedef enum ctg__lp_method {
    CTG__LP_PRIMAL,
    CTG__LP_DUAL, /* from the slack basis */
    /*
     * Dual simplex with every x at its upper bound: for programs that are
     * dual feasible there, as those that want all x large.
     */
    CTG__LP_DUAL_FROM_MOST,
    CTG__LP_DUAL_PRESOLVED /* a time-out then leaves nothing to look at */
} ctg__lp_method;

typedef struct ctg__lp_options {
    ctg__lp_method method;
    int time_limit_ms;   /* 0 for none */
    double gap;          /* accept integer solutions this close to the best */
    const double *start; /* a solution to start from; NULL: none */
    /* Integer programs that are cancelled give their best solution, too, with
     * `stopped`; else that is a failure.
     * `bound` is filled in also where none was found: -HUGE_VAL, or right. */
    bool keep;
    /* Told of the best solution and the bound, as they change; may be NULL. */
    void (*tell)(void *context, double best, double bound);
    ctg_progress *progress; /* asked now and then; may be NULL */
    void *progress_context;
} ctg__lp_options;

/*
 * Integer programs are often stopped before they are proven. Then `x` is the
 * best solution found and `bound` says how much better one could be.
 */
typedef struct ctg__lp_result {
    double objective;
    double bound;    /* of every solution's objective, from below */
    bool proven;     /* no solution is better */
    bool stopped;    /* it was cancelled */
    size_t nodes;    /* of the branch and bound */
    double residual; /* largest relative violation of a row or a bound */
} ctg__lp_result;

/*
 * Fills `x`, column_count long, and unless NULL `duals`, row_count long: by
 * how much the objective changes with a unit of each row's bound (not for
 * programs with integers). CTG_NO_SOLUTION when none was found, with the
 * reason: infeasible, unbounded, or no time.
 */
ctg_status ctg__lp_solve(const ctg__lp *lp, const ctg__lp_options *options,
                         double *x, double *duals, ctg__lp_result *result,
                         ctg_error *error);

#endif
