/* Interest of the horizon, booked on a copy of the graph before any shock. */
#include <math.h>

#include "base/error.h"
#include "data/graph.h"
#include "data/venue.h"
#include "risk/elementary.h"
#include "risk/simulation.h"

typedef struct booking {
    const ctg_network *net;
    const ctg__risk *risk;
    ctg_graph *graph; /* the copy */
    ctg__arena *arena;
    double *debt_growth;  /* by market: G */
    double *claim_growth; /* by market */
    double *gain;         /* by node, money: of given equities */
    double years;
} booking;

static double rate_cell(const booking *b, size_t row, size_t column,
                        double standard)
{
    const double value =
        ctg__graph_number(b->net->graph, CTG_MARKETS, column, row);

    return isnan(value) ? standard : value;
}

/* All that accounts owe of a market's asset, units. */
static double debts_at(const booking *b, size_t market)
{
    const ctg__accounts *const accounts = &b->net->accounts;
    const size_t legs =
        accounts->count ? accounts->leg_start[accounts->count] : 0;
    double sum = 0;

    for (size_t l = 0; l < legs; l++)
        if (accounts->market[l] == market && accounts->quantity[l] < 0)
            sum -= accounts->quantity[l];
    return sum;
}

/* Whether an exposure is a claim of a supplier of this market. */
static bool is_supply(const booking *b, size_t market, size_t entry)
{
    const ctg__exposures *const exposures = &b->net->exposures;

    return exposures->asset &&
           exposures->asset[entry] == b->net->markets.asset[market] &&
           exposures->debtor[entry] ==
               b->net->venues.node[b->net->markets.venue[market]];
}

static double supply_at(const booking *b, size_t market)
{
    double sum = 0;

    for (size_t e = 0; e < b->net->exposures.count; e++)
        if (is_supply(b, market, e))
            sum += b->net->exposures.amount[e];
    return sum;
}

/* The borrowing rate of a year at a share of use. */
static double rate_at(const booking *b, size_t row, double used)
{
    const double hike = isnan(b->risk->hike) ? 0 : b->risk->hike;
    const double kink = rate_cell(b, row, CTG__MARKET_RATE_KINK, 1);
    double rate =
        rate_cell(b, row, CTG__MARKET_RATE_BASE, 0) +
        rate_cell(b, row, CTG__MARKET_RATE_SLOPE, 0) * fmin(used, kink) / kink;

    if (kink < 1)
        rate += rate_cell(b, row, CTG__MARKET_RATE_SLOPE2, 0) *
                fmax(0, used - kink) / (1 - kink);
    return fmax(0, rate + hike);
}

static void grow_market(booking *b, size_t market, size_t row)
{
    const double withdrawn = isnan(b->risk->withdrawn) ? 0 : b->risk->withdrawn;
    const double debts = debts_at(b, market);
    const double supply = supply_at(b, market);
    const double left = supply * (1 - withdrawn);
    const double used = !(debts > 0) ? 0 : left > 0 ? fmin(1, debts / left) : 1;
    const double more = ctg__expm1(rate_at(b, row, used) * b->years);
    const double kept = 1 - rate_cell(b, row, CTG__MARKET_RESERVE_FACTOR, 0);

    b->debt_growth[market] = 1 + more;
    if (supply > 0)
        b->claim_growth[market] = 1 + more * debts * kept / supply;
}

/* The market of a row of the table; SIZE_MAX: none. */
static size_t market_of(const booking *b, ctg_node venue, ctg_asset asset)
{
    const ctg__markets *const markets = &b->net->markets;

    for (size_t m = 0; m < markets->count; m++)
        if (markets->asset[m] == asset &&
            b->net->venues.node[markets->venue[m]] == venue)
            return m;
    return SIZE_MAX;
}

static ctg_node node_of(const booking *b, ctg_table table, size_t column,
                        size_t row)
{
    return ctg_graph_find_node(
        b->net->graph,
        ctg__graph_text(b->net->graph, ctg__graph_cell_word(
                                           b->net->graph, table, column, row)));
}

