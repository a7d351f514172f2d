/*
 * Which cells of a matrix of claims may be above 0. Rows are creditors, columns
 * debtors; the diagonal never is. Either all cells are free but those listed,
 * so that nothing of the size of the matrix is ever made, or those listed are
 * all that there are. Does not change once it is made.
 */
#ifndef RECONSTRUCT_SUPPORT_H
#define RECONSTRUCT_SUPPORT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/error.h"

/* A cell that a file names. */
typedef struct ctg__place {
    uint32_t row;
    uint32_t column;
    double weight;
} ctg__place;

/* What is listed of each line: entries start[i] .. start[i + 1] - 1, ascending
 * and none twice. */
typedef struct ctg__lines {
    size_t *start;
    uint32_t *other;
    double *weight; /* NULL: all 1 */
} ctg__lines;

typedef struct ctg__support {
    size_t count; /* of rows, and of columns */
    bool listed;  /* the cells listed are free; else all others are */
    ctg__lines rows;
    ctg__lines columns;
} ctg__support;

/*
 * Orders the places, in place; of those that are there twice the weights are
 * added. Cells on the diagonal must not be among them. Memory is the arena's.
 */
ctg_status ctg__support_make(ctg__arena *arena, size_t count, bool listed,
                             ctg__place *places, size_t place_count,
                             ctg__support *support, ctg_error *error);

/* How many cells are listed. */
static inline size_t ctg__support_listed(const ctg__support *support)
{
    return support->rows.start[support->count];
}

/* The weight of a free cell, or 0. */
double ctg__support_weight(const ctg__support *support, size_t row,
                           size_t column);

static inline bool ctg__support_has(const ctg__support *support, size_t row,
                                    size_t column)
{
    return ctg__support_weight(support, row, column) > 0;
}

/* How many cells are free. */
double ctg__support_size(const ctg__support *support);

#endif
