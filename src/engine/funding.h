/* What a node must sell for, and what its money pays. */
#ifndef ENGINE_FUNDING_H
#define ENGINE_FUNDING_H

#include "engine/state.h"

struct ctg__funding {
    ctg_node *limited; /* nodes with a leverage limit */
    size_t limited_count;
    ctg_node *runnable; /* nodes that creditors may run on */
    size_t runnable_count;
    size_t *by_depth; /* scratch: holdings of one node, deepest first */
    double *left;     /* scratch: what of them is not yet sold */
};

/* Pays `money` of the `due` that matures within the horizon, pro rata. */
void ctg__pay_due(ctg__state *state, ctg_node node, double due, double money);

#endif
