#include "bridge/cgraph.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <graphviz/cgraph.h>

#include "base/memory.h"
#include "bridge/lock.h"

/* cgraph keeps its messages to itself while we hold the lock; this is where
 * the first of them goes. */
static char first_message[256];

static int keep_message(char *message)
{
    const size_t used = strlen(first_message);
    size_t length = strcspn(message, "\n");

    /* It comes in pieces: "Error: ", then the text. */
    if (used + length + 1 > sizeof first_message)
        length = sizeof first_message - used - 1;
    memcpy(first_message + used, message, length);
    first_message[used + length] = '\0';
    return 0;
}

static agusererrf enter(void)
{
    ctg__bridge_enter();
    first_message[0] = '\0';
    agreseterrors();
    return agseterrf(keep_message);
}

static void leave(agusererrf before)
{
    agseterrf(before);
    agreseterrors();
    ctg__bridge_leave();
}

/* cgraph forgot its consts. */
static char *loose(const char *text)
{
    return (char *)(uintptr_t)text;
}

/* --- writing ---------------------------------------------------------------
 */

/*
 * In a quoted string only \" is an escape of the file; all other backslashes
 * belong to the value, which expands them later. So a quote is escaped, and a
 * run of backslashes before one (or before the end) made even.
 */
static void add_quoted(ctg__text *text, const char *value)
{
    size_t backslashes = 0;

    ctg__text_add_char(text, '"');
    for (; *value; value++) {
        if (*value == '"') {
            if (backslashes % 2)
                ctg__text_add_char(text, '\\');
            ctg__text_add_char(text, '\\');
        }
        backslashes = *value == '\\' ? backslashes + 1 : 0;
        ctg__text_add_char(text, *value);
    }
    if (backslashes % 2)
        ctg__text_add_char(text, '\\');
    ctg__text_add_char(text, '"');
}

static void add_value(ctg__text *text, const char *name, char *value)
{
    ctg__text_add(text, name);
    ctg__text_add_char(text, '=');
    if (aghtmlstr(value)) {
        ctg__text_add_char(text, '<');
        ctg__text_add(text, value);
        ctg__text_add_char(text, '>');
    } else {
        add_quoted(text, value);
    }
}

/* " [a=.., b=..]" of what differs from the defaults; nothing if nothing. */
static void add_attributes(ctg__text *text, Agraph_t *graph, int kind,
                           void *object)
{
    const char *before = kind == AGRAPH ? "\n  graph [" : " [";

    for (Agsym_t *symbol = agnxtattr(graph, kind, NULL); symbol;
         symbol = agnxtattr(graph, kind, symbol)) {
        char *const value = agxget(object, symbol);

        /* What the root graph says is its own default. */
        if (strcmp(value, kind == AGRAPH ? "" : symbol->defval) == 0)
            continue;
        ctg__text_add(text, before);
        add_value(text, symbol->name, value);
        before = " ";
    }
    if (before[1] == '\0')
        ctg__text_add(text, kind == AGRAPH ? "];" : "]");
}

/*
 * All attributes of edges are declared, also with nothing, by name: dot 2.43
 * copies edges within a rank by position and mixes up their attributes unless
 * they are declared in that order.
 */
static void add_defaults(ctg__text *text, Agraph_t *graph, int kind,
                         const ctg__attributes *given, const char *what)
{
    const char *before = " [";

    for (Agsym_t *symbol = agnxtattr(graph, kind, NULL); symbol;
         symbol = agnxtattr(graph, kind, symbol)) {
        if (!*symbol->defval && kind == AGNODE &&
            !ctg__diagram_get(given, symbol->name))
            continue;
        if (before[1])
            ctg__text_print(text, "  %s", what);
        ctg__text_add(text, before);
        add_value(text, symbol->name, symbol->defval);
        before = " ";
    }
    if (!before[1])
        ctg__text_add(text, "];\n");
}

