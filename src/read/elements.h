/*
 * Graphs as files of nodes and edges with attributes: what GraphML, GML, Pajek
 * and DOT have in common. A node's attributes are columns of nodes, an edge's
 * of exposures; an edge runs debtor -> creditor unless the caller turns it.
 */
#ifndef READ_ELEMENTS_H
#define READ_ELEMENTS_H

#include "base/arena.h"
#include "read/format.h"

typedef struct ctg__element_source ctg__element_source;

typedef struct ctg__elements {
    ctg__input *input;
    ctg_graph *graph;
    ctg_problems *problems;
    ctg__element_source *nodes;
    ctg__element_source *edges;
} ctg__elements;

/* Gives both tables a source of places, which belong to the graph. */
ctg_status ctg__elements_begin(ctg__elements *elements, ctg__input *input,
                               ctg_graph *graph, ctg_problems *problems,
                               ctg_error *error);

/*
 * A node, found in `line` (0: the format has none). `row` is SIZE_MAX when the
 * caller gave nodes in a file of their own: then it is only a name.
 */
ctg_status ctg__elements_node(ctg__elements *elements, const char *id,
                              size_t line, size_t *row, ctg_error *error);

/* An edge as the file draws it; `name` may be "". */
ctg_status ctg__elements_edge(ctg__elements *elements, const char *from,
                              const char *to, const char *name, size_t line,
                              size_t *row, ctg_error *error);

/*
 * One attribute of a row, which may be SIZE_MAX; names go through --map. What
 * is no value of its column is a problem, not a failure.
 */
ctg_status ctg__elements_set(ctg__elements *elements, ctg_table table,
                             size_t row, const char *name, const char *value,
                             ctg_error *error);

/* A problem of a row; SIZE_MAX: of the file. */
void ctg__elements_blame(const ctg__elements *elements, ctg_table table,
                         size_t row, const char *format, ...)
    CTG__PRINTF(4, 5);

/*
 * Amounts: of edges without `amount` it is their `weight`; an edge without
 * both is a problem.
 */
ctg_status ctg__elements_end(ctg__elements *elements, ctg_error *error);

/* For can_hold: columns of nodes and exposures, nothing else. */
bool ctg__elements_can_hold(const ctg_graph *graph, ctg_table table,
                            const ctg__column *column);

/*
 * The columns of a table that hold anything, in the order of the table, without
 * a node's id and an edge's ends. The list is taken from the arena.
 */
typedef struct ctg__element_columns {
    const ctg__column **columns;
    size_t count;
} ctg__element_columns;

ctg_status ctg__elements_columns(const ctg_graph *graph, ctg_table table,
                                 ctg__arena *arena,
                                 ctg__element_columns *list, ctg_error *error);

/* A cell of a column of words, by row: "" where blank. */
const char *ctg__elements_word(const ctg_graph *graph, ctg_table table,
                               size_t column, size_t row);

/* The sum of `in_text` over the names and words of the columns of nodes and
 * exposures: how much a format cannot say. */
size_t ctg__elements_count(const ctg_graph *graph,
                           size_t (*in_text)(const char *text));

#endif
