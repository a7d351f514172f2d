/* DOT, read: the grammar of https://graphviz.org/doc/info/lang.html */
#include "read/dot_read.h"

#include <stdint.h>
#include <string.h>

#include "base/message.h"
#include "read/dot_graph.h"
#include "read/dot_text.h"

enum { DEEPEST = 256 };

typedef struct reading {
    ctg__elements elements;
    ctg__dot_graph graph;
    ctg__dot_text text;
    ctg__text name; /* of the attribute whose value is read */
    ctg__text port; /* of the end of an edge, "" without */
    bool strict;
    bool broken; /* no DOT from here on */
    size_t tokens;
    size_t depth;
    size_t changes[DEEPEST]; /* by group: where its defaults begin */
    size_t first_edge;       /* of the statement */
} reading;

static bool failed(const reading *r)
{
    return r->broken || r->graph.status || r->graph.stopped;
}

static void give_up(reading *r, const char *why)
{
    const ctg__dot_text *const t = &r->text;

    if (failed(r))
        return;
    if (t->kind == CTG__DOT_FAULT)
        ctg__elements_blame(&r->elements, t->line,
                            "not a DOT graph: %s, at '%s'", t->fault,
                            ctg__text_string(&t->text));
    else if (t->kind == CTG__DOT_END)
        ctg__elements_blame(&r->elements, t->line,
                            "not a DOT graph: it ends before its end");
    else
        ctg__elements_blame(&r->elements, t->token_line, "%s", why);
    r->broken = true;
}

static void next(reading *r)
{
    if (ctg__dot_next(&r->text) == CTG__DOT_FAULT)
        give_up(r, "");
    if (r->text.text.failed || r->name.failed || r->port.failed)
        r->graph.status = ctg__fail_memory(r->graph.error);
    else if (!failed(r))
        r->graph.status = ctg__elements_ask(r->elements.input, ++r->tokens,
                                            r->graph.error);
}

/* The next token, which must be a name. */
static bool next_id(reading *r, const char *why)
{
    next(r);
    if (r->text.kind != CTG__DOT_ID)
        give_up(r, why);
    return !failed(r);
}

static void keep(ctg__text *to, const ctg__text *from)
{
    ctg__text_reset(to);
    ctg__text_add_bytes(to, ctg__text_string(from), from->length);
}

/* Whom attributes are of. */
typedef enum target {
    THE_GRAPH,
    ALL_NODES,
    ALL_EDGES,
    A_NODE,
    SOME_EDGES
} target;

static void set(reading *r, target of, size_t node, const char *value,
                size_t length)
{
    const ctg__dot_given given = {
        .name = ctg__text_string(&r->name),
        .name_length = r->name.length,
        .text = value,
        .length = length,
        .line = r->text.token_line,
    };

    switch (of) {
    case THE_GRAPH:
        ctg__left_out_add(&r->elements.left_out, given.name, given.name_length,
                          "of the graph", 1);
        break;
    case ALL_NODES:
        ctg__dot_graph_default(&r->graph, CTG_NODES, &given);
        break;
    case ALL_EDGES:
        ctg__dot_graph_default(&r->graph, CTG_EXPOSURES, &given);
        break;
    case A_NODE:
        ctg__dot_graph_set(&r->graph, CTG_NODES, node, &given);
        break;
    case SOME_EDGES:
        ctg__dot_graph_set_edges(&r->graph, r->first_edge, &given);
        break;
    }
}

/* The lists of attributes that follow, if any: [a=b, c; d]. */
static void take_attributes(reading *r, target of, size_t node)
{
    while (!failed(r) && ctg__dot_peek(&r->text) == '[') {
        next(r);
        for (next(r); !failed(r) && !ctg__dot_is_mark(&r->text, ']');) {
            if (r->text.kind != CTG__DOT_ID) {
                give_up(r, "not a DOT graph: an attribute is due");
                return;
            }
            keep(&r->name, &r->text.text);
            next(r);
            if (ctg__dot_is_mark(&r->text, '=')) {
                if (!next_id(r, "not a DOT graph: an attribute without its "
                                "value"))
                    return;
                set(r, of, node, ctg__text_string(&r->text.text),
                    r->text.text.length);
                next(r);
            } else {
                set(r, of, node, "true", 4);
            }
            if (ctg__dot_is_mark(&r->text, ',') ||
                ctg__dot_is_mark(&r->text, ';'))
                next(r);
        }
    }
}

/* `:port` or `:port:compass` behind the name of a node. */
static void take_port(reading *r)
{
    ctg__text_reset(&r->port);
    while (!failed(r) && ctg__dot_peek(&r->text) == ':') {
        next(r);
        if (!next_id(r, "not a DOT graph: a port is due"))
            return;
        if (r->port.length)
            ctg__text_add_char(&r->port, ':');
        ctg__text_add(&r->port, ctg__text_string(&r->text.text));
    }
}

/* The node whose name is the last token. */
static size_t take_node(reading *r)
{
    const size_t node =
        ctg__dot_graph_node(&r->graph, ctg__text_string(&r->text.text),
                            r->text.text.length, r->text.token_line);

    take_port(r);
    return node;
}

static void set_port(reading *r, size_t edge, const char *name,
                     const ctg__text *port, size_t line)
{
    const ctg__dot_given given = {name, strlen(name), ctg__text_string(port),
                                  port->length, line};

    if (port->length && !failed(r))
        ctg__dot_graph_set(&r->graph, CTG_EXPOSURES, edge, &given);
}

static bool is_edge_next(reading *r)
{
    return ctg__dot_peek(&r->text) == '-' && r->text.end - r->text.at > 1 &&
           (r->text.at[1] == '>' || r->text.at[1] == '-');
}