static ctg_asset asset_of(const booking *b, ctg_table table, size_t column,
                          size_t row)
{
    const ctg_word word =
        ctg__graph_cell_word(b->net->graph, table, column, row);

    return word ? ctg_graph_find_asset(b->net->graph,
                                       ctg__graph_text(b->net->graph, word))
                : CTG_NONE;
}

static bool bears_interest(const booking *b, size_t row)
{
    return rate_cell(b, row, CTG__MARKET_RATE_BASE, 0) != 0 ||
           rate_cell(b, row, CTG__MARKET_RATE_SLOPE, 0) != 0 ||
           rate_cell(b, row, CTG__MARKET_RATE_SLOPE2, 0) != 0;
}

static void grow_markets(booking *b)
{
    const size_t rows = ctg_graph_row_count(b->net->graph, CTG_MARKETS);

    for (size_t m = 0; m < b->net->markets.count; m++)
        b->debt_growth[m] = b->claim_growth[m] = 1;
    for (size_t row = 0; row < rows; row++) {
        const size_t market =
            market_of(b, node_of(b, CTG_MARKETS, CTG__MARKET_VENUE, row),
                      asset_of(b, CTG_MARKETS, CTG__MARKET_ASSET, row));

        if (market != SIZE_MAX && bears_interest(b, row) &&
            ctg__venue_row_of(&b->net->venues, b->net->markets.venue[market])
                ->lends)
            grow_market(b, market, row);
    }
}

static double leg_growth(const booking *b, size_t leg)
{
    const uint32_t market = b->net->accounts.market[leg];

    return market == CTG_NONE || !(b->net->accounts.quantity[leg] < 0)
               ? 1
               : b->debt_growth[market];
}

/* What accounts' interest does to their owners and venues. */
static void gain_accounts(booking *b)
{
    const ctg__accounts *const accounts = &b->net->accounts;

    for (size_t a = 0; a < accounts->count; a++) {
        const ctg_node venue = b->net->venues.node[accounts->venue[a]];
        double before = 0;
        double interest = 0;

        for (size_t l = accounts->leg_start[a]; l < accounts->leg_start[a + 1];
             l++) {
            const double worth =
                accounts->quantity[l] *
                (accounts->asset[l] == CTG_NONE
                     ? 1
                     : b->net->assets.price[accounts->asset[l]]);

            before += worth;
            interest -= worth * (leg_growth(b, l) - 1);
        }
        b->gain[accounts->owner[a]] +=
            fmax(0, before - interest) - fmax(0, before);
        b->gain[venue] +=
            interest - (fmax(0, interest - before) - fmax(0, -before));
    }
}

static void gain_suppliers(booking *b)
{
    const ctg__exposures *const exposures = &b->net->exposures;

    for (ctg_node i = 0; i < b->net->nodes.count; i++)
        for (size_t e = exposures->start[i]; e < exposures->start[i + 1]; e++)
            for (size_t m = 0; m < b->net->markets.count; m++) {
                double more;

                if (b->claim_growth[m] == 1 || !is_supply(b, m, e))
                    continue;
                more = exposures->amount[e] * (b->claim_growth[m] - 1) *
                       b->net->assets.price[exposures->asset[e]];
                b->gain[i] += more;
                b->gain[exposures->debtor[e]] -= more;
            }
}

/* --- the cells ----------------------------------------------------------- */

static ctg_status scale_cell(booking *b, ctg_table table, size_t column,
                             size_t row, double times, ctg_error *error)
{
    const double value = ctg__graph_number(b->graph, table, column, row);

    return times == 1 ? CTG_OK
                      : ctg__graph_set_number(b->graph, table, row, column,
                                              value * times, error);
}

