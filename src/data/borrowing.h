/* What it costs to borrow at a lending venue (docs/risk.md): columns of markets
 * that the network itself has no use for. */
#ifndef DATA_BORROWING_H
#define DATA_BORROWING_H

#include "base/arena.h"
#include "data/network.h"

/* One market of the network, as its row says. Units are of its asset. */
typedef struct ctg__borrowing {
    bool bears;     /* it lends, and has a rate */
    double debts;   /* of accounts */
    double supply;  /* claims on the venue */
    double used;    /* debts over supply, at most 1 */
    double rate;    /* of a year */
    double reserve; /* share of the interest that suppliers do not get */
} ctg__borrowing;

/*
 * By market, into `arena`; `withdrawn`, a share of the supply, raises what is
 * used alone, `hike` is added to every rate. CTG_NO_MEMORY.
 */
ctg_status ctg__borrowing_find(const ctg_network *network, double withdrawn,
                               double hike, ctg__arena *arena,
                               ctg__borrowing **markets, ctg_error *error);

/* Whether an exposure is a claim of a supplier of this market. */
bool ctg__borrowing_is_supply(const ctg_network *network, size_t market,
                              size_t entry);

/* The market of a node that is a venue and an asset; SIZE_MAX: none. */
size_t ctg__borrowing_market(const ctg_network *network, ctg_node venue,
                             ctg_asset asset);

#endif
