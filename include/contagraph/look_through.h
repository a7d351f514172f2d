/*
 * Look-through: who really stands behind whom, through all layers of claims
 * and tokens (docs/model.md section 7; Elliott, Golub and Jackson 2014).
 */
#ifndef CONTAGRAPH_LOOK_THROUGH_H
#define CONTAGRAPH_LOOK_THROUGH_H

#include <contagraph/network.h>

#ifdef __cplusplus
extern "C" {
#endif

/*
 * A node's assets are looked at as belonging to those who have claims on it
 * or tokens of it, in proportion to their value at the file's prices; what is
 * not theirs is its owners', outside. Node i has the share C_ij of what j has:
 * its claims on j and its tokens of j (held, or in its accounts) over j's
 * assets, or over all such claims and tokens where these are more. What an
 * account at a lending venue has backs its loans and belongs to the venue in
 * proportion to them (all of it where they are more), its rest to its owner.
 * Short positions in tokens are left out.
 */
typedef struct ctg_look_through ctg_look_through;

/* The network must outlive it. CTG_NO_MEMORY alone. */
ctg_status ctg_look_through_new(const ctg_network *network,
                                ctg_look_through **look, ctg_error *error);
void ctg_look_through_free(ctg_look_through *look); /* NULL does nothing */

typedef struct ctg_double_count {
    double gross; /* all nodes' assets */
    double net;   /* without claims on nodes and tokens of nodes */
    double ratio; /* gross / net; 1 when both are 0, infinite when net is */
} ctg_double_count;

ctg_double_count ctg_look_through_double_count(const ctg_look_through *look);

/*
 * The share of a loss of `origin` that each node bears in the end, itself
 * first: a column of (I - C)^-1. `shares` has one per node.
 * CTG_NO_SOLUTION when nodes own each other completely.
 */
ctg_status ctg_look_through_to_node(const ctg_look_through *look,
                                    ctg_node origin, double *shares,
                                    ctg_error *error);

/*
 * Each node's money in an asset: directly (holdings, account legs, loans of a
 * lending venue and claims in units of it; shorts, debts and liabilities in it
 * negative), and through all layers, a venue with its share of the accounts
 * that back its loans. Either may be NULL. CTG_NO_SOLUTION as above.
 */
ctg_status ctg_look_through_to_asset(const ctg_look_through *look,
                                     ctg_asset asset, double *direct,
                                     double *total, ctg_error *error);

/*
 * The other way round, for one node: its share of what each node has, and its
 * money in each asset through all layers. Either may be NULL. CTG_NO_SOLUTION
 * as above.
 */
ctg_status ctg_look_through_of(const ctg_look_through *look, ctg_node node,
                               double *shares, double *assets,
                               ctg_error *error);

#ifdef __cplusplus
}
#endif
#endif
