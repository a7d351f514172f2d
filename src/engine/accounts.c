/* Margin accounts: equity, health, and which of them act in a round. */
#include <math.h>

#include "engine/state.h"

double ctg__account_equity(const ctg__state *state, size_t account)
{
    const ctg__accounts *const accounts = &state->net->accounts;
    double equity = 0;

    for (size_t l = accounts->leg_start[account];
         l < accounts->leg_start[account + 1]; l++)
        equity += state->leg[l] * ctg__book_price(state, accounts->asset[l]);
    return equity;
}

void ctg__account_health(const ctg__state *state, size_t account,
                         double *collateral, double *debt)
{
    const ctg__accounts *const accounts = &state->net->accounts;
    const bool lending = state->net->venues.type[accounts->venue[account]] ==
                         (uint8_t)CTG__LENDING;

    *collateral = 0;
    *debt = 0;
    for (size_t l = accounts->leg_start[account];
         l < accounts->leg_start[account + 1]; l++) {
        const ctg_asset asset = accounts->asset[l];
        const double price = asset == CTG_NONE ? 1 : state->oracle[asset];
        const double m = accounts->market[l] == CTG_NONE
                             ? 0
                             : state->margin[accounts->market[l]];
        const double q = state->leg[l];

        if (q > 0)
            *collateral += (1 - m) * q * price;
        else if (q < 0)
            *debt += (1 + (lending ? 0 : m)) * -q * price;
    }
}

void ctg__stir(ctg__state *state, size_t account)
{
    if (state->stirred[account])
        return;
    state->stirred[account] = true;
    state->stirred_accounts[state->stirred_count++] = (uint32_t)account;
}
