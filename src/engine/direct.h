/*
 * What the shocks of a plan do at once, added up without a run: for solvers
 * that need the end state alone. Haircuts and runs have no part in it.
 */
#ifndef ENGINE_DIRECT_H
#define ENGINE_DIRECT_H

#include "base/arena.h"
#include "base/error.h"
#include "data/plan.h"

typedef struct ctg__direct {
    double *lost;      /* per node: by shocks of the node itself, money */
    bool *defaulted;   /* per node: by a shock */
    double *write_off; /* per exposure entry: w; NULL: not asked for */
    double *price;     /* per asset: the market's; NULL: not asked for */
    double *depth;     /* per asset: the market's; NULL: not asked for */
} ctg__direct;

/* What shares of a node are measured by, without the aid it is given, and
 * what its default takes, aid too; money. */
double ctg__shock_base(const ctg_network *network, size_t node);
double ctg__shock_rest(const ctg_network *network, size_t node);

/* The system's initial equity: the sum of max(0, E0), or gross assets where
 * that is 0; without aid. */
double ctg__system_equity(const ctg__nodes *nodes);

ctg_status ctg__direct_of(const ctg_plan *plan, ctg__arena *arena,
                          ctg__direct *direct, ctg_error *error);

/* The losses of nodes alone; the rest is NULL. */
ctg_status ctg__direct_nodes(const ctg_plan *plan, ctg__arena *arena,
                             ctg__direct *direct, ctg_error *error);

#endif
