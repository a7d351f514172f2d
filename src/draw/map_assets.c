/* Assets on a map of nodes: who holds, or owes, most of each. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "data/graph.h"
#include "data/network.h"
#include "draw/exposure_map.h"

enum { MOST_ASSETS = 20 };

#define LEAST_PART 0.06 /* of what is held of an asset: a line */

typedef struct held {
    uint32_t asset; /* in the order of ids */
    uint32_t actor;
    double value;
} held;

typedef struct list {
    const ctg__exposure_map *m;
    const ctg_network *network;
    const uint32_t *place; /* per asset: in the order of ids */
    held *all;
    size_t count;
} list;

/* Issued tokens are lines from their issuers. */
static void add(list *l, ctg_node node, ctg_asset asset, double quantity)
{
    if (asset != CTG_NONE && l->network->assets.issuer[asset] == CTG_NONE)
        l->all[l->count++] =
            (held){l->place[asset], l->m->cast.actors.of_node[node],
                   quantity * l->network->assets.price[asset]};
}

static int compare(const void *one, const void *other)
{
    const held *const a = one;
    const held *const b = other;

    if (a->asset != b->asset)
        return a->asset < b->asset ? -1 : 1;
    if (a->actor != b->actor)
        return a->actor < b->actor ? -1 : 1;
    return a->value < b->value ? -1 : a->value > b->value;
}

static void gather(list *l)
{
    const ctg__holdings *const h = &l->network->holdings;
    const ctg__accounts *const a = &l->network->accounts;
    size_t kept = 0;

    for (size_t i = 0; i < l->network->nodes.count; i++)
        for (size_t k = h->start[i]; k < h->start[i + 1]; k++)
            add(l, (ctg_node)i, h->asset[k], h->quantity[k]);
    for (size_t k = 0; k < a->count; k++)
        for (size_t leg = a->leg_start[k]; leg < a->leg_start[k + 1]; leg++)
            add(l, a->owner[k], a->asset[leg], a->quantity[leg]);
    if (l->count)
        qsort(l->all, l->count, sizeof *l->all, compare);
    for (size_t i = 0; i < l->count; i++)
        if (kept && l->all[kept - 1].asset == l->all[i].asset &&
            l->all[kept - 1].actor == l->all[i].actor)
            l->all[kept - 1].value += l->all[i].value;
        else
            l->all[kept++] = l->all[i];
    l->count = kept;
}

/* The number of an asset's spot; CTG_NONE: it is not drawn. */
static void number_spots(const list *l, const double *value, uint32_t *spot_of)
{
    size_t spots = l->m->cast.actors.count;

    for (size_t a = 0; a < l->network->assets.count; a++) {
        size_t larger = 0;

        for (size_t b = 0; b < l->network->assets.count; b++)
            larger += value[b] > value[a] || (value[b] >= value[a] && b < a);
        spot_of[a] =
            value[a] > 0 && larger < MOST_ASSETS ? (uint32_t)spots++ : CTG_NONE;
    }
}

/* Names of actors move to arrays that have room for assets, too. */
static bool widen(ctg__exposure_map *m, size_t assets)
{
    const size_t actors = m->cast.actors.count;
    const size_t room = actors + assets + 1;
    ctg__arena *const arena = &m->sketch->arena;
    const char **const ids = m->cast.ids;
    const char **const names = m->cast.names;
    const double *const value = m->assets;

    if (!TAKE(arena, m->cast.ids, room) || !TAKE(arena, m->cast.names, room) ||
        !TAKE(arena, m->assets, room))
        return false;
    memcpy(m->cast.ids, ids, actors * sizeof *ids);
    memcpy(m->cast.names, names, actors * sizeof *names);
    memcpy(m->assets, value, actors * sizeof *value);
    return true;
}

