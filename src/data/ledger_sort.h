/* The entries of a round, in order, one for each key. */
#ifndef DATA_LEDGER_SORT_H
#define DATA_LEDGER_SORT_H

#include <stdbool.h>

#include <contagraph/ledger.h>

#include "base/asking.h"

/* By channel, source, target; equal keys keep the order of posting, so that
 * sums are reproducible. `*scratch` grows as needed and is the caller's. false:
 * out of memory, or stopped by `asking`, which may be NULL. */
bool ctg__entries_sort(ctg_entry *entries, size_t count, ctg__asking *asking,
                       ctg_entry **scratch, size_t *scratch_room);
bool ctg__entries_are_sorted(const ctg_entry *entries, size_t count);

/* Makes one entry of those with one key; returns how many there are. */
size_t ctg__entries_merge(ctg_entry *entries, size_t count);

/* Keeps what its parts do not cancel in; returns how many. */
size_t ctg__entries_drop(ctg_entry *entries, size_t count);

#endif
