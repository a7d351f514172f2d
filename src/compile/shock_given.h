/*
 * Shocks in words to shocks in numbers, and back (docs/model.md section 2).
 * Ids may hold anything, also `=`, `>`, `/`, `@` and blanks: every way to
 * split a text is tried, and two that make sense are an error.
 */
#ifndef COMPILE_SHOCK_GIVEN_H
#define COMPILE_SHOCK_GIVEN_H

#include "base/error.h"
#include "compile/slice.h"
#include "data/plan.h"
#include "text/text.h"

/* Fills in the plan's shocks, in memory of the arena. */
ctg_status ctg__resolve_shocks(ctg_plan *plan, const ctg_scenario *scenario,
                               ctg__arena *arena, ctg_error *error);

/* How a shock is told to people. */
typedef struct ctg__telling {
    bool spoken; /* "A defaults" in a sentence; else "A default" by numbers */
    bool ascii;
    size_t limit; /* columns of the target and of the change, cleaned;
                     SIZE_MAX: as they are */
} ctg__telling;

/*
 * Adds a shock of a scenario as people say it: "ETH -35%" with a true minus,
 * nodes by name. One that does not fit the network stays as it is written, as
 * all do without a network (NULL).
 */
void ctg__shock_tell(const ctg_network *network, const char *words,
                     ctg__telling how, ctg__text *text);

/* Adds the kind and the target of a shock as they are read again: "asset ETH",
 * by ids; a group's by its name. */
void ctg__shock_name_target(const ctg_network *network, const ctg__shock *shock,
                            ctg__text *text);

/* --- inside ----------------------------------------------------------------
 */

/* What the shocks of a list are made into. */
typedef struct ctg__shock_list {
    const ctg_network *network;
    ctg__arena *arena;
    ctg__shock *shocks;
    size_t count;
    size_t room;
    uint32_t number; /* of what is added */
} ctg__shock_list;

/* "ID=CHANGE" at the last `=`: no change has one. */
ctg_status ctg__shock_split(ctg__slice text, ctg__slice *id, ctg__slice *change,
                            ctg_error *error);

/* Takes one shock's words: adds an entry, for a group one per asset. */
ctg_status ctg__shock_take(ctg__shock_list *list, const char *words,
                           ctg_error *error);

/* What an id may name: a node, an asset, or the assets of a group. */
typedef struct ctg__shock_name {
    ctg_node node;
    ctg_asset asset;
    ctg_word group;
} ctg__shock_name;

ctg__shock_name ctg__shock_find(const ctg_network *network, ctg__slice id,
                                bool by_name);

/* Adds the shock, whose kind, unit and value are set, for the target that an
 * id names. */
ctg_status ctg__shock_aim(ctg__shock_list *list, ctg__slice id,
                          ctg__shock shock, ctg_error *error);

#endif
