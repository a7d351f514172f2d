/* Verification: clearing payments by a second method. */
#ifndef CONTAGRAPH_VERIFY_H
#define CONTAGRAPH_VERIFY_H

#include <contagraph/run.h>

#ifdef __cplusplus
extern "C" {
#endif

/* More nodes are refused: the linear programme would take minutes. */
#define CTG_VERIFY_NODES_MOST 10000

typedef struct ctg_verification {
    double largest_difference; /* money, of what one exposure is worth */
    size_t exposure;     /* where, in file order; SIZE_MAX without exposures */
    double largest_debt; /* money: what one node owes in all */
    double paid;         /* money: what all nodes pay, by the programme */
    double residual;     /* largest relative violation of a constraint */
    bool agrees; /* the difference is at most 1e-9 of the largest debt */
} ctg_verification;

/*
 * Solves the clearing problem of the plan (Eisenberg, Noe 2001), after its
 * shocks, as a linear programme that maximises the sum of payments, and
 * compares what every exposure is worth with the run. `run` must be of this
 * plan. CTG_NO_SOLUTION with the reason where there is no such programme:
 * another rule than plain `clearing`, more than one class of seniority, the
 * least solution, channels beside claims. A run that differs is no failure of
 * this call: see `agrees`. CTG_BAD_ARGUMENT for more nodes than
 * CTG_VERIFY_NODES_MOST, CTG_CANCELLED.
 */
ctg_status ctg_run_verify(const ctg_run *run, const ctg_plan *plan,
                          ctg_progress *progress, void *progress_context,
                          ctg_verification *verification, ctg_error *error);

#ifdef __cplusplus
}
#endif
#endif
