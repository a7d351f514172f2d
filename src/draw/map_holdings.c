/* The map of common assets: what is held, by whom, the largest first. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/ranked.h"
#include "compile/shock_given.h"
#include "data/graph.h"
#include "data/network.h"
#include "data/plan.h"
#include "draw/groups.h"
#include "draw/holdings_map.h"
#include "engine/shock_kind.h"

enum { NODES_BEFORE_GROUPS = 60 };

#define POINT 5     /* times what the nodes owe each other */
#define THIN 0.0015 /* of all: bands that are not drawn */

static double value_of(const ctg_network *network, size_t holding)
{
    return network->holdings.quantity[holding] *
           network->assets.price[network->holdings.asset[holding]];
}

bool ctg__holdings_are_the_point(const ctg_network *network,
                                 double value_of_ties)
{
    double held = 0;

    for (size_t h = 0; h < network->holdings.count; h++)
        held += fmax(0, value_of(network, h));
    return held > 0 && held > POINT * value_of_ties;
}

/* --- who ------------------------------------------------------------------
 */

/* Groups where there are too many holders to be told apart. */
static bool has_groups(const ctg__facts *facts, const ctg_network *network)
{
    const char *seen[CTG__MOST_GROUPS];
    size_t holders = 0;
    size_t count = 0;

    for (size_t i = 0; i < facts->node_count; i++) {
        const char *const group = facts->node_groups[i];
        size_t at = 0;

        if (network->holdings.start[i] == network->holdings.start[i + 1])
            continue;
        holders++;
        while (at < count && strcmp(seen[at], group) != 0)
            at++;
        if (at == count && count == CTG__MOST_GROUPS)
            return false;
        if (at == count)
            seen[count++] = group;
    }
    return holders > NODES_BEFORE_GROUPS && count > 1;
}

static ctg_status cast_holders(ctg__holdings_map *m, const ctg_network *network,
                               ctg_error *error)
{
    ctg__sketch *const sketch = m->sketch;
    const char **group_of;
    ctg_status status;

    if (!sketch->options->group && !has_groups(&m->facts, network))
        return ctg__cast_nodes(&m->cast, &m->facts, &sketch->arena, error);
    status = ctg__sketch_groups(sketch, &m->facts, &group_of, error);
    if (!status)
        status = ctg__cast_groups(&m->cast, &m->facts, group_of, &sketch->arena,
                                  error);
    return status;
}

static ctg_status name_assets(ctg__holdings_map *m, const ctg_graph *graph,
                              ctg_error *error)
{
    const char **ids;
    const char **names;

    if (!TAKE(&m->sketch->arena, ids, m->facts.asset_count + 1) ||
        !TAKE(&m->sketch->arena, names, m->facts.asset_count + 1))
        return ctg__fail_memory(error);
    for (size_t a = 0; a < m->facts.asset_count; a++) {
        const ctg_word name =
            ctg__graph_cell_word(graph, CTG_ASSETS, CTG__ASSET_NAME, a);

        ids[a] = ctg_graph_asset_id(graph, (ctg_asset)a);
        names[a] = name ? ctg__graph_text(graph, name) : ids[a];
    }
    m->facts.asset_ids = ids;
    m->facts.asset_names = names;
    return CTG_OK;
}

/* Which assets the scenario shocks, and in which words. */
static ctg_status find_shocked(ctg__holdings_map *m, const ctg_network *network,
                               ctg_error *error)
{
    const ctg__telling how = {.spoken = true, .limit = 40};
    const ctg_scenario *const scenario = m->sketch->options->scenario;
    ctg__text words = {0};
    ctg_plan *plan = NULL;
    bool *shocked;
    ctg_status status;

    m->shocks = "";
    if (!TAKE(&m->sketch->arena, shocked, network->assets.count + 1))
        return ctg__fail_memory(error);
    m->shocked = shocked;
    if (!scenario || !ctg_scenario_shock_count(scenario))
        return CTG_OK;
    status = ctg_plan_new(network, scenario, &plan, error);
    for (size_t i = 0; !status && i < plan->shock_count; i++) {
        const ctg__shock *const shock = &plan->shocks[i];

        if (!ctg__shock_kind_of(shock)->moves_price)
            continue;
        shocked[shock->target] = true;
        /* A group's shock is several with one number. */
        if (i && plan->shocks[i - 1].number == shock->number)
            continue;
        ctg__text_add(&words, words.length ? ", " : "");
        ctg__shock_tell(network, ctg_scenario_shock(scenario, shock->number),
                        how, &words);
    }
    ctg_plan_free(plan);
    if (!status && words.length)
        m->shocks = ctg__text_keep(&words, &m->sketch->arena);
    ctg__text_clear(&words);
    return status || m->shocks ? status : ctg__fail_memory(error);
}

/* --- how much --------------------------------------------------------------
 */

/* Equal bands are added in the order of their sizes, not of the file. */
static int compare_bands(const void *one, const void *other)
{
    const ctg__holding_band *const a = one;
    const ctg__holding_band *const b = other;

    if (a->asset != b->asset)
        return a->asset < b->asset ? -1 : 1;
    if (a->holder != b->holder)
        return a->holder < b->holder ? -1 : 1;
    return a->value < b->value ? -1 : a->value > b->value;
}

static size_t merge(ctg__holding_band *bands, size_t count)
{
    size_t kept = 0;

    if (count)
        qsort(bands, count, sizeof *bands, compare_bands);
    for (size_t i = 0; i < count; i++)
        if (kept && bands[kept - 1].asset == bands[i].asset &&
            bands[kept - 1].holder == bands[i].holder)
            bands[kept - 1].value += bands[i].value;
        else
            bands[kept++] = bands[i];
    return kept;
}

