/* Overflow ends the run: what follows from no number is none either. */
#ifndef ENGINE_FINITE_H
#define ENGINE_FINITE_H

#include "engine/state.h"

/* Prices, and the equities that changed in the round; CTG_NO_SOLUTION. */
ctg_status ctg__check_numbers(const ctg__state *state, ctg_error *error);

/* The same of the round's entries: to an asset they are no equity. */
ctg_status ctg__check_entries(const ctg__state *state, ctg_error *error);

#endif
