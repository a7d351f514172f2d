/*
 * Writing a ledger. Postings of one round, channel, source and target become
 * one entry; within a round entries are put in the order of section 9.
 */
#ifndef DATA_LEDGER_H
#define DATA_LEDGER_H

#include <stdbool.h>

#include <contagraph/ledger.h>

#include "base/error.h"

ctg_status ctg__ledger_new(ctg_ledger **ledger, ctg_error *error);
void ctg__ledger_free(ctg_ledger *ledger);

/*
 * Up to which amount an entry after round 0 is no more than rounding, by its
 * target: money per node, per asset. Copied. Not set: no entry is.
 */
ctg_status ctg__ledger_set_rounding(ctg_ledger *ledger, const double *of_nodes,
                                    size_t node_count, const double *of_assets,
                                    size_t asset_count, ctg_error *error);

/* Whether an entry is rounding, which is booked and explains nothing. */
bool ctg__ledger_is_rounding(const ctg_ledger *ledger, const ctg_entry *entry);

/*
 * Adds to the round that is open. Cannot fail: out of memory is remembered
 * and reported by ctg__ledger_close_round.
 */
void ctg__ledger_post(ctg_ledger *ledger, ctg_channel channel, ctg_actor source,
                      ctg_actor target, double amount);

/* Merges and sorts what was posted; `round` is its number. What cancels to 0
 * is left out, but for round 0, whose entries are the origins. */
ctg_status ctg__ledger_close_round(ctg_ledger *ledger, uint32_t round,
                                   ctg_error *error);

/* Entries of the first `round` rounds end here; for trace and checks. */
size_t ctg__ledger_round_end(const ctg_ledger *ledger, uint32_t round);

#endif
