/* A network some of whose nodes are given money before round 0. */
#ifndef DATA_AID_H
#define DATA_AID_H

#include "base/arena.h"
#include "base/error.h"
#include "data/network.h"

/*
 * `network` with aid[i] money more in the cash, the assets and the equity of
 * node i. It shares all else with `network`, which must outlive it, and is the
 * arena's: never to be freed. Aid is added to what `network` has already.
 */
ctg_status ctg__network_aid(const ctg_network *network, const double *aid,
                            ctg__arena *arena, const ctg_network **aided,
                            ctg_error *error);

/* `network` itself where nobody is aided, else a copy that lives as long as
 * the arena and what `network` was made from. */
ctg_status ctg__network_keep(const ctg_network *network, ctg__arena *arena,
                             const ctg_network **kept, ctg_error *error);

/* E0 and gross assets as they were without aid. */
static inline double ctg__unaided_equity(const ctg__nodes *nodes, size_t node)
{
    return nodes->unaided_equity ? nodes->unaided_equity[node]
                                 : nodes->equity[node];
}

static inline double ctg__unaided_assets(const ctg__nodes *nodes, size_t node)
{
    return nodes->unaided_assets ? nodes->unaided_assets[node]
                                 : nodes->assets[node];
}

#endif
