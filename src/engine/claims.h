/* Step 2 for one debtor. */
#ifndef ENGINE_CLAIMS_H
#define ENGINE_CLAIMS_H

#include "engine/state.h"

/* Books what claims on a debtor are worth at its opening books: value and fall
 * of its slots. false: nothing changed. Debtors do not look at each other. */
bool ctg__value_debtor(ctg__state *state, ctg_node debtor);

#endif
