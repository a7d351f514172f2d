/*
 * Iterative proportional fitting: the X of the form r_i s_ij c_j with the right
 * totals, which among all networks with these is nearest to s in Kullback-
 * Leibler divergence. Where all cells weigh 1 no matrix is formed: a pass takes
 * steps in proportion to nodes and listed cells.
 */
#ifndef RECONSTRUCT_SCALING_H
#define RECONSTRUCT_SCALING_H

#include "reconstruct/support.h"

typedef struct ctg__scaling_problem {
    const ctg__support *support;
    const double *claims;
    const double *debts;
    double total;
    /* Cells count where both lines are of one part; CTG_NONE is of none. */
    const uint32_t *row_part;
    const uint32_t *column_part;
    size_t part_count;
    /* Sums of blocks, as ctg__blocks has them; NULL: none. */
    const uint32_t *group;
    size_t group_count;
    const double *block_sum;
    double error;
    size_t iterations;
    ctg_progress *progress;
    void *progress_context;
} ctg__scaling_problem;

typedef struct ctg__scaling {
    const ctg__scaling_problem *problem;
    double *rows;    /* r */
    double *columns; /* c */
    double *blocks;  /* [creditors' group x groups + debtors']; NULL: all 1 */
    size_t iterations;
    double error;    /* largest of rows over the total, after a column step */
    double residual; /* largest of rows and columns */
    bool converged;
} ctg__scaling;

/* Memory is the arena's; the problem outlives it. CTG_CANCELLED. */
ctg_status ctg__scaling_find(ctg__arena *arena,
                             const ctg__scaling_problem *problem,
                             ctg__scaling *scaling, ctg_error *error);

/* An entry; 0 where the cell is not free. */
double ctg__scaling_at(const ctg__scaling *scaling, size_t row, size_t column);

#endif
