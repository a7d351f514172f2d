/* Who cost whom how much by claims that fell, without an entry. */
#ifndef DRAW_PAIRS_FALLS_H
#define DRAW_PAIRS_FALLS_H

#include "draw/cast.h"

/* A pair of actors, `amount` of all rounds: money, > 0. false: no more. */
typedef bool ctg__tell_pair(void *context, uint32_t from, uint32_t to,
                            double amount);

/*
 * Tells of each pair of actors between whom something fell, once, by `from`;
 * amounts are added as those of entries would be. `facts` are of a ledger of
 * falls. false: out of memory, stopped, or nothing more was to be told.
 */
bool ctg__pairs_of_falls(const ctg__facts *facts, const ctg__actors *actors,
                         ctg__tell_pair *tell, void *context);

/* Adds up instead, per actor, what it cost and what it lost. */
bool ctg__sums_of_falls(const ctg__facts *facts, const ctg__actors *actors,
                        double *from, double *to);

#endif
