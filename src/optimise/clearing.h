/* The clearing problem of Eisenberg and Noe: who can pay how much. */
#ifndef OPTIMISE_CLEARING_H
#define OPTIMISE_CLEARING_H

#include "base/arena.h"
#include "base/error.h"
#include "bridge/lp.h"
#include "data/plan.h"

/*
 * payments_i = min(debt_i, max(0, outside_i + sum_j part_ij payments_j)), in
 * money. Row i: what reaches i of what its debtors pay, in ascending order.
 */
typedef struct ctg__clearing {
    size_t count;
    double *outside; /* assets beside claims, after the shocks */
    double *debt;    /* all that a node owes */
    size_t *start;   /* count + 1 */
    ctg_node *debtor;
    double *part; /* of what the debtor pays to all; write-offs taken off */
    const double *write_off; /* per exposure entry */
} ctg__clearing;

/* What claims may be valued by, beside plain clearing. */
typedef struct ctg__claims_rules {
    bool costs;     /* clearing with costs of default (a, b) */
    bool threshold; /* all of them by `threshold` instead */
} ctg__claims_rules;

/* CTG_NO_SOLUTION with the reason when a plan has more than claims in money, by
 * these rules. */
ctg_status ctg__claims_only(const ctg_plan *plan, const ctg__claims_rules *may,
                            ctg_error *error);

/* As ctg__clearing_of, with these rules; parts are of what debtors owe. */
ctg_status ctg__clearing_with(const ctg_plan *plan,
                              const ctg__claims_rules *may, ctg__arena *arena,
                              ctg__clearing *clearing, ctg_error *error);

/*
 * The problem of a plan, after its shocks. CTG_NO_SOLUTION with the reason
 * when the plan is not plain clearing of claims in money.
 */
ctg_status ctg__clearing_of(const ctg_plan *plan, ctg__arena *arena,
                            ctg__clearing *clearing, ctg_error *error);

typedef struct ctg__clearing_result {
    double paid;
    double residual;
} ctg__clearing_result;

/*
 * The greatest solution, by a linear programme. CTG__LP_DUAL_FROM_MOST is the
 * method to choose: to pay all debts is dual feasible.
 */
ctg_status ctg__clearing_solve(const ctg__clearing *clearing,
                               const ctg__lp_options *options, double *payments,
                               ctg__clearing_result *result, ctg_error *error);

#endif
