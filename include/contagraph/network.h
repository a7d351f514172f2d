/*
 * The network: a graph that passed every check, as numbers, immutable. What
 * columns mean is decided here and nowhere else (docs/model.md section 1).
 */
#ifndef CONTAGRAPH_NETWORK_H
#define CONTAGRAPH_NETWORK_H

#include <stdbool.h>

#include <contagraph/graph.h>
#include <contagraph/problem.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct ctg_network ctg_network;

/*
 * Refuses what section 1 refuses, all problems in one pass, each added to
 * `problems` (may be NULL) with its place; the call then fails with
 * CTG_BAD_INPUT.
 * Suspicions are warnings. The graph must outlive the network and must not
 * change meanwhile.
 */
ctg_status ctg_network_new(const ctg_graph *graph, ctg_network **network,
                           ctg_problems *problems, ctg_error *error);
/*
 * The same, and the graph is the network's from then on: freed with it, so that
 * there is one object to keep. On failure it is the caller's as before.
 * `progress` says only whether to go on, and may be NULL: between passes over a
 * table, which is far below a tenth of a second up to some ten million
 * exposures. CTG_BAD_INPUT as there, CTG_CANCELLED.
 */
ctg_status ctg_network_take(ctg_graph *graph, ctg_progress *progress,
                            void *context, ctg_network **network,
                            ctg_problems *problems, ctg_error *error);
void ctg_network_free(ctg_network *network); /* NULL does nothing */

const ctg_graph *ctg_network_graph(const ctg_network *network);

/*
 * False if no node has equity, cash, other assets or liabilities, holdings or
 * positions: such a graph can be looked at, and whatever runs a cascade refuses
 * it with CTG_BAD_INPUT.
 */
bool ctg_network_has_equities(const ctg_network *network);

size_t ctg_network_node_count(const ctg_network *network);
size_t ctg_network_exposure_count(const ctg_network *network);
size_t ctg_network_asset_count(const ctg_network *network);
size_t ctg_network_account_count(const ctg_network *network);

/*
 * Who owes whom, in file order, without the rows of amount 0 and of a node to
 * itself: each array has room for ctg_network_exposure_count, or is NULL.
 * Amounts are face, in units of the exposure's asset, else money.
 */
void ctg_network_exposures(const ctg_network *network, ctg_node *debtor,
                           ctg_node *creditor, double *amount);

/* First books: per node, in money. */
const double *ctg_network_equity(const ctg_network *network);
const double *ctg_network_assets(const ctg_network *network);
const double *ctg_network_liabilities(const ctg_network *network);

#ifdef __cplusplus
}
#endif
#endif
