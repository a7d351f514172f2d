/* Random graphs of claims, with what solvers stumble over. */
#ifndef SUPPORT_RANDOM_CLAIMS_H
#define SUPPORT_RANDOM_CLAIMS_H

#include <stdio.h>

#include "support/graph.h"

static inline uint64_t claims_next(uint64_t *seed)
{
    uint64_t z = *seed += 0x9e3779b97f4a7c15u;

    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
}

static inline double claims_share(uint64_t *seed)
{
    return (double)(claims_next(seed) >> 11) * 0x1p-53;
}

typedef struct claims_shape {
    size_t nodes;
    size_t degree;   /* claims of each; the first is on the node before */
    double leverage; /* sum of a row */
    double spread;   /* up to so many times more or less; 1: every row alike */
    bool solvent;    /* else every 37th has no equity */
    uint64_t seed;
} claims_shape;

/* Nodes that owe at random; some hold no claims, some owe nothing. */
static inline ctg_graph *random_claims_of(claims_shape shape)
{
    const size_t nodes = shape.nodes;
    const size_t degree = shape.degree;
    uint64_t seed = shape.seed;
    const size_t node_room = nodes * 48 + 64;
    const size_t edge_room = nodes * degree * 48 + 64;
    char *const node_text = ctg__allocate(node_room);
    char *const edge_text = ctg__allocate(edge_room);
    size_t node_used =
        (size_t)snprintf(node_text, node_room, "id,equity,weight\n");
    size_t edge_used =
        (size_t)snprintf(edge_text, edge_room, "debtor,creditor,amount\n");
    ctg_graph *graph;

    for (size_t i = 0; i < nodes; i++) {
        double leverage = shape.leverage;
        double sum = 0;

        for (size_t k = 0; k < degree && i % 11; k++) {
            const size_t drawn = claims_next(&seed) % nodes;
            const size_t j = k ? drawn : i - 1;
            const double amount = 0.1 + 10 * claims_share(&seed);

            if (j == i || j % 13 == 5)
                continue;
            sum += amount;
            edge_used +=
                (size_t)snprintf(edge_text + edge_used, edge_room - edge_used,
                                 "%zu,%zu,%.17g\n", j, i, amount);
        }
        if (shape.spread > 1)
            leverage *= pow(shape.spread, 2 * claims_share(&seed) - 1);
        node_used += (size_t)snprintf(
            node_text + node_used, node_room - node_used, "%zu,%.17g,%.17g\n",
            i,
            !shape.solvent && i % 37 == 36 ? -0.5
                                           : (sum > 0 ? sum / leverage : 3),
            1 + claims_share(&seed));
    }
    graph = graph_of("nodes", node_text, "exposures", edge_text, NULL);
    ctg__release(node_text);
    ctg__release(edge_text);
    return graph;
}

static inline ctg_graph *random_claims(size_t nodes, size_t degree,
                                       double leverage, uint64_t seed)
{
    return random_claims_of(
        (claims_shape){nodes, degree, leverage, 1, false, seed});
}

#endif
