/* Keys of a scenario that have no meaning together, or on a network. */
#ifndef COMPILE_CONFLICTS_H
#define COMPILE_CONFLICTS_H

#include "data/plan.h"

/* CTG_BAD_ARGUMENT with the reason. Shocks are not looked at. */
ctg_status ctg__check_conflicts(const ctg_plan *plan, ctg_error *error);

#endif
