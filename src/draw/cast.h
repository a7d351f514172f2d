/* Who takes part in a picture: nodes or groups of them, by order of their ids.
 */
#ifndef DRAW_CAST_H
#define DRAW_CAST_H

#include "draw/facts.h"

/*
 * Actors are numbered in the order of their ids, so pictures do not depend on
 * the order of rows.
 */
typedef struct ctg__actors {
    size_t count;
    const uint32_t *of_node;  /* per node: its actor */
    const uint32_t *of_asset; /* per asset: its place in the order of ids */
} ctg__actors;

typedef struct ctg__cast {
    ctg__actors actors;
    const char **ids;     /* per actor; ascending */
    const char **names;   /* as given */
    const char **groups;  /* as given, "" none; NULL: these are groups */
    double *equity;       /* initial; of a group the sum of what is above 0 */
    double *liabilities;  /* of pass-through nodes; 0 for all others */
    uint32_t *failed;     /* round; CTG_NEVER, always for groups */
    size_t *member_count; /* nodes of it */
    const char **asset_names; /* by the order of asset ids */
    const char **asset_ids;
    bool grouped;
} ctg__cast;

/* Each node by itself. */
ctg_status ctg__cast_nodes(ctg__cast *cast, const ctg__facts *facts,
                           ctg__arena *arena, ctg_error *error);

/* Groups: `group_of` names each node's; a blank one is "(no group)". */
ctg_status ctg__cast_groups(ctg__cast *cast, const ctg__facts *facts,
                            const char *const *group_of, ctg__arena *arena,
                            ctg_error *error);

#endif
