/*
 * Which cells can be above 0 in some network: those whose row and column are in
 * one strong component of what one feasible flow leaves open. Rows lead to
 * columns where the cell is free, columns to rows that carry something there.
 */
#ifndef RECONSTRUCT_PARTS_H
#define RECONSTRUCT_PARTS_H

#include "reconstruct/transport.h"

/* The component of each row and column, CTG_NONE where it carries nothing. */
ctg_status ctg__parts_find(const ctg__support *support,
                           const ctg__transport *flow, const double *claims,
                           const double *debts, double grain,
                           uint32_t *row_part, uint32_t *column_part,
                           size_t *part_count, ctg_error *error);

#endif
