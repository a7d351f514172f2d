/* Making plans whose memory is the caller's. */
#ifndef COMPILE_PLAN_OF_SCENARIO_H
#define COMPILE_PLAN_OF_SCENARIO_H

#include "data/plan.h"

/* A plan that is not to be freed: it lives as long as what was taken from the
 * arena. */
ctg_status ctg__plan_make(const ctg_network *network,
                          const ctg_scenario *scenario, ctg__arena *arena,
                          ctg_plan **plan, ctg_error *error);

#endif
