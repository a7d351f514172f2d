/*
 * What acts without any shock: the insolvent, limits that are broken and pools
 * under water before anything happens (docs/model.md section 2).
 */
#ifndef ENGINE_WEAK_H
#define ENGINE_WEAK_H

#include <stdbool.h>

#include "data/plan.h"

/*
 * Whether a node is above its leverage limit at the file's prices: its own,
 * else `limit` (NaN: none). `*leverage` is assets over equity, `*most` the
 * limit, if it is.
 */
bool ctg__over_limit(const ctg_network *network, size_t node, double limit,
                     double *leverage, double *most);

/* Whether H < 1 at the file's prices; then `*debt` is what it is of, money. */
bool ctg__unhealthy_at_first(const ctg_network *network, size_t account,
                             double *debt);

/* Whether a pass-through owes more than it has. */
bool ctg__under_water(const ctg_network *network, size_t node);

/* Whether a run without shocks might lose anything: false is certain. */
bool ctg__acts_alone(const ctg_plan *plan);

/* The plan without its shocks; it shares all else and is not to be freed. */
ctg_plan ctg__without_shocks(const ctg_plan *plan);

#endif
