/* The view `map`: who is exposed to whom, before any shock. */
#include <math.h>

#include "draw/exposure_map.h"
#include "draw/groups.h"

enum {
    MOST_NODES = 60,
    MOST_TIES = 200,
    MOST_BACKBONE = 400, /* nodes: above it groups are drawn */
    TIES_PER_NODE = 2
};

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
    if (!status && grouped)
        status = ctg__cast_groups(&m->cast, &m->facts, group_of, arena, error);
    else if (!status)
        status = ctg__cast_nodes(&m->cast, &m->facts, arena, error);
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
    const bool all = m->sketch->options->force ||
                     (actors <= MOST_NODES && m->ties.count <= MOST_TIES);
    const size_t most =
        actors <= MOST_NODES ? MOST_TIES : TIES_PER_NODE * actors;
    ctg_status status = CTG_OK;

    if (!TAKE(&m->sketch->arena, m->kept, m->ties.count + 1))
        return ctg__fail_memory(error);
    if (!all)
        status = ctg__backbone(&m->ties, actors, most, m->kept, error);
    for (size_t i = 0; i < m->ties.count; i++) {
        m->kept[i] |= all;
        if (!m->kept[i])
            continue;
        m->kept_count++;
        m->kept_amount += m->ties.ties[i].amount;
        m->widest = fmax(m->widest, m->ties.ties[i].amount);
    }
    for (size_t i = 0; i < actors; i++)
        m->most_assets = fmax(m->most_assets, m->assets[i]);
    for (size_t i = 0; i < actors; i++)
        m->smallest_count += CTG__MAP_LARGEST * m->assets[i] <=
                             CTG__MAP_SMALLEST * m->most_assets;
    return status;
}

ctg_status ctg__view_map(ctg__sketch *sketch, ctg_error *error)
{
    const ctg_draw_options *const options = sketch->options;
    const ctg_network *const network =
        options->network ? options->network : ctg_run_network(options->run);
    const bool grouped =
        !options->cluster && !options->force &&
        (options->group || ctg_network_node_count(network) > MOST_BACKBONE);
    ctg__exposure_map m = {.sketch = sketch};
    ctg_status status = take_facts(&m, network, error);

    if (!status)
        status = make_cast(&m, network, grouped, error);
    if (!status)
        status = choose(&m, error);
    if (!status)
        status = ctg__map_draw(&m, error);
    if (!status && grouped && !options->group)
        ctg__sketch_note(sketch,
                         "%zu nodes: drawing %zu groups; --force draws nodes",
                         m.facts.node_count, m.cast.actors.count);
    ctg__text_clear(&m.text);
    return status;
}
