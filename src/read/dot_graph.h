/*
 * A DOT file's nodes and edges before they become a graph: what is said of a
 * node may stand in many places, so all of it is gathered first.
 */
#ifndef READ_DOT_GRAPH_H
#define READ_DOT_GRAPH_H

#include "base/arena.h"
#include "read/elements.h"

typedef struct ctg__dot_value ctg__dot_value;
typedef struct ctg__dot_node ctg__dot_node;
typedef struct ctg__dot_edge ctg__dot_edge;

/* The names of attributes of nodes, or of edges. */
typedef struct ctg__dot_names {
    ctg__words *words;
    struct ctg__dot_name *items; /* by word */
    size_t room;
} ctg__dot_names;

/* A default as it was before a group changed it. */
typedef struct ctg__dot_change {
    ctg_table table;
    ctg_word name;
    ctg__dot_value *before;
} ctg__dot_change;

/* Starts as {0} with elements and error; ctg__dot_graph_clear frees. Calls do
 * nothing once `status` is set: a failure that is not the file's. */
typedef struct ctg__dot_graph {
    ctg__elements *elements;
    ctg__arena arena;
    ctg__words *ids; /* of nodes: the index is the word less 1 */
    ctg__dot_node *nodes;
    size_t node_count;
    size_t node_room;
    ctg__dot_edge *edges;
    size_t edge_count;
    size_t edge_room;
    ctg__dot_names names[2]; /* of nodes, of edges */
    ctg__dot_value *defaults[2];
    ctg__dot_change *changes; /* of the open groups */
    size_t change_count;
    size_t change_room;
    size_t copies; /* values that defaults and chains of edges stand for */
    bool stopped;  /* the file asks for too much: said */
    ctg_error *error;
    ctg_status status;
} ctg__dot_graph;

/* An attribute as it stands in the file. */
typedef struct ctg__dot_given {
    const char *name;
    size_t name_length;
    const char *text;
    size_t length;
    size_t line;
} ctg__dot_given;

/* The index of a node, which is new or not. */
size_t ctg__dot_graph_node(ctg__dot_graph *graph, const char *id, size_t length,
                           size_t line);

size_t ctg__dot_graph_edge(ctg__dot_graph *graph, size_t tail, size_t head,
                           size_t line);

/* Sets an attribute of a node or of an edge. A second value of one that counts
 * is a problem, of another it replaces the first, as it does for Graphviz. */
void ctg__dot_graph_set(ctg__dot_graph *graph, ctg_table table, size_t index,
                        const ctg__dot_given *given);

/* The same of all edges from `first` on. */
void ctg__dot_graph_set_edges(ctg__dot_graph *graph, size_t first,
                              const ctg__dot_given *given);

/* Sets what nodes or edges have that come from here on; up to the end of the
 * group, which undoes what changed since `changes`. */
void ctg__dot_graph_default(ctg__dot_graph *graph, ctg_table table,
                            const ctg__dot_given *given);
void ctg__dot_graph_undo(ctg__dot_graph *graph, size_t changes);

/* Blames edges that Graphviz would make one: with equal keys, and in a `strict`
 * graph all that join the same two nodes; then hands all to the elements. */
void ctg__dot_graph_finish(ctg__dot_graph *graph, bool strict);

void ctg__dot_graph_clear(ctg__dot_graph *graph);

#endif
