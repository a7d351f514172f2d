/* What a process does with a network that it has opened. */
#ifndef BENCHMARKS_SWEPT_H
#define BENCHMARKS_SWEPT_H

#include <stdbool.h>

#include <contagraph/contagraph.h>

/* As the engine's pull, each exposure once: what all are owed by those in
 * distress. */
double swept_once(const ctg_network *network);

/* The default of node 1. */
ctg_scenario *swept_scenario(const ctg_network *network);

/* A row of `sweep`, with --end-state or by rounds, by one thread; its
 * scenario, that one. Ends the program if it goes the other way. */
ctg_scenario *swept_row(const ctg_network *network, bool end_state);

#endif
