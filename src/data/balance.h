/* Matrices whose entries are as far apart as doubles go, brought together. */
#ifndef DATA_BALANCE_H
#define DATA_BALANCE_H

#include "data/spectral.h"

/*
 * D^-1 A D of component c, D of powers of two: the same eigenvalues. D is such
 * that the largest entry of every row is about the same, the largest geometric
 * mean of the entries around a ring; no entry is above it. So the radius is
 * between that and as many times that as a row has entries, and no number of
 * its vector is far from 1. Rows of other components are as they were.
 * Lives in `arena`; `balanced` is the matrix itself where it takes too long, or
 * `asking`, which may be NULL, says to stop.
 */
ctg_status ctg__balance(const ctg__matrix *matrix,
                        const ctg__components *components, size_t c,
                        ctg__asking *asking, ctg__arena *arena,
                        ctg__matrix *balanced, ctg_error *error);

#endif
