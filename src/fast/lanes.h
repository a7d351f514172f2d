/*
 * Many scenarios side by side: h of all lanes of a node lie together, so that
 * one entry of the matrix is multiplied with a vector of lanes.
 */
#ifndef FAST_LANES_H
#define FAST_LANES_H

#include "fast/solver.h"

enum { CTG__LANES_MOST = 32, CTG__LANE_ALIGNMENT = 64 };

typedef struct ctg__lanes {
    const ctg__fast *fast;
    double *h;             /* count x lanes, aligned */
    double *before;        /* the same, before an extrapolating sweep */
    void *blocks[2];       /* what both lie in */
    const uint8_t *marked; /* per node: how many lanes have it as source */
    uint32_t source[CTG__LANES_MOST]; /* CTG_NONE: idle */
    /* Of the last sweep, over inner rows: changes in size, and values as they
     * would be if no source were held at 1. */
    double changed[CTG__LANES_MOST];
    double total[CTG__LANES_MOST];
    double factor[CTG__LANES_MOST]; /* of a jump; 0: none */
} ctg__lanes;

/* Evaluates all inner rows once, in order, each from the newest values. */
typedef void ctg__lane_sweep(ctg__lanes *lanes);

/* h += factor (h - before), kept between h0 and 1. */
typedef void ctg__lane_jump(ctg__lanes *lanes);

/* For 8, 16 and 32 lanes, without and with looking ahead. */
struct ctg__lane_kernels {
    ctg__lane_sweep *sweep[3][2];
    ctg__lane_jump *jump[3];
};

typedef struct ctg__lane_kernels ctg__lane_kernels;

/* One for each instruction set, each in a file of its own; all give the same
 * bits. NULL where the compiler does not know the set. */
extern const ctg__lane_kernels *const ctg__lanes_plain;
extern const ctg__lane_kernels *const ctg__lanes_avx2;
extern const ctg__lane_kernels *const ctg__lanes_avx512;

/* The fastest that this machine has. */
const ctg__lane_kernels *ctg__lane_kernels_best(void);

/* As many lanes as leave the states of all nodes in the cache next to a core.
 */
size_t ctg__lanes_width(size_t nodes);

/* Memory for so many lanes of all nodes; false when there is none, to be
 * cleared in any case. */
bool ctg__lanes_init(ctg__lanes *lanes, const ctg__fast *fast, size_t width);
void ctg__lanes_clear(ctg__lanes *lanes);

#endif
