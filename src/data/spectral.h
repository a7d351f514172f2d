/* The spectral radius of sparse matrices without negative entries. */
#ifndef DATA_SPECTRAL_H
#define DATA_SPECTRAL_H

#include "base/asking.h"
#include "base/error.h"
#include "data/network.h"

/* Row i has value[k] in column[k] for k = start[i] .. start[i + 1] - 1. */
typedef struct ctg__matrix {
    size_t count; /* rows and columns */
    const size_t *start;
    const uint32_t *column;
    const double *value; /* finite, >= 0 */
} ctg__matrix;

typedef struct ctg__radius {
    double value;
    double lower; /* value lies between these whatever happened */
    double upper;
    bool converged; /* they differ by at most tolerance x upper */
    bool shared;    /* more than one component may have it */
} ctg__radius;

/* Strongly connected components; rows point to their own or an earlier one. */
typedef struct ctg__components {
    size_t count;
    uint32_t *of_node;
    uint32_t *nodes; /* by component, ascending: start[c] .. start[c + 1] - 1 */
    size_t *start;
} ctg__components;

/* false when out of memory. */
bool ctg__components_find(const ctg__matrix *matrix, ctg__arena *arena,
                          ctg__components *components);

/*
 * Shifted power iteration on each strongly connected component between the
 * bounds of Collatz and Wielandt: right for reducible and periodic matrices,
 * exactly 0 for one without cycles. Components that take long, as their entries
 * are many powers of ten apart, are balanced, and squared where they are small.
 * Stops after some 1e9 operations, or with CTG_CANCELLED: `asking`, which may
 * be NULL, is asked between products.
 */
ctg_status ctg__spectral_radius(const ctg__matrix *matrix, double tolerance,
                                ctg__asking *asking, ctg__radius *radius,
                                ctg_error *error);

/* The same, but radii up to `floor` are not told apart: all of them are it. */
ctg_status ctg__spectral_radius_above(const ctg__matrix *matrix, double floor,
                                      double tolerance, ctg__asking *asking,
                                      ctg__radius *radius, ctg_error *error);

/*
 * Of the leverage matrix: what creditor i is owed by debtor j, at the file's
 * prices, over the equity of i. `transposed`: as if debtors and creditors had
 * been swapped. Nodes without equity have failed and are left out;
 * pass-throughs count with their liabilities, as their distress is 1 - A/L.
 */
ctg_status ctg__leverage_radius(const ctg_network *network, bool transposed,
                                double tolerance, ctg__asking *asking,
                                ctg__radius *radius, ctg_error *error);

/*
 * Whether the radius of the leverage matrix is above `bound`: its value to
 * 1e-4, else `bound`. Cheaper than the radius, above all where it is well
 * below.
 */
ctg_status ctg__leverage_above(const ctg_network *network, double bound,
                               ctg__asking *asking, double *radius,
                               ctg_error *error);

#endif
