/* Margin venues: positions are closed on the market; margin is called. */
#include <math.h>

#include "base/assert.h"
#include "data/venue.h"
#include "engine/liquidation.h"
#include "engine/receivables.h"

void ctg__close_out(ctg__state *state, size_t account)
{
    const ctg__accounts *const accounts = &state->net->accounts;
    const double close_factor =
        state->net->venues.close_factor[accounts->venue[account]];

    for (size_t l = accounts->leg_start[account];
         l < accounts->leg_start[account + 1]; l++) {
        const ctg_asset asset = accounts->asset[l];
        const double quantity = close_factor * state->accounts.leg[l];

        if (asset == CTG_NONE || quantity == 0)
            continue;
        state->accounts.liquidated[account] = true;
        state->accounts.liquidated_value +=
            fabs(quantity) * ctg__book_price(state, asset);
        ctg__put_order(state, &(ctg__order){.quantity = quantity,
                                            .source = accounts->owner[account],
                                            .asset = asset,
                                            .item = (uint32_t)l,
                                            .account = (uint32_t)account,
                                            .kind = CTG__ORDER_CLOSE_OUT});
    }
}

static double missing(const ctg__state *state, uint32_t account)
{
    return state->accounts.debt[account] - state->accounts.collateral[account];
}

/* Into the numeraire leg; what repays a loan goes to the lending venue. */
static void pay_in(ctg__state *state, uint32_t account, double money)
{
    const ctg__accounts *const accounts = &state->net->accounts;
    const ctg_node owner = accounts->owner[account];
    const uint32_t venue = accounts->venue[account];
    const ctg_node node = state->net->venues.node[venue];
    const size_t leg = accounts->numeraire_leg[account];
    const double owed = -state->accounts.leg[leg];

    ctg__touch(state, owner);
    state->books.cash[owner] -= money;
    if (ctg__venue_row_of(&state->net->venues, venue)->lends && owed > 0) {
        ctg__touch(state, node);
        state->books.cash[node] += fmin(money, owed);
    }
    ctg__change_leg(state, leg, money);
    ctg__stir(state, account);
}

/* A call met in full ends the count; one that falls short adds to it. */
static void count_call(ctg__state *state, uint32_t account)
{
    if (state->orders.needs[state->net->accounts.owner[account]].call_met)
        state->accounts.missed[account] = 0;
    else if (state->accounts.missed[account] < UINT32_MAX)
        state->accounts.missed[account]++;
}

void ctg__call_margin(ctg__state *state, const uint32_t *called, size_t count)
{
    const ctg_node *const owner_of = state->net->accounts.owner;

    for (size_t k = 0; k < count; k++) {
        const ctg_node owner = owner_of[called[k]];

        state->stop.account_acted = true;
        ctg__list_seller(state, owner);
        state->orders.needs[owner].wanted[CTG__FOR_CALLS] +=
            missing(state, called[k]);
    }
    for (size_t k = 0; k < count; k++) {
        const ctg_node owner = owner_of[called[k]];
        const double needed = state->orders.needs[owner].wanted[CTG__FOR_CALLS];
        const double paid = fmin(fmax(0, state->opening.cash[owner]), needed);

        CTG__ASSERT(missing(state, called[k]) <= needed);
        if (paid > 0)
            pay_in(state, called[k],
                   missing(state, called[k]) * (paid / needed));
        state->orders.needs[owner].called_cash = paid;
    }
    /* The rest is sold for, unless sales for cash are on their way. */
    for (size_t k = 0; k < count; k++) {
        const ctg_node owner = owner_of[called[k]];
        ctg__need *const need = &state->orders.needs[owner];
        double *const wanted = &need->wanted[CTG__FOR_CALLS];

        if (need->call_settled)
            continue;
        need->call_settled = true;
        *wanted = ctg__remainder(*wanted - need->called_cash, *wanted);
        need->call_met = *wanted == 0;
        *wanted = fmax(0, *wanted - ctg__cash_to_come(state, owner));
    }
    for (size_t k = 0; k < count; k++)
        count_call(state, called[k]);
}