static ctg_status write_exposures(booking *b, ctg_error *error)
{
    const size_t rows = ctg_graph_row_count(b->graph, CTG_EXPOSURES);
    ctg_status status = CTG_OK;

    for (size_t row = 0; !status && row < rows; row++) {
        const ctg_asset asset =
            asset_of(b, CTG_EXPOSURES, CTG__EXPOSURE_ASSET, row);
        const size_t market =
            asset == CTG_NONE
                ? SIZE_MAX
                : market_of(
                      b, node_of(b, CTG_EXPOSURES, CTG__EXPOSURE_DEBTOR, row),
                      asset);

        if (market != SIZE_MAX)
            status = scale_cell(b, CTG_EXPOSURES, CTG__EXPOSURE_AMOUNT, row,
                                b->claim_growth[market], error);
    }
    return status;
}

/* The leg that a row of positions is part of; SIZE_MAX: none. */
static size_t leg_of(const booking *b, size_t row)
{
    const ctg__accounts *const accounts = &b->net->accounts;
    const ctg_graph *const graph = b->net->graph;
    const ctg_word name =
        ctg__graph_cell_word(graph, CTG_POSITIONS, CTG__POSITION_ACCOUNT, row);
    const ctg_node venue = node_of(b, CTG_POSITIONS, CTG__POSITION_VENUE, row);
    const ctg_asset asset =
        asset_of(b, CTG_POSITIONS, CTG__POSITION_ASSET, row);
    const uint32_t at = b->net->venues.of_node[venue];

    for (size_t k = b->net->venues.account_start[at];
         k < b->net->venues.account_start[at + 1]; k++) {
        const uint32_t account = b->net->venues.accounts[k];

        if (accounts->name[account] != name)
            continue;
        for (size_t l = accounts->leg_start[account];
             l < accounts->leg_start[account + 1]; l++)
            if (accounts->asset[l] == asset)
                return l;
    }
    return SIZE_MAX;
}

static ctg_status write_positions(booking *b, ctg_error *error)
{
    const size_t rows = ctg_graph_row_count(b->graph, CTG_POSITIONS);
    ctg_status status = CTG_OK;

    for (size_t row = 0; !status && row < rows; row++) {
        const size_t leg = leg_of(b, row);

        if (leg != SIZE_MAX)
            status = scale_cell(b, CTG_POSITIONS, CTG__POSITION_QUANTITY, row,
                                leg_growth(b, leg), error);
    }
    return status;
}

/* Given equities move with what is booked, so that residuals stay. */
static ctg_status write_equities(booking *b, ctg_error *error)
{
    ctg_status status = CTG_OK;

    for (ctg_node i = 0; !status && i < b->net->nodes.count; i++) {
        const double given =
            ctg__graph_number(b->graph, CTG_NODES, CTG__NODE_EQUITY, i);

        if (!isnan(given) && b->gain[i] != 0)
            status =
                ctg__graph_set_number(b->graph, CTG_NODES, i, CTG__NODE_EQUITY,
                                      given + b->gain[i], error);
    }
    return status;
}

static ctg_status book(booking *b, ctg_error *error)
{
    ctg_status status;

    if (!TAKE(b->arena, b->debt_growth, b->net->markets.count + 1) ||
        !TAKE(b->arena, b->claim_growth, b->net->markets.count + 1) ||
        !TAKE(b->arena, b->gain, b->net->nodes.count + 1))
        return ctg__fail_memory(error);
    grow_markets(b);
    gain_accounts(b);
    gain_suppliers(b);
    status = write_exposures(b, error);
    if (!status)
        status = write_positions(b, error);
    return status ? status : write_equities(b, error);
}

ctg_status ctg__interest_book(const ctg_network *network, const ctg__risk *risk,
                              ctg_graph **graph, ctg_network **made,
                              ctg_error *error)
{
    ctg__arena arena = {0};
    booking b = {.net = network,
                 .risk = risk,
                 .arena = &arena,
                 .years = risk->values[CTG__RISK_days] /
                          risk->values[CTG__RISK_year_days]};
    ctg_status status = ctg_graph_copy(network->graph, graph, error);

    if (!status) {
        b.graph = *graph;
        status = book(&b, error);
    }
    if (!status)
        status = ctg_network_new(*graph, made, NULL, error);
    ctg__arena_clear(&arena);
    return status;
}
