/*
 * Proceeds of sales on their way: with a settlement lag they arrive so many
 * rounds later. Kept one by one, so that a lag of any length costs nothing but
 * the sales there are.
 */
#ifndef ENGINE_RECEIVABLES_H
#define ENGINE_RECEIVABLES_H

#include "engine/state.h"

/* Makes room; does nothing without a settlement lag. */
ctg_status ctg__receivables_start(ctg__state *state, ctg_error *error);

/* Proceeds of this round that a node will get: `repay` repays debts then,
 * `keep` stays cash. At most once a round and node. */
void ctg__defer(ctg__state *state, ctg_node node, double repay, double keep);

/* What was deferred settlement_lag rounds ago arrives, by row of the nodes. */
void ctg__receive(ctg__state *state);

/* Receivables of sales whose proceeds stay cash. */
double ctg__cash_to_come(const ctg__state *state, ctg_node node);

/* Whether memory was short: the books are not to be believed. */
bool ctg__receivables_failed(const ctg__state *state);

#endif
