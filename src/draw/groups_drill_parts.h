/* What a drill-down is made of, between computing and drawing it. */
#ifndef DRAW_GROUPS_DRILL_PARTS_H
#define DRAW_GROUPS_DRILL_PARTS_H

#include "draw/groups_drill.h"

enum { SHOWN_MEMBERS = 10, SHOWN_GROUPS = 7, LEAST_SHOWN = 3 };

/* Points, before the picture is fitted to a page. */
#define HEAD_ROOM 160.0
#define MEMBER_ROOM 58.0
#define GROUP_ROOM 44.0

/* Of a column: groups under it join, lines are left out. */
#define CTG__DRILL_SMALL 0.01

/* A box of a column. */
typedef struct ctg__drill_box {
    char name[64]; /* in DOT */
    const char *title;
    double amount; /* x */
    bool rest;     /* several in one */
    size_t count;  /* of them */
    double lost;   /* members: fall of equity */
    double equity; /* what a pass-through owes */
    bool haircut;  /* it is one */
    bool failed;
    size_t failed_count;
    size_t node; /* of the layers, then of the diagram */
} ctg__drill_box;

typedef struct ctg__drill_column {
    ctg__drill_box *items;
    size_t count;
    size_t *of_actor; /* per actor: its item; SIZE_MAX: not in this column */
    double total;
} ctg__drill_column;

typedef struct ctg__drill {
    ctg__sketch *sketch;
    const ctg__facts *facts;
    ctg__cast cast; /* members and other groups */
    bool *member;   /* per actor */
    uint32_t *node; /* per member: its row */
    ctg__pairs pairs;
    ctg__drill_column from;
    ctg__drill_column members;
    ctg__drill_column to;
    ctg__link *links; /* item to item; `from` counts items */
    size_t link_count;
    double direct;
    double widest;
    size_t most_members; /* with a box of their own */
    size_t most_groups;
    size_t member_count;
    size_t default_count;
    const char *name; /* clean */
    ctg__text text;
} ctg__drill;

enum { SHOCK, INSIDE, FIRST_GROUP }; /* items that `from` begins with */

/* Failures are the diagram's. */
void ctg__drill_draw(ctg__drill *d, const char *title);

#endif
