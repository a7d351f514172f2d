/*
 * The diagram: what a picture consists of, before any file format. Nodes,
 * edges, boxes around nodes and attributes, in a stable order: that in which
 * they were added. Views of draw/ make it, draw/dot_write.c writes it as DOT.
 *
 * Everything added belongs to the diagram. Once out of memory it stays
 * `failed` and further calls do nothing, so callers check once, at the end.
 */
#ifndef DATA_DIAGRAM_H
#define DATA_DIAGRAM_H

#include <stdbool.h>
#include <stddef.h>

#include <contagraph/status.h>

#include "base/arena.h"

typedef struct ctg__attribute {
    struct ctg__attribute *next;
    const char *name;
    const char *value; /* encoded for its place: draw/escape.h */
    bool html;         /* an HTML-like label */
} ctg__attribute;

typedef struct ctg__attributes {
    ctg__attribute *first;
    ctg__attribute *last;
} ctg__attributes;

/* A set of nodes: of one rank, or a cluster when it has a name. */
typedef struct ctg__diagram_set {
    const char *name; /* NULL: no name of its own */
    ctg__attributes attributes;
} ctg__diagram_set;

typedef struct ctg__diagram_node {
    const char *name; /* [A-Za-z0-9_]+, unique */
    size_t set;       /* SIZE_MAX: in none */
    ctg__attributes attributes;
} ctg__diagram_node;

typedef struct ctg__diagram_edge {
    size_t tail;
    size_t head;
    ctg__attributes attributes;
} ctg__diagram_edge;

typedef struct ctg__diagram {
    ctg__arena arena;
    bool failed; /* out of memory */
    const char *name;
    ctg__attributes graph;
    ctg__attributes node_defaults;
    ctg__attributes edge_defaults;
    ctg__diagram_set *sets;
    size_t set_count;
    size_t set_room;
    ctg__diagram_node *nodes;
    size_t node_count;
    size_t node_room;
    ctg__diagram_edge *edges;
    size_t edge_count;
    size_t edge_room;
    ctg__attributes *current; /* of what was added or chosen last */
    ctg_progress *progress;   /* asked while it is written; may be NULL */
    void *progress_context;
} ctg__diagram;

/* Starts as {0} plus a name (the title in words); clear frees everything. */
void ctg__diagram_init(ctg__diagram *diagram, const char *name);
void ctg__diagram_clear(ctg__diagram *diagram);

/*
 * Each makes its thing the current one, which the calls below describe.
 * Returns the index; SIZE_MAX when out of memory.
 */
void ctg__diagram_graph(ctg__diagram *diagram);
void ctg__diagram_node_defaults(ctg__diagram *diagram);
void ctg__diagram_edge_defaults(ctg__diagram *diagram);
size_t ctg__diagram_add_set(ctg__diagram *diagram, const char *name);
size_t ctg__diagram_add_node(ctg__diagram *diagram, size_t set,
                             const char *name);
size_t ctg__diagram_add_edge(ctg__diagram *diagram, size_t tail, size_t head);

/* Attributes of the current thing; a second value of one replaces the first.
 * Values are copied. */
void ctg__diagram_put(ctg__diagram *diagram, const char *name,
                      const char *value);
void ctg__diagram_put_html(ctg__diagram *diagram, const char *name,
                           const char *value);
/* At most three decimals, always with a point where there are any. */
void ctg__diagram_put_number(ctg__diagram *diagram, const char *name,
                             double value);
/* Several plain ones at once: "name", "value", ..., NULL. */
void ctg__diagram_put_all(ctg__diagram *diagram, const char *const *pairs);

/* The value of an attribute, NULL when it is not there. */
const char *ctg__diagram_get(const ctg__attributes *attributes,
                             const char *name);

#endif
