/*
 * Quiet accounts: those that are healthy beyond doubt, of owners whose only
 * business they are. All that a round does to one is that its owner loses what
 * the legs lose; that is done in one loop, by nobody's list. The bits are those
 * of accounts and nodes that are looked at one by one.
 *
 * Where an account might be unhealthy at an opening, or its owner fail, it is
 * watched from then on, as all others are: it never becomes quiet again in that
 * run.
 */
#ifndef ENGINE_QUIET_H
#define ENGINE_QUIET_H

#include "engine/state.h"
#include "engine/sure.h"

/* Accounts in a word of `watched`. */
enum { CTG__QUIET_WORD = 64 };

typedef struct ctg__quiet_owner {
    double floor; /* the equity above which it has not failed */
    double scale; /* what its changes are measured by */
    ctg_node node;
    uint32_t account;
    uint32_t first_leg; /* of ctg__quiet.quantity */
    uint32_t leg_count;
} ctg__quiet_owner;

/* Of one unit in a market: what it lost at this opening, and what it is worth
 * for health, debts a little more; a vector, as both are multiplied alike. */
typedef double ctg__quiet_price __attribute__((vector_size(16)));

typedef struct ctg__quiet {
    /* What never changes, up to `gone`. Owners by number of legs, then by
     * account. */
    void *constants; /* where it begins */
    ctg__quiet_owner *owners;
    size_t count;
    double *quantity;   /* per leg of theirs, none is 0 */
    uint32_t *price_of; /* per leg of theirs: into prices */
    uint32_t *place;    /* per account: among owners; CTG_NONE: not there */
    ctg_node *weak;     /* nodes that are insolvent without a shock */
    size_t weak_count;

    bool *gone;               /* per owner: its account is watched now */
    uint64_t *watched;        /* per account, by bits */
    ctg__quiet_price *prices; /* per market and the numeraire: held, owed */
    bool begun;               /* opening books of owners are not kept up */
} ctg__quiet;

/* At the first books, without a ledger. None where layers charge healthy
 * accounts, or where health depends on more than prices. CTG_NO_MEMORY. */
ctg_status ctg__quiet_start(ctg__state *state, ctg_error *error);

/* At an opening, when quotes are made and before anything below. */
void ctg__quiet_open(ctg__state *state);

/* All owners of quiet accounts lose what these lose; those that may not be
 * quiet any more are watched instead. */
void ctg__quiet_look(ctg__state *state);

/* An account is watched from now on; nothing if it was, or if no account is
 * quiet. */
void ctg__quiet_no_more(ctg__state *state, size_t account);

/* The first account from `account` on that more may happen to than that its
 * owner loses what it loses; the count of all: none. */
size_t ctg__quiet_next(const ctg__state *state, size_t account);

/* The same among some accounts, ascending, from place `from` on: a place;
 * `end`: none. */
size_t ctg__quiet_next_among(const ctg__state *state, const uint32_t *accounts,
                             size_t from, size_t end);

#endif
