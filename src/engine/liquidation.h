/* What happens to an unhealthy account: called, liquidated, closed out. */
#ifndef ENGINE_LIQUIDATION_H
#define ENGINE_LIQUIDATION_H

#include "base/error.h"
#include "engine/state.h"

/* Scratch of a round. */
struct ctg__unhealthy {
    uint32_t *called; /* accounts */
    uint32_t *lost;   /* accounts */
    double *wanted;   /* per market */
    double *taken;    /* per market: share of what is wanted */
};

/* Margin calls on `count` accounts: owners pay from cash, or sell. Counts the
 * rounds in a row that a call fell short. */
void ctg__call_margin(ctg__state *state, const uint32_t *called, size_t count);

/*
 * Lending liquidation. Rational liquidators first look at all accounts, so
 * wanting (`ctg__want_collateral`, into `wanted` per market, money) and
 * taking are two passes; `taken` is the share per market that is taken.
 */
void ctg__want_collateral(const ctg__state *state, size_t account,
                          double *wanted);
void ctg__liquidate(ctg__state *state, size_t account, const double *taken);

/* The share of `wanted` money of a market that pays at 1 / (1 + bonus). */
double ctg__rational_share(const ctg__state *state, size_t market,
                           double wanted);

/* Margin close-out: puts the orders. */
void ctg__close_out(ctg__state *state, size_t account);

/* One order more. There is room for CTG__MOST_ORDERS. */
void ctg__put_order(ctg__state *state, const ctg__order *order);

#endif
