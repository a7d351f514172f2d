/* Q of every asset, the sum of quantities over all books. */
#ifndef ENGINE_QUANTITIES_H
#define ENGINE_QUANTITIES_H

#include "engine/state.h"

/* Counts all of `state->books.quantity` from the books as they are. */
void ctg__count_quantities(ctg__state *state);

/* The same where differences have worn out what was counted. */
void ctg__refresh_quantities(ctg__state *state);

#endif
