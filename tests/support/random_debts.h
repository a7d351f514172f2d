/* The first four are straight, the last three are probabilities. */
static const char *const debts_rules[] = {
    "",       "clearing",        "linear",   "threshold", "exponential",
    "merton", "merton-recovery", "black-cox"};

/*
 * Random graphs of claims with everything that valuation rules look at. The
 * first claim of a node in the first half is on its like in the second half.
 */
#ifndef SUPPORT_RANDOM_DEBTS_H
#define SUPPORT_RANDOM_DEBTS_H

#include "support/random_claims.h"

typedef struct random_debts {
    uint64_t seed;
    size_t nodes;
    size_t degree;   /* claims of a node */
    double leverage; /* claims over equity */
    bool core;       /* few owe most, some only lend, some only borrow */
    bool whole;      /* amounts in whole numbers: ties */
    bool pools;      /* every ninth node is a pass-through */
    bool classes;    /* seniority, own recoveries */
    size_t rules;    /* nodes have rules of their own: the first so many */
    bool zeros;      /* some have no equity */
} random_debts;

typedef struct debts_text {
    char *text;
    size_t used;
    size_t room;
} debts_text;

static inline double debts_amount(const random_debts *about, uint64_t *seed)
{
    const double share = claims_share(seed);

    return about->whole ? floor(1 + 9 * share) : 0.1 + 10 * share * share;
}

static inline size_t debts_debtor(const random_debts *about, uint64_t *seed)
{
    const double share = claims_share(seed);

    return (size_t)((double)about->nodes *
                    (about->core ? 0.3 + 0.7 * share * share * share : share));
}

/* The claims; adds to what each is owed and owes. */
static inline void debts_add_claims(const random_debts *about, uint64_t *seed,
                                    debts_text *to, double *claims,
                                    double *debts)
{
    to->used += (size_t)snprintf(to->text, to->room,
                                 "debtor,creditor,amount,recovery,seniority\n");
    for (size_t i = 0; i < about->nodes; i++)
        for (size_t k = 0; k < about->degree; k++) {
            const size_t drawn = debts_debtor(about, seed);
            const size_t j =
                k || i + 1 > about->nodes / 2 ? drawn : i + about->nodes / 2;
            const double amount = debts_amount(about, seed);
            const uint64_t own = claims_next(seed) % 8;

            /* The first lend only, one in eleven only borrows. */
            if (j == i || i % 11 == 10 || (about->core && i > about->nodes / 2))
                continue;
            claims[i] += amount;
            debts[j] += amount;
            to->used += (size_t)snprintf(
                to->text + to->used, to->room - to->used,
                "%zu,%zu,%.17g,%s,%s\n", j, i, amount,
                about->classes && own == 1 ? "0.35" : "",
                about->classes && own > 5 ? own == 6 ? "1" : "3" : "");
        }
}

static inline double debts_equity(const random_debts *about, size_t node,
                                  double claims, bool pool)
{
    const double equity = claims > 0 ? claims / about->leverage : 3;

    if (pool)
        return about->zeros && node % 27 == 22 ? 0
               : node % 27 == 13               ? -0.001
                                               : 0.02 * claims;
    if (about->zeros && node % 17 == 16)
        return 0;
    if (node % 23 == 22)
        return -0.25;
    return about->whole ? ceil(equity) : equity;
}

static inline ctg_graph *random_debts_new(const random_debts *about)
{
    const size_t node_room = about->nodes * 128 + 128;
    const size_t edge_room = about->nodes * about->degree * 64 + 128;
    debts_text nodes = {ctg__allocate(node_room), 0, node_room};
    debts_text edges = {ctg__allocate(edge_room), 0, edge_room};
    double *const claims = ctg__allocate(2 * about->nodes * sizeof *claims);
    double *const debts = claims + about->nodes;
    uint64_t seed = about->seed;
    ctg_graph *graph;

    memset(claims, 0, 2 * about->nodes * sizeof *claims);
    debts_add_claims(about, &seed, &edges, claims, debts);
    nodes.used += (size_t)snprintf(nodes.text, nodes.room,
                                   "id,equity,other_liabilities,weight,recovery"
                                   ",volatility,valuation,pass_through\n");
    for (size_t i = 0; i < about->nodes; i++) {
        const bool pool = about->pools && i % 9 == 4;
        const double equity = debts_equity(about, i, claims[i], pool);
        char other[32] = "";

        if (claims_next(&seed) % 2 && equity + debts[i] - claims[i] >= 0)
            snprintf(other, sizeof other, "%.17g", debts_amount(about, &seed));
        nodes.used += (size_t)snprintf(
            nodes.text + nodes.used, nodes.room - nodes.used,
            "%zu,%.17g,%s,%.17g,%s,%s,%s,%s\n", i, equity, other,
            1 + claims_share(&seed), i % 7 == 3 ? "0.2" : "",
            i % 5 == 2 ? "0.35" : "",
            about->rules && !pool
                ? debts_rules[claims_next(&seed) % about->rules]
                : "",
            pool ? "true" : "");
    }
    graph = graph_of("nodes", nodes.text, "exposures", edges.text, NULL);
    ctg__release(nodes.text);
    ctg__release(edges.text);
    ctg__release(claims);
    return graph;
}

#endif
