/* Inside the picture of a shock that did not spread. */
#ifndef DRAW_CASCADE_DIRECT_H
#define DRAW_CASCADE_DIRECT_H

#include "draw/facts.h"
#include "draw/sketch.h"

enum {
    CTG__DIRECT_LOSERS = 3,
    CTG__DIRECT_SHOCKS = 5, /* boxes, the last of all others */
    CTG__DIRECT_WIDTH = 236,
    CTG__DIRECT_SHOCK_WIDTH = 180
};

/* A group, or a kind of nodes. */
typedef struct ctg__direct_group {
    const char *name;
    double loss;
    double equity;
    size_t nodes;
    size_t failed;
    ctg_node worst[CTG__DIRECT_LOSERS];
    size_t worst_count;
    double of_shock[CTG__DIRECT_SHOCKS]; /* direct losses, by box */
} ctg__direct_group;

/* A shock, or all others. */
typedef struct ctg__direct_shock {
    size_t shock; /* of the facts; SIZE_MAX: several */
    size_t count;
    double loss;
} ctg__direct_shock;

typedef struct ctg__direct {
    ctg__sketch *sketch;
    const ctg__facts *facts;
    const char *const *words; /* groups or kinds */
    double *lost;             /* per node: net */
    uint32_t *group_of;       /* per node; CTG_NONE: of none */
    ctg__direct_group *groups;
    size_t count;
    ctg__direct_shock shocks[CTG__DIRECT_SHOCKS];
    size_t shock_count;
    double direct; /* all of the shocks */
    ctg__text text;
    ctg__text line;
} ctg__direct;

/* Which shocks have boxes, and what each did to each group (direct_shocks.h).
 */
ctg_status ctg__direct_find_shocks(ctg__direct *d, ctg_error *error);

/* Labels of the current node of the diagram. */
void ctg__direct_put_group(ctg__direct *d, const ctg__direct_group *group);
void ctg__direct_put_shock(ctg__direct *d, const ctg__direct_shock *shock);

#endif
