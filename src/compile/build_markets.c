/*
 * The markets table: risk parameters per venue and asset, one row for each tier
 * of notional. Markets are numbered by their first rows.
 */
#include <math.h>
#include <stdlib.h>

#include "base/assert.h"
#include "compile/build.h"
#include "data/tiers.h"
#include "data/venue.h"

/* A kept row, and the first of its market. */
struct tier {
    uint32_t venue;
    ctg_asset asset;
    double above;
    uint32_t row;
    uint32_t first;
};

static int by_market(const void *left, const void *right)
{
    const struct tier *const a = left;
    const struct tier *const b = right;

    if (a->venue != b->venue)
        return a->venue < b->venue ? -1 : 1;
    if (a->asset != b->asset)
        return a->asset < b->asset ? -1 : 1;
    if (a->above != b->above)
        return a->above < b->above ? -1 : 1;
    return a->row < b->row ? -1 : a->row > b->row;
}

static int by_first_row(const void *left, const void *right)
{
    const struct tier *const a = left;
    const struct tier *const b = right;

    if (a->first != b->first)
        return a->first < b->first ? -1 : 1;
    return by_market(left, right);
}

static double number(const ctg__build *build, size_t column, size_t row,
                     double standard)
{
    return ctg__build_number(build, CTG_MARKETS, column, row, standard);
}

static bool is_given(const ctg__build *build, size_t column, size_t row)
{
    return !isnan(ctg__graph_number(build->graph, CTG_MARKETS, column, row));
}

static size_t collect(const ctg__build *build, struct tier *tiers)
{
    const size_t row_count = build->graph->tables[CTG_MARKETS].row_count;
    size_t count = 0;

    for (size_t row = 0; row < row_count; row++)
        if (!ctg__build_skips(build, CTG_MARKETS, row))
            tiers[count++] = (struct tier){
                .venue = build->network->venues.of_node[ctg__build_node(
                    build, CTG_MARKETS, CTG__MARKET_VENUE, row)],
                .asset = ctg__build_asset(build, CTG_MARKETS, CTG__MARKET_ASSET,
                                          row),
                .above = number(build, CTG__MARKET_ABOVE, row, 0),
                .row = (uint32_t)row};
    return count;
}

/* The rows of a market follow each other. */
static size_t end_of(const struct tier *tiers, size_t from, size_t count)
{
    size_t to = from;

    while (to < count && tiers[to].venue == tiers[from].venue &&
           tiers[to].asset == tiers[from].asset)
        to++;
    return to;
}

static void note_first_rows(struct tier *tiers, size_t count)
{
    for (size_t from = 0, to; from < count; from = to) {
        uint32_t first = UINT32_MAX;

        to = end_of(tiers, from, count);
        for (size_t k = from; k < to; k++)
            first = tiers[k].row < first ? tiers[k].row : first;
        for (size_t k = from; k < to; k++)
            tiers[k].first = first;
    }
}

static void reject(ctg__build *build, const struct tier *tier, size_t column,
                   const char *why)
{
    ctg__build_reject(build, CTG_MARKETS, tier->row, column, "%s", why);
}

/* What only the lowest row may say, and what only the others may. */
static void check_row(ctg__build *build, const struct tier *tier)
{
    const double margin =
        number(build, CTG__MARKET_MAINTENANCE, tier->row, 0) * tier->above;

    if (tier->above == 0) {
        if (is_given(build, CTG__MARKET_DEDUCTION, tier->row))
            reject(build, tier, CTG__MARKET_DEDUCTION,
                   "deduction is given in the row from 0, where nothing is "
                   "deducted");
        return;
    }
    if (is_given(build, CTG__MARKET_BONUS, tier->row))
        reject(build, tier, CTG__MARKET_BONUS,
               "bonus is given in a higher tier: the row from 0 says it for "
               "all");
    if (is_given(build, CTG__MARKET_LOT, tier->row))
        reject(build, tier, CTG__MARKET_LOT,
               "lot is given in a higher tier: the row from 0 says it for all");
    if (number(build, CTG__MARKET_DEDUCTION, tier->row, 0) > margin)
        reject(build, tier, CTG__MARKET_DEDUCTION,
               "deduction is more than the margin at the start of its tier, "
               "maintenance x above");
}

