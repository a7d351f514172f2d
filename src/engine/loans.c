#include "engine/loans.h"

#include <string.h>

#include "base/error.h"
#include "data/venue.h"

static bool lends(const ctg__state *state, uint32_t market)
{
    return market != CTG_NONE &&
           ctg__venue_row_of(&state->net->venues,
                             state->net->markets.venue[market])
               ->lends;
}

ctg_status ctg__loans_start(ctg__state *state, ctg_error *error)
{
    const ctg__accounts *const accounts = &state->net->accounts;
    const size_t markets = state->net->markets.count;
    const size_t legs =
        accounts->count ? accounts->leg_start[accounts->count] : 0;

    if (!TAKE(state->arena, state->accounts.loans, markets) ||
        !TAKE(state->arena, state->accounts.repaid, markets) ||
        !TAKE(state->arena, state->accounts.altered,
              accounts->count / CTG__ALTERED_WORD + 1))
        return ctg__fail_memory(error);
    for (size_t l = 0; l < legs; l++)
        if (accounts->quantity[l] < 0 && lends(state, accounts->market[l]))
            state->accounts.loans[accounts->market[l]] -= accounts->quantity[l];
    return CTG_OK;
}

static void add_repaid(ctg__state *state, size_t account)
{
    const ctg__accounts *const accounts = &state->net->accounts;

    for (size_t l = accounts->leg_start[account];
         l < accounts->leg_start[account + 1]; l++)
        if (accounts->quantity[l] < 0 && accounts->market[l] != CTG_NONE)
            state->accounts.repaid[accounts->market[l]] +=
                state->accounts.leg[l] - accounts->quantity[l];
}

static void add_all_repaid(ctg__state *state)
{
    const size_t words = state->net->accounts.count / CTG__ALTERED_WORD + 1;

    for (size_t w = 0; w < words; w++)
        for (uint64_t bits = state->accounts.altered[w]; bits; bits &= bits - 1)
            add_repaid(state, w * CTG__ALTERED_WORD +
                                  (size_t)__builtin_ctzll(bits));
}

void ctg__loans_lose(ctg__state *state)
{
    const ctg__markets *const markets = &state->net->markets;
    double *const repaid = state->accounts.repaid;

    if (!markets->count)
        return;
    memset(repaid, 0, markets->count * sizeof *repaid);
    add_all_repaid(state);
    for (size_t m = 0; m < markets->count; m++) {
        const double first = state->accounts.loans[m];
        const double fall = state->accounts.quotes[m].fall;

        if (first != 0 && fall != 0)
            ctg__post_loss(state, CTG_PRICE, ctg__asset_actor(markets->asset[m]),
                           state->net->venues.node[markets->venue[m]],
                           ctg__remainder(first - repaid[m], first) * fall);
    }
}
