/* A picture of importance, between computing and drawing it. */
#ifndef DRAW_IMPORTANCE_H
#define DRAW_IMPORTANCE_H

#include "draw/importance_places.h"
#include "draw/map_ties.h"
#include "draw/sketch.h"

/* So many of the first debtors have their large exposures drawn. */
enum { CTG__FEARED = 40 };

/* So many are in the table beside a circle. */
enum { CTG__IMPORTANCE_LISTED = 12 };

typedef struct ctg__importance {
    ctg__sketch *sketch;
    ctg__facts facts;
    ctg__cast cast;   /* nodes */
    ctg__cast groups; /* sectors */
    ctg__ties ties;
    size_t count;
    uint32_t *order; /* actors by impact */
    uint32_t *rank;  /* per actor, from 0 */
    uint32_t *node;  /* per actor: its row */
    uint32_t *quintile;
    ctg__importance_dot
        *dots; /* by rank; then one for the rest of each group */
    size_t shown;
    size_t dot_count;
    size_t *rest; /* per group: nodes that are not shown one by one */
    ctg__importance_places places;
    double most_assets;
    const char **labels;
    size_t *node_of; /* per rank: of the diagram */
    size_t lines;
    double radius;         /* of the circle, points */
    bool below;            /* the table */
    size_t smallest_count; /* dots larger than their assets would have them */
    ctg__text text;
} ctg__importance;

static inline double ctg__impact_of(const ctg__importance *t, size_t actor)
{
    return t->sketch->options->impact[t->node[actor]];
}

static inline double ctg__assets_of(const ctg__importance *t,
                                    const ctg_network *network, size_t actor)
{
    return ctg_network_assets(network)[t->node[actor]];
}

/* In the set whose joint failure costs most, as far as one was looked for. */
static inline bool ctg__is_worst(const ctg__importance *t, size_t actor)
{
    return t->sketch->options->worst &&
           t->sketch->options->worst[t->node[actor]];
}

/* Of many networks with the same totals, rather than of one. */
static inline bool ctg__is_banded(const ctg__importance *t)
{
    const ctg_draw_options *const options = t->sketch->options;

    return options->impact_low && options->impact_high && options->rank_low &&
           options->rank_high;
}

ctg_status ctg__importance_draw(ctg__importance *t, const ctg_network *network,
                                const char *title, ctg_error *error);

/* Size of its arrowheads, times what Graphviz has. */
#define CTG__IMPORTANCE_ARROW 0.35
/* Exposures that could bring a creditor down, the heaviest for it first; counts
 * them. Of those of a diagram the dots are there. */
ctg_status ctg__importance_lines(ctg__importance *t, ctg_error *error);
/* Places the current line: a border of groups at an angle. */
void ctg__importance_border(ctg__importance *t, double angle, double from,
                            double to);

/* Bars by name and a histogram, the view unless options.bullseye. */
ctg_status ctg__importance_bars(ctg__importance *t, const ctg_network *network,
                                const char *title, ctg_error *error);

/* Where words around the circle begin, in radii. */
#define CTG__IMPORTANCE_WORDS 1.05
/* Adds the words of a group, clean; how wide they are. */
double ctg__importance_sector(const ctg__importance *t, size_t group,
                              ctg__text *words);
/* How large the circle may be on its page, with words around it and a table. */
void ctg__importance_measure(ctg__importance *t);

/* A table of the first nodes, beside the circle or below it. */
void ctg__importance_table(ctg__importance *t, const ctg_network *network);
/* Title, caption and legend; after the lines, which it counts. */
void ctg__importance_label(ctg__importance *t, const ctg_network *network,
                           const char *title);

#endif
