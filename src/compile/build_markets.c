/* The markets table: risk parameters per venue and asset. */
#include <stdlib.h>

#include "compile/build.h"

static int by_venue_and_asset(const void *left, const void *right)
{
    const uint32_t *const a = left;
    const uint32_t *const b = right;

    for (size_t i = 0; i < 3; i++)
        if (a[i] != b[i])
            return a[i] < b[i] ? -1 : 1;
    return 0;
}

static void fill_row(const ctg__build *build, ctg__markets *markets, size_t row,
                     uint32_t venue, ctg_asset asset)
{
    const size_t m = markets->count++;

    markets->venue[m] = venue;
    markets->asset[m] = asset;
    markets->maintenance[m] =
        ctg__build_number(build, CTG_MARKETS, CTG__MARKET_MAINTENANCE, row, 0);
    markets->bonus[m] =
        ctg__build_number(build, CTG_MARKETS, CTG__MARKET_BONUS, row, 0);
}

/* keys: venue, asset, row of each row, sorted; equal neighbours are twins. */
static void reject_twins(ctg__build *build, uint32_t (*keys)[3], size_t count)
{
    for (size_t k = 1; k < count; k++)
        if (keys[k][0] == keys[k - 1][0] && keys[k][1] == keys[k - 1][1])
            ctg__build_reject(
                build, CTG_MARKETS, keys[k][2], SIZE_MAX,
                "'%s' has a row for '%s' already",
                ctg_graph_node_id(build->graph,
                                  build->network->venues.node[keys[k][0]]),
                ctg_graph_asset_id(build->graph, keys[k][1]));
}

ctg_status ctg__build_markets(ctg__build *build, ctg_error *error)
{
    ctg__markets *const markets = &build->network->markets;
    const size_t row_count = build->graph->tables[CTG_MARKETS].row_count;
    ctg__arena *const arena = &build->network->arena;
    uint32_t(*keys)[3];

    if (!TAKE(arena, markets->venue, row_count) ||
        !TAKE(arena, markets->asset, row_count) ||
        !TAKE(arena, markets->maintenance, row_count) ||
        !TAKE(arena, markets->bonus, row_count) ||
        !TAKE(&build->scratch, keys, row_count))
        return ctg__fail_memory(error);
    for (size_t row = 0; row < row_count; row++) {
        uint32_t *const key = keys[markets->count];

        if (ctg__build_skips(build, CTG_MARKETS, row))
            continue;
        key[0] = build->network->venues.of_node[ctg__build_node(
            build, CTG_MARKETS, CTG__MARKET_VENUE, row)];
        key[1] = ctg__build_asset(build, CTG_MARKETS, CTG__MARKET_ASSET, row);
        key[2] = (uint32_t)row;
        fill_row(build, markets, row, key[0], key[1]);
    }
    if (markets->count)
        qsort(keys, markets->count, sizeof *keys, by_venue_and_asset);
    reject_twins(build, keys, markets->count);
    return CTG_OK;
}
