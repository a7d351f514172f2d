/* A graph with other exposures. */
#ifndef RECONSTRUCT_REPLACED_H
#define RECONSTRUCT_REPLACED_H

#include <contagraph/reconstruct.h>

/* A copy without exposures; `outside` NULL: no further node. */
ctg_status ctg__graph_without_exposures(const ctg_graph *graph,
                                        const char *outside, ctg_graph **made,
                                        ctg_error *error);

/* What the node outside has besides claims: it stands for the rest of the
 * world, and has as much equity as it owes. */
static inline double ctg__assets_outside(double debts)
{
    return 2 * debts;
}

/* Those of a network instead, in such a copy. */
ctg_status ctg__graph_replace_exposures(ctg_graph *graph,
                                        const ctg_drawn *drawn,
                                        ctg_error *error);

#endif
