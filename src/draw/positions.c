#include "draw/positions.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "bridge/cgraph.h"
#include "draw/grid.h"
#include "text/format.h"
#include "text/number.h"

typedef struct spot {
    const char *name;
    double x;
    double y;
    size_t node; /* of the diagram */
    bool known;
} spot;

typedef struct spots {
    spot *spots; /* one per node, by name */
    size_t count;
    size_t found;
} spots;

static int compare(const void *one, const void *other)
{
    return strcmp(((const spot *)one)->name, ((const spot *)other)->name);
}

/* "12.5,-3" and what layouts add to it: "!" */
static bool parse(const char *text, double *x, double *y)
{
    const char *const comma = strchr(text, ',');
    size_t length;

    if (!comma)
        return false;
    length = strcspn(comma + 1, "! ,");
    return !ctg__number_parse(text, (size_t)(comma - text), x) &&
           !ctg__number_parse(comma + 1, length, y);
}

static ctg_status take_spot(void *context, const ctg__dot_element *element,
                            ctg_error *error)
{
    spots *const all = context;
    const spot key = {.name = element->name};
    spot *at;

    (void)error;
    if (element->tail)
        return CTG_OK;
    at = bsearch(&key, all->spots, all->count, sizeof *all->spots, compare);
    for (size_t i = 0; at && i < element->attribute_count; i++)
        if (strcmp(element->names[i], "pos") == 0 &&
            parse(element->values[i], &at->x, &at->y)) {
            at->known = true;
            all->found++;
        }
    return CTG_OK;
}

/* New nodes go around a neighbour, by the golden angle, so that several do
 * not share a place. */
static void place_new(spots *all, const ctg__diagram *diagram,
                      spot *const *by_node, const double *weights)
{
    const double golden = 2.399963229728653;
    size_t placed = 0;

    for (size_t i = 0; i < all->count; i++) {
        spot *const new = by_node[i];
        const spot *beside = NULL;
        double most = -1;

        if (new->known)
            continue;
        for (size_t e = 0; e < diagram->edge_count; e++) {
            const ctg__diagram_edge *const edge = &diagram->edges[e];
            const size_t other = edge->tail == i   ? edge->head
                                 : edge->head == i ? edge->tail
                                                   : i;
            const double weight = weights ? weights[e] : 0;

            if (other != i && by_node[other]->known && weight > most) {
                beside = by_node[other];
                most = weight;
            }
        }
        new->x = (beside ? beside->x : 0) + 90 * cos(golden * (double)placed);
        new->y = (beside ? beside->y : 0) + 90 * sin(golden * (double)placed);
        placed++;
    }
}

ctg_status ctg__keep_positions(ctg__sketch *sketch, const double *weights,
                               ctg_error *error)
{
    static const ctg__dot_limits limits = {(size_t)64 << 20, 1000000};
    ctg__diagram *const diagram = &sketch->diagram;
    spots all = {.count = diagram->node_count};
    spot **by_node;
    ctg_status status;

    if (!sketch->options->positions || diagram->failed)
        return CTG_OK;
    if (!TAKE(&sketch->arena, all.spots, all.count + 1) ||
        !TAKE(&sketch->arena, by_node, all.count + 1))
        return ctg__fail_memory(error);
    for (size_t i = 0; i < all.count; i++)
        all.spots[i] = (spot){.name = diagram->nodes[i].name, .node = i};
    qsort(all.spots, all.count, sizeof *all.spots, compare);
    for (size_t i = 0; i < all.count; i++)
        by_node[all.spots[i].node] = &all.spots[i];
    status = ctg__dot_read(sketch->options->positions, &limits, take_spot, &all,
                           NULL, error);
    if (status)
        return status;
    if (!all.found)
        return ctg__fail(error, CTG_BAD_INPUT,
                         "the file of positions places none of these nodes: "
                         "it must have been laid out (dot -Tdot)");
    place_new(&all, diagram, by_node, weights);
    for (size_t i = 0; i < all.count; i++) {
        diagram->current = &diagram->nodes[i].attributes;
        ctg__put_position(diagram, by_node[i]->x, by_node[i]->y);
    }
    ctg__diagram_graph(diagram);
    ctg__diagram_put(diagram, "layout", "nop");
    if (all.found < all.count)
        ctg__sketch_note(sketch, "%zu of %zu nodes %s no earlier place",
                         all.count - all.found, all.count,
                         all.count - all.found == 1 ? "has" : "have");
    return CTG_OK;
}
