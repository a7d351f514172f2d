/* Margin accounts: equity, health, and which of them act in a round. */
#include <math.h>

#include "data/tiers.h"
#include "data/venue.h"
#include "engine/loans.h"
#include "engine/quiet.h"
#include "engine/state.h"
#include "engine/sure.h"

double ctg__account_equity(const ctg__state *state, size_t account)
{
    const ctg__accounts *const accounts = &state->net->accounts;
    double equity = 0;

    for (size_t l = accounts->leg_start[account];
         l < accounts->leg_start[account + 1]; l++)
        equity +=
            state->accounts.leg[l] * ctg__book_price(state, accounts->asset[l]);
    return equity;
}

static bool is_tiered(const ctg__state *state, uint32_t market)
{
    const size_t *const start = state->net->markets.tier_start;

    return start[market + 1] - start[market] > 1;
}

double ctg__margin_at(const ctg__state *state, uint32_t market, double value)
{
    return ctg__leg_margin(&state->net->markets, market, state->accounts.rate,
                           state->accounts.deduction, value);
}

void ctg__account_health(const ctg__state *state, size_t account,
                         double *collateral, double *debt)
{
    const ctg__accounts *const accounts = &state->net->accounts;
    const bool both =
        ctg__venue_row_of(&state->net->venues, accounts->venue[account])
            ->debts_have_margin;

    *collateral = 0;
    *debt = 0;
    for (size_t l = accounts->leg_start[account];
         l < accounts->leg_start[account + 1]; l++) {
        const ctg_asset asset = accounts->asset[l];
        const double price = asset == CTG_NONE ? 1 : state->books.oracle[asset];
        const uint32_t market = accounts->market[l];
        const double q = state->accounts.leg[l];
        double m = 0;

        if (market != CTG_NONE && is_tiered(state, market)) {
            const double margin = ctg__margin_at(state, market, q * price);

            *collateral += q > 0 ? q * price - margin : 0;
            *debt += q < 0 ? -q * price + margin : 0;
            continue;
        }
        if (market != CTG_NONE)
            m = state->accounts.rate[state->net->markets.tier_start[market]];
        if (q > 0)
            *collateral += (1 - m) * q * price;
        else if (q < 0)
            *debt += (1 + (both ? m : 0)) * -q * price;
    }
}

double ctg__maintenance(const ctg__state *state, size_t account)
{
    const ctg__accounts *const accounts = &state->net->accounts;
    double sum = 0;

    for (size_t l = accounts->leg_start[account];
         l < accounts->leg_start[account + 1]; l++)
        if (accounts->market[l] != CTG_NONE)
            sum +=
                ctg__margin_at(state, accounts->market[l],
                               state->accounts.leg[l] *
                                   state->books.book_price[accounts->asset[l]]);
    return sum;
}

void ctg__change_leg(ctg__state *state, size_t leg, double change)
{
    const double before = state->accounts.leg[leg];
    const double after = before + change;
    const double size = fmax(fabs(before), fabs(change));

    state->accounts.leg[leg] = fabs(after) <= CTG__EQUAL * size ? 0 : after;
    ctg__loans_note(state, state->accounts.leg_account[leg]);
    ctg__sure_no_more(state->accounts.sure, state->accounts.leg_account[leg]);
    ctg__quiet_no_more(state, state->accounts.leg_account[leg]);
}

void ctg__note_reduced(ctg__state *state, size_t account, size_t leg,
                       double quantity)
{
    const ctg_asset asset = state->net->accounts.asset[leg];
    const double price =
        asset == CTG_NONE ? 1 : state->net->assets.price[asset];

    state->accounts.reduced[account] += fabs(quantity) * price;
    if (state->accounts.reduced[account] >
        state->plan->tolerance * state->accounts.first_gross[account])
        state->stop.account_acted = true;
}

void ctg__stir(ctg__state *state, size_t account)
{
    if (state->accounts.stirred[account])
        return;
    state->accounts.stirred[account] = true;
    state->accounts.stirred_accounts[state->accounts.stirred_count++] =
        (uint32_t)account;
}
