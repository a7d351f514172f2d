/*
 * Shocks in words to shocks in numbers (docs/model.md section 2). Ids may
 * hold anything, also `=`, `>`, `/`, `@` and blanks: every way to split a
 * text is tried, and two that make sense are an error.
 */
#ifndef COMPILE_RESOLVE_H
#define COMPILE_RESOLVE_H

#include "base/error.h"
#include "data/plan.h"

/* Fills in the plan's shocks, in memory of the arena. */
ctg_status ctg__resolve_shocks(ctg_plan *plan, const ctg_scenario *scenario,
                               ctg__arena *arena, ctg_error *error);

/* A part of a text. */
typedef struct ctg__slice {
    const char *text;
    size_t length;
} ctg__slice;

/* Without the blanks at its ends. */
ctg__slice ctg__slice_trim(ctg__slice slice);

/* As a whole, else trimmed; by id, else, if asked for, by a name that only one
 * has. CTG_NONE: nothing is called so. */
ctg_node ctg__slice_node(const ctg_graph *graph, ctg__slice id, bool by_name);
ctg_asset ctg__slice_asset(const ctg_graph *graph, ctg__slice id, bool by_name);
/* The word of a group that some asset has; 0: none. */
ctg_word ctg__slice_group(const ctg_graph *graph, ctg__slice group);

/* "no asset 'ETHH'; did you mean 'ETH'?" */
ctg_status ctg__slice_unknown(const ctg_graph *graph, ctg_table table,
                              ctg__slice id, ctg_error *error);

/* What stands behind the last `=`. */
typedef struct ctg__change {
    double value; /* signed; a share where `percent` */
    char sign;    /* as written: '+', '-' or 0 */
    bool percent;
    bool fails; /* the word `default`; no value */
} ctg__change;

ctg_status ctg__change_parse(ctg__slice text, ctg__change *change,
                             ctg_error *error);

/* What a change means for each kind of target; the target is not set. */
ctg_status ctg__change_asset(const ctg__change *change, ctg__shock *shock,
                             ctg_error *error);
ctg_status ctg__change_node(const ctg__change *change, ctg__shock *shock,
                            ctg_error *error);
ctg_status ctg__change_exposure(const ctg__change *change, ctg__shock *shock,
                                ctg_error *error);
ctg_status ctg__change_depth(const ctg__change *change, ctg__shock *shock,
                             ctg_error *error);
ctg_status ctg__change_haircut(const ctg__change *change, ctg__shock *shock,
                               ctg_error *error);

#endif
