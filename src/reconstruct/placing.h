/*
 * Placing: one claim after the other, each as large as the rest allows, the
 * pair that it exhausts both sides of first. A network of few links: at most
 * one less than there are totals.
 */
#ifndef RECONSTRUCT_PLACING_H
#define RECONSTRUCT_PLACING_H

#include "base/random.h"
#include "reconstruct/reconstruction.h"

/*
 * Adds to the list a network with these claims and debts, of which those that
 * are not in question are 0. With `random` pairs are drawn among those that
 * exhaust most, else the largest amount goes first, then the order of rows.
 */
ctg_status ctg__place_claims(const ctg_reconstruction *made,
                             const double *claims, const double *debts,
                             ctg__random *random, ctg__claims *list,
                             ctg_error *error);

#endif
