#include "read/element_source.h"

#include <stdio.h>
#include <string.h>

#include "base/assert.h"
#include "base/memory.h"

/* Where each row stood: the line, where there are lines, and its name. */
struct ctg__element_source {
    ctg__source source;
    const ctg_graph *graph;
    ctg_table table;
    size_t *lines;
    ctg_word *names; /* of edges; 0: none */
    size_t room;
    char shown[];
};

static const char *end_of(const ctg_graph *graph, size_t column, size_t row)
{
    return ctg__graph_text(
        graph, ctg__graph_cell_word(graph, CTG_EXPOSURES, column, row));
}

static void place(const ctg__source *source, size_t row, const char *column,
                  char *text, size_t size)
{
    const ctg__element_source *const self = (const void *)source;
    const ctg_graph *const graph = self->graph;
    const size_t line = row < self->room ? self->lines[row] : 0;
    char where[32] = "";

    (void)column;
    if (line)
        snprintf(where, sizeof where, ":%zu", line);
    if (self->table == CTG_NODES)
        snprintf(text, size, "%s%s: node '%s'", self->shown, where,
                 ctg_graph_node_id(graph, (ctg_node)row));
    else if (row < self->room && self->names[row])
        snprintf(text, size, "%s%s: edge '%s'", self->shown, where,
                 ctg__graph_text(graph, self->names[row]));
    else
        snprintf(text, size, "%s%s: edge '%s' -> '%s'", self->shown, where,
                 end_of(graph, CTG__EXPOSURE_DEBTOR, row),
                 end_of(graph, CTG__EXPOSURE_CREDITOR, row));
}

static void release(ctg__source *source)
{
    ctg__element_source *const self = (void *)source;

    ctg__release(self->lines);
    ctg__release(self->names);
    ctg__release(self);
}

ctg_status ctg__element_source_new(const char *shown, ctg_graph *graph,
                                   ctg_table table,
                                   ctg__element_source **source,
                                   ctg_error *error)
{
    ctg__element_source *const made =
        ctg__allocate(sizeof *made + strlen(shown) + 1);

    if (!made)
        return ctg__fail_memory(error);
    *made = (ctg__element_source){
        .source = {place, release}, .graph = graph, .table = table};
    memcpy(made->shown, shown, strlen(shown) + 1);
    graph->tables[table].source = &made->source;
    *source = made;
    return CTG_OK;
}

ctg_status ctg__element_source_add(ctg__element_source *source, size_t row,
                                   size_t line, ctg_word name, ctg_error *error)
{
    if (row >= source->room) {
        const size_t room = source->room ? 2 * source->room : 64;
        size_t *lines;
        ctg_word *names;

        lines = ctg__reallocate_array(source->lines, room, sizeof *lines);
        if (!lines)
            return ctg__fail_memory(error);
        source->lines = lines;
        names = ctg__reallocate_array(source->names, room, sizeof *names);
        if (!names)
            return ctg__fail_memory(error);
        source->names = names;
        source->room = room;
    }
    CTG__ASSERT(row < source->room);
    source->lines[row] = line;
    source->names[row] = name;
    return CTG_OK;
}
