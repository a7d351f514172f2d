#include "draw/groups.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "data/network.h"
#include "text/text.h"

#define NO_GROUP "(no group)"
#define OTHER_GROUPS "other groups"

/* The network whose nodes are drawn. */
static const ctg_network *network_of(const ctg__sketch *sketch)
{
    return sketch->options->network ? sketch->options->network
           : sketch->options->run   ? ctg_run_network(sketch->options->run)
                                    : NULL;
}

static ctg_status by_column(const ctg_graph *graph, const char *column,
                            ctg__arena *arena, const char **group_of,
                            size_t count, ctg_error *error)
{
    char buffer[32];

    if (!ctg_graph_cell(graph, CTG_NODES, 0, column, buffer) && count)
        return ctg__fail(error, CTG_NOT_FOUND, "nodes have no column '%s'",
                         column);
    for (size_t i = 0; i < count; i++) {
        const char *const cell =
            ctg_graph_cell(graph, CTG_NODES, i, column, buffer);

        group_of[i] = cell && *cell ? ctg__arena_keep(arena, cell, strlen(cell))
                                    : NO_GROUP;
        if (!group_of[i])
            return ctg__fail_memory(error);
    }
    return CTG_OK;
}

/*
 * A group found, not given, is called by its largest member; a node by itself
 * is no group.
 */
static ctg_status name_found(const uint32_t *of_node, const ctg__facts *facts,
                             const double *size, ctg__arena *arena,
                             const char **group_of, ctg_error *error)
{
    const size_t count = facts->node_count;
    uint32_t *largest;
    size_t *members;
    const char **names;
    ctg__text text = {0};

    if (!TAKE(arena, largest, count + 1) || !TAKE(arena, members, count + 1) ||
        !TAKE(arena, names, count + 1))
        return ctg__fail_memory(error);
    for (size_t i = 0; i < count; i++) {
        const uint32_t group = of_node[i];
        const uint32_t best = largest[group];

        if (members[group] == 0 || size[i] > size[best] ||
            (!(size[i] < size[best]) &&
             strcmp(facts->node_ids[i], facts->node_ids[best]) < 0))
            largest[group] = (uint32_t)i;
        members[group]++;
    }
    for (size_t i = 0; i < count && !text.failed; i++) {
        const uint32_t group = of_node[i];

        if (!names[group]) {
            text.length = 0;
            ctg__text_print(&text, "%s and %zu more",
                            facts->node_ids[largest[group]],
                            members[group] - 1);
            names[group] = members[group] == 1
                               ? "(single nodes)"
                               : ctg__arena_keep(arena, ctg__text_string(&text),
                                                 text.length);
        }
        group_of[i] = names[group];
        if (!group_of[i])
            text.failed = true;
    }
    if (text.failed) {
        ctg__text_clear(&text);
        return ctg__fail_memory(error);
    }
    ctg__text_clear(&text);
    return CTG_OK;
}

typedef struct group {
    const char *name;
    double size;
} group;

static int by_name(const void *one, const void *other)
{
    return strcmp(((const group *)one)->name, ((const group *)other)->name);
}

static int by_size(const void *one, const void *other)
{
    const group *const a = one;
    const group *const b = other;

    if (a->size > b->size || a->size < b->size)
        return a->size > b->size ? -1 : 1;
    return strcmp(a->name, b->name);
}

ctg_status ctg__limit_groups(const char **group_of, const double *size,
                             size_t count, size_t most, ctg_error *error)
{
    group *const groups = ctg__allocate_array(count + 1, sizeof *groups);
    size_t found = 0;

    if (!groups)
        return ctg__fail_memory(error);
    for (size_t i = 0; i < count; i++)
        groups[i] = (group){group_of[i], size[i]};
    qsort(groups, count, sizeof *groups, by_name);
    for (size_t i = 0; i < count; i++) {
        if (found && strcmp(groups[found - 1].name, groups[i].name) == 0)
            groups[found - 1].size += groups[i].size;
        else
            groups[found++] = groups[i];
    }
    if (found > most) {
        qsort(groups, found, sizeof *groups, by_size);
        found = most - 1;
        qsort(groups, found, sizeof *groups, by_name);
        for (size_t i = 0; i < count; i++) {
            const group key = {group_of[i], 0};

            if (!bsearch(&key, groups, found, sizeof *groups, by_name))
                group_of[i] = OTHER_GROUPS;
        }
    }
    ctg__release(groups);
    return CTG_OK;
}

static bool any_group(const ctg__facts *facts)
{
    for (size_t i = 0; i < facts->node_count; i++)
        if (*facts->node_groups[i])
            return true;
    return false;
}

/* How clear communities are is said: any network has some. */
static ctg_status find_communities(ctg__sketch *sketch,
                                   const ctg_network *network,
                                   const ctg__facts *facts, uint32_t *of_node,
                                   ctg_error *error)
{
    ctg__asking asking = {.progress = sketch->options->progress,
                          .context = sketch->options->progress_context};
    ctg__communities found;
    const ctg_status status =
        ctg__find_communities(network, facts, &asking, of_node, &found, error);

    if (status)
        return status;
    ctg__sketch_note(sketch,
                     "%zu communit%s of modularity %.3f; with partners "
                     "and amounts shuffled it is %.3f",
                     found.count, found.count == 1 ? "y" : "ies",
                     found.modularity, found.rewired);
    sketch->clarity = sketch->notes[sketch->note_count - 1];
    return status;
}

static ctg_status find(ctg__sketch *sketch, const ctg_network *network,
                       const ctg__facts *facts, const char **group_of,
                       ctg_error *error)
{
    const char *how = sketch->options->group;
    ctg__arena *const arena = &sketch->arena;
    const double *const size = ctg_network_assets(network);
    uint32_t *of_node;
    ctg_status status;

    if (!how && any_group(facts))
        how = "group";
    if (how && strcmp(how, "scc") != 0 && strcmp(how, "community") != 0)
        return by_column(ctg_network_graph(network), how, arena, group_of,
                         facts->node_count, error);
    if (!TAKE(arena, of_node, facts->node_count + 1))
        return ctg__fail_memory(error);
    if (how && strcmp(how, "scc") == 0)
        status = ctg__find_components(network, of_node, error);
    else
        status = find_communities(sketch, network, facts, of_node, error);
    if (!status)
        status = name_found(of_node, facts, size, arena, group_of, error);
    return status;
}

ctg_status ctg__sketch_groups(ctg__sketch *sketch, const ctg__facts *facts,
                              const char ***group_of, ctg_error *error)
{
    const ctg_network *const network = network_of(sketch);
    ctg_status status;

    if (!TAKE(&sketch->arena, *group_of, facts->node_count + 1))
        return ctg__fail_memory(error);
    if (!network) {
        for (size_t i = 0; i < facts->node_count; i++)
            (*group_of)[i] =
                *facts->node_groups[i] ? facts->node_groups[i] : NO_GROUP;
        return ctg__limit_groups(*group_of, facts->initial_equity,
                                 facts->node_count, CTG__MOST_GROUPS, error);
    }
    status = find(sketch, network, facts, *group_of, error);
    if (!status)
        status = ctg__limit_groups(*group_of, ctg_network_assets(network),
                                   facts->node_count, CTG__MOST_GROUPS, error);
    return status;
}
