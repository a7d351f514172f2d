/* What a node must sell for, and what its money pays. */
#ifndef ENGINE_FUNDING_H
#define ENGINE_FUNDING_H

#include "engine/state.h"

/* Pays `money` of the `due` that matures within the horizon, pro rata. */
void ctg__pay_due(ctg__state *state, ctg_node node, double due, double money);

#endif
