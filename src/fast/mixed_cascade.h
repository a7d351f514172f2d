/* A cascade of mixed rules on top of an end state. */
#ifndef FAST_MIXED_CASCADE_H
#define FAST_MIXED_CASCADE_H

#include "engine/state.h"
#include "fast/mixed.h"
#include "fast/queue.h"

/* Revaluations, as a multiple of the debtors: ten times the rounds. */
enum { CTG__MOST_SWEEPS = 10000 };

/* Losses by claims: per node, money; per slot, how far it fell below par. */
typedef struct ctg__losses {
    double *lost;
    double *fall;
} ctg__losses;

/* What one thread works with, for one cascade after the other. */
typedef struct ctg__cascade {
    ctg__arena arena;
    const ctg__fast *fast;
    const ctg__losses *from;
    double tolerance;
    ctg__losses now; /* valid where stamped */
    uint32_t *stamp; /* epoch of the last cascade that touched the node */
    uint32_t epoch;
    ctg_node *touched;
    size_t touched_count;
    ctg__queue queue; /* debtors to be revalued */
    size_t revalued;  /* debtors, so far */
    size_t unasked;   /* revaluations since somebody was asked */
    ctg_node source;  /* loses `stake` beside its claims; CTG_NONE: nobody */
    double stake;
    /* For sweeps (fast/mixed_sweeps.c). */
    double *before; /* per slot: fall before the last sweep */
    double *floor;  /* per slot: what no jump goes below */
    bool *held;     /* per node: not revalued until falls are settled */
} ctg__cascade;

/* false when out of memory; to be cleared in any case. */
bool ctg__cascade_init(ctg__cascade *cascade, const ctg__fast *fast,
                       const ctg__losses *from, double tolerance);
void ctg__cascade_clear(ctg__cascade *cascade);

/* Back to the end state, with another source. */
void ctg__cascade_begin(ctg__cascade *cascade, ctg_node source);

/* Looks at a node: its losses are in `now`, and it is among `touched`. */
void ctg__cascade_touch(ctg__cascade *cascade, ctg_node node);

/* Lets a debtor wait to be revalued, if somebody loses by it. */
void ctg__cascade_enqueue(ctg__cascade *cascade, ctg_node node);

/*
 * Passes losses on until nobody waits: from debtor to debtor while they are
 * few, by sweeps over all of them then. false: given up, or stopped by who is
 * asked for the solver.
 */
bool ctg__cascade_settle(ctg__cascade *cascade);

/* The rest of a cascade that has reached many, by sweeps. */
bool ctg__cascade_sweep(ctg__cascade *cascade);

enum { CTG__REVALUED_A_QUESTION = 1 << 12 };

/* Whether to go on with one more debtor; never again once it says no. */
static inline bool ctg__cascade_ask(ctg__cascade *cascade)
{
    ctg__asking *const asking = cascade->fast->asking;

    if (!asking || ++cascade->unasked < CTG__REVALUED_A_QUESTION)
        return true;
    cascade->unasked = 0;
    return ctg__ask(asking, 0, 0);
}

/* The books of a node that lost `lost` by claims and `stake` beside. */
static inline ctg__debtor ctg__books_after(const ctg__fast *fast, ctg_node node,
                                           double lost, double stake)
{
    const ctg__nodes *const nodes = &fast->network->nodes;
    ctg__debtor books = fast->mixed->debtors[node].books;

    books.equity -= lost + stake;
    books.assets = books.equity + books.liabilities;
    books.claims -= lost;
    books.distress =
        ctg__distress(nodes, node, books.equity, books.liabilities);
    books.failed = books.equity <= books.eps; /* `clearing` does not ask */
    return books;
}

/* How far a slot of a node is below par at those books; sets their class. */
static inline double ctg__fall_at(const struct ctg__mixed *mixed, ctg_node node,
                                  ctg__debtor *books, uint32_t slot)
{
    const ctg__mixed_debtor *const debtor = &mixed->debtors[node];
    double value;

    books->face = mixed->face[slot];
    books->senior = mixed->senior[slot];
    value = debtor->rule->value(books, debtor->params, 0);
    if (!(value > 0))
        return debtor->par;
    return value < debtor->par ? debtor->par - value : 0;
}

/* What a node loses by its claims, added up in order. */
static inline double ctg__lost_by(const struct ctg__mixed *mixed,
                                  const double *fall, ctg_node node)
{
    double lost = 0;

    for (size_t k = mixed->start[node]; k < mixed->start[node + 1]; k++)
        lost += mixed->value[k] * fall[mixed->slot[k]];
    return lost;
}

#endif
