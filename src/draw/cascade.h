/*
 * The cascade picture: columns of boxes from left to right, one box for a node
 * in a round in which it loses; lines are losses, as wide as they are large;
 * what is not drawn stands in the box "other" of its column.
 */
#ifndef DRAW_CASCADE_H
#define DRAW_CASCADE_H

#include "data/diagram.h"
#include "draw/cascade_selection.h"
#include "draw/cast.h"
#include "text/text.h"

/* A critical path that the picture is about. */
typedef struct ctg__marked_path {
    double loss;
    uint32_t *flows; /* of the selection's flows, first to last */
    size_t flow_count;
    uint32_t *feeders;
    size_t feeder_count;
    const char *chain; /* in words, escaped for an HTML-like label */
} ctg__marked_path;

typedef struct ctg__scene {
    const ctg__facts *facts;
    const ctg__cast *cast;
    const ctg__flows *flows;
    const ctg__selection *selection;
    const char *title;             /* clean */
    const ctg__marked_path *paths; /* the picture of paths; NULL */
    size_t path_count;
    const char *url_template; /* NULL */

    /* Filled in by ctg__scene_prepare. */
    const char *const *labels;       /* per actor drawn: its short name */
    const char *const *asset_labels; /* by the order of asset ids */
    const ctg__place *fallen; /* per actor: the copy in which it defaults */
    double *before; /* per place: what its node had lost before, money */
    int64_t widest; /* line, in units */
    bool hub_drawn;
} ctg__scene;

/* A place that no actor has. */
#define CTG__NOWHERE UINT64_MAX

/*
 * Where each actor that failed is shown to: the copy in which its losses reach
 * its equity, else its last up to the round in which it was marked.
 */
ctg_status ctg__find_fallen(const ctg__flows *flows, const ctg__cast *cast,
                            ctg__arena *arena, ctg__place **fallen,
                            ctg_error *error);

/* The copies in which nodes default, by what the node loses in all. */
ctg_status ctg__list_defaults(const ctg__flows *flows, const ctg__cast *cast,
                              ctg__arena *arena, ctg__place **must,
                              size_t *count, ctg_error *error);

ctg_status ctg__scene_prepare(ctg__scene *scene, ctg__arena *arena,
                              ctg_error *error);

/* A picture being drawn: the indices of what was added to the diagram. */
typedef struct ctg__canvas {
    ctg__diagram *diagram;
    const ctg__scene *scene;
    ctg__text text;
    size_t *node_of;  /* per place; SIZE_MAX: not drawn */
    size_t *header;   /* per column */
    size_t *other;    /* per column; SIZE_MAX: none */
    int64_t *undrawn; /* per column */
    size_t *undrawn_rows;
    size_t start; /* the header of the shocks */
} ctg__canvas;

/* Everything that runs from box to box. */
void ctg__canvas_lines(ctg__canvas *c);

/* The whole picture. Failures are the diagram's. */
void ctg__draw_cascade(ctg__diagram *diagram, const ctg__scene *scene);

/* The parts. Each writes into the text or describes the current thing. */
void ctg__draw_copy(ctg__diagram *diagram, const ctg__scene *scene,
                    size_t place, ctg__text *text);
void ctg__draw_hub(ctg__diagram *diagram, const ctg__scene *scene, size_t place,
                   ctg__text *text);
void ctg__draw_source(ctg__diagram *diagram, const ctg__scene *scene,
                      size_t place, ctg__text *text);
void ctg__cascade_label(const ctg__scene *scene, ctg__text *text);

/* DOT name of a place: c1_lendora, S1, p2_ETH. */
void ctg__add_place_name(ctg__text *text, const ctg__scene *scene,
                         ctg__place place);
/* Name of whom or what is there, for tooltips. */
void ctg__add_place_title(ctg__text *text, const ctg__scene *scene,
                          ctg__place place);
/* "round 4", "rounds 9-31" */
void ctg__add_column_name(ctg__text *text, const ctg__flows *flows,
                          size_t column, const char *round);

/* Money in the unit of the graph, and units of the flows as money: into a label
 * or a tooltip. */
void ctg__add_html_money(ctg__text *text, const ctg__scene *scene,
                         double value);
void ctg__add_tooltip_money(ctg__text *text, const ctg__scene *scene,
                            double value);
void ctg__add_units(ctg__text *text, const ctg__scene *scene, int64_t amount);
void ctg__add_tooltip_units(ctg__text *text, const ctg__scene *scene,
                            int64_t amount);

#endif
