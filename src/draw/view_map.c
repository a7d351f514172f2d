/* The view `map`: who is exposed to whom, before any shock. */
#include <string.h>

#include "draw/exposure_map.h"
#include "draw/groups.h"
#include "draw/holdings_map.h"
#include "draw/map_patterns.h"

enum {
    MOST_NODES = 60, /* above it groups or a pattern are drawn */
    MOST_TIES = 200,
    TIES_PER_NODE = 2,
    /* Nearly every group is tied to every other, both ways. */
    TIES_PER_GROUP = 2,
    LEAST_TIES = 24
};

#define CLEARER 0.1 /* modularity, than that of the shuffled network */
#define HELD_BY_LARGEST                                                        \
    0.8 /* of the nodes, by as many groups as can be drawn */

static ctg_status take_facts(ctg__exposure_map *m, const ctg_network *network,
                             ctg_error *error)
{
    const ctg_graph *const graph = ctg_network_graph(network);
    ctg__arena *const arena = &m->sketch->arena;
    const size_t count = ctg_network_node_count(network);
    uint32_t *failed;

    if (!TAKE(arena, failed, count + 1))
        return ctg__fail_memory(error);
    m->facts = (ctg__facts){.node_count = count,
                            .initial_equity = ctg_network_equity(network),
                            .failed_round = failed,
                            .unit = ctg_graph_about(graph)->unit};
    return ctg__facts_names(&m->facts, graph, arena, error);
}

static ctg_status make_cast(ctg__exposure_map *m, const ctg_network *network,
                            bool grouped, ctg_error *error)
{
    ctg__arena *const arena = &m->sketch->arena;
    const double *const assets = ctg_network_assets(network);
    const char **group_of = NULL;
    ctg_status status = CTG_OK;

    if (grouped || m->sketch->options->cluster)
        status = ctg__sketch_groups(m->sketch, &m->facts, &group_of, error);
    if (!status)
        status = ctg__sketch_ask(m->sketch, error);
    if (!status && grouped)
        status = ctg__cast_groups(&m->cast, &m->facts, group_of, arena, error);
    else if (!status)
        status = ctg__cast_nodes(&m->cast, &m->facts, arena, error);
    if (!status)
        status = ctg__sketch_ask(m->sketch, error);
    if (status)
        return status;
    if (!TAKE(arena, m->assets, m->cast.actors.count + 1) ||
        !TAKE(arena, m->kind, m->cast.actors.count + 1) ||
        !TAKE(arena, m->group, m->cast.actors.count + 1))
        return ctg__fail_memory(error);
    for (size_t i = 0; i < m->facts.node_count; i++) {
        const uint32_t actor = m->cast.actors.of_node[i];

        m->assets[actor] += assets[i];
        m->kind[actor] = grouped ? "group" : m->facts.node_kinds[i];
        m->group[actor] = group_of ? group_of[i] : m->facts.node_groups[i];
    }
    m->clustered = m->sketch->options->cluster && !grouped;
    return ctg__ties_init(&m->ties, network, &m->cast.actors, arena, error);
}

static ctg_status choose(ctg__exposure_map *m, ctg_error *error)
{
    const size_t actors = m->cast.actors.count;
    const size_t most = m->cast.grouped ? (TIES_PER_GROUP * actors > LEAST_TIES
                                               ? TIES_PER_GROUP * actors
                                               : LEAST_TIES)
                        : actors <= MOST_NODES ? MOST_TIES
                                               : TIES_PER_NODE * actors;
    const bool all = m->sketch->options->force ||
                     (actors <= MOST_NODES && m->ties.count <= most);
    ctg_status status = ctg__sketch_ask(m->sketch, error);

    if (status)
        return status;
    if (!TAKE(&m->sketch->arena, m->kept, m->ties.count + 1))
        return ctg__fail_memory(error);
    if (!all)
        status = ctg__backbone(&m->ties, actors, most, m->kept, error);
    for (size_t i = 0; i < m->ties.count; i++)
        m->kept[i] |= all;
    m->spot_count = actors;
    return status;
}

/* --- which map -------------------------------------------------------------
 */

static bool has_groups(const ctg__facts *facts)
{
    for (size_t i = 1; i < facts->node_count; i++)
        if (strcmp(facts->node_groups[i], facts->node_groups[0]) != 0)
            return true;
    return false;
}

