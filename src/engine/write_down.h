/*
 * What creditors lose when claims fall in value. While few debtors fell, each
 * passes on to its creditors; when many did, each creditor gathers from its
 * debtors, which touches memory in order. Either way a creditor's losses are
 * added in the order of its debtors, so the two agree to the bit.
 */
#ifndef ENGINE_WRITE_DOWN_H
#define ENGINE_WRITE_DOWN_H

#include "base/error.h"
#include "engine/state.h"

/* What the creditor of an entry loses when V falls: a p w c times the fall. */
static inline double ctg__claim_lost(const ctg__state *state, size_t entry,
                                     double fall)
{
    const ctg_asset *const asset = state->net->exposures.asset;

    return state->books.amount[entry] *
           ctg__book_price(state, asset ? asset[entry] : CTG_NONE) *
           ctg__worth_lost(state, entry, fall);
}

/* Takes memory; slots are made. CTG_NO_MEMORY. */
ctg_status ctg__write_down_start(ctg__state *state, ctg_error *error);

/* Posts the falls of the slots of the first `count` of books.fallen, ascending,
 * to their creditors: as entries, or left in books.falls for the round. */
void ctg__write_down(ctg__state *state, size_t count);

/* A round begins: nothing has been gathered. */
void ctg__write_down_forget(ctg__state *state);

#endif
