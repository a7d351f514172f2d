/* Which group each node belongs to. */
#ifndef DRAW_GROUPS_H
#define DRAW_GROUPS_H

#include "draw/claim_graph.h"
#include "draw/sketch.h"

/* More groups than this are the largest and "other groups". */
enum { CTG__MOST_GROUPS = 40 };

/*
 * By `options.group`: a column of nodes, "scc" (strongly connected components
 * of the exposures), "community" (ctg__communities_find; a note says how clear
 * they are), or NULL: the column `group` if any node has one,
 * else communities. `group_of` (per node, never blank) is the sketch's. The
 * largest by assets are kept if there are more than CTG__MOST_GROUPS.
 * CTG_NOT_FOUND for a column that does not exist. Without a network the facts'
 * own groups are taken.
 */
ctg_status ctg__sketch_groups(ctg__sketch *sketch, const ctg__facts *facts,
                              const char ***group_of, ctg_error *error);

/* Renames all but the largest groups to "other groups" where there are more
 * than `most`; sizes are of nodes. */
ctg_status ctg__limit_groups(const char **group_of, const double *size,
                             size_t count, size_t most, ctg_error *error);

/* Per node: a representative of its component or community. */
ctg_status ctg__find_components(const ctg_network *network, uint32_t *of_node,
                                ctg_error *error);
ctg_status ctg__find_communities(const ctg_network *network,
                                 const ctg__facts *facts, ctg__asking *asking,
                                 uint32_t *of_node, ctg__communities *found,
                                 ctg_error *error);

#endif
