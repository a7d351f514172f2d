/*
 * How joint drivers move together: loadings on factors, one correlation for
 * all, a matrix, or what a history says. Files are read, checked and put into
 * the order of the drivers.
 */
#ifndef RISK_DEPENDENCE_H
#define RISK_DEPENDENCE_H

#include "data/graph.h"
#include "risk/draw.h"
#include "risk/risk_table.h"

/* The drivers that a file speaks of, and where findings go. */
typedef struct ctg__joint {
    const ctg_graph *graph;
    const ctg__driver *drivers;
    uint32_t driver_count;
    uint32_t joint_count;
    ctg__arena *arena;
    ctg_problems *problems;
} ctg__joint;

/* What a repair changed; `done` false: there was none. */
typedef struct ctg__repaired {
    bool done;
    double smallest_eigenvalue;
    double largest_change;
} ctg__repaired;

/* The id of a driver, with `asset ` or `node ` where it is both; in `arena`. */
const char *ctg__driver_name(const ctg__joint *joint, uint32_t driver);

/* Loadings of a file, at most `most` factors. CTG_IO_ERROR, CTG_NO_MEMORY; what
 * is wrong goes to the problems. */
ctg_status ctg__dependence_factors(const ctg__joint *joint, const char *path,
                                   uint32_t most, ctg__draw_model *model,
                                   ctg_error *error);

/* One factor, every loading sqrt(rho). CTG_NO_MEMORY. */
ctg_status ctg__dependence_single(const ctg__joint *joint, double rho,
                                  ctg__draw_model *model, ctg_error *error);

/* A matrix of a file, joint x joint in `*matrix`, symmetric. As above. */
ctg_status ctg__dependence_matrix(const ctg__joint *joint, const char *path,
                                  double **matrix, ctg_error *error);

/*
 * The factor L of a matrix, which is overwritten. One that is no correlation
 * matrix is a problem at `place`, or repaired. CTG_NO_MEMORY.
 */
ctg_status ctg__dependence_draw_from(const ctg__joint *joint, double *matrix,
                                     const char *place, bool repair,
                                     ctg__draw_model *model,
                                     ctg__repaired *repaired, ctg_error *error);

#endif
