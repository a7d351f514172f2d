/* A venue raises or lowers the maintenance margin of an asset. */
#include <math.h>

#include "data/tiers.h"
#include "data/venue.h"
#include "engine/shock_kind.h"

static ctg_status take(const ctg__change *change, ctg__shock *shock,
                       ctg_error *error)
{
    if (change->fails || (!change->sign && change->value != 0) ||
        !(fabs(change->value) <= 1))
        return ctg__shock_refuse("a haircut changes by -100% to +100%, with a "
                                 "sign: +5%",
                                 error);
    shock->unit = CTG__BY_POINTS;
    shock->value = change->value;
    return CTG_OK;
}

/* Whether m matters to a leg: debts on lending venues have none. */
static bool counts_margin(const ctg__state *state, size_t leg)
{
    const uint32_t venue =
        state->net->accounts.venue[state->accounts.leg_account[leg]];

    return state->accounts.leg[leg] > 0 ||
           (state->accounts.leg[leg] < 0 &&
            ctg__venue_row_of(&state->net->venues, venue)->debts_have_margin);
}

static void apply(ctg__state *state, const ctg__shock *shock)
{
    const ctg__accounts *const accounts = &state->net->accounts;
    const ctg__markets *const markets = &state->net->markets;
    const size_t from = markets->tier_start[shock->target];
    const size_t to = markets->tier_start[shock->target + 1];
    const size_t legs =
        accounts->count ? accounts->leg_start[accounts->count] : 0;

    for (size_t k = from; k < to; k++)
        state->accounts.rate[k] =
            fmin(1, fmax(0, state->accounts.rate[k] + shock->value));
    ctg__tiers_deduct(markets->above + from, state->accounts.rate + from,
                      markets->given + from, state->accounts.deduction + from,
                      to - from);
    for (size_t l = 0; l < legs; l++)
        if (accounts->market[l] == shock->target && counts_margin(state, l))
            ctg__post_loss(state, CTG_SHOCK, ctg__shock_actor(shock),
                           accounts->owner[state->accounts.leg_account[l]], 0);
}

const ctg__shock_kind ctg__shock_haircut = {
    .about = {.word = "haircut",
              .examples = {"haircut VENUE/ETH=+5%"},
              .meaning = "points added to its maintenance margin there"},
    .target = CTG__ON_MARKET,
    .brief = "haircut",
    .spoken = "haircut",
    .take = take,
    .apply = apply,
};
