/*
 * Worlds out of bytes: a graph with something in all eight tables, numbers from
 * 1e-300 to 1e300, zeros and ties, every rule, law and layer, and a scenario.
 * The same bytes, the same world.
 */
#ifndef FUZZ_WORLD_H
#define FUZZ_WORLD_H

#include <stdbool.h>

#include <contagraph/scenario.h>
#include <contagraph/simulate.h>

#include "fuzz.h"

typedef struct fuzz_bytes {
    const uint8_t *at;
    size_t left;
    size_t nodes; /* of a world at most; 0: 8 */
} fuzz_bytes;

/* The next byte below `most`; 0 when there is none any more. */
size_t fuzz_pick(fuzz_bytes *from, size_t most);

typedef struct fuzz_world {
    ctg_graph *graph;
    ctg_network *network;
    ctg_scenario *scenario;
    ctg_plan *plan;
} fuzz_world;

/* False, and nothing to free, for a world that is refused, with a reason. */
bool fuzz_world_make(fuzz_bytes *from, fuzz_world *made);
void fuzz_world_clear(fuzz_world *made);

/*
 * Worlds that are made once and stay, of no shocks: the graph of
 * fuzz_graph_path; two nodes, with assets or with claims alone.
 */
const fuzz_world *fuzz_fixed_world(void);
const fuzz_world *fuzz_small_world(bool assets);
/* The world of a graph that lives as long as the program. */
void fuzz_world_of(ctg_graph *graph, fuzz_world *made);

/* A risk file of a few draws, to be freed. */
ctg_risk *fuzz_risk_new(void);
/* A key of it that must be right. */
void fuzz_set(ctg_risk *risk, const char *key, const char *value);

/* Of a few draws of the first of these worlds, run. */
const ctg_simulation *fuzz_fixed_simulation(void);

/* Adds every table to an empty graph. */
void fuzz_world_tables(fuzz_bytes *from, ctg_graph *graph);

/* Sets keys and adds shocks of a graph of fuzz_world_tables. */
void fuzz_world_scenario(fuzz_bytes *from, ctg_scenario *scenario);

/* Aborts if the status means that the program is wrong, not the input. */
void fuzz_require_clean(ctg_status status, const ctg_error *error);

#endif
