/* A programme of a bailout at work: solved, and confirmed by the engine. */
#ifndef OPTIMISE_BAILOUT_PROGRAM_H
#define OPTIMISE_BAILOUT_PROGRAM_H

#include "optimise/bailout.h"

/* A programme at work, and the best answer so far. */
typedef struct ctg__program {
    ctg__bailout *of;
    ctg__rescue_model model;
    ctg__rescued end;
    bool *saved;
    double *x;
    double *row_duals;
    double *start;
    double kept;  /* what sets that were cut promised, at best */
    double exact; /* what the engine gave for the last; NaN: another value */
    bool found;
    bool greedy;  /* found before any programme */
    double value; /* of the best answer */
    double *aid;
} ctg__program;

ctg_status ctg__program_take(ctg__program *w, ctg_error *error);
/* What an objective is: money, or a number of failures. */
double ctg__program_money(const ctg__program *w, double objective);
/* The aid of a solution, w->x: exactly what its survivors need. */
void ctg__program_amounts(ctg__program *w, bool *any);
/* Where w->end.aid, which a run found to come to `found`, breaks a limit by no
 * more than a solver sees: the least more for one node that keeps it. */
ctg_status ctg__program_mend(ctg__program *w, ctg__measures *found,
                             bool *mended, ctg_error *error);
ctg__lp_options ctg__program_options(const ctg__program *w);
/* Why there is no solution: none, or no time, which is then noted. */
ctg_status ctg__program_explain(ctg__program *w, ctg_status status,
                                ctg_error *error);

#endif
