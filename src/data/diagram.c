/* The diagram's lists. */
#include "data/diagram.h"

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "base/memory.h"

static char *copy(ctg__diagram *diagram, const char *text)
{
    const size_t size = strlen(text) + 1;
    char *const made = ctg__arena_take(&diagram->arena, size, 1);

    if (!made) {
        diagram->failed = true;
        return NULL;
    }
    memcpy(made, text, size);
    return made;
}

void ctg__diagram_init(ctg__diagram *diagram, const char *name)
{
    const char *copied;

    *diagram = (ctg__diagram){.name = ""};
    diagram->current = &diagram->graph;
    copied = copy(diagram, name);
    if (copied)
        diagram->name = copied;
}

void ctg__diagram_clear(ctg__diagram *diagram)
{
    ctg__arena_clear(&diagram->arena);
    ctg__release(diagram->sets);
    ctg__release(diagram->nodes);
    ctg__release(diagram->edges);
    *diagram = (ctg__diagram){0};
}

void ctg__diagram_graph(ctg__diagram *diagram)
{
    diagram->current = &diagram->graph;
}

void ctg__diagram_node_defaults(ctg__diagram *diagram)
{
    diagram->current = &diagram->node_defaults;
}

void ctg__diagram_edge_defaults(ctg__diagram *diagram)
{
    diagram->current = &diagram->edge_defaults;
}

/* Room for one item more; NULL, and failed, when out of memory. */
static void *grow(ctg__diagram *diagram, void *items, size_t count,
                  size_t *room, size_t size)
{
    void *const grown =
        diagram->failed ? NULL : ctg__grow_array(items, count, room, 32, size);

    if (!grown)
        diagram->failed = true;
    return grown;
}

size_t ctg__diagram_add_set(ctg__diagram *diagram, const char *name)
{
    ctg__diagram_set *const sets =
        grow(diagram, diagram->sets, diagram->set_count, &diagram->set_room,
             sizeof *sets);

    if (!sets)
        return SIZE_MAX;
    diagram->sets = sets;
    sets[diagram->set_count] =
        (ctg__diagram_set){.name = name ? copy(diagram, name) : NULL};
    diagram->current = &sets[diagram->set_count].attributes;
    return diagram->set_count++;
}

size_t ctg__diagram_add_node(ctg__diagram *diagram, size_t set,
                             const char *name)
{
    ctg__diagram_node *const nodes =
        grow(diagram, diagram->nodes, diagram->node_count, &diagram->node_room,
             sizeof *nodes);

    if (!nodes)
        return SIZE_MAX;
    diagram->nodes = nodes;
    nodes[diagram->node_count] =
        (ctg__diagram_node){.name = copy(diagram, name), .set = set};
    diagram->current = &nodes[diagram->node_count].attributes;
    return diagram->node_count++;
}

size_t ctg__diagram_add_edge(ctg__diagram *diagram, size_t tail, size_t head)
{
    ctg__diagram_edge *const edges =
        grow(diagram, diagram->edges, diagram->edge_count, &diagram->edge_room,
             sizeof *edges);

    if (!edges)
        return SIZE_MAX;
    diagram->edges = edges;
    edges[diagram->edge_count] =
        (ctg__diagram_edge){.tail = tail, .head = head};
    diagram->current = &edges[diagram->edge_count].attributes;
    return diagram->edge_count++;
}

static ctg__attribute *find(const ctg__attributes *attributes, const char *name)
{
    for (ctg__attribute *at = attributes->first; at; at = at->next)
        if (strcmp(at->name, name) == 0)
            return at;
    return NULL;
}

/* A new one of the current thing; NULL, and failed, when out of memory. */
static ctg__attribute *add(ctg__diagram *diagram, const char *name)
{
    ctg__attributes *const list = diagram->current;
    const char *const copied = copy(diagram, name);
    ctg__attribute *made;

    if (!copied || !TAKE(&diagram->arena, made, 1)) {
        diagram->failed = true;
        return NULL;
    }
    *made = (ctg__attribute){.name = copied, .value = ""};
    if (list->last)
        list->last->next = made;
    else
        list->first = made;
    list->last = made;
    return made;
}

static void put(ctg__diagram *diagram, const char *name, const char *value,
                bool html)
{
    const char *const copied = diagram->failed ? NULL : copy(diagram, value);
    ctg__attribute *attribute;

    if (!copied)
        return;
    attribute = find(diagram->current, name);
    if (!attribute)
        attribute = add(diagram, name);
    if (!attribute)
        return;
    attribute->value = copied;
    attribute->html = html;
}

void ctg__diagram_put(ctg__diagram *diagram, const char *name,
                      const char *value)
{
    put(diagram, name, value, false);
}

void ctg__diagram_put_html(ctg__diagram *diagram, const char *name,
                           const char *value)
{
    put(diagram, name, value, true);
}

/* More than any picture has of anything; what is larger would not fit in an
 * integer of thousandths. */
#define LARGEST 1e12

void ctg__diagram_put_number(ctg__diagram *diagram, const char *name,
                             double value)
{
    const double size = fmin(fabs(value), LARGEST);
    const long long thousandths = llround(size * 1000);
    char text[32];
    int length = snprintf(text, sizeof text, "%s%lld.%03lld",
                          value < 0 && thousandths ? "-" : "",
                          thousandths / 1000, thousandths % 1000);

    while (length > 0 && text[length - 1] == '0')
        text[--length] = '\0';
    if (length > 0 && text[length - 1] == '.')
        text[--length] = '\0';
    put(diagram, name, text, false);
}

void ctg__diagram_put_all(ctg__diagram *diagram, const char *const *pairs)
{
    for (; pairs[0]; pairs += 2)
        put(diagram, pairs[0], pairs[1], false);
}

const char *ctg__diagram_get(const ctg__attributes *attributes,
                             const char *name)
{
    const ctg__attribute *const found = find(attributes, name);

    return found ? found->value : NULL;
}
