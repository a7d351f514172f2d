/*
 * Who sends more than rounding: of a ledger of falls, asked at every fall. From
 * some fall on a debtor does, and below it does not; so it is known of each
 * from which one, and what it owes is looked at where a fall is close to that.
 */
#ifndef TRACE_SENDING_H
#define TRACE_SENDING_H

#include "base/arena.h"
#include "data/ledger_falls.h"

typedef struct ctg__sending {
    const ctg__kept_falls *kept;
    double *rounding; /* per node: up to here it receives no more than that */
    double *least;    /* per node: of a fall that sends more; but for rounding,
                         infinite where it owes nothing */
} ctg__sending;

/* All is the arena's. false: out of memory. */
bool ctg__sending_init(ctg__sending *sending, const ctg_ledger *ledger,
                       ctg__arena *arena);

/* Whether a debtor sends to anybody more than is rounding there. */
static inline bool ctg__sending_is_more(const ctg__sending *sending,
                                        ctg_node debtor, double fall)
{
    const double close = 1e-9; /* entries are rounded by less */
    const double least = sending->least[debtor];

    if (fall > least * (1 + close))
        return true;
    return fall >= least * (1 - close) &&
           ctg__kept_sends(sending->kept, debtor, fall, sending->rounding);
}

#endif
