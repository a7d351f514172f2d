/*
 * Rounds of claims that fell, as a ledger keeps them: what the claims on each
 * debtor fell by, 16 bytes, and no entry. Entries are made when they are read,
 * from what is owed, and are those that posting would have left, to the bit.
 */
#ifndef DATA_LEDGER_FALLS_H
#define DATA_LEDGER_FALLS_H

#include "data/ledger.h"

/* Debtors that sent something, ascending. */
typedef struct ctg__kept_round {
    double *fall; /* per debtor: of what it owes, (0, 1]; owns all three */
    ctg_node *debtor;
    uint32_t *begin; /* per debtor: entries of the round before its own; and
                        one more, all of them */
    size_t debtor_count;
    size_t first_place; /* those of a round follow each other */
    size_t place_count;
} ctg__kept_round;

/* Where an entry of a round begins among what is owed. */
typedef struct ctg__kept_place {
    size_t exposure; /* in order of debtors */
    size_t entry;    /* index in its round */
} ctg__kept_place;

typedef struct ctg__kept_falls {
    const ctg__exposures *exposures; /* NULL: nothing was kept yet */
    double *amount;                  /* of exposures in order of debtors */
    const double *given;             /* the same as they were given */
    ctg__kept_round *rounds;
    size_t count;
    size_t room;
    /* Of debtors whose entries are not one for each exposure: every so often,
     * so that nobody who reads on begins at the first again. */
    ctg__kept_place *places;
    size_t place_count;
    size_t place_room;
} ctg__kept_falls;

/* Entries from one place of a debtor to the next. */
enum { CTG__KEPT_PLACES = 256 };

/* Keeps a round; `losses` gets what its entries sum to, added in their order.
 * false: out of memory. */
bool ctg__kept_falls_add(ctg__kept_falls *kept, const ctg__falls *falls,
                         double *losses);

/* Drops the last round. */
void ctg__kept_falls_drop(ctg__kept_falls *kept);

static inline size_t ctg__kept_round_count(const ctg__kept_round *round)
{
    return round->begin[round->debtor_count];
}

/* What the exposures from `*k` on to one creditor lose, which are one entry;
 * moves `*k` past them. 0: no entry. */
static inline double ctg__kept_pair(const ctg__kept_falls *kept, double fall,
                                    size_t *k, size_t end)
{
    const ctg_node *const creditor = kept->exposures->debtor_creditor;
    const ctg_node who = creditor[*k];
    double amount = kept->amount[*k] * fall;

    while (++*k < end && creditor[*k] == who)
        amount += kept->amount[*k] * fall;
    return amount;
}

/* The same of a creditor: from `*e` on, of one debtor; `fall` is by debtor. */
static inline double ctg__kept_from(const ctg__kept_falls *kept,
                                    const double *fall, size_t *e, size_t end)
{
    const ctg_node *const debtor = kept->exposures->debtor;
    const ctg_node who = debtor[*e];
    double amount = kept->given[*e] * fall[who];

    while (++*e < end && debtor[*e] == who)
        amount += kept->given[*e] * fall[who];
    return amount;
}

/* Whether so many exposures fell that creditors gather what they lose sooner
 * than debtors pass it on. */
static inline bool ctg__kept_are_many(const ctg__kept_falls *kept, size_t fell)
{
    enum { SHARE = 8 /* of all exposures */ };

    return fell > kept->exposures->count / SHARE;
}

static inline bool ctg__kept_gathers(const ctg__kept_falls *kept,
                                     const ctg__kept_round *round)
{
    return ctg__kept_are_many(kept, ctg__kept_round_count(round));
}

/* Falls of a round by debtor, for those who gather; `fall` was 0 before. */
static inline void ctg__kept_lay_out(const ctg__kept_round *round, double *fall)
{
    for (size_t i = 0; i < round->debtor_count; i++)
        fall[round->debtor[i]] = round->fall[i];
}

/* 0 again. */
static inline void ctg__kept_put_away(const ctg__kept_round *round,
                                      double *fall)
{
    for (size_t i = 0; i < round->debtor_count; i++)
        fall[round->debtor[i]] = 0;
}

/* Whether a debtor sends to anybody more than is rounding there, by node. */
bool ctg__kept_sends(const ctg__kept_falls *kept, ctg_node debtor, double fall,
                     const double *rounding);

/* Makes `count` entries of a round, from its first-th on; there are as many. */
void ctg__kept_falls_read(const ctg__kept_falls *kept, size_t index,
                          uint32_t number, size_t first, ctg_entry *into,
                          size_t count);

void ctg__kept_falls_clear(ctg__kept_falls *kept);

#endif
