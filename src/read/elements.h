/*
 * Graphs as files of nodes and edges with attributes: what GraphML, GML, Pajek
 * and DOT have in common. A node's attributes are columns of nodes, an edge's
 * of exposures; an edge runs debtor -> creditor unless the caller turns it.
 */
#ifndef READ_ELEMENTS_H
#define READ_ELEMENTS_H

#include "base/arena.h"
#include "read/called.h"
#include "read/element_source.h"
#include "read/fields.h"
#include "read/graph_format.h"
#include "read/left_out.h"

typedef struct ctg__elements {
    ctg__input *input;
    ctg_graph *graph;
    ctg_problems *problems;
    ctg__element_source *nodes;
    ctg__element_source *edges;
    ctg__called called;
    ctg__fields fields; /* of the open element */
    ctg__left_out left_out;
    size_t line;   /* of the open element; 0: not known */
    bool strict;   /* edges speak of nodes of the file only, each called once */
    bool too_many; /* more names of attributes than are taken: said */
} ctg__elements;

/* Gives both tables a source of places, which belong to the graph. All else is
 * freed by ctg__elements_clear, also after a failure. */
ctg_status ctg__elements_begin(ctg__elements *elements, ctg__input *input,
                               ctg_graph *graph, ctg_problems *problems,
                               ctg_error *error);

void ctg__elements_clear(ctg__elements *elements);

/* Asks the caller now and then whether to go on: CTG_CANCELLED if not. Every
 * row comes by here, and who gathers before there are rows, with their steps. */
ctg_status ctg__elements_ask(const ctg__input *input, size_t row,
                             ctg_error *error);

/*
 * The bytes of the input without a byte order mark; false, and a problem, for
 * UTF-16.
 */
bool ctg__elements_text(ctg__elements *elements, const char **bytes,
                        size_t *length);

/* A node or an edge (of exposures) that begins in `line`. */
void ctg__elements_open(ctg__elements *elements, ctg_table table, size_t line);

/* An attribute of the open element; names go through --map. */
ctg_status ctg__elements_field(ctg__elements *elements, const char *name,
                               size_t name_length, const char *value,
                               size_t length, ctg_error *error);

/* An attribute of the open element that is no text: a list, parts. */
ctg_status ctg__elements_nested(ctg__elements *elements, const char *name,
                                size_t length, ctg_error *error);

/* Whether --map makes something else of what the file calls `name`. */
bool ctg__elements_renames(const ctg__elements *elements, const char *name);

/* What the file calls the open node by, before ctg__elements_node: --map X=id
 * makes an attribute of it, unless it has one of that name. */
ctg_status ctg__elements_own_id(ctg__elements *elements, const char *text,
                                size_t length, ctg_error *error);

/* Whether the open node has an attribute that --map, or the file, makes its
 * `id`; and whether it has one that is its `name`, or is called so. */
bool ctg__elements_names_itself(const ctg__elements *elements);
bool ctg__elements_has_name(const ctg__elements *elements);

/*
 * The open node is over. Edges call it `called`; its id is the attribute `id`,
 * else `id` as given here. What is no value of its column is a problem, not a
 * failure. With nodes in a file of their own it becomes no row.
 */
ctg_status ctg__elements_node(ctg__elements *elements, const char *called,
                              size_t called_length, const char *id,
                              size_t length, ctg_error *error);

/* The open edge is over, as the file draws it; `shown` is what messages call
 * it, or "". */
ctg_status ctg__elements_edge(ctg__elements *elements, const char *from,
                              size_t from_length, const char *to,
                              size_t to_length, const char *shown,
                              ctg_error *error);

/* Sets a cell; what is no value of the column is a problem, no failure. */
ctg_status ctg__elements_set(ctg__elements *elements, ctg_table table,
                             size_t row, size_t column, const char *value,
                             size_t length, ctg_error *error);

/* The attributes of the open element into this row; SIZE_MAX: it has none, and
 * they are left out. */
ctg_status ctg__elements_set_fields(ctg__elements *elements, size_t row,
                                    ctg_error *error);

/* A problem of a line of the file; 0: of the file. */
void ctg__elements_blame(const ctg__elements *elements, size_t line,
                         const char *format, ...) CTG__PRINTF(3, 4);

/*
 * Ends of edges, and amounts: of edges without `amount` it is their `weight`;
 * an edge without both is a problem. A note says what was left out.
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
                                 ctg__arena *arena, ctg__element_columns *list,
                                 ctg_error *error);

/* A cell of a column of words, by row: "" where blank. */
const char *ctg__elements_word(const ctg_graph *graph, ctg_table table,
                               size_t column, size_t row);

/* The sum of `in_text` over the names and words of the columns of nodes and
 * exposures: how much a format cannot say. CTG_CANCELLED. */
ctg_status ctg__elements_count(const ctg_graph *graph,
                               size_t (*in_text)(const char *text),
                               const ctg_write_options *options, size_t *count,
                               ctg_error *error);

#endif
