/*
 * Writing a ledger. Postings of one round, channel, source and target become
 * one entry; within a round entries are put in the order of section 9.
 */
#ifndef DATA_LEDGER_H
#define DATA_LEDGER_H

#include <stdbool.h>

#include <contagraph/ledger.h>

#include "base/asking.h"
#include "base/error.h"
#include "data/network.h"

ctg_status ctg__ledger_new(ctg_ledger **ledger, ctg_error *error);
void ctg__ledger_free(ctg_ledger *ledger);

/*
 * Up to which amount an entry after round 0 is no more than rounding, by its
 * target: money per node, per asset. Copied. Not set: no entry is.
 */
ctg_status ctg__ledger_set_rounding(ctg_ledger *ledger, const double *of_nodes,
                                    size_t node_count, const double *of_assets,
                                    size_t asset_count, ctg_error *error);

/* That amount, after round 0; below 0: not known. */
double ctg__ledger_rounding(const ctg_ledger *ledger, ctg_actor target);

/* Whether an entry is rounding, which is booked and explains nothing. */
bool ctg__ledger_is_rounding(const ctg_ledger *ledger, const ctg_entry *entry);

/* Whom to ask from here on whether to go on while entries are posted and put in
 * order; NULL, as at first: nobody. Rounds that were stopped cannot be closed:
 * CTG_CANCELLED. */
void ctg__ledger_ask(ctg_ledger *ledger, ctg__asking *asking);

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

/*
 * A spread: an entry from each source to each target, kept as their sum and not
 * as their product. Losers and winners of a layer are so.
 */
typedef struct ctg__spread_source {
    double level; /* per unit of a target's weight */
    ctg_node node;
} ctg__spread_source;

typedef struct ctg__spread_target {
    double weight;
    double last;  /* what it bore in all, if it left; money */
    uint32_t end; /* the source it left at; CTG_NONE: it did not */
    ctg_node node;
} ctg__spread_target;

typedef struct ctg__spread {
    ctg_channel channel;
    /* Levels are those reached after each source, none below the one before,
     * and targets may leave; else each source's own, and nobody leaves. */
    bool rises;
    double level_sum;
    const ctg__spread_source *sources;
    size_t source_count;
    const ctg__spread_target *targets;
    size_t target_count;
} ctg__spread;

/* The amount from one source to one target: money, >= 0; 0: no entry. */
double ctg__spread_amount(const ctg__spread *spread, size_t source,
                          size_t target);

/* What a target bears in all: money. */
double ctg__spread_borne(const ctg__spread *spread, size_t target);

/* Begins a spread of the open round; what is added next belongs to it. They
 * fail as ctg__ledger_post does. */
void ctg__ledger_spread(ctg_ledger *ledger, ctg_channel channel, bool rises);
void ctg__ledger_add_source(ctg_ledger *ledger, ctg_node node, double level);
void ctg__ledger_add_target(ctg_ledger *ledger, ctg__spread_target target);

/*
 * Keeps no round but the last one that was closed, and spreads as they are:
 * for those who watch a run. The ledger has no entries then for others.
 */
void ctg__ledger_watch(ctg_ledger *ledger);
bool ctg__ledger_is_watched(const ctg_ledger *ledger);

/*
 * Keeps spreads of `pairs` pairs and more folded (data/ledger_fold.h), for
 * those who know relays: actors of entries that stand for many. With `chains`
 * an entry of the whole ledger is one entry or goes by one relay, so that
 * chains of causes are the same.
 */
enum { CTG__FOLDED_FROM = 1 << 12 }; /* fewer are no trouble for anybody */
void ctg__ledger_fold(ctg_ledger *ledger, size_t pairs, bool chains);
bool ctg__ledger_is_folded(const ctg_ledger *ledger);

/* Whether chains of causes are those of the whole ledger. */
bool ctg__ledger_has_chains(const ctg_ledger *ledger);

#define CTG__RELAY(index) CTG_ACTOR(CTG_ACTOR_INITIAL, (index) + 1)

static inline bool ctg__is_relay(ctg_actor actor)
{
    return ctg_actor_kind_of(actor) == CTG_ACTOR_INITIAL &&
           ctg_actor_index(actor) > 0;
}

/*
 * Claims that fell, kept as falls: an entry of CTG_CLAIM from each debtor to
 * each of its creditors, none of them written. It is amount x fall[slot] of an
 * exposure, those of one debtor to one creditor together.
 */
typedef struct ctg__falls {
    const ctg__exposures *exposures;
    const double *amount;    /* per exposure: money, >= 0 */
    const uint32_t *slot;    /* per exposure: into fall */
    const double *fall;      /* per slot: of its value, >= 0 */
    const double *gathered;  /* per node: all that it lost by them, money; NaN:
                                nothing fell that it is owed */
    const ctg_node *debtors; /* whose claims fell, ascending */
    size_t debtor_count;
} ctg__falls;

/*
 * What fell in the open round, valid until it is closed, but for exposures and
 * amounts, which outlive the ledger; one slot for each debtor, no fall above 1.
 * Where nothing is posted beside them they stay what they are
 * (data/ledger_falls.h), and are entries for who reads them. For ledgers that
 * are kept.
 */
void ctg__ledger_fall(ctg_ledger *ledger, const ctg__falls *falls);

/* Falls of a ledger of which nothing but round 0 was posted, and rounding is
 * known; NULL of others. */
const struct ctg__kept_falls *ctg__ledger_falls(const ctg_ledger *ledger);

/* What fell in a closed round; NULL: it has entries, or none at all. */
const struct ctg__kept_round *ctg__ledger_fallen(const ctg_ledger *ledger,
                                                 uint32_t round);
/* How many nodes it knows the rounding of. */
size_t ctg__ledger_node_count(const ctg_ledger *ledger);
uint32_t ctg__ledger_round_count(const ctg_ledger *ledger);

/* A closed round: entries in the order of section 9, and those in spreads,
 * and in falls, which are not among them. Valid until the next post. */
typedef struct ctg__ledger_round {
    const ctg_ledger *ledger;
    uint32_t number;
    const ctg_entry *entries;
    size_t entry_count;
    size_t spread_count;
    const ctg__falls *falls; /* NULL: none */
} ctg__ledger_round;

ctg__ledger_round ctg__ledger_last_round(const ctg_ledger *ledger);
ctg__spread ctg__ledger_spread_at(const ctg_ledger *ledger, size_t index);

/* The positive entries on nodes of all rounds closed, and minus the others. */
void ctg__ledger_sums(const ctg_ledger *ledger, double *losses, double *gains);

/* ctg_ledger_entries, which whoever is asked can stop; NULL: nobody is.
 * CTG_CANCELLED, CTG_NO_MEMORY. */
ctg_status ctg__ledger_list(const ctg_ledger *ledger, ctg__asking *asking,
                            const ctg_entry **entries, ctg_error *error);

/* Whether falls of it have been made entries, for who asked for all. */
bool ctg__ledger_is_listed(const ctg_ledger *ledger);

/* Entries up to those of a round end here; for trace and checks. */
size_t ctg__ledger_round_end(const ctg_ledger *ledger, uint32_t round);

#endif
