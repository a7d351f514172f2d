#include "draw/cast.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

typedef struct keyed {
    const char *id;
    uint32_t index;
} keyed;

static int compare(const void *one, const void *other)
{
    const keyed *const a = one;
    const keyed *const b = other;
    const int by_id = strcmp(a->id, b->id);

    if (by_id)
        return by_id;
    return a->index < b->index ? -1 : a->index > b->index;
}

/* Numbers ids in ascending order; equal ones get the same number. */
static ctg_status number_ids(const char *const *ids, size_t count,
                             uint32_t *number, const char **sorted,
                             size_t *distinct, ctg_error *error)
{
    keyed *const keys = ctg__allocate_array(count + 1, sizeof *keys);
    size_t found = 0;

    if (!keys)
        return ctg__fail_memory(error);
    for (size_t i = 0; i < count; i++)
        keys[i] = (keyed){ids[i], (uint32_t)i};
    qsort(keys, count, sizeof *keys, compare);
    for (size_t i = 0; i < count; i++) {
        if (!found || strcmp(sorted[found - 1], keys[i].id) != 0)
            sorted[found++] = keys[i].id;
        number[keys[i].index] = (uint32_t)(found - 1);
    }
    ctg__release(keys);
    *distinct = found;
    return CTG_OK;
}

static ctg_status take(ctg__cast *cast, const ctg__facts *facts,
                       const char *const *ids, ctg__arena *arena,
                       ctg_error *error)
{
    const size_t nodes = facts->node_count;
    const size_t assets = facts->asset_count;
    uint32_t *of_node;
    uint32_t *of_asset;
    size_t asset_kinds;
    ctg_status status;

    *cast = (ctg__cast){0};
    if (!TAKE(arena, of_node, nodes + 1) ||
        !TAKE(arena, of_asset, assets + 1) ||
        !TAKE(arena, cast->ids, nodes + 1) ||
        !TAKE(arena, cast->names, nodes + 1) ||
        !TAKE(arena, cast->groups, nodes + 1) ||
        !TAKE(arena, cast->equity, nodes + 1) ||
        !TAKE(arena, cast->liabilities, nodes + 1) ||
        !TAKE(arena, cast->failed, nodes + 1) ||
        !TAKE(arena, cast->member_count, nodes + 1) ||
        !TAKE(arena, cast->asset_ids, assets + 1) ||
        !TAKE(arena, cast->asset_names, assets + 1))
        return ctg__fail_memory(error);
    status =
        number_ids(ids, nodes, of_node, cast->ids, &cast->actors.count, error);
    if (!status)
        status = number_ids(facts->asset_ids, assets, of_asset, cast->asset_ids,
                            &asset_kinds, error);
    for (size_t a = 0; !status && a < assets; a++)
        cast->asset_names[of_asset[a]] = facts->asset_names[a];
    cast->actors.of_node = of_node;
    cast->actors.of_asset = of_asset;
    return status;
}

ctg_status ctg__cast_nodes(ctg__cast *cast, const ctg__facts *facts,
                           ctg__arena *arena, ctg_error *error)
{
    const ctg_status status = take(cast, facts, facts->node_ids, arena, error);

    if (status)
        return status;
    for (size_t i = 0; i < facts->node_count; i++) {
        const uint32_t actor = cast->actors.of_node[i];

        cast->names[actor] = facts->node_names[i];
        cast->groups[actor] = facts->node_groups[i];
        cast->equity[actor] = facts->initial_equity[i];
        cast->failed[actor] = facts->failed_round[i];
        cast->member_count[actor] = 1;
        if (facts->pass_through && facts->pass_through[i])
            cast->liabilities[actor] = facts->liabilities[i];
    }
    return CTG_OK;
}

ctg_status ctg__cast_groups(ctg__cast *cast, const ctg__facts *facts,
                            const char *const *group_of, ctg__arena *arena,
                            ctg_error *error)
{
    const char **ids;
    ctg_status status;

    if (!TAKE(arena, ids, facts->node_count + 1))
        return ctg__fail_memory(error);
    for (size_t i = 0; i < facts->node_count; i++)
        ids[i] = *group_of[i] ? group_of[i] : "(no group)";
    status = take(cast, facts, ids, arena, error);
    if (status)
        return status;
    cast->grouped = true;
    cast->groups = NULL;
    for (size_t actor = 0; actor < cast->actors.count; actor++) {
        cast->names[actor] = cast->ids[actor];
        cast->failed[actor] = CTG_NEVER;
    }
    for (size_t i = 0; i < facts->node_count; i++) {
        const uint32_t actor = cast->actors.of_node[i];

        cast->equity[actor] += fmax(0, facts->initial_equity[i]);
        cast->member_count[actor]++;
    }
    return CTG_OK;
}
