/* Making slots, and what is due to a debtor's classes. */
#ifndef ENGINE_SLOTS_H
#define ENGINE_SLOTS_H

#include "base/error.h"
#include "engine/state.h"
#include "engine/valuation.h"

/* Slots and classes of all debtors, values 1, at the first books. */
ctg_status ctg__make_slots(ctg__state *state, ctg_error *error);

/* Fills class_face of a debtor at its opening books. */
void ctg__face_classes(ctg__state *state, ctg_node debtor);

/* What a debtor's rule may look at: the opening books, and the class of some
 * of its debts (class_face filled). */
ctg__debtor ctg__slot_books(const ctg__state *state, ctg_node debtor,
                            uint32_t class_index);

#endif
