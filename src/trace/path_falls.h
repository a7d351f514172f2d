/*
 * The largest paths of a ledger of falls, without its entries. What a sender
 * sends has the causes that it received since it last sent; so the best way to
 * what it sends is known, for each sender, while rounds are gone through, and
 * an end is an entry times that. Rounds are gone through until none that is
 * left has an entry as large as the worst of the ends that are wanted: as an
 * end's loss is no more than its entry. Then once more, up to the last of the
 * ends found, and this time what is known of each set is kept; members of a set
 * are listed when somebody looks into it.
 */
#ifndef TRACE_PATH_FALLS_H
#define TRACE_PATH_FALLS_H

#include "base/arena.h"
#include "trace/fall_flow.h"
#include "trace/path_ends.h"

/* What a node received since it last sent, as far as the best way goes. */
typedef struct ctg__leading {
    double value; /* weight x amount: of the best; 0: there is none */
    double amount;
    ctg__merit merit; /* of the way to what its sender sent */
} ctg__leading;

/* A set, when its sender sent: its members are of rounds begin .. end - 1. */
typedef struct ctg__fall_set {
    ctg_node node;
    uint32_t begin;
    uint32_t end;
} ctg__fall_set;

typedef struct ctg__path_falls {
    const ctg_ledger *ledger;
    const ctg__kept_falls *kept;
    const ctg_path_options *options;
    ctg__asking *asking;
    size_t node_count;
    size_t layers; /* as of a finder: ways of at least 0, 1, ... steps */
    ctg__arena arena;

    ctg__fall_starts starts;

    /* Per node, as rounds go by. */
    double *rounding;
    double *fall;          /* of the round at hand; 0 */
    double *total;         /* received since it last sent: what is positive */
    bool *received;        /* anything since then */
    bool *sent;            /* ever, having received */
    ctg__leading *leading; /* node_count x layers */
    ctg__merit *best;      /* the same: of what it sends */
    double *owed;          /* at most to one creditor, or the one asked for */
    double *later;         /* per round: no end from it on loses more */

    /* What is kept of sets, once it is known which rounds matter. */
    bool keeps;
    uint32_t last;        /* of these rounds */
    uint32_t **sent_sets; /* per round: the set of each of its debtors */
    uint32_t *latest;     /* per node: its last set; CTG__NO_SET */
    ctg__fall_set *sets;
    double *totals;     /* per set */
    ctg__merit *merits; /* per set and layer */
    size_t set_room;

    /* Entries and members, made when they are looked at. */
    ctg__causes causes;
    ctg_entry *entries;
    uint32_t *set_of;
    size_t entry_room;
    size_t member_count;
    size_t member_room;
    size_t *set_end;
    uint32_t spare; /* an entry for what is offered; CTG__NO_WAY */
    ctg__ends ends;
    bool failed; /* out of memory */
} ctg__path_falls;

/* Chooses the ends, and makes a finder of ways to them; `*made` is to be
 * cleared after a failure, too. CTG_BAD_ARGUMENT as of the finder. */
ctg_status ctg__path_falls_init(ctg__path_falls *made, const ctg_ledger *ledger,
                                const ctg_path_options *options,
                                ctg__asking *asking, ctg__finder *finder,
                                ctg_error *error);
void ctg__path_falls_clear(ctg__path_falls *made);

/* Where an entry is in the ledger. */
size_t ctg__path_falls_index(const ctg__path_falls *falls, uint32_t entry);

/* --- rounds as they go by (path_falls_pass.c) --- */

/* What a node receives in round 0. */
void ctg__path_falls_start(const ctg__path_falls *made, size_t node);
/* All that sends in a round; then what it brings. */
void ctg__path_falls_send(ctg__path_falls *made, const ctg__kept_round *round,
                          uint32_t number);
void ctg__path_falls_receive(const ctg__path_falls *made,
                             const ctg__kept_round *round);

/* --- what somebody looks at (path_falls_open.c) --- */

/* Its index; CTG__NO_WAY: out of memory. */
uint32_t ctg__path_falls_add(ctg__path_falls *made, const ctg_entry *entry,
                             uint32_t set);
/* The set that a debtor of a round sent by. */
uint32_t ctg__path_falls_set(const ctg__path_falls *made, uint32_t round,
                             ctg_node debtor);
/* A ctg__finder_open. */
bool ctg__path_falls_open(void *made, uint32_t set);

#endif
