/*
 * What a file calls its nodes where that is not their id: numbers, or keys of a
 * program's own. Edges speak of those, also before their nodes are there; the
 * graph's exposures are to speak of ids.
 */
#ifndef READ_CALLED_H
#define READ_CALLED_H

#include "data/graph.h"

/* An end of an edge that no node was called by yet. */
typedef struct ctg__called_end {
    size_t row;
    size_t column;
    size_t line;
} ctg__called_end;

/* Starts as {0}; ctg__called_clear frees. */
typedef struct ctg__called {
    ctg__words *names;
    ctg_word *ids; /* by word of `names`: a word of the graph */
    size_t *lines; /* likewise: where the node stands; 0: not known */
    size_t room;
    bool renamed; /* some node's id is not what it is called by */
    ctg__called_end *open;
    size_t open_count;
    size_t open_room;
} ctg__called;

/*
 * A node is called `name` and has this id. If another node of another id, or
 * if `strict` any other, is called so, `*twice` is its line, else SIZE_MAX.
 */
ctg_status ctg__called_node(ctg__called *called, const ctg_graph *graph,
                            const char *name, size_t length, ctg_word id,
                            size_t line, bool strict, size_t *twice,
                            ctg_error *error);

/* Sets the end of an edge that is in `line` to the id of the node so called. */
ctg_status ctg__called_set_end(ctg__called *called, ctg_graph *graph,
                               size_t row, size_t column, const char *name,
                               size_t length, size_t line, ctg_error *error);

/*
 * Sets the ends that came before their nodes. `missing` is called for each of
 * which there is no node, if `strict` or if names are not ids; else such an end
 * stays the id that the edge says.
 */
void ctg__called_finish(ctg__called *called, ctg_graph *graph, bool strict,
                        void (*missing)(void *context, const char *name,
                                        size_t line),
                        void *context);

void ctg__called_clear(ctg__called *called);

#endif
