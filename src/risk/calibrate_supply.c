/*
 * More borrowers like the present ones (supply), or the same who owe more
 * (borrow): positions, and what suppliers or the venue's cash put up for them.
 */
#include <math.h>

#include "base/error.h"
#include "data/tiers.h"
#include "risk/calibration.h"
#include "risk/rescaled.h"

typedef struct supplying {
    const ctg__parameter *of;
    const ctg_network *net;
    ctg_graph *graph;
    double times;
    ctg__arena *arena;
    double *legs;      /* by leg: its factor */
    double *more_owed; /* by asset, the numeraire last: units beyond today's */
    double *supplied;  /* the same: claims on the venue */
} supplying;

static size_t place_of(const supplying *s, ctg_asset asset)
{
    return asset == CTG_NONE ? s->net->assets.count : asset;
}

static double price_of(const ctg_network *net, ctg_asset asset)
{
    return asset == CTG_NONE ? 1 : net->assets.price[asset];
}

/* The leg that a parameter is of; SIZE_MAX: the account has none such. */
static size_t leg_of(const ctg__parameter *of, const ctg__accounts *accounts,
                     uint32_t account)
{
    for (size_t l = accounts->leg_start[account];
         l < accounts->leg_start[account + 1]; l++)
        if (accounts->asset[l] == of->asset &&
            (of->kind == CTG__SETS_SUPPLY ? accounts->quantity[l] > 0
                                          : accounts->quantity[l] < 0))
            return l;
    return SIZE_MAX;
}

double ctg__supply_units(const ctg__parameter *parameter,
                         const ctg_network *network)
{
    const ctg__venues *const venues = &network->venues;
    double sum = 0;

    for (size_t k = venues->account_start[parameter->venue];
         k < venues->account_start[parameter->venue + 1]; k++) {
        const size_t leg =
            leg_of(parameter, &network->accounts, venues->accounts[k]);

        if (leg != SIZE_MAX)
            sum += fabs(network->accounts.quantity[leg]);
    }
    return sum;
}

/* What a leg of collateral counts for health at the first books. */
static double backing_of(const ctg_network *net, size_t leg, double times)
{
    const ctg__markets *const markets = &net->markets;
    const double worth = times * net->accounts.quantity[leg] *
                         price_of(net, net->accounts.asset[leg]);

    return worth > 0
               ? worth - ctg__leg_margin(markets, net->accounts.market[leg],
                                         markets->rate, markets->deduction,
                                         worth)
               : 0;
}

/* How much an account's debts grow, so that its health stays. */
static double debt_growth(const supplying *s, uint32_t account, size_t leg)
{
    const ctg__accounts *const accounts = &s->net->accounts;
    double before = 0;
    double after = 0;

    for (size_t l = accounts->leg_start[account];
         l < accounts->leg_start[account + 1]; l++) {
        before += backing_of(s->net, l, 1);
        after += backing_of(s->net, l, l == leg ? s->times : 1);
    }
    return before > 0 ? after / before : 1;
}

static void grow_account(supplying *s, uint32_t account)
{
    const ctg__accounts *const accounts = &s->net->accounts;
    const size_t leg = leg_of(s->of, accounts, account);
    const bool supplies = s->of->kind == CTG__SETS_SUPPLY;

    if (leg == SIZE_MAX)
        return;
    for (size_t l = accounts->leg_start[account];
         supplies && l < accounts->leg_start[account + 1]; l++)
        if (accounts->quantity[l] < 0)
            s->legs[l] = debt_growth(s, account, leg);
    s->legs[leg] = s->times;
}

static void grow_accounts(supplying *s)
{
    const ctg__accounts *const accounts = &s->net->accounts;
    const ctg__venues *const venues = &s->net->venues;

    for (size_t l = 0; l < accounts->leg_start[accounts->count]; l++)
        s->legs[l] = 1;
    for (size_t k = venues->account_start[s->of->venue];
         k < venues->account_start[s->of->venue + 1]; k++) {
        const uint32_t account = venues->accounts[k];

        grow_account(s, account);
        for (size_t l = accounts->leg_start[account];
             l < accounts->leg_start[account + 1]; l++)
            if (accounts->quantity[l] < 0)
                s->more_owed[place_of(s, accounts->asset[l])] -=
                    accounts->quantity[l] * (s->legs[l] - 1);
    }
}

