/* Spectra of small symmetric matrices. Pure but for memory; any thread. */
#ifndef DATA_EIGEN_H
#define DATA_EIGEN_H

#include <stdint.h>

#include <contagraph/status.h>

/*
 * All eigenvalues ascending and their eigenvectors, by rows, of norm 1, by
 * cyclic Jacobi rotations: the same bits everywhere. `matrix` is square, by
 * rows, symmetric to the last bit; `values` has room for `size`, `vectors` for
 * size x size. CTG_NO_MEMORY.
 */
ctg_status ctg__symmetric_eigen(const double *matrix, uint32_t size,
                                double *values, double *vectors,
                                ctg_error *error);

#endif
