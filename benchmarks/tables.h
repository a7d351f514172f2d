/* Graphs as files have them, made in memory: nodes, and exposures in turn. */
#ifndef BENCHMARKS_TABLES_H
#define BENCHMARKS_TABLES_H

#include <contagraph/graph.h>

#include "text/words.h"

typedef struct tables {
    ctg_graph *graph; /* the caller frees it */
    ctg_word *id;     /* per node */
    double *equity;   /* per node, to be filled in */
    ctg_word *debtor; /* per exposure, to be filled in, as the next two */
    ctg_word *creditor;
    double *amount;
} tables;

/* Ends the program when out of memory. The arrays are the graph's. */
tables tables_make(size_t nodes, size_t exposures);

#endif
