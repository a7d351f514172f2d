/*
 * One chain over networks that all have the same totals (Gandy, Veraart 2017):
 * a step moves money around a cycle of a few rows and columns.
 */
#ifndef RECONSTRUCT_CHAIN_H
#define RECONSTRUCT_CHAIN_H

#include "base/random.h"
#include "reconstruct/marginals.h"

typedef struct ctg__chain {
    size_t count;       /* of nodes */
    double *cells;      /* [row x count + column] */
    const bool *barred; /* the same; also the diagonal */
    double grain;       /* below it a cell is 0 */
    double theta;
    uint32_t *rows; /* 0, 1, 2, ... between steps */
    uint32_t *columns;
    uint32_t *rows_with; /* room for the swaps of a step */
    uint32_t *columns_with;
    ctg__random random;
    double moved; /* steps, by what became of them */
    double barred_steps;
    double stuck;
} ctg__chain;

/* From where its cells are; all else is set. */
void ctg__chain_step(ctg__chain *chain);

#endif