static bool is_group(const reading *r)
{
    return ctg__dot_is_mark(&r->text, '{') ||
           ctg__dot_is_word(&r->text, "subgraph");
}

static const char groups[] = "an edge between groups stands for many";

/* -> B -> C, of which the first node was taken, with its port. */
static void take_edges(reading *r, size_t tail)
{
    ctg__text before = {0}; /* the port where the edge begins */

    while (!failed(r) && is_edge_next(r)) {
        size_t line;
        size_t edge;
        size_t head;

        next(r);
        if (r->text.kind == CTG__DOT_LINE)
            give_up(r, "-- in a digraph: who owes whom is not said");
        line = r->text.token_line;
        keep(&before, &r->port);
        next(r);
        if (is_group(r))
            give_up(r, groups);
        if (r->text.kind != CTG__DOT_ID)
            give_up(r, "not a DOT graph: the end of an edge is due");
        if (failed(r))
            break;
        head = take_node(r);
        edge = ctg__dot_graph_edge(&r->graph, tail, head, line);
        set_port(r, edge, "tailport", &before, line);
        set_port(r, edge, "headport", &r->port, line);
        tail = head;
    }
    if (before.failed)
        r->graph.status = ctg__fail_memory(r->graph.error);
    ctg__text_clear(&before);
    take_attributes(r, SOME_EDGES, 0);
}

static void open_group(reading *r)
{
    if (ctg__dot_is_word(&r->text, "subgraph")) {
        ctg__left_out_add(&r->elements.left_out, "subgraph", 8, "as a group",
                          1);
        next(r);
        if (r->text.kind == CTG__DOT_ID)
            next(r);
    }
    if (!ctg__dot_is_mark(&r->text, '{'))
        give_up(r, "not a DOT graph: { is due");
    else if (r->depth == DEEPEST)
        give_up(r, "groups nested too deeply");
    else
        r->changes[r->depth++] = r->graph.change_count;
}

static void close_group(reading *r)
{
    ctg__dot_graph_undo(&r->graph, r->changes[--r->depth]);
    if (r->depth && is_edge_next(r))
        give_up(r, groups);
}

/* What begins with a name: a = b, a node, or edges. */
static void take_named(reading *r)
{
    size_t node;

    if (ctg__dot_peek(&r->text) == '=') {
        keep(&r->name, &r->text.text);
        next(r);
        if (next_id(r, "not a DOT graph: an attribute without its value"))
            set(r, THE_GRAPH, 0, "", 0);
        return;
    }
    node = take_node(r);
    if (failed(r))
        return;
    r->first_edge = r->graph.edge_count;
    if (is_edge_next(r)) {
        take_edges(r, node);
        return;
    }
    ctg__left_out_add(&r->elements.left_out, "port", 4, "of a node",
                      r->port.length > 0);
    take_attributes(r, A_NODE, node);
}

static void take_statement(reading *r)
{
    if (ctg__dot_is_mark(&r->text, '}'))
        close_group(r);
    else if (is_group(r))
        open_group(r);
    else if (ctg__dot_is_word(&r->text, "node"))
        take_attributes(r, ALL_NODES, 0);
    else if (ctg__dot_is_word(&r->text, "edge"))
        take_attributes(r, ALL_EDGES, 0);
    else if (ctg__dot_is_word(&r->text, "graph"))
        take_attributes(r, THE_GRAPH, 0);
    else if (r->text.kind == CTG__DOT_ID)
        take_named(r);
    else if (!ctg__dot_is_mark(&r->text, ';'))
        give_up(r, "not a DOT graph: a statement is due");
}

/* [strict] digraph [name] { */
static void take_head(reading *r)
{
    next(r);
    if (ctg__dot_is_word(&r->text, "strict")) {
        r->strict = true;
        next(r);
    }
    if (ctg__dot_is_word(&r->text, "graph"))
        give_up(r, "a graph, not a digraph: who owes whom is not said");
    else if (!ctg__dot_is_word(&r->text, "digraph"))
        give_up(r, "not a DOT graph: digraph is due");
    if (failed(r))
        return;
    next(r);
    if (r->text.kind == CTG__DOT_ID)
        next(r);
    open_group(r);
}

static void take_all(reading *r)
{
    take_head(r);
    while (!failed(r) && r->depth) {
        next(r);
        if (!failed(r))
            take_statement(r);
    }
    if (failed(r))
        return;
    next(r);
    if (!failed(r) && r->text.kind != CTG__DOT_END)
        give_up(r, "there is more after the graph");
}

ctg_status ctg__dot_format_read(ctg__input *input, ctg_graph *graph,
                                ctg_problems *problems, ctg_error *error)
{
    reading r = {.text = {.line = 1}};
    size_t length = 0;
    ctg_status status =
        ctg__elements_begin(&r.elements, input, graph, problems, error);

    r.graph.elements = &r.elements;
    r.graph.error = error;
    if (!status && ctg__elements_text(&r.elements, &r.text.start, &length)) {
        r.text.at = r.text.start;
        r.text.end = r.text.start + length;
        if (memchr(r.text.start, '\0', length))
            ctg__elements_blame(&r.elements, 0, "a NUL byte in it");
        else
            take_all(&r);
        if (!failed(&r) && r.text.kind == CTG__DOT_END) {
            ctg__dot_graph_finish(&r.graph, r.strict);
            if (!failed(&r))
                r.graph.status = ctg__elements_end(&r.elements, error);
        }
        status = r.graph.status;
    }
    ctg__dot_graph_clear(&r.graph);
    ctg__text_clear(&r.text.text);
    ctg__text_clear(&r.name);
    ctg__text_clear(&r.port);
    ctg__elements_clear(&r.elements);
    return status;
}
