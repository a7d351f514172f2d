/* Making slots, and what is due to a debtor's classes. */
#ifndef ENGINE_SLOTS_H
#define ENGINE_SLOTS_H

#include "base/error.h"
#include "engine/state.h"

/* Slots and classes of all debtors, values 1, at the first books. */
ctg_status ctg__make_slots(ctg__state *state, ctg_error *error);

/* Fills class_face of a debtor at its opening books. */
void ctg__face_classes(ctg__state *state, ctg_node debtor);

#endif
