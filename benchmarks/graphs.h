/*
 * The random graphs that the benchmarks of the fast solvers run on. Amounts
 * are lognormal with sigma 1, all nodes have the same equity, and that is
 * scaled so that the spectral radius is what is asked for. Ids are in random
 * order.
 */
#ifndef BENCHMARKS_GRAPHS_H
#define BENCHMARKS_GRAPHS_H

#include "fast/solver.h"

typedef enum graph_shape {
    GRAPH_UNIFORM,   /* er: every pair is as likely */
    GRAPH_POWER_LAW, /* pl: both degrees, exponent 2.3 */
    GRAPH_CORE,      /* cp: 37 % only lend, 37 % only borrow */
    GRAPH_SHAPES
} graph_shape;

/* "er", "pl", "cp" */
extern const char *const graph_shape_names[GRAPH_SHAPES];

typedef struct graph {
    ctg__arena arena;
    ctg_network network; /* weights of nodes alone */
    ctg__fast fast;      /* `linear`, no shock */
    double *base;        /* its end state: nothing is lost */
} graph;

/* Ends the program when out of memory. The same graph every time. */
void graph_make(graph *made, graph_shape shape, size_t nodes, size_t degree,
                double radius);
void graph_clear(graph *made);

/* Adds the transpose, as the solver of `threshold` wants it, and makes that
 * the graph's rule. */
void graph_fail_at_once(graph *made);

/* W for programs in other languages, see block.py; false: not written. */
bool graph_write(const graph *made, const char *path);

#endif
