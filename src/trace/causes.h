/*
 * Inside a trace: who caused what, by docs/model.md section 9, Causes.
 *
 * All entries that one sender sends at one moment have the same parents, so
 * these are kept once, as a set. An entry is in the set of its target's next
 * sending and in no other, but for `impact` entries, which are also the
 * parents of `sale`s: the sets together are hardly longer than the ledger.
 * Rounding is in none, and has the parents of its sender's last sending.
 * A relay (data/ledger_fold.h) sends at the moment at which it receives.
 */
#ifndef TRACE_CAUSES_H
#define TRACE_CAUSES_H

#include <stdbool.h>
#include <stdint.h>

#include <contagraph/trace.h>

#include "base/asking.h"
#include "base/error.h"

/* The set of an entry that has no parents. */
#define CTG__NO_SET UINT32_MAX

static inline bool ctg__hits_node(const ctg_entry *entry)
{
    return ctg_actor_kind_of(entry->target) == CTG_ACTOR_NODE;
}

/* What moved a price: shocks, orders, the fall of an issuer. */
typedef struct ctg__moved {
    double by_shock;
    double by_sales;
    double by_issuer;
} ctg__moved;

/*
 * Sets are in order of time: whatever caused the members of a set is in sets
 * of lower number. Set s has members[first[s]] .. members[first[s + 1] - 1],
 * ascending.
 */
typedef struct ctg__causes {
    const ctg_entry *entries;
    size_t entry_count;
    size_t node_count; /* highest node and asset of the ledger, plus one */
    size_t asset_count;
    size_t shock_count;
    size_t relay_count; /* of a ledger that is folded */
    uint32_t *set_of;   /* per entry: its parents; CTG__NO_SET */
    bool *rounding;     /* per entry: booked, but explains nothing */
    size_t set_count;
    size_t *first;     /* set_count + 1 */
    const size_t *end; /* first + 1; elsewhere where sets are not in order */
    uint32_t *members; /* entries */
    /*
     * What the shares of a set are parts of: above 0 the sum of its positive
     * amounts, below 0 minus the sum of absolute amounts, 0: shared equally.
     */
    double *total;
    /* Per set, of an asset's: what moved its price. They sum to 1. */
    ctg__moved *moved;
    /* Who is asked by those who go through all of it; NULL, as in a trace that
     * several may look at: nobody. A copy may have another. */
    ctg__asking *asking;
} ctg__causes;

/* Whether to go on through entries, or sets, with this one. */
static inline bool ctg__causes_ask(const ctg__causes *causes, size_t item)
{
    return ctg__ask_at(causes->asking, item);
}

/* The same after so many entries, whatever they count as. */
static inline bool ctg__causes_ask_after(const ctg__causes *causes,
                                         size_t entries)
{
    return !causes->asking || ctg__ask_after(causes->asking, entries);
}

/* Why somebody ended early who went through them: CTG_CANCELLED where they were
 * stopped, else CTG_NO_MEMORY. */
ctg_status ctg__causes_fail(const ctg__causes *causes, ctg_error *error);

/* CTG_BAD_ARGUMENT for a ledger that is too long. */
ctg_status ctg__causes_fit(const ctg_ledger *ledger, ctg_error *error);

/* `asking` may be NULL. CTG_BAD_ARGUMENT for a ledger that is too long,
 * CTG_CANCELLED, CTG_NO_MEMORY. */
ctg_status ctg__causes_init(ctg__causes *causes, const ctg_ledger *ledger,
                            ctg__asking *asking, ctg_error *error);
void ctg__causes_clear(ctg__causes *causes);

/* Finds the causes of a trace, if nobody did before, and fails as that does.
 * Whoever else waits for them meanwhile is not asked. */
ctg_status ctg__trace_find(const ctg_trace *trace, ctg__asking *asking,
                           ctg_error *error);

/* They were found: for those who split or draw its entries. A copy of it may
 * ask somebody, and lives no longer than the trace. */
const ctg__causes *ctg__trace_causes(const ctg_trace *trace);

/* The share of a member in its set. */
static inline double ctg__share(const ctg__causes *causes, uint32_t set,
                                double amount)
{
    const double total = causes->total[set];

    if (total > 0)
        return amount > 0 ? amount / total : 0;
    if (total < 0)
        return (amount < 0 ? amount : -amount) / total;
    return 1 / (double)(causes->end[set] - causes->first[set]);
}

/* The origin an entry without parents stems from. */
static inline ctg_actor ctg__origin_of(const ctg_entry *entry)
{
    return ctg_actor_kind_of(entry->source) == CTG_ACTOR_SHOCK
               ? entry->source
               : CTG_ACTOR(CTG_ACTOR_INITIAL, 0);
}

#endif