static void declare(Agraph_t *graph, int kind,
                    const ctg__attributes *attributes)
{
    for (const ctg__attribute *at = attributes->first; at; at = at->next)
        if (!agattr(graph, kind, loose(at->name), NULL))
            agattr(graph, kind, loose(at->name), loose(""));
}

static void assign(Agraph_t *graph, void *object,
                   const ctg__attributes *attributes)
{
    for (const ctg__attribute *at = attributes->first; at; at = at->next) {
        if (at->html) {
            char *const value = agstrdup_html(graph, loose(at->value));

            agset(object, loose(at->name), value);
            agstrfree(graph, value);
        } else {
            agset(object, loose(at->name), loose(at->value));
        }
    }
}

typedef struct building {
    const ctg__diagram *diagram;
    Agraph_t *graph;
    Agraph_t **sets;
    Agnode_t **nodes;
    Agedge_t **edges;
    bool stopped; /* by the caller */
} building;

/* Whoever waits may have enough of it. */
static bool goes_on(building *b, size_t done)
{
    const ctg__diagram *const diagram = b->diagram;

    if (done % 64 == 0 && diagram->progress &&
        !diagram->progress(diagram->progress_context, 0, 0))
        b->stopped = true;
    return !b->stopped;
}

static bool build(building *b)
{
    const ctg__diagram *const diagram = b->diagram;

    for (const ctg__attribute *at = diagram->node_defaults.first; at;
         at = at->next)
        agattr(b->graph, AGNODE, loose(at->name), loose(at->value));
    for (const ctg__attribute *at = diagram->edge_defaults.first; at;
         at = at->next)
        agattr(b->graph, AGEDGE, loose(at->name), loose(at->value));
    declare(b->graph, AGRAPH, &diagram->graph);
    for (size_t i = 0; i < diagram->set_count; i++)
        declare(b->graph, AGRAPH, &diagram->sets[i].attributes);
    for (size_t i = 0; i < diagram->node_count; i++)
        declare(b->graph, AGNODE, &diagram->nodes[i].attributes);
    for (size_t i = 0; i < diagram->edge_count; i++)
        declare(b->graph, AGEDGE, &diagram->edges[i].attributes);

    assign(b->graph, b->graph, &diagram->graph);
    for (size_t i = 0; i < diagram->set_count; i++) {
        b->sets[i] = agsubg(b->graph, loose(diagram->sets[i].name), 1);
        if (!b->sets[i])
            return false;
        assign(b->graph, b->sets[i], &diagram->sets[i].attributes);
    }
    for (size_t i = 0; i < diagram->node_count; i++) {
        const ctg__diagram_node *const node = &diagram->nodes[i];

        if (!goes_on(b, i) || agnode(b->graph, loose(node->name), 0))
            return false; /* two nodes of one name would become one */
        b->nodes[i] = agnode(b->graph, loose(node->name), 1);
        if (!b->nodes[i])
            return false;
        if (node->set != SIZE_MAX)
            agsubnode(b->sets[node->set], b->nodes[i], 1);
        assign(b->graph, b->nodes[i], &node->attributes);
    }
    for (size_t i = 0; i < diagram->edge_count; i++) {
        const ctg__diagram_edge *const edge = &diagram->edges[i];

        b->edges[i] = agedge(b->graph, b->nodes[edge->tail],
                             b->nodes[edge->head], NULL, 1);
        if (!b->edges[i] || !goes_on(b, i))
            return false;
        assign(b->graph, b->edges[i], &edge->attributes);
    }
    return true;
}

static void write_node(const building *b, size_t node, const char *indent,
                       ctg__text *text)
{
    ctg__text_print(text, "%s%s", indent, b->diagram->nodes[node].name);
    add_attributes(text, b->graph, AGNODE, b->nodes[node]);
    ctg__text_add(text, ";\n");
}

