#include <config.h>

#include "bridge/igraph_read.h"

#include <math.h>
#include <stdint.h>
#include <stdio.h>

#include "base/memory.h"
#include "bridge/igraph.h"

typedef struct reading {
    ctg__igraph_kind kind;
    FILE *file;
    ctg__igraph_visit *visit;
    void *context;
    bool directed;
    ctg_status status;
    ctg_error *error;
} reading;

/* The names and types of all attributes of a graph. */
typedef struct lists {
    igraph_strvector_t names[3]; /* of the graph, its vertices, its edges */
    igraph_vector_int_t types[3];
    size_t ready;
} lists;

static igraph_error_t make_lists(lists *l, const igraph_t *graph)
{
    igraph_error_t code = IGRAPH_SUCCESS;

    for (l->ready = 0; l->ready < 3; l->ready++) {
        code = igraph_strvector_init(&l->names[l->ready], 0);
        if (code)
            return code;
        code = igraph_vector_int_init(&l->types[l->ready], 0);
        if (code) {
            igraph_strvector_destroy(&l->names[l->ready]);
            return code;
        }
    }
    return igraph_cattribute_list(graph, &l->names[0], &l->types[0],
                                  &l->names[1], &l->types[1], &l->names[2],
                                  &l->types[2]);
}

static void drop_lists(lists *l)
{
    while (l->ready--) {
        igraph_strvector_destroy(&l->names[l->ready]);
        igraph_vector_int_destroy(&l->types[l->ready]);
    }
}

static void take_attribute(const igraph_t *graph, bool edge, const char *name,
                           igraph_integer_t type, igraph_integer_t index,
                           ctg__igraph_attribute *attribute)
{
    *attribute = (ctg__igraph_attribute){.name = name, .number = (double)NAN};
    if (type == IGRAPH_ATTRIBUTE_STRING)
        attribute->text = edge ? igraph_cattribute_EAS(graph, name, index)
                               : igraph_cattribute_VAS(graph, name, index);
    else if (type == IGRAPH_ATTRIBUTE_NUMERIC)
        attribute->number = edge ? igraph_cattribute_EAN(graph, name, index)
                                 : igraph_cattribute_VAN(graph, name, index);
    else if (type == IGRAPH_ATTRIBUTE_BOOLEAN)
        attribute->number = edge ? igraph_cattribute_EAB(graph, name, index)
                                 : igraph_cattribute_VAB(graph, name, index);
}

static void visit_elements(reading *r, const igraph_t *graph, const lists *l,
                           bool edge)
{
    const igraph_strvector_t *const names = &l->names[edge ? 2 : 1];
    const igraph_vector_int_t *const types = &l->types[edge ? 2 : 1];
    const igraph_integer_t count =
        edge ? igraph_ecount(graph) : igraph_vcount(graph);
    const size_t name_count = (size_t)igraph_strvector_size(names);
    ctg__igraph_attribute *const attributes =
        ctg__allocate_array(name_count + 1, sizeof *attributes);
    ctg__igraph_element element = {.edge = edge,
                                   .attributes = attributes,
                                   .attribute_count = name_count};

    if (!attributes) {
        r->status = ctg__fail_memory(r->error);
        return;
    }
    for (igraph_integer_t i = 0; !r->status && i < count; i++) {
        for (size_t a = 0; a < name_count; a++)
            take_attribute(graph, edge,
                           igraph_strvector_get(names, (igraph_integer_t)a),
                           VECTOR(*types)[a], i, &attributes[a]);
        if (edge) {
            element.from = (size_t)IGRAPH_FROM(graph, i);
            element.to = (size_t)IGRAPH_TO(graph, i);
        }
        r->status = r->visit(r->context, &element, r->error);
    }
    ctg__release(attributes);
}

static igraph_error_t visit_all(reading *r, const igraph_t *graph)
{
    lists l;
    igraph_error_t code = make_lists(&l, graph);

    r->directed = igraph_is_directed(graph);
    if (!code)
        visit_elements(r, graph, &l, false);
    if (!code && !r->status)
        visit_elements(r, graph, &l, true);
    drop_lists(&l);
    return code;
}

static igraph_error_t read_file(void *context)
{
    reading *const r = context;
    igraph_attribute_table_t *const before =
        igraph_set_attribute_table(&igraph_cattribute_table);
    igraph_t graph;
    igraph_error_t code = r->kind == CTG__IGRAPH_GML
                              ? igraph_read_graph_gml(&graph, r->file)
                              : igraph_read_graph_pajek(&graph, r->file);

    if (!code) {
        code = visit_all(r, &graph);
        igraph_destroy(&graph);
    }
    igraph_set_attribute_table(before);
    return code;
}

ctg_status ctg__igraph_read(ctg__igraph_kind kind, const char *bytes,
                            size_t length, ctg__igraph_visit *visit,
                            void *context, bool *directed, ctg_error *error)
{
    reading r = {.kind = kind, .visit = visit, .context = context,
                 .error = error};
    ctg_error fault;
    ctg_status status;

    if (!length)
        return ctg__fail(error, CTG_BAD_INPUT, "nothing in it");
    r.file = fmemopen((void *)(uintptr_t)bytes, length, "r");
    if (!r.file)
        return ctg__fail_memory(error);
    status = ctg__igraph_work(read_file, &r, NULL, &fault);
    fclose(r.file);
    /* A vertex that does not exist and the like: the file's fault. */
    if (status == CTG_INTERNAL)
        return ctg__fail(error, CTG_BAD_INPUT, "%s", fault.message);
    if (status) {
        if (error)
            *error = fault;
        return status;
    }
    *directed = r.directed;
    return r.status;
}
