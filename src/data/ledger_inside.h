/* Inside a ledger: what those who write it and those who read it share. */
#ifndef DATA_LEDGER_INSIDE_H
#define DATA_LEDGER_INSIDE_H

#include <stdatomic.h>
#include <stdbool.h>

#include "data/ledger.h"
#include "data/ledger_falls.h"
#include "data/ledger_fold.h"
#include "data/ledger_spread.h"

/* A closed round: entries that were posted, or falls. */
typedef struct ctg__closed_round {
    size_t end;    /* of all entries */
    size_t posted; /* of those that were */
    size_t falls;  /* index among kept falls; CTG__NO_FALLS */
} ctg__closed_round;

#define CTG__NO_FALLS SIZE_MAX

/* All entries, made for who asks for all of them; NULL: not yet. */
typedef struct ctg__listed {
    ctg_entry *_Atomic entries;
} ctg__listed;

struct ctg_ledger {
    ctg_entry *entries; /* that were posted */
    size_t count;
    size_t room;
    size_t closed; /* those of closed rounds */
    ctg__closed_round *rounds;
    size_t round_count;
    size_t round_room;
    double *rounding; /* per node, then per asset; NULL: not known */
    size_t node_count;
    ctg_entry *scratch; /* of sorting */
    size_t scratch_room;
    ctg__spreads spreads; /* of the round that is open, or closed last */
    const ctg__falls *open_falls; /* of the round that is open; NULL */
    ctg__kept_falls falls;
    size_t fallen; /* entries that falls stand for */
    ctg__listed *all;
    double losses;
    double gains;
    size_t last; /* where the round that was closed last begins */
    ctg__fold fold;
    ctg__asking *asking; /* while rounds are posted and closed; NULL: nobody */
    bool watched;
    bool seen;   /* the round is closed; the next post forgets it */
    bool failed; /* out of memory, or stopped */
};

#endif
