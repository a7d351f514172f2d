/*
 * Links by fitness: cell ij is linked with probability z a_i l_j / (1 + z a_i
 * l_j), and z is such that the expected number of links is a given one.
 */
#ifndef RECONSTRUCT_FITNESS_H
#define RECONSTRUCT_FITNESS_H

#include <math.h>

#include "reconstruct/reconstruction.h"

static inline double ctg__fitness(double z, double claims, double debts)
{
    const double odds = z * claims * debts;

    return isinf(odds) ? 1 : odds / (1 + odds);
}

/* How many free cells could be linked. */
double ctg__fitness_cells(const ctg_totals *totals);

/*
 * z, to 1e-12 of `links`, which is above 0 and below the number of cells. Above
 * a few thousand nodes sums over debtors are tabulated by Chebyshev panels.
 */
ctg_status ctg__fitness_find(const ctg_reconstruction *made, double links,
                             double *z, ctg_error *error);

/* The expected number of links: by pairs, or as tabulated. For tests, too. */
ctg_status ctg__fitness_links(const ctg_totals *totals, double z, bool tabulate,
                              double *links, ctg_error *error);

#endif
