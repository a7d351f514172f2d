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

/*
 * cgraph, its scanner and cdt do not look whether they were given memory, and
 * die. So as much as they take must be there: some 26 times a text that is all
 * short edges, and what they keep however short it is.
 */
static bool has_memory(size_t length)
{
    void *const reserve =
        ctg__allocate(((size_t)1 << 20) + (size_t)32 * length);

    ctg__release(reserve);
    return reserve != NULL;
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
    if (!has_memory(length))
        return ctg__fail_memory(error);
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
