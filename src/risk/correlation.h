/*
 * Correlation matrices: whether one is possible, the nearest that is by its
 * spectrum, and the factor that draws from it. Matrices are square, by rows,
 * symmetric to the last bit. Pure but for memory; any thread.
 */
#ifndef RISK_CORRELATION_H
#define RISK_CORRELATION_H

#include <stdint.h>

#include <contagraph/status.h>

/* Below it a matrix is no correlation matrix. */
#define CTG__EIGENVALUE_LEAST (-1e-8)

/*
 * Makes `matrix` positive semidefinite: negative eigenvalues become 0, then
 * rows and columns are scaled to a diagonal of 1 (Rebonato and Jaeckel 1999).
 * `*largest` is the largest change of an entry. CTG_NO_MEMORY, `matrix` kept.
 */
ctg_status ctg__correlation_repair(double *matrix, uint32_t size,
                                   double *largest, ctg_error *error);

/*
 * The lower triangle L with L L' = matrix, in the order of rows, over
 * `matrix`; zeros above. A pivot of 1e-10 or less makes its column 0.
 */
void ctg__correlation_factor(double *matrix, uint32_t size);

#endif
