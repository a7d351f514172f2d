/*
 * What a phase is to the engine: one file with two functions. `start` takes
 * all the memory it needs and may fail; `step` takes none and cannot fail. (The
 * ledger and receivables grow as they must; the end of a round asks them.)
 * To add one, write NAME.c and give it a row in phases.def, in the order of
 * the round.
 */
#ifndef ENGINE_PHASE_H
#define ENGINE_PHASE_H

#include "base/error.h"
#include "engine/state.h"

typedef struct ctg__phase {
    ctg_status (*start)(ctg__state *state, ctg_error *error);
    void (*step)(ctg__state *state);
    bool from_below; /* also a phase of the least solution */
} ctg__phase;

#define PHASE(name) extern const ctg__phase ctg__phase_##name;
#include "engine/phases.def"
#undef PHASE

#endif
