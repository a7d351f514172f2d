/* What rounds of few numbers work with: inside engine/claims_lean.c. */
#ifndef ENGINE_LEAN_H
#define ENGINE_LEAN_H

#include "engine/state.h"

enum { CTG__LEAN_WORD = 64 }; /* nodes in a word of bits */

/* Distress after the shocks, of a node that has one. */
typedef struct ctg__lean_shocked {
    ctg_node node;
    double distress;
} ctg__lean_shocked;

typedef struct ctg__lean {
    const ctg_network *net;
    const ctg_plan *plan;
    ctg__sum *equity;
    double *opened;   /* equity, at the opening */
    double *fall;     /* of claims on a node in this round */
    uint64_t *failed; /* by bits */
    /* Whose equity may be another than at the opening, if it is not said of
     * all; at most ctg__lean_most. */
    uint64_t *listed; /* by bits */
    ctg_node *changed;
    size_t changed_count;
    bool all_changed;
    ctg_node *spare;            /* for the next list, as long */
    ctg__lean_shocked *shocked; /* ascending */
    size_t shocked_count;
    double system_equity;
    uint32_t round;
    /* Of a round. */
    double largest; /* change of an equity over its scale */
    bool newly_failed;
    bool finite;
} ctg__lean;

/* What a round comes to for some nodes. */
typedef struct ctg__lean_outcome {
    double largest;
    bool failed; /* somebody did */
    bool finite;
} ctg__lean_outcome;

static inline bool ctg__lean_has(const uint64_t *bits, ctg_node node)
{
    return bits[node / CTG__LEAN_WORD] >> node % CTG__LEAN_WORD & 1;
}

static inline void ctg__lean_set(uint64_t *bits, ctg_node node)
{
    bits[node / CTG__LEAN_WORD] |= UINT64_C(1) << node % CTG__LEAN_WORD;
}

/* Where more have changed, all are looked at. */
static inline size_t ctg__lean_most(const ctg__lean *l)
{
    return l->net->nodes.count / 16;
}

static inline double ctg__lean_equity(const ctg__lean *l, ctg_node node)
{
    return l->equity[node].value + l->equity[node].error;
}

/* A node's equity has become another; marks it where it has failed. */
void ctg__lean_close(ctg__lean *l, ctg_node node, double before,
                     ctg__lean_outcome *into);

void ctg__lean_take(ctg__lean *l, const ctg__lean_outcome *of);

/* One round, from 1; in the first all are looked at. */
void ctg__lean_round(ctg__lean *l);

#endif
