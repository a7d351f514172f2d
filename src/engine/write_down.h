/*
 * What creditors lose when claims fall in value. While few debtors fell, each
 * passes on to its creditors; when many did, each creditor gathers from its
 * debtors, which touches memory in order. Either way a creditor's losses are
 * added in the order of its debtors, so the two agree to the bit.
 */
#ifndef ENGINE_WRITE_DOWN_H
#define ENGINE_WRITE_DOWN_H

#include <math.h>

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

/* --- its parts, for claims_alone.h --- */

/* Whether creditors gather, where so many exposures are owed by debtors whose
 * claims fell. */
bool ctg__write_down_gathers(const ctg__state *state, size_t owed);

/* Debtors pass on one by one. */
void ctg__write_down_each(ctg__state *state, size_t count);

/* Names those that fell in books.falls; `set`: books.fall is filled in from
 * their slots. */
void ctg__write_down_list(ctg__state *state, size_t count, bool set);

/* Adds what was gathered to books.losses. */
void ctg__write_down_count(ctg__state *state);

/* Whether a claim loses its amount times the fall. */
bool ctg__write_down_is_plain(const ctg__state *state);

static inline const uint32_t *ctg__write_down_slots(const ctg__state *state)
{
    return state->books.exposure_slot ? state->books.exposure_slot
                                      : state->net->exposures.debtor;
}

/* A creditor gathers its losses by books.fall; false: nothing that it is owed
 * fell. Adding a claim that did not, 0, changes no bit. */
static inline bool ctg__write_down_row(ctg__state *state, ctg_node creditor,
                                       bool plain)
{
    const ctg__exposures *const exposures = &state->net->exposures;
    const double *const fall = state->books.fall;
    const uint32_t *const slot = ctg__write_down_slots(state);
    ctg__sum equity = state->books.equity[creditor];
    double claims = state->books.claims[creditor];
    double sum = 0;
    bool reached = false;

    for (size_t e = exposures->start[creditor];
         e < exposures->start[creditor + 1]; e++) {
        const double part = fall[slot[e]];
        const double loss = plain ? state->books.amount[e] * part
                                  : ctg__claim_lost(state, e, part);

        reached |= part != 0;
        sum += loss;
        claims -= loss;
        ctg__add_exactly(&equity, -loss);
    }
    state->books.gathered[creditor] = reached ? sum : (double)NAN;
    if (!reached)
        return false;
    state->books.equity[creditor] = equity;
    state->books.claims[creditor] = claims;
    return true;
}

#endif