static ctg_asset asset_of_claim(const ctg__exposures *exposures, size_t entry)
{
    return exposures->asset ? exposures->asset[entry] : CTG_NONE;
}

static void sum_claims(supplying *s)
{
    const ctg__exposures *const exposures = &s->net->exposures;
    const ctg_node venue = s->net->venues.node[s->of->venue];

    for (size_t e = 0; e < exposures->count; e++)
        if (exposures->debtor[e] == venue)
            s->supplied[place_of(s, asset_of_claim(exposures, e))] +=
                exposures->amount[e];
}

static ctg_status write_claims(supplying *s, ctg_error *error)
{
    const size_t rows = ctg_graph_row_count(s->graph, CTG_EXPOSURES);
    const ctg_node venue = s->net->venues.node[s->of->venue];
    ctg_status status = CTG_OK;

    for (size_t row = 0; !status && row < rows; row++) {
        const size_t at = place_of(s, ctg__row_asset(s->graph, CTG_EXPOSURES,
                                                     CTG__EXPOSURE_ASSET, row));

        if (s->more_owed[at] != 0 && s->supplied[at] > 0 &&
            ctg__row_node(s->graph, CTG_EXPOSURES, CTG__EXPOSURE_DEBTOR, row) ==
                venue)
            status = ctg__rescale_cell(
                s->graph, CTG_EXPOSURES, CTG__EXPOSURE_AMOUNT, row,
                1 + s->more_owed[at] / s->supplied[at], error);
    }
    return status;
}

/* What nobody supplies comes out of the venue's cash, or goes back to it. */
static ctg_status write_cash(supplying *s, ctg_error *error)
{
    const ctg_node venue = s->net->venues.node[s->of->venue];
    const double given =
        ctg__graph_number(s->graph, CTG_NODES, CTG__NODE_CASH, venue);
    const double before = isnan(given) ? 0 : given;
    double paid = 0;
    size_t column;
    ctg_status status;

    for (size_t a = 0; a <= s->net->assets.count; a++)
        if (!(s->supplied[a] > 0))
            paid += s->more_owed[a] * price_of(s->net, a == s->net->assets.count
                                                           ? CTG_NONE
                                                           : (ctg_asset)a);
    if (paid == 0)
        return CTG_OK;
    if (paid > before)
        return ctg__fail(
            error, CTG_BAD_INPUT,
            "'%.100s' has no claims on it to lend from, and its cash of %.10g "
            "does not pay the %.10g that would be borrowed beyond today",
            ctg_graph_node_id(s->graph, venue), before, paid);
    status =
        ctg__graph_need_column(s->graph, CTG_NODES, "cash", 4, &column, error);
    return status ? status
                  : ctg__graph_set_number(s->graph, CTG_NODES, venue, column,
                                          before - paid, error);
}

static ctg_status apply(supplying *s, ctg_error *error)
{
    const ctg__accounts *const accounts = &s->net->accounts;
    const size_t assets = s->net->assets.count + 1;
    ctg__rescaling by = {.net = s->net, .graph = s->graph};
    ctg_status status;

    if (!TAKE(s->arena, s->legs, accounts->leg_start[accounts->count] + 1) ||
        !TAKE(s->arena, s->more_owed, assets) ||
        !TAKE(s->arena, s->supplied, assets))
        return ctg__fail_memory(error);
    grow_accounts(s);
    sum_claims(s);
    by.legs = s->legs;
    status = ctg__rescale_positions(&by, error);
    if (!status)
        status = write_claims(s, error);
    return status ? status : write_cash(s, error);
}

ctg_status ctg__supply_apply(const ctg__parameter *parameter,
                             const ctg_network *network, ctg_graph *graph,
                             double value, ctg_error *error)
{
    ctg__arena arena = {0};
    supplying s = {.of = parameter,
                   .net = network,
                   .graph = graph,
                   .times = value,
                   .arena = &arena};
    const ctg_status status = apply(&s, error);

    ctg__arena_clear(&arena);
    return status;
}
