/*
 * The tree of losses: what a shock hit, what that led to, and so on. A branch
 * gathers all traces that go through the same nodes by the same codes; its own
 * loss and those of its children sum to its total. Branches are grown where
 * someone looks, from one number per set: the losses that all that its sender
 * sent led to. So nothing is cut off, however many traces there are.
 */
#ifndef TRACE_TREE_H
#define TRACE_TREE_H

#include "base/arena.h"
#include "trace/codes.h"
#include "trace/trace.h"

/* An entry, and the share of it that belongs to a branch. */
typedef struct ctg__twig {
    uint32_t entry;
    double share;
} ctg__twig;

typedef struct ctg__branch {
    ctg_actor origin; /* of a root; else 0 */
    ctg__code code;   /* how the node was hit; CTG__CONNECTION for a root */
    ctg_node node;    /* CTG_NONE for a root */
    double own;       /* losses of the node by these traces */
    double total;     /* own and all that they led to */
    ctg__twig *twigs; /* owned by the tree */
    size_t twig_count;
} ctg__branch;

/* Lists what was sent with a set that somebody looks into, if it is not listed;
 * false: out of memory. */
typedef bool ctg__tree_open(void *context, uint32_t set);

typedef struct ctg__tree {
    const ctg__causes *causes;
    ctg__causes asked; /* of ctg__tree_of: a trace's, and whom to ask */
    ctg__tree_open *open; /* NULL: all is listed */
    void *context;
    uint32_t *joined;   /* per entry: the set of its target's next sending */
    uint32_t *sold;     /* per entry: the set of its round's sales; NULL */
    size_t *sent_first; /* set_count + 1 */
    size_t *sent_end;   /* sent_first + 1; elsewhere where it is not in order */
    uint32_t *sent;     /* entries by the set they stem from */
    double *led_to;     /* per set: losses of its entries and all they led to */
    ctg__arena arena;   /* twigs */
    double total;       /* losses booked: what all roots sum to */
} ctg__tree;

/* Asks as the causes say: CTG_CANCELLED, CTG_NO_MEMORY. */
ctg_status ctg__tree_init(ctg__tree *tree, const ctg__causes *causes,
                          ctg_error *error);
void ctg__tree_clear(ctg__tree *tree);

/* The same for a trace: of a ledger of falls without its entries, if parents
 * were not found before (tree_falls.c). `asking` may be NULL. To be given to
 * ctg__tree_end alone. */
ctg_status ctg__tree_of(ctg__tree *tree, const ctg_trace *trace,
                        ctg__asking *asking, ctg_error *error);
void ctg__tree_end(ctg__tree *tree);

/*
 * The roots, one per origin, in the order of origins; from the tree's arena.
 * Origins that led to no loss are left out.
 */
ctg_status ctg__tree_roots(ctg__tree *tree, ctg__branch **roots, size_t *count,
                           ctg_error *error);

/* A branch's children, by total, largest first, ties by code and node. Only
 * those that led to losses. From the tree's arena. */
ctg_status ctg__tree_grow(ctg__tree *tree, const ctg__branch *branch,
                          ctg__branch **children, size_t *count,
                          ctg_error *error);

#endif
