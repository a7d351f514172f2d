/* Direct losses by the shock that did them. */
#ifndef DRAW_DIRECT_SHOCKS_H
#define DRAW_DIRECT_SHOCKS_H

#include "draw/facts.h"

/* Of all that is direct: a shock that did no more has no box. */
#define CTG__LEAST_SHOCK 0.03

/* x of a node's direct loss that a shock did; shocks that are said in the same
 * words are one, the first. */
typedef void ctg__direct_loss(void *context, ctg_node node, size_t shock,
                              double x);

/* Tells all of them. CTG_NO_MEMORY. */
ctg_status ctg__each_direct_loss(const ctg__facts *facts,
                                 ctg__direct_loss *tell, void *context,
                                 ctg_error *error);

#endif
