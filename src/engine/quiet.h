/*
 * Quiet accounts: those that are healthy beyond doubt, of owners whose only
 * business they are. All that a round does to one is that its owner loses what
 * the legs lose. So nobody goes through them: what prices fell by is kept round
 * by round, and an owner's losses are booked when somebody asks, at the end or
 * where the account is watched from now on. The bits are those of accounts and
 * nodes that are looked at one by one.
 *
 * Who may not be quiet any more is found without looking at the others, as in
 * sure.h: with collateral C and debt D in the first books, and prices of which
 * none that is held is below a of its first and none that is owed above b, H is
 * at least C a / (D b). Accounts that hold and owe the same assets form a class,
 * and lie in it by the a / b that they need, the largest first: only those that
 * need more than there is are asked. Whoever does not pass is watched from then
 * on, as all others are; it never becomes quiet again in that run.
 */
#ifndef ENGINE_QUIET_H
#define ENGINE_QUIET_H

#include "engine/state.h"
#include "engine/sure.h"

enum {
    CTG__QUIET_WORD = 64, /* accounts in a word of `watched`, nodes of `others` */
    CTG__QUIET_ROWS = 32  /* openings whose falls are kept */
};

typedef struct ctg__quiet_owner {
    double room;  /* its equity less the account's e, in the first books */
    double least; /* room + e above it: far from failing */
    double scale; /* what its changes are measured by */
    ctg_node node;
    uint32_t account;
} ctg__quiet_owner;

/* Of one unit in a market, of now. */
typedef struct ctg__quiet_price {
    double value;
    double held; /* for health */
    double owed; /* the same of a debt, a little more */
    double held_share; /* of what it was at first, at least */
    double owed_share; /* at most */
} ctg__quiet_price;

/* Owners that hold and owe the same: from .. the next one's `from`. */
typedef struct ctg__quiet_class {
    uint32_t from;
    uint32_t markets; /* where its markets begin: those held, ... */
    uint32_t owed;    /* ... then those owed */
} ctg__quiet_class;

typedef struct ctg__quiet {
    /* What never changes, up to `falls`. */
    void *constants;          /* where it begins */
    ctg__quiet_owner *owners; /* by class, in it by `needs` from the largest */
    size_t count;
    double *needs;             /* per owner: least a / b */
    ctg__quiet_class *classes; /* by their largest needs; one behind the last */
    size_t class_count;
    uint32_t *markets;     /* of classes */
    uint32_t *place;       /* per account: among owners; CTG_NONE: not there */
    uint32_t *leg_start;   /* node count + 1: legs of its quiet account ... */
    uint32_t *leg_market;  /* ... the market count: the numeraire */
    double *leg_quantity;  /* none is 0 */
    double *first_held;    /* per market: a unit's worth for health at first */
    double *first_owed;    /* the same of a debt */
    uint64_t *others;      /* per node, by bits: it owns no quiet account */
    double weight;         /* of all nodes */
    ctg_node *weak;        /* nodes that are insolvent without a shock */
    size_t weak_count;
    double *falls;         /* per row and market: of a unit; written before read */
    uint32_t *round_of;    /* per row */

    uint32_t *since;          /* per account: watched from this round on; 0 */
    uint64_t *watched;        /* per account, by bits */
    ctg__quiet_price *prices; /* per market and the numeraire */
    double least_held;        /* of all shares */
    double most_owed;
    double gone_change; /* the largest of those watched last, ... */
    uint32_t gone_in;   /* ... in the round before they were */
    size_t row_count;
    bool begun;   /* opening books of owners are not kept up; who was hit is
                   * known apart */
    bool moved;   /* a price did, at this opening */
    bool all_gone;
    bool settled; /* losses were booked: not by nodes that were reached */
} ctg__quiet;

/* At the first books, without a ledger. None where layers charge healthy
 * accounts, or where health depends on more than prices. CTG_NO_MEMORY. */
ctg_status ctg__quiet_start(ctg__state *state, ctg_error *error);

/* Divides quiet accounts, listed by row with what they need, into classes:
 * fills `owners`, `needs`, `classes`, `markets`, `place`. CTG_NO_MEMORY. */
ctg_status ctg__quiet_classes(ctg__state *state, ctg__quiet *quiet,
                              const ctg__quiet_owner *owners,
                              const double *needs, ctg_error *error);

/* At an opening, when quotes are made: those that may not be quiet any more are
 * watched, all others lose what they lose. */
void ctg__quiet_look(ctg__state *state);

/* An account is watched from now on; nothing if it was, or if no account is
 * quiet. */
void ctg__quiet_no_more(ctg__state *state, size_t account);

/* Whether no owner's equity changed by more than the tolerance in this round. */
bool ctg__quiet_is_still(const ctg__state *state);

/* The largest change of an owner's equity over its scale in one of the last two
 * rounds. */
double ctg__quiet_change(const ctg__state *state, uint32_t round);

/* The equity of an owner, losses so far included. */
double ctg__quiet_equity(const ctg__state *state, ctg_node node);

/* Books all losses so far. */
void ctg__quiet_settle(ctg__state *state);

/* The first account from `account` on that more may happen to than that its
 * owner loses what it loses; the count of all: none. */
size_t ctg__quiet_next(const ctg__state *state, size_t account);

/* The same among some accounts, ascending, from place `from` on: a place;
 * `end`: none. */
size_t ctg__quiet_next_among(const ctg__state *state, const uint32_t *accounts,
                             size_t from, size_t end);

#endif
