/* How large a set of moves is. */
#ifndef OPTIMISE_NORM_H
#define OPTIMISE_NORM_H

#include "optimise/moves.h"

typedef enum ctg__norm_kind {
    CTG__NORM_BUDGET,
    CTG__NORM_BOX,
    CTG__NORM_ELLIPSOID
} ctg__norm_kind;

typedef struct ctg__norm {
    ctg__norm_kind kind;
    size_t count;
    double *inverse; /* of the correlations, count x count; NULL: none */
    double *room;    /* scratch, count */
} ctg__norm;

/* --norm and --correlation; a matrix that is not positive definite is refused
 * with its least eigenvalue. */
ctg_status ctg__norm_read(const ctg__moves *moves, ctg__norm *made,
                          ctg_error *error);

double ctg__norm_of(const ctg__norm *norm, const double *y);

/* The least norm of any point of a box, which is filled in. */
double ctg__norm_least(const ctg__norm *norm, const double *low,
                       const double *high, double *point);

/* Cuts `high` back to what the norm leaves beside `low`; false where no point
 * of the box is within it. */
bool ctg__norm_trim(const ctg__norm *norm, double radius, const double *low,
                    double *high);

#endif