/* In the diagram's order, as cgraph's depends on addresses. */
static void write_all(building *b, ctg__text *text)
{
    const ctg__diagram *const diagram = b->diagram;
    size_t node = 0;

    ctg__text_add(text, "digraph ");
    add_quoted(text, agnameof(b->graph));
    ctg__text_add(text, " {");
    add_attributes(text, b->graph, AGRAPH, b->graph);
    ctg__text_add(text, "\n");
    add_defaults(text, b->graph, AGNODE, &diagram->node_defaults, "node");
    add_defaults(text, b->graph, AGEDGE, &diagram->edge_defaults, "edge");
    for (size_t set = 0; set < diagram->set_count; set++) {
        const char *const name = diagram->sets[set].name;

        if (name)
            ctg__text_print(text, "  subgraph %s {\n", name);
        else
            ctg__text_add(text, "  {\n");
        for (const ctg__attribute *at = diagram->sets[set].attributes.first; at;
             at = at->next) {
            ctg__text_add(text, "    ");
            add_value(text, at->name, agget(b->sets[set], loose(at->name)));
            ctg__text_add(text, ";\n");
        }
        for (node = 0; node < diagram->node_count; node++)
            if (diagram->nodes[node].set == set)
                write_node(b, node, "    ", text);
        ctg__text_add(text, "  }\n");
    }
    for (node = 0; node < diagram->node_count; node++)
        if (diagram->nodes[node].set == SIZE_MAX)
            write_node(b, node, "  ", text);
    for (size_t i = 0; i < diagram->edge_count && goes_on(b, i); i++) {
        ctg__text_print(text, "  %s -> %s", agnameof(agtail(b->edges[i])),
                        agnameof(aghead(b->edges[i])));
        add_attributes(text, b->graph, AGEDGE, b->edges[i]);
        ctg__text_add(text, ";\n");
    }
    ctg__text_add(text, "}\n");
}

static void release(building *b)
{
    ctg__release(b->sets);
    ctg__release(b->nodes);
    ctg__release(b->edges);
}

ctg_status ctg__dot_write(const ctg__diagram *diagram, ctg__text *text,
                          ctg_error *error)
{
    building b = {.diagram = diagram};
    agusererrf before;
    bool built;

    if (diagram->failed)
        return ctg__fail_memory(error);
    b.sets = ctg__allocate_array(diagram->set_count + 1, sizeof *b.sets);
    b.nodes = ctg__allocate_array(diagram->node_count + 1, sizeof *b.nodes);
    b.edges = ctg__allocate_array(diagram->edge_count + 1, sizeof *b.edges);
    if (!b.sets || !b.nodes || !b.edges) {
        release(&b);
        return ctg__fail_memory(error);
    }
    before = enter();
    b.graph = agopen(loose(diagram->name), Agdirected, NULL);
    built = b.graph && build(&b);
    if (built)
        write_all(&b, text);
    if (b.graph)
        agclose(b.graph);
    leave(before);
    release(&b);
    if (b.stopped)
        return ctg__fail(error, CTG_CANCELLED, "cancelled");
    if (!built)
        return ctg__fail(error, CTG_INTERNAL, "cgraph refused the diagram: %s",
                         first_message);
    return text->failed ? ctg__fail_memory(error) : CTG_OK;
}

/* --- reading ---------------------------------------------------------------
 */

/* The attributes of one element that are not blank. */
typedef struct field_list {
    const char **names;
    const char **values;
} field_list;

static size_t gather(Agraph_t *graph, int kind, void *object,
                     field_list *fields)
{
    size_t count = 0;

    for (Agsym_t *symbol = agnxtattr(graph, kind, NULL); symbol;
         symbol = agnxtattr(graph, kind, symbol)) {
        const char *const value = agxget(object, symbol);

        if (!*value || (kind == AGEDGE && strcmp(symbol->name, "key") == 0))
            continue;
        fields->names[count] = symbol->name;
        fields->values[count++] = value;
    }
    return count;
}

static size_t count_symbols(Agraph_t *graph, int kind)
{
    size_t count = 0;

    for (Agsym_t *symbol = agnxtattr(graph, kind, NULL); symbol;
         symbol = agnxtattr(graph, kind, symbol))
        count++;
    return count;
}

