/* The holdings table: by node, equal rows added. */
#include "compile/build.h"

/* Where a node's rows of an asset went, valid if `node` is the node. */
struct seen {
    ctg_node node;
    uint32_t place;
};

static size_t count_rows(const ctg__build *build, size_t row_count,
                         size_t node_count, size_t *start)
{
    if (!row_count)
        return 0;
    for (size_t row = 0; row < row_count; row++)
        if (!ctg__build_skips(build, CTG_HOLDINGS, row))
            start[ctg__build_node(build, CTG_HOLDINGS, CTG__HOLDING_NODE, row) +
                  1]++;
    for (size_t i = 0; i < node_count; i++)
        start[i + 1] += start[i];
    return start[node_count];
}

/* rows: of node i from start[i], in file order. start[i] becomes its end. */
static void group_rows(const ctg__build *build, size_t row_count, size_t *start,
                       uint32_t *rows)
{
    for (size_t row = 0; row < row_count; row++)
        if (!ctg__build_skips(build, CTG_HOLDINGS, row))
            rows[start[ctg__build_node(build, CTG_HOLDINGS, CTG__HOLDING_NODE,
                                       row)]++] = (uint32_t)row;
}

static void add_row(ctg__build *build, size_t row, ctg_node node,
                    struct seen *last_seen)
{
    ctg__holdings *const holdings = &build->network->holdings;
    const ctg_asset asset =
        ctg__build_asset(build, CTG_HOLDINGS, CTG__HOLDING_ASSET, row);
    const double quantity =
        ctg__build_quantity(build, asset,
                            ctg__graph_number(build->graph, CTG_HOLDINGS,
                                              CTG__HOLDING_QUANTITY, row));
    struct seen *const s = &last_seen[asset];

    if (build->doubtful_asset[asset])
        build->doubtful_node[node] = true;
    if (s->node != node) {
        *s = (struct seen){node, (uint32_t)holdings->count};
        holdings->asset[holdings->count] = asset;
        holdings->count++;
    }
    holdings->quantity[s->place] += quantity;
}

ctg_status ctg__build_holdings(ctg__build *build, ctg_error *error)
{
    ctg__holdings *const holdings = &build->network->holdings;
    const size_t row_count = build->graph->tables[CTG_HOLDINGS].row_count;
    const size_t node_count = build->network->nodes.count;
    const size_t asset_count = build->network->assets.count;
    ctg__arena *const arena = &build->network->arena;
    ctg__arena scratch = {0};
    size_t kept;
    uint32_t *rows;
    size_t *end;
    struct seen *last_seen;

    if (!TAKE(arena, holdings->start, node_count + 1) ||
        !TAKE(&scratch, end, node_count + 1) ||
        !TAKE(&scratch, last_seen, asset_count))
        goto no_memory;
    kept = count_rows(build, row_count, node_count, end);
    if (!TAKE(&scratch, rows, kept) || !TAKE(arena, holdings->asset, kept) ||
        !TAKE(arena, holdings->quantity, kept))
        goto no_memory;
    if (!kept)
        goto done; /* starts that nobody writes to take no memory */
    group_rows(build, row_count, end, rows);
    for (size_t asset = 0; asset < asset_count; asset++)
        last_seen[asset].node = CTG_NONE;
    for (size_t node = 0, k = 0; node < node_count; node++) {
        for (; k < end[node]; k++)
            add_row(build, rows[k], (ctg_node)node, last_seen);
        holdings->start[node + 1] = holdings->count;
    }
done:
    ctg__arena_give_back(&scratch);
    return CTG_OK;

no_memory:
    ctg__arena_give_back(&scratch);
    return ctg__fail_memory(error);
}