/* The block of each; those beyond `most` share the last. Returns how many
 * blocks there are, `used` how many of the list have anything. */
static size_t rank(ctg__ranked *list, size_t count, size_t most,
                   uint32_t *block_of, size_t *used)
{
    *used = 0;
    ctg__rank_amounts(list, count);
    while (*used < count && list[*used].amount > 0)
        ++*used;
    /* One that is left over alone has its name, too. */
    if (*used <= most + 1)
        most = *used;
    for (size_t i = 0; i < count; i++)
        block_of[list[i].index] = (uint32_t)(i < most ? i : most);
    return *used > most ? most + 1 : most;
}

static void fill_blocks(ctg__holdings_map *m, const uint32_t *asset_block,
                        const uint32_t *holder_block, const double *of_asset,
                        const double *of_holder)
{
    for (size_t i = 0; i < m->facts.asset_count; i++) {
        const uint32_t a = m->cast.actors.of_asset[i];
        ctg__holding_block *const block = &m->assets[asset_block[a]];

        if (!(of_asset[a] > 0))
            continue;
        block->count++;
        block->value += of_asset[a];
        block->name = block->count == 1 ? m->cast.asset_names[a] : NULL;
        block->id = block->count == 1 ? m->cast.asset_ids[a] : "others";
        block->shocked |= m->shocked[i];
    }
    for (size_t h = 0; h < m->cast.actors.count; h++) {
        ctg__holding_block *const block = &m->holders[holder_block[h]];
        const bool first = block->count == 0;

        if (!(of_holder[h] > 0))
            continue;
        block->count += m->cast.member_count[h];
        block->value += of_holder[h];
        block->equity += fmax(0, m->cast.equity[h]);
        block->name = first ? m->cast.names[h] : NULL;
        block->id = first ? m->cast.ids[h] : "others";
    }
}

/* As many, one above the other, as can be read on the page. */
static size_t most_blocks(const ctg__holdings_map *m, size_t wanted)
{
    const double room =
        ctg__page_most_height(ctg__sketch_page(m->sketch)) - CTG__MAP_HEAD;

    return (size_t)fmax(
        4, fmin((double)wanted, floor(room / (CTG__MAP_LEAST + 10)) - 1));
}

static ctg_status fold(ctg__holdings_map *m, size_t count, ctg_error *error)
{
    ctg__arena *const arena = &m->sketch->arena;
    const size_t assets = m->facts.asset_count;
    const size_t holders = m->cast.actors.count;
    ctg__ranked *lists[2];
    uint32_t *block[2];
    double *sums[2];
    size_t kept = 0;

    for (int side = 0; side < 2; side++) {
        const size_t size = (side ? holders : assets) + 1;

        if (!TAKE(arena, lists[side], size) || !TAKE(arena, sums[side], size) ||
            !TAKE(arena, block[side], size))
            return ctg__fail_memory(error);
        for (uint32_t i = 0; i + 1 < size; i++)
            lists[side][i].index = i;
    }
    for (size_t i = 0; i < count; i++) {
        const ctg__holding_band *const band = &m->bands[i];

        sums[0][band->asset] += band->value;
        sums[1][band->holder] += band->value;
        lists[0][band->asset].amount += band->value;
        lists[1][band->holder].amount += band->value;
        m->total += band->value;
    }
    m->asset_count = rank(lists[0], assets, most_blocks(m, CTG__MAP_ASSETS),
                          block[0], &m->all_assets);
    m->holder_count = rank(lists[1], holders, most_blocks(m, CTG__MAP_HOLDERS),
                           block[1], &m->all_holders);
    fill_blocks(m, block[0], block[1], sums[0], sums[1]);
    for (size_t i = 0; i < count; i++) {
        m->bands[i].asset = block[0][m->bands[i].asset];
        m->bands[i].holder = block[1][m->bands[i].holder];
    }
    count = merge(m->bands, count);
    for (size_t i = 0; i < count; i++)
        if (m->bands[i].value > THIN * m->total)
            m->bands[kept++] = m->bands[i];
        else
            m->thin += m->bands[i].value;
    m->band_count = kept;
    return CTG_OK;
}

static ctg_status gather(ctg__holdings_map *m, const ctg_network *network,
                         ctg_error *error)
{
    const ctg__holdings *const held = &network->holdings;
    size_t count = 0;

    if (!TAKE(&m->sketch->arena, m->bands, held->count + 1))
        return ctg__fail_memory(error);
    for (size_t i = 0; i < network->nodes.count; i++) {
        bool holds = false;

        for (size_t h = held->start[i]; h < held->start[i + 1]; h++) {
            const double value = value_of(network, h);

            if (value > 0)
                m->bands[count++] =
                    (ctg__holding_band){m->cast.actors.of_asset[held->asset[h]],
                                        m->cast.actors.of_node[i], value};
            else
                m->shorts -= value;
            holds |= value > 0;
        }
        m->holding_nodes += holds;
    }
    return fold(m, merge(m->bands, count), error);
}

ctg_status ctg__map_of_holdings(ctg__sketch *sketch, const ctg__facts *facts,
                                const ctg_network *network, ctg_error *error)
{
    ctg__holdings_map m = {.sketch = sketch, .facts = *facts};
    ctg_status status;

    m.facts.asset_count = network->assets.count;
    status = name_assets(&m, ctg_network_graph(network), error);
    if (!status)
        status = cast_holders(&m, network, error);
    if (!status)
        status = find_shocked(&m, network, error);
    if (!status)
        status = gather(&m, network, error);
    if (!status)
        status = ctg__holdings_map_draw(&m, error);
    ctg__text_clear(&m.text);
    return status;
}
