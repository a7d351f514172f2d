/*
 * A scenario of claims only, as the problem of whom to give how much: clearing,
 * perhaps with costs of default, or thresholds.
 */
#ifndef OPTIMISE_RESCUE_H
#define OPTIMISE_RESCUE_H

#include "optimise/clearing.h"
#include "optimise/task.h"

typedef struct ctg__rescue {
    size_t count;
    bool threshold;
    bool costs; /* clearing with a, b */
    double a;
    double b;
    bool at_zero;    /* default_at_zero */
    double *outside; /* e: assets beside claims after the shocks; threshold: E,
                        equity then while all debtors pay */
    double *full;    /* equity after the shocks while all debtors pay: of the
                        node's own, as rounding must not decide about 0 */
    double *debt;    /* L */
    size_t *start;   /* rows of creditors */
    ctg_node *debtor;
    double *part; /* of what a debtor pays; threshold: money lost if it fails */
    double *claims; /* all it is owed, or can lose */
    double *first;  /* E0 */
    double *other;  /* other liabilities whose loss counts */
    double *margin; /* m: what a node needs more than nothing */
    double *weight; /* priority */
    bool *decreed;  /* its default is a shock's */
} ctg__rescue;

/* How things end. `aid` is given; what survivors by decree get is filled in. */
typedef struct ctg__rescued {
    double *aid;
    double *paid;   /* clearing */
    double *income; /* of claims; threshold: what was lost by them */
    double *equity; /* at the end */
    bool *alive;
} ctg__rescued;

/* CTG_NO_SOLUTION where the plan is more than claims, by one of these rules. */
ctg_status ctg__rescue_of(ctg__task *task, ctg__rescue *made, ctg_error *error);
ctg_status ctg__rescued_new(const ctg__rescue *of, ctg__arena *arena,
                            ctg__rescued *made, ctg_error *error);

/*
 * The greatest solution where the nodes of `saved` (NULL: none) survive and
 * pay in full, whatever it costs: each gets what it lacks then, the others keep
 * what `aid` says. Closed form: MODEL's test of failure decides.
 */
void ctg__rescue_settle(const ctg__rescue *of, const bool *saved,
                        ctg__rescued *end);

typedef struct ctg__rescue_sums {
    double loss;
    double failures;
    double shortfall;
} ctg__rescue_sums;

ctg__rescue_sums ctg__rescue_measure(const ctg__rescue *of,
                                     const ctg__rescued *end);

#endif
