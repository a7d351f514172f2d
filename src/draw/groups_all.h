/* Losses between groups, between computing and drawing them. */
#ifndef DRAW_GROUPS_ALL_H
#define DRAW_GROUPS_ALL_H

#include "draw/groups_drill.h"
#include "draw/head.h"
#include "draw/scatter.h"

/* How members end: by what their equity fell. */
enum {
    CTG__FALLEN,
    CTG__DISTRESSED,
    CTG__TOUCHED,
    CTG__UNTOUCHED,
    CTG__STATES
};

#define CTG__DISTRESSED_FROM 0.25 /* of equity */

/* A circle: a group, or all of those that found no room. */
typedef struct ctg__group {
    const char *id;
    const char *name; /* as given */
    size_t member_count;
    size_t failed_count;
    size_t group_count; /* groups in it: 1 */
    double assets;
    double equity;             /* of those above 0 */
    double lost;               /* fall of equity */
    double taken;              /* x */
    double own;                /* of it from members */
    double state[CTG__STATES]; /* assets */
} ctg__group;

typedef struct ctg__groups {
    ctg__sketch *sketch;
    const ctg__facts *facts;
    ctg__cast cast;
    ctg__pairs pairs;
    ctg__group *all; /* by actor */
    uint32_t *slot;  /* per actor: its circle */
    ctg__group *circles;
    size_t circle_count;
    ctg__link *links; /* circle to circle, or from CTG_NONE */
    size_t link_count;
    bool *kept;
    size_t kept_count;
    size_t between_count;
    double kept_amount;
    double between;
    double inside;
    double widest;
    double most_assets;
    const char **labels;
    ctg__text text;
} ctg__groups;

/* The diagram's size in points, with all that stands above it. */
ctg_status ctg__groups_draw(ctg__groups *g, const char *title, double *width,
                            double *height, ctg_error *error);

/* By state. */
extern const char *const ctg__group_colours[CTG__STATES];

void ctg__groups_head(ctg__groups *g, const char *title, double width,
                      ctg__head *head);

#endif