static void check_order(ctg__build *build, const struct tier *below,
                        const struct tier *tier)
{
    if (tier->above == below->above && tier->above == 0)
        ctg__build_reject(
            build, CTG_MARKETS, tier->row, SIZE_MAX,
            "'%s' has a row for '%s' already",
            ctg_graph_node_id(build->graph,
                              build->network->venues.node[tier->venue]),
            ctg_graph_asset_id(build->graph, tier->asset));
    else if (tier->above == below->above)
        reject(build, tier, CTG__MARKET_ABOVE,
               "above is that of another row of the market");
    else if (number(build, CTG__MARKET_MAINTENANCE, tier->row, 0) <
             number(build, CTG__MARKET_MAINTENANCE, below->row, 0))
        ctg__graph_blame(build->graph, CTG_MARKETS, tier->row,
                         CTG__MARKET_MAINTENANCE, build->problems, CTG_WARNING,
                         "maintenance is lower than in the tier below: larger "
                         "legs need a smaller share");
}

/* Beyond a kink of 1 nothing is left for the second slope. */
static void check_rates(ctg__build *build, const struct tier *tier)
{
    const double second = number(build, CTG__MARKET_RATE_SLOPE2, tier->row, 0);

    if (second != 0 &&
        !(number(build, CTG__MARKET_RATE_KINK, tier->row, 1) < 1))
        ctg__build_reject(build, CTG_MARKETS, tier->row,
                          CTG__MARKET_RATE_SLOPE2,
                          "rate_slope2 is %g, but the kink is at 1: nothing "
                          "is beyond it",
                          second);
}

static void check_market(ctg__build *build, const struct tier *tiers,
                         size_t count)
{
    for (size_t k = 0; k < count; k++) {
        check_row(build, &tiers[k]);
        check_rates(build, &tiers[k]);
        if (k)
            check_order(build, &tiers[k - 1], &tiers[k]);
    }
    if (tiers->above > 0 && !build->bad[CTG_MARKETS])
        reject(build, tiers, CTG__MARKET_ABOVE,
               "above is not 0 in any row of the market: smaller legs would "
               "have no rate");
    if (tiers[count - 1].above > 0 &&
        ctg__venue_row_of(&build->network->venues, tiers->venue)->lends)
        reject(build, &tiers[count - 1], CTG__MARKET_ABOVE,
               "above is given at a lending venue: only margin venues have "
               "tiers");
}

static void fill_market(ctg__build *build, const struct tier *tiers,
                        size_t count)
{
    ctg__markets *const markets = &build->network->markets;
    const size_t m = markets->count++;
    const size_t from = markets->tier_start[m];

    markets->venue[m] = tiers->venue;
    markets->asset[m] = tiers->asset;
    markets->bonus[m] = number(build, CTG__MARKET_BONUS, tiers->row, 0);
    markets->lot[m] = number(build, CTG__MARKET_LOT, tiers->row, 0);
    markets->tier_start[m + 1] = from + count;
    markets->tiered |= count > 1;
    markets->has_lots |= markets->lot[m] > 0;
    for (size_t k = 0; k < count; k++) {
        markets->above[from + k] = tiers[k].above;
        markets->rate[from + k] =
            number(build, CTG__MARKET_MAINTENANCE, tiers[k].row, 0);
        markets->given[from + k] =
            number(build, CTG__MARKET_DEDUCTION, tiers[k].row, NAN);
    }
    ctg__tiers_deduct(markets->above + from, markets->rate + from,
                      markets->given + from, markets->deduction + from, count);
}

ctg_status ctg__build_markets(ctg__build *build, ctg_error *error)
{
    ctg__markets *const markets = &build->network->markets;
    const size_t row_count = build->graph->tables[CTG_MARKETS].row_count;
    struct tier *tiers;
    size_t count;

    if (!ctg__build_markets_room(build, row_count, row_count) ||
        !TAKE(&build->scratch, tiers, row_count))
        return ctg__fail_memory(error);
    count = collect(build, tiers);
    if (count)
        qsort(tiers, count, sizeof *tiers, by_market);
    note_first_rows(tiers, count);
    if (count)
        qsort(tiers, count, sizeof *tiers, by_first_row);
    for (size_t from = 0, to; from < count; from = to) {
        to = end_of(tiers, from, count);
        check_market(build, tiers + from, to - from);
        fill_market(build, tiers + from, to - from);
    }
    CTG__ASSERT(markets->tier_start[markets->count] == count);
    return CTG_OK;
}

bool ctg__build_markets_room(ctg__build *build, size_t count, size_t tiers)
{
    ctg__markets *const markets = &build->network->markets;
    ctg__arena *const arena = &build->network->arena;

    return TAKE(arena, markets->venue, count) &&
           TAKE(arena, markets->asset, count) &&
           TAKE(arena, markets->bonus, count) &&
           TAKE(arena, markets->lot, count) &&
           TAKE(arena, markets->tier_start, count + 1) &&
           TAKE(arena, markets->above, tiers) &&
           TAKE(arena, markets->rate, tiers) &&
           TAKE(arena, markets->given, tiers) &&
           TAKE(arena, markets->deduction, tiers);
}