static bool append(ctg__exposure_map *m, const list *l, const double *value,
                   const uint32_t *spot_of)
{
    const ctg__tie *const ties = m->ties.ties;
    const bool *const kept = m->kept;
    ctg__tie *wider;

    if (!TAKE(&m->sketch->arena, wider, m->ties.count + l->count + 1) ||
        !TAKE(&m->sketch->arena, m->kept, m->ties.count + l->count + 1))
        return false;
    memcpy(wider, ties, m->ties.count * sizeof *ties);
    memcpy(m->kept, kept, m->ties.count * sizeof *kept);
    m->ties.ties = wider;
    for (size_t i = 0; i < l->count; i++) {
        const held *const h = &l->all[i];
        const uint32_t spot = spot_of[h->asset];

        m->held += fabs(h->value);
        if (spot == CTG_NONE ||
            !(fabs(h->value) >= LEAST_PART * value[h->asset]))
            continue;
        m->kept[m->ties.count] = true;
        wider[m->ties.count++] =
            h->value > 0 ? (ctg__tie){spot, h->actor, CTG__FS, h->value}
                         : (ctg__tie){h->actor, spot, CTG__FS, -h->value};
        m->holding_ties++;
    }
    return true;
}

static ctg_status add_spots(ctg__exposure_map *m, const list *l,
                            const uint32_t *asset_at, ctg_error *error)
{
    const ctg_graph *const graph = ctg_network_graph(l->network);
    const size_t assets = l->network->assets.count;
    double *value;
    uint32_t *spot_of;

    if (!TAKE(&m->sketch->arena, value, assets + 1) ||
        !TAKE(&m->sketch->arena, spot_of, assets + 1))
        return ctg__fail_memory(error);
    for (size_t i = 0; i < l->count; i++)
        value[l->all[i].asset] += fmax(0, l->all[i].value);
    number_spots(l, value, spot_of);
    if (!widen(m, assets) || !append(m, l, value, spot_of))
        return ctg__fail_memory(error);
    for (size_t a = 0; a < assets; a++) {
        const uint32_t spot = spot_of[a];
        const ctg_word name = ctg__graph_cell_word(
            graph, CTG_ASSETS, CTG__ASSET_NAME, asset_at[a]);

        if (spot == CTG_NONE)
            continue;
        m->cast.ids[spot] = ctg_graph_asset_id(graph, asset_at[a]);
        m->cast.names[spot] =
            name ? ctg__graph_text(graph, name) : m->cast.ids[spot];
        m->assets[spot] = value[a];
        m->spot_count++;
    }
    return CTG_OK;
}

typedef struct named {
    const char *id;
    uint32_t asset;
} named;

static int compare_ids(const void *one, const void *other)
{
    return strcmp(((const named *)one)->id, ((const named *)other)->id);
}

ctg_status ctg__map_add_assets(ctg__exposure_map *m, const ctg_network *network,
                               ctg_error *error)
{
    const size_t assets = network->assets.count;
    const size_t legs =
        network->accounts.count
            ? network->accounts.leg_start[network->accounts.count]
            : 0;
    ctg__arena *const arena = &m->sketch->arena;
    list l = {.m = m, .network = network};
    named *order;
    uint32_t *place;
    uint32_t *asset_at;

    if (!TAKE(arena, order, assets + 1) || !TAKE(arena, place, assets + 1) ||
        !TAKE(arena, asset_at, assets + 1) ||
        !TAKE(arena, l.all, network->holdings.count + legs + 1))
        return ctg__fail_memory(error);
    for (uint32_t a = 0; a < assets; a++)
        order[a] =
            (named){ctg_graph_asset_id(ctg_network_graph(network), a), a};
    if (assets)
        qsort(order, assets, sizeof *order, compare_ids);
    for (uint32_t i = 0; i < assets; i++) {
        asset_at[i] = order[i].asset;
        place[order[i].asset] = i;
    }
    l.place = place;
    gather(&l);
    return add_spots(m, &l, asset_at, error);
}