/* Communities that are clearer than chance, and not too many. */
static bool are_clear(const ctg__communities *found, const uint32_t *of_node,
                      size_t count, ctg__arena *arena)
{
    size_t *members;
    size_t held = 0;

    if (!(found->modularity - found->rewired >= CLEARER) ||
        !TAKE(arena, members, found->count + 1))
        return false;
    for (size_t i = 0; i < count; i++)
        members[of_node[i]]++;
    for (size_t g = 0; g < CTG__MOST_GROUPS && g < found->count; g++) {
        size_t largest = 0;

        for (size_t i = 1; i < found->count; i++)
            if (members[i] > members[largest])
                largest = i;
        held += members[largest];
        members[largest] = 0;
    }
    return (double)held >= HELD_BY_LARGEST * (double)count;
}

/* Many nodes without groups: what pattern there is. `*grouped`: communities,
 * to be drawn as groups. */
static ctg_status draw_pattern(ctg__exposure_map *m, const ctg_network *network,
                               bool *grouped, ctg_error *error)
{
    ctg__pattern p = {.sketch = m->sketch,
                      .facts = &m->facts,
                      .cast = &m->cast,
                      .ties = &m->ties,
                      .network = network};
    ctg__asking asking = {.progress = m->sketch->options->progress,
                          .context = m->sketch->options->progress_context};
    ctg__communities found;
    uint32_t *of_node;
    ctg_status status = ctg__pattern_init(&p, error);

    if (!status && p.has_core)
        status = ctg__draw_blocks(&p, error);
    if (status || p.has_core) {
        ctg__text_clear(&p.text);
        return status;
    }
    if (!TAKE(&m->sketch->arena, of_node, p.graph.count + 1))
        return ctg__fail_memory(error);
    status =
        ctg__communities_find(&p.graph, true, &asking, of_node, &found, error);
    *grouped =
        !status && are_clear(&found, of_node, p.graph.count, &m->sketch->arena);
    if (!status && !*grouped)
        status = ctg__draw_spread(&p, &found, error);
    ctg__text_clear(&p.text);
    return status;
}

static ctg_status draw_ties(ctg__exposure_map *m, const ctg_network *network,
                            ctg_error *error)
{
    ctg_status status = choose(m, error);

    if (!status && !m->cast.grouped && !m->clustered &&
        m->cast.actors.count <= MOST_NODES)
        status = ctg__map_add_assets(m, network, error);
    return status ? status : ctg__map_fit(m, error);
}

/* Places of an earlier file are those of nodes or groups. */
static ctg_status refuse_positions(const ctg__sketch *sketch, ctg_error *error)
{
    return sketch->options->positions
               ? ctg__fail(error, CTG_BAD_ARGUMENT,
                           "this graph's map has no nodes or groups that "
                           "places could be kept of; --force draws nodes")
               : CTG_OK;
}

/* Nodes are drawn one by one, or, where that is not asked for and they are too
 * many, as what can be seen of them. */
static ctg_status draw_map(ctg__exposure_map *m, const ctg_network *network,
                           ctg_error *error)
{
    const ctg_draw_options *const options = m->sketch->options;
    const size_t count = m->facts.node_count;
    const bool nodes = options->force || options->cluster;
    bool grouped =
        options->group || (count > MOST_NODES && has_groups(&m->facts));
    ctg_status status = make_cast(m, network, options->group && !nodes, error);

    if (status || nodes)
        return status ? status : draw_ties(m, network, error);
    if (ctg__holdings_are_the_point(network, m->ties.total + m->ties.inside)) {
        status = refuse_positions(m->sketch, error);
        return status
                   ? status
                   : ctg__map_of_holdings(m->sketch, &m->facts, network, error);
    }
    if (!grouped && count > MOST_NODES) {
        status = draw_pattern(m, network, &grouped, error);
        if (status || !grouped)
            return status ? status : refuse_positions(m->sketch, error);
    }
    if (grouped && !options->group)
        status = make_cast(m, network, true, error);
    if (!status)
        status = draw_ties(m, network, error);
    if (!status && grouped && !options->group)
        ctg__sketch_note(m->sketch,
                         "%zu nodes: drawing %zu groups; --force draws nodes",
                         m->facts.node_count, m->cast.actors.count);
    return status;
}

ctg_status ctg__view_map(ctg__sketch *sketch, ctg_error *error)
{
    const ctg_draw_options *const options = sketch->options;
    const ctg_network *const network =
        options->network ? options->network : ctg_run_network(options->run);
    ctg__exposure_map m = {.sketch = sketch};
    ctg_status status = take_facts(&m, network, error);

    if (!status)
        status = draw_map(&m, network, error);
    ctg__text_clear(&m.text);
    return status;
}
