#include "read/numbered.h"

#include <float.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/memory.h"
#include "base/number.h"

typedef struct reading {
    ctg__elements *elements;
    bool (*keep)(const char *name, bool edge);
    const char **ids; /* of the nodes by their order, of the graph's words */
    size_t id_count;
    size_t id_room;
} reading;

static bool is_id(ctg__elements *elements, const char *name)
{
    size_t length;
    const char *const mapped = ctg__map_name(&elements->input->map, name,
                                             strlen(name), &length);

    return length == 2 && memcmp(mapped, "id", 2) == 0;
}

/* The value of an attribute as text; "" when it is not given. */
static const char *value_of(const ctg__igraph_attribute *attribute,
                            char buffer[32])
{
    if (attribute->text)
        return attribute->text;
    if (!isfinite(attribute->number))
        return "";
    ctg__number_format(buffer, attribute->number);
    return buffer;
}

/* The attribute that is a node's id, by how good it is. */
static const ctg__igraph_attribute *find_id(ctg__elements *elements,
                                            const ctg__igraph_element *element)
{
    const ctg__igraph_attribute *best = NULL;
    int best_rank = 0;

    for (size_t i = 0; i < element->attribute_count; i++) {
        const ctg__igraph_attribute *const at = &element->attributes[i];
        const bool own = strcmp(at->name, "id") == 0;
        char buffer[32];
        int rank = 0;

        if (!own && is_id(elements, at->name))
            rank = 4;
        else if (strcmp(at->name, "label") == 0)
            rank = 3;
        else if (own)
            rank = 2;
        else if (strcmp(at->name, "name") == 0)
            rank = 1;
        if (rank > best_rank && *value_of(at, buffer)) {
            best = at;
            best_rank = rank;
        }
    }
    return best;
}

static ctg_status remember(reading *r, const char *id, ctg_error *error)
{
    ctg_graph *const graph = r->elements->graph;
    const ctg_word word = ctg__graph_word(graph, id, strlen(id));

    if (word == CTG__NO_WORD)
        return ctg__fail_memory(error);
    if (r->id_count == r->id_room) {
        const size_t room = r->id_room ? 2 * r->id_room : 64;
        const char **const grown =
            ctg__reallocate_array(r->ids, room, sizeof *grown);

        if (!grown)
            return ctg__fail_memory(error);
        r->ids = grown;
        r->id_room = room;
    }
    r->ids[r->id_count++] = ctg__graph_text(graph, word);
    return CTG_OK;
}

static ctg_status set_all(reading *r, const ctg__igraph_element *element,
                          const ctg__igraph_attribute *skipped, size_t row,
                          ctg_error *error)
{
    const ctg_table table = element->edge ? CTG_EXPOSURES : CTG_NODES;
    ctg_status status = CTG_OK;

    for (size_t i = 0; !status && i < element->attribute_count; i++) {
        const ctg__igraph_attribute *const at = &element->attributes[i];
        char buffer[32];

        /* The file's own numbers of nodes are no column. */
        if (at == skipped || (!element->edge && strcmp(at->name, "id") == 0) ||
            (r->keep && !r->keep(at->name, element->edge)))
            continue;
        status = ctg__elements_set(r->elements, table, row, at->name,
                                   value_of(at, buffer), error);
    }
    return status;
}

static ctg_status visit(void *context, const ctg__igraph_element *element,
                        ctg_error *error)
{
    reading *const r = context;
    const ctg__igraph_attribute *id = NULL;
    char buffer[32];
    ctg_status status;
    size_t row;

    if (element->edge) {
        status = ctg__elements_edge(r->elements, r->ids[element->from],
                                    r->ids[element->to], "", 0, &row, error);
    } else {
        id = find_id(r->elements, element);
        snprintf(buffer, sizeof buffer, "%zu", r->id_count + 1);
        status = remember(r, id ? value_of(id, buffer) : buffer, error);
        if (!status)
            status = ctg__elements_node(r->elements, r->ids[r->id_count - 1], 0,
                                        &row, error);
    }
    if (!status)
        status = set_all(r, element, id, row, error);
    return status;
}

ctg_status ctg__numbered_read(ctg__elements *elements, ctg__igraph_kind kind,
                              bool (*keep)(const char *name, bool edge),
                              ctg_error *error)
{
    const ctg__content *const content = &elements->input->content;
    reading r = {.elements = elements, .keep = keep};
    bool directed = true;
    ctg_error fault;
    ctg_status status = ctg__igraph_read(kind, content->bytes, content->length,
                                         visit, &r, &directed, &fault);

    ctg__release(r.ids);
    if (status == CTG_BAD_INPUT) {
        ctg__elements_blame(elements, CTG_NODES, SIZE_MAX, "%s", fault.message);
        return CTG_OK;
    }
    if (status) {
        if (error)
            *error = fault;
        return status;
    }
    if (!directed) {
        ctg__elements_blame(elements, CTG_NODES, SIZE_MAX,
                            "not a directed graph: who owes whom is not said");
        return CTG_OK;
    }
    return ctg__elements_end(elements, error);
}

ctg_status ctg__numbered_index(const ctg_graph *graph, uint32_t **numbers,
                               ctg_error *error)
{
    const ctg__rows *const rows = &graph->tables[CTG_NODES];
    const ctg_word *const ids = rows->columns[CTG__NODE_ID].word;
    const size_t word_count = ctg__words_count(graph->words);
    uint32_t *const made = ctg__allocate_array(word_count, sizeof *made);

    if (!made)
        return ctg__fail_memory(error);
    memset(made, 0, word_count * sizeof *made);
    for (size_t row = rows->row_count; ids && row-- > 0;)
        made[ids[row]] = (uint32_t)row + 1;
    made[0] = 0;
    *numbers = made;
    return CTG_OK;
}

static bool is_subnormal(const ctg__column *column, size_t row)
{
    return column->number && column->number[row] != 0 &&
           fabs(column->number[row]) < DBL_MIN;
}

static size_t count_subnormal(const ctg__rows *rows)
{
    size_t count = 0;

    for (size_t c = 0; c < rows->column_count; c++)
        for (size_t row = 0; row < rows->row_count; row++)
            count += is_subnormal(&rows->columns[c], row);
    return count;
}

const char *ctg__numbered_text(const ctg_graph *graph,
                               const ctg__column *column, size_t row,
                               char buffer[32])
{
    return is_subnormal(column, row)
               ? "0"
               : ctg__graph_column_text(graph, column, row, buffer);
}

ctg_status ctg__numbered_check(const ctg_graph *graph, ctg__refusals *refusals,
                               ctg_error *error)
{
    const ctg__rows *const edges = &graph->tables[CTG_EXPOSURES];
    uint32_t *numbers;
    size_t lost = 0;
    size_t tiny;
    const ctg_status status = ctg__numbered_index(graph, &numbers, error);

    if (status)
        return status;
    for (size_t row = 0; row < edges->row_count; row++)
        for (size_t c = CTG__EXPOSURE_DEBTOR; c <= CTG__EXPOSURE_CREDITOR; c++)
            lost += !numbers[ctg__graph_cell_word(graph, CTG_EXPOSURES, c,
                                                  row)];
    ctg__release(numbers);
    tiny = count_subnormal(&graph->tables[CTG_NODES]) + count_subnormal(edges);
    if (lost)
        ctg__refuse(refusals, lost, "ends of exposures that are no node");
    if (tiny)
        ctg__refuse(refusals, tiny, "numbers below 2.3e-308");
    return CTG_OK;
}
