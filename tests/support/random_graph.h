/* Random graphs of every table, for property tests. */
#ifndef SUPPORT_RANDOM_GRAPH_H
#define SUPPORT_RANDOM_GRAPH_H

#include <stdbool.h>

#include <contagraph/graph.h>

/* What a random graph has, besides nodes and exposures. */
enum {
    WITH_ASSETS = 1,   /* holdings with impact, leverage limits */
    WITH_TOKENS = 2,   /* issued by nodes; claims in assets */
    WITH_ACCOUNTS = 4, /* venues of both types, markets, positions */
    WITH_LAYERS = 8,   /* funds, adl, socialise */
    WITH_RUNS = 16,    /* maturities */
    WITH_POOLS = 32,   /* pass-through nodes */
    WITH_CLASSES = 64, /* seniority, own recoveries and rules */
    WITH_SHORTS = 128, /* negative holdings */
    WITH_EVERYTHING = 255
};

typedef struct random_graph {
    uint64_t seed;
    size_t nodes;
    unsigned features;
    double unit;        /* money is multiplied by it; 1 */
    uint64_t shuffle;   /* 0: rows as made; else their order's seed */
    const char *prefix; /* of all ids; "" */
    bool deep;          /* all depths infinite */
} random_graph;

/* The same description, the same graph. Node k is PREFIX "n" k, asset PREFIX
 * "a" k. Two descriptions with other prefixes make unconnected parts. */
ctg_graph *random_graph_new(const random_graph *parts, size_t part_count);

/* A stream of numbers in [0, 1). */
double random_next(uint64_t *stream);

#endif
