#include "data/borrowing.h"

#include <math.h>

#include "base/error.h"
#include "data/graph.h"
#include "data/venue.h"

static double rate_cell(const ctg_network *net, size_t row, size_t column,
                        double standard)
{
    const double value =
        ctg__graph_number(net->graph, CTG_MARKETS, column, row);

    return isnan(value) ? standard : value;
}

/* All that accounts owe of a market's asset, units. */
static double debts_at(const ctg_network *net, size_t market)
{
    const ctg__accounts *const accounts = &net->accounts;
    const size_t legs =
        accounts->count ? accounts->leg_start[accounts->count] : 0;
    double sum = 0;

    for (size_t l = 0; l < legs; l++)
        if (accounts->market[l] == market && accounts->quantity[l] < 0)
            sum -= accounts->quantity[l];
    return sum;
}

bool ctg__borrowing_is_supply(const ctg_network *network, size_t market,
                              size_t entry)
{
    const ctg__exposures *const exposures = &network->exposures;

    return exposures->asset &&
           exposures->asset[entry] == network->markets.asset[market] &&
           exposures->debtor[entry] ==
               network->venues.node[network->markets.venue[market]];
}

static double supply_at(const ctg_network *net, size_t market)
{
    double sum = 0;

    for (size_t e = 0; e < net->exposures.count; e++)
        if (ctg__borrowing_is_supply(net, market, e))
            sum += net->exposures.amount[e];
    return sum;
}

/* The borrowing rate of a year at a share of use. */
static double rate_at(const ctg_network *net, size_t row, double used,
                      double hike)
{
    const double kink = rate_cell(net, row, CTG__MARKET_RATE_KINK, 1);
    double rate = rate_cell(net, row, CTG__MARKET_RATE_BASE, 0) +
                  rate_cell(net, row, CTG__MARKET_RATE_SLOPE, 0) *
                      fmin(used, kink) / kink;

    if (kink < 1)
        rate += rate_cell(net, row, CTG__MARKET_RATE_SLOPE2, 0) *
                fmax(0, used - kink) / (1 - kink);
    return fmax(0, rate + hike);
}

size_t ctg__borrowing_market(const ctg_network *network, ctg_node venue,
                             ctg_asset asset)
{
    const ctg__markets *const markets = &network->markets;

    for (size_t m = 0; m < markets->count; m++)
        if (markets->asset[m] == asset &&
            network->venues.node[markets->venue[m]] == venue)
            return m;
    return SIZE_MAX;
}

static bool bears_interest(const ctg_network *net, size_t row)
{
    return rate_cell(net, row, CTG__MARKET_RATE_BASE, 0) != 0 ||
           rate_cell(net, row, CTG__MARKET_RATE_SLOPE, 0) != 0 ||
           rate_cell(net, row, CTG__MARKET_RATE_SLOPE2, 0) != 0;
}

static ctg__borrowing borrow(const ctg_network *net, size_t market, size_t row,
                             double withdrawn, double hike)
{
    ctg__borrowing made = {
        .bears = true,
        .debts = debts_at(net, market),
        .supply = supply_at(net, market),
        .reserve = rate_cell(net, row, CTG__MARKET_RESERVE_FACTOR, 0)};
    const double left = made.supply * (1 - withdrawn);

    made.used = !(made.debts > 0) ? 0
                : left > 0        ? fmin(1, made.debts / left)
                                  : 1;
    made.rate = rate_at(net, row, made.used, hike);
    return made;
}

ctg_status ctg__borrowing_find(const ctg_network *network, double withdrawn,
                               double hike, ctg__arena *arena,
                               ctg__borrowing **markets, ctg_error *error)
{
    const size_t rows = ctg_graph_row_count(network->graph, CTG_MARKETS);

    if (!TAKE(arena, *markets, network->markets.count + 1))
        return ctg__fail_memory(error);
    for (size_t row = 0; row < rows; row++) {
        const size_t market = ctg__borrowing_market(
            network,
            ctg__row_node(network->graph, CTG_MARKETS, CTG__MARKET_VENUE, row),
            ctg__row_asset(network->graph, CTG_MARKETS, CTG__MARKET_ASSET,
                           row));

        if (market != SIZE_MAX && bears_interest(network, row) &&
            ctg__venue_row_of(&network->venues, network->markets.venue[market])
                ->lends)
            (*markets)[market] = borrow(network, market, row, withdrawn, hike);
    }
    return CTG_OK;
}
