/*
 * Finding the largest ways into a set, one after the other, exactly.
 *
 * A way is a chain of entries from an origin to a member of the set; its
 * weight is the product of the shares along it. Ways that must have at least
 * so many steps yet are found in layers: layer j of a set knows the ways with
 * at least j steps. The next way of a set replaces the tail of its last one by
 * that tail's next, recursively (Jimenez and Marzal 1999), so only what is
 * asked for is computed.
 */
#ifndef TRACE_FINDER_H
#define TRACE_FINDER_H

#include <stdbool.h>

#include "base/asking.h"
#include "data/ledger.h"
#include "trace/causes.h"

#define CTG__NO_WAY UINT32_MAX

/* How good a way is: by weight, then fewer entries. */
typedef struct ctg__merit {
    double weight;
    uint32_t length; /* entries; `initial` counts as one */
} ctg__merit;

typedef struct ctg__way {
    ctg__merit merit;
    uint32_t member;  /* its last entry */
    uint32_t before;  /* the way to that one's parents; CTG__NO_WAY: origin */
    ctg_actor sender; /* of that entry, or who sent to the relay that did */
} ctg__way;

/* Lists the members of a set of causes that somebody looks into, if they are
 * not; false: out of memory. */
typedef bool ctg__finder_open(void *context, uint32_t set);

typedef struct ctg__finder {
    const ctg__causes *causes;
    ctg__asking *asking;
    ctg__finder_open *open; /* NULL: all are listed */
    void *context;
    size_t layer_count;
    struct best *best;   /* of each state = layer x set_count + set */
    uint32_t *search_of; /* per state: index into searches, or none */
    struct search *searches;
    size_t search_count;
    size_t search_room;
    ctg__way *ways;
    size_t way_count;
    size_t way_room;
    uint32_t *stack; /* states whose next way is wanted */
    size_t stack_room;
} ctg__finder;

/* Below 0 when `a` comes first; weights within 1e-12 are the same. */
int ctg__merit_compare(ctg__merit a, ctg__merit b);

/* Ways of so many steps into each of so many sets are too many to number; what
 * is said then, CTG_BAD_ARGUMENT. */
bool ctg__finder_is_too_long(size_t sets, size_t steps);
ctg_status ctg__finder_fail_long(size_t steps, ctg_error *error);

/* `steps`: what ways may be asked to have at least. CTG_CANCELLED, here and of
 * ctg__finder_way, where `asking` says so. */
ctg_status ctg__finder_init(ctg__finder *finder, const ctg__causes *causes,
                            ctg__asking *asking, size_t steps,
                            ctg_error *error);
/* The same of causes of which no set is listed yet. `merits`: of the best way
 * with at least 0, 1, ... steps of each set; weight 0: there is none. */
ctg_status ctg__finder_init_open(ctg__finder *finder, const ctg__causes *causes,
                                 ctg__asking *asking, size_t steps,
                                 const ctg__merit *merits,
                                 ctg__finder_open *open, void *context,
                                 ctg_error *error);
void ctg__finder_clear(ctg__finder *finder);

/* The merit of the best way with at least `steps` steps, weight 0: none; and
 * who sends its last entry. */
ctg__merit ctg__finder_best(const ctg__finder *finder, uint32_t set,
                            size_t steps, ctg_actor *sender);

/*
 * The order of two entries in the whole ledger, below 0 when `a` comes first,
 * where relays stand for the senders given. Of entries without relays it is
 * that of the ledger, by round, channel, source and target.
 */
int ctg__ledger_order(const ctg__causes *causes, uint32_t a, ctg_actor a_sender,
                      uint32_t b, ctg_actor b_sender);

/*
 * The rank-th best way (from 0), CTG__NO_WAY when there are fewer. Ranks must
 * be asked for in order.
 */
ctg_status ctg__finder_way(ctg__finder *finder, uint32_t set, size_t steps,
                           size_t rank, uint32_t *way, ctg_error *error);

/* Steps and length that an entry adds to a way: what goes to a relay is but
 * the first half of an entry. */
static inline uint32_t ctg__step_of(const ctg_entry *entry)
{
    return !ctg__is_relay(entry->target);
}

/* Steps that an entry without parents is itself: none if it is a shock's. */
static inline size_t ctg__own_steps(const ctg_entry *entry)
{
    return ctg_actor_kind_of(entry->source) != CTG_ACTOR_SHOCK;
}

#endif
