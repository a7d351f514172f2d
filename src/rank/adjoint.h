/* What distress at a node adds up to elsewhere, while nothing saturates. */
#ifndef RANK_ADJOINT_H
#define RANK_ADJOINT_H

#include "rank/ranking.h"

/*
 * Solves y = b + alpha transpose(leverage) y. CTG_NO_SOLUTION unless alpha
 * times the spectral radius is below 1.
 */
ctg_status ctg__adjoint_solve(ctg__job *job, double alpha, const double *b,
                              double *y, ctg_error *error);

#endif
