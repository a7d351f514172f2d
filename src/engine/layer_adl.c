/*
 * Auto-deleveraging: what an account still lacks, as a share of its
 * shortfall, is closed against winners at its bankruptcy price.
 */
#include <math.h>

#include "engine/adl_event.h"
#include "engine/deleverage.h"

static bool any_layer(const ctg__state *state)
{
    for (size_t l = 0; l < state->net->layers.count; l++)
        if (state->net->layers.kind[l] == CTG__ADL)
            return true;
    return false;
}

static ctg_status start(ctg__state *state, ctg_error *error)
{
    const ctg__accounts *const accounts = &state->net->accounts;
    const size_t legs =
        accounts->count ? accounts->leg_start[accounts->count] : 0;
    ctg__arena *const arena = state->arena;
    ctg__adl *adl;
    ctg_status status;

    if (!any_layer(state))
        return CTG_OK;
    if (!TAKE(arena, adl, 1) ||
        !TAKE(arena, state->accounts.given_quantity, legs) ||
        !TAKE(arena, state->accounts.given_amount, legs) ||
        !TAKE(arena, state->accounts.given_layer, legs) ||
        !TAKE_ROOM(arena, adl->winners, legs) ||
        !TAKE_ROOM(arena, adl->losers, accounts->count) ||
        !TAKE_ROOM(arena, adl->sorted, legs) ||
        !TAKE_ROOM(arena, adl->sorting, legs) ||
        !TAKE_ROOM(arena, adl->rings, accounts->count))
        return ctg__fail_memory(error);
    state->accounts.adl = adl;
    status = ctg__queue_room(state, legs, error);
    if (!status)
        status = ctg__lots_room(state, legs, error);
    if (!status)
        status = ctg__clocks_room(state, legs, error);
    if (!status && !TAKE_ROOM(arena, adl->end, 1))
        status = ctg__fail_memory(error);
    return status;
}

/* Those that lack something, by what they lack, ties by row: lacks are in order
 * of rows. */
static size_t list_losers(ctg__state *state, const ctg__lack *lacks,
                          size_t count)
{
    ctg__adl *const adl = state->accounts.adl;
    size_t found = 0;

    for (size_t k = 0; k < count; k++)
        if (lacks[k].left > 0)
            adl->sorted[found++] = (ctg__keyed){~ctg__key_of(lacks[k].left), k};
    ctg__sort_keyed(adl->sorted, adl->sorting, found);
    for (size_t k = 0; k < found; k++) {
        const uint32_t lack = (uint32_t)adl->sorted[k].index;

        adl->losers[k] =
            (ctg__loser){lacks[lack].left, lacks[lack].account, lack};
    }
    return found;
}

/* By what a shortfall is spread over an account's legs: the book prices, or
 * the file's where all legs are worth nothing. `notional` is their sum. */
static const double *spread_by(const ctg__state *state, size_t account,
                               double *notional)
{
    const ctg__accounts *const accounts = &state->net->accounts;
    const double *const prices[] = {state->books.book_price,
                                    state->net->assets.price};

    for (size_t k = 0; k < sizeof prices / sizeof *prices; k++) {
        *notional = 0;
        for (size_t l = accounts->leg_start[account];
             l < accounts->leg_start[account + 1]; l++)
            if (accounts->asset[l] != CTG_NONE)
                *notional += fabs(state->accounts.leg[l]) *
                             prices[k][accounts->asset[l]];
        if (*notional > 0)
            return prices[k];
    }
    return NULL;
}

typedef void close_function(ctg__state *state, const ctg__deleveraging *of,
                            ctg__closing *closing, ctg__adl_side side);

/* How a market's legs are closed under a rule. */
static close_function *way_of(const ctg__deleveraging *of, double lot,
                              bool by_clocks)
{
    if (!of->rule->shares)
        return ctg__close_by_queue;
    if (lot > 0)
        return ctg__close_by_lots;
    return by_clocks ? ctg__close_by_clocks : ctg__close_by_shares;
}

/* One loser: returns what winners gave up for it, money. */
static double deleverage(ctg__state *state, ctg__deleveraging *of,
                         const ctg__loser *loser, bool by_clocks)
{
    const ctg__accounts *const accounts = &state->net->accounts;
    const double shortfall = state->accounts.shortfall[loser->account];
    const double share = state->net->layers.severity[of->layer] *
                         fmin(1, loser->left / shortfall);
    double notional;
    const double *const weight = spread_by(state, loser->account, &notional);
    double paid = 0;

    if (!weight)
        return 0;
    for (size_t l = accounts->leg_start[loser->account];
         l < accounts->leg_start[loser->account + 1]; l++) {
        const ctg_asset asset = accounts->asset[l];
        ctg__closing c = {.account = loser->account, .leg = l, .asset = asset};
        ctg__adl_side side;

        if (asset == CTG_NONE || state->accounts.leg[l] == 0)
            continue;
        c.side = state->accounts.leg[l] < 0 ? -1 : 1;
        side = ctg__other_side(of, asset, c.side > 0);
        if (!side.count)
            continue;
        c.price = state->books.book_price[asset];
        c.give = shortfall * (weight[asset] / notional);
        c.lot = state->net->markets.lot[accounts->market[l]];
        c.left = share * fabs(state->accounts.leg[l]);
        if (c.lot > 0)
            c.left = ctg__whole(c.left / c.lot);
        way_of(of, c.lot, by_clocks)(state, of, &c, side);
        ctg__event_closed(state, &c);
        paid += c.closed * c.give;
    }
    return paid;
}

/* The shortfall falls by what others gave up. */
static void relieve(ctg__state *state, size_t layer, size_t account,
                    ctg__lack *lack, double paid)
{
    const uint32_t venue = state->net->layers.venue[layer];
    const ctg_node node = state->net->venues.node[venue];

    state->accounts.layer_used[layer] += paid;
    state->accounts.shortfall[account] =
        ctg__remainder(state->accounts.shortfall[account] - paid,
                       state->accounts.shortfall[account]);
    state->accounts.highest_shortfall[account] =
        fmax(state->accounts.shortfall[account],
             state->accounts.highest_shortfall[account] - paid);
    ctg__touch(state, node);
    state->books.liabilities[node] -= paid; /* a margin venue's shortfalls */
    lack->left = ctg__remainder(lack->left - paid, lack->left);
}

static void pay(ctg__state *state, size_t layer, ctg__lack *lacks, size_t count)
{
    const ctg__loser *const losers = state->accounts.adl->losers;
    ctg__deleveraging of;
    size_t loser_count;
    bool by_clocks;

    if (!ctg__is_event(state, layer, lacks, count))
        return;
    loser_count = list_losers(state, lacks, count);
    ctg__list_winners(state, layer, &of);
    ctg__event_begin(state, &of, losers, loser_count);
    if (!of.rule->shares)
        ctg__queue_start(state, &of);
    by_clocks = ctg__clocks_apply(state, &of, loser_count);
    ctg__clocks_start(state);
    for (size_t k = 0; of.count && k < loser_count; k++) {
        const double paid = deleverage(state, &of, &losers[k], by_clocks);

        if (paid > 0)
            relieve(state, layer, losers[k].account, &lacks[losers[k].lack],
                    paid);
    }
    ctg__clocks_stop(state, &of);
    ctg__event_end(state, &of);
}

const ctg__layer ctg__layer_adl = {
    .word = "adl",
    .start = start,
    .pay = pay,
};
