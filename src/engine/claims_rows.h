/* A round of claims alone, in which everybody is gone through. */
#ifndef ENGINE_CLAIMS_ROWS_H
#define ENGINE_CLAIMS_ROWS_H

#include "engine/state.h"

/* Opens the books of all and values their debts: books.fall. Returns how many
 * exposures are owed by those whose claims fell. */
size_t ctg__claims_open(ctg__state *state);

/* Whether claims on a debtor fell, by books.fall. */
bool ctg__claims_fell(const ctg__state *state, ctg_node debtor);

/* Creditors lose what books.fall says; marks who failed. */
void ctg__claims_gather(ctg__state *state);

/* Slots get the values and the falls of these opening books. */
void ctg__claims_keep_values(ctg__state *state);

#endif