static int compare_edges(const void *one, const void *other)
{
    const uint64_t a = AGSEQ(*(Agedge_t *const *)one);
    const uint64_t b = AGSEQ(*(Agedge_t *const *)other);

    return a < b ? -1 : a > b;
}

static ctg_status visit_edges(Agraph_t *graph, Agedge_t **edges, size_t count,
                              ctg__dot_visit *visit, void *context,
                              field_list *fields, ctg_error *error)
{
    qsort(edges, count, sizeof *edges, compare_edges);
    for (size_t i = 0; i < count; i++) {
        const char *const key = agnameof(edges[i]);
        const ctg__dot_element element = {
            .name = key ? key : "",
            .tail = agnameof(agtail(edges[i])),
            .head = agnameof(aghead(edges[i])),
            .attribute_count = gather(graph, AGEDGE, edges[i], fields),
            .names = fields->names,
            .values = fields->values,
        };
        const ctg_status status = visit(context, &element, error);

        if (status)
            return status;
    }
    return CTG_OK;
}

static ctg_status visit_all(Agraph_t *graph, ctg__dot_visit *visit,
                            void *context, Agedge_t **edges, field_list *fields,
                            ctg_error *error)
{
    size_t count = 0;

    for (Agnode_t *node = agfstnode(graph); node;
         node = agnxtnode(graph, node)) {
        const ctg__dot_element element = {
            .name = agnameof(node),
            .attribute_count = gather(graph, AGNODE, node, fields),
            .names = fields->names,
            .values = fields->values,
        };
        const ctg_status status = visit(context, &element, error);

        if (status)
            return status;
        for (Agedge_t *edge = agfstout(graph, node); edge;
             edge = agnxtout(graph, edge))
            edges[count++] = edge;
    }
    return visit_edges(graph, edges, count, visit, context, fields, error);
}

static ctg_status visit_graph(Agraph_t *graph, ctg__dot_visit *visit,
                              void *context, ctg_error *error)
{
    const size_t nodes = count_symbols(graph, AGNODE);
    const size_t edges = count_symbols(graph, AGEDGE);
    const size_t most = (nodes > edges ? nodes : edges) + 1;
    field_list fields = {
        .names = ctg__allocate_array(most, sizeof *fields.names),
        .values = ctg__allocate_array(most, sizeof *fields.values),
    };
    Agedge_t **const order =
        ctg__allocate_array((size_t)agnedges(graph) + 1, sizeof(Agedge_t *));
    ctg_status status;

    if (fields.names && fields.values && order)
        status = visit_all(graph, visit, context, order, &fields, error);
    else
        status = ctg__fail_memory(error);
    ctg__release(fields.names);
    ctg__release(fields.values);
    ctg__release(order);
    return status;
}

ctg_status ctg__dot_read(const char *text, const ctg__dot_limits *limits,
                         ctg__dot_visit *visit, void *context, bool *directed,
                         ctg_error *error)
{
    const size_t length = strlen(text);
    agusererrf before;
    Agraph_t *graph;
    ctg_status status;

    if (length > limits->bytes)
        return ctg__fail(error, CTG_BAD_INPUT,
                         "%zu bytes of DOT, at most %zu are read", length,
                         limits->bytes);
    before = enter();
    graph = agmemread(text);
    /* With a message the graph, if any, is what came before the fault. */
    if (!graph || agerrors()) {
        status = ctg__fail(error, CTG_BAD_INPUT, "not a DOT graph%s%s",
                           first_message[0] ? ": " : "", first_message);
    } else if ((size_t)agnnodes(graph) + (size_t)agnedges(graph) >
               limits->elements) {
        status = ctg__fail(error, CTG_BAD_INPUT,
                           "%d nodes and %d edges, at most %zu together",
                           agnnodes(graph), agnedges(graph), limits->elements);
    } else {
        if (directed)
            *directed = agisdirected(graph);
        status = visit_graph(graph, visit, context, error);
    }
    if (graph)
        agclose(graph);
    leave(before);
    return status;
}
