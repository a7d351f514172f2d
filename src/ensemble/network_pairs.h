/* Networks as lists of their pairs: by debtor, within a debtor by creditor. */
#ifndef ENSEMBLE_NETWORK_PAIRS_H
#define ENSEMBLE_NETWORK_PAIRS_H

#include <contagraph/network.h>
#include <contagraph/reconstruct.h>

typedef struct ctg__cells {
    ctg_link *items; /* no pair twice, amounts above 0 */
    size_t count;
    size_t room;
} ctg__cells;

/* Below 0 where the first comes first, 0 for the same pair. */
int ctg__cell_order(const ctg_link *one, const ctg_link *other);

/*
 * What a network's nodes owe each other, in money and parallel exposures added,
 * instead of what is in the list. Nodes become those of `row_of`; NULL: stay.
 */
ctg_status ctg__cells_take(ctg__cells *cells, const ctg_network *network,
                           const ctg_node *row_of, ctg_error *error);

/* Adds amounts of another list. */
ctg_status ctg__cells_add(ctg__cells *cells, const ctg__cells *more,
                          ctg_error *error);
void ctg__cells_clear(ctg__cells *cells);

#endif
