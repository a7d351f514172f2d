/* Interest of the horizon, booked on a copy of the graph before any shock. */
#include <math.h>

#include "base/error.h"
#include "data/borrowing.h"
#include "data/graph.h"
#include "risk/elementary.h"
#include "risk/rescaled.h"
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

static ctg_status grow_markets(booking *b, ctg_error *error)
{
    const double withdrawn = isnan(b->risk->withdrawn) ? 0 : b->risk->withdrawn;
    const double hike = isnan(b->risk->hike) ? 0 : b->risk->hike;
    ctg__borrowing *markets;
    const ctg_status status =
        ctg__borrowing_find(b->net, withdrawn, hike, b->arena, &markets, error);

    for (size_t m = 0; !status && m < b->net->markets.count; m++) {
        const ctg__borrowing *const at = &markets[m];
        const double more = at->bears ? ctg__expm1(at->rate * b->years) : 0;

        b->debt_growth[m] = 1 + more;
        b->claim_growth[m] =
            at->bears && at->supply > 0
                ? 1 + more * at->debts * (1 - at->reserve) / at->supply
                : 1;
    }
    return status;
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

                if (b->claim_growth[m] == 1 ||
                    !ctg__borrowing_is_supply(b->net, m, e))
                    continue;
                more = exposures->amount[e] * (b->claim_growth[m] - 1) *
                       b->net->assets.price[exposures->asset[e]];
                b->gain[i] += more;
                b->gain[exposures->debtor[e]] -= more;
            }
}

/* --- the cells ----------------------------------------------------------- */

static ctg_status write_exposures(booking *b, ctg_error *error)
{
    const size_t rows = ctg_graph_row_count(b->graph, CTG_EXPOSURES);
    ctg_status status = CTG_OK;

    for (size_t row = 0; !status && row < rows; row++) {
        const ctg_asset asset =
            ctg__row_asset(b->graph, CTG_EXPOSURES, CTG__EXPOSURE_ASSET, row);
        const size_t market =
            asset == CTG_NONE ? SIZE_MAX
                              : ctg__borrowing_market(
                                    b->net,
                                    ctg__row_node(b->graph, CTG_EXPOSURES,
                                                  CTG__EXPOSURE_DEBTOR, row),
                                    asset);

        if (market != SIZE_MAX)
            status =
                ctg__rescale_cell(b->graph, CTG_EXPOSURES, CTG__EXPOSURE_AMOUNT,
                                  row, b->claim_growth[market], error);
    }
    return status;
}

static ctg_status write_positions(booking *b, ctg_error *error)
{
    const ctg__accounts *const accounts = &b->net->accounts;
    const size_t legs =
        accounts->count ? accounts->leg_start[accounts->count] : 0;
    ctg__rescaling by = {.net = b->net, .graph = b->graph};
    double *times;

    if (!TAKE(b->arena, times, legs + 1))
        return ctg__fail_memory(error);
    for (size_t l = 0; l < legs; l++)
        times[l] = leg_growth(b, l);
    by.legs = times;
    return ctg__rescale_positions(&by, error);
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
    status = grow_markets(b, error);
    if (status)
        return status;
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
