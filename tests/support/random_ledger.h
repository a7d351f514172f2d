/* Random small ledgers of every channel, and what they mean, done slowly. */
#ifndef SUPPORT_RANDOM_LEDGER_H
#define SUPPORT_RANDOM_LEDGER_H

#include <contagraph/trace.h>

enum { RANDOM_NODES = 4, RANDOM_ASSETS = 2, RANDOM_SHOCKS = 3 };

/*
 * A ledger of `rounds` rounds with about `density` entries in each. Amounts
 * are small integers, also negative and 0, so that many paths tie; with
 * `smooth` they are not.
 */
ctg_ledger *random_ledger(uint32_t seed, uint32_t rounds, int density,
                          int smooth);

/*
 * The parents of an entry, found by reading section 9 for it alone: fills
 * `parents` (room for all entries) and returns how many.
 */
size_t slow_parents(const ctg_ledger *ledger, size_t entry,
                    ctg_parent *parents);

/* Calls `visit` with every path that ends at an entry: entries from the last
 * back, and the product of the shares, which is not 0. */
void slow_paths(const ctg_ledger *ledger, size_t entry,
                void (*visit)(void *context, const size_t *back, size_t count,
                              double share),
                void *context);

#endif
