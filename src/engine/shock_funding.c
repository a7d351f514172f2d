/*
 * One payment of funding at a margin venue: longs pay a share of their notional
 * at the file's price, shorts get it, the venue's cash takes the difference.
 */
#include <math.h>

#include "data/graph.h"
#include "data/venue.h"
#include "engine/shock_kind.h"

static ctg_status take(const ctg__change *change, ctg__shock *shock,
                       ctg_error *error)
{
    if (change->fails)
        return ctg__shock_refuse("funding is a rate of the notional: 1%",
                                 error);
    shock->unit = CTG__BY_POINTS;
    shock->value = change->value;
    return CTG_OK;
}

static ctg_status fit(const ctg_network *network, const ctg__shock *shock,
                      ctg_error *error)
{
    const ctg__accounts *const accounts = &network->accounts;
    const ctg__markets *const markets = &network->markets;
    const uint32_t venue = markets->venue[shock->target];
    const size_t legs =
        accounts->count ? accounts->leg_start[accounts->count] : 0;
    const char *const id =
        ctg_graph_node_id(network->graph, network->venues.node[venue]);

    if (ctg__venue_row_of(&network->venues, venue)->lends)
        return ctg__fail(error, CTG_BAD_ARGUMENT,
                         "'%s' is a %s venue: funding is paid at margin venues",
                         id, ctg__venue_row_of(&network->venues, venue)->word);
    for (size_t l = 0; l < legs; l++)
        if (accounts->market[l] == shock->target && accounts->quantity[l] != 0)
            return CTG_OK;
    return ctg__fail(
        error, CTG_BAD_ARGUMENT, "no account at '%s' has a leg in '%s'", id,
        ctg_graph_asset_id(network->graph, markets->asset[shock->target]));
}

/* The owner's loss is the fall of max(0, e); what a payer lacks is a shortfall
 * of the first round. */
static void pay(ctg__state *state, const ctg__shock *shock, size_t account,
                double money)
{
    const ctg__accounts *const accounts = &state->net->accounts;
    const double before = ctg__account_equity(state, account);

    ctg__change_leg(state, accounts->numeraire_leg[account], -money);
    ctg__stir(state, account);
    ctg__post_loss(
        state, CTG_SHOCK, ctg__shock_actor(shock), accounts->owner[account],
        fmax(0, before) - fmax(0, ctg__account_equity(state, account)));
}

static void apply(ctg__state *state, const ctg__shock *shock)
{
    const ctg__accounts *const accounts = &state->net->accounts;
    const ctg__markets *const markets = &state->net->markets;
    const ctg_node venue =
        state->net->venues.node[markets->venue[shock->target]];
    const double price =
        state->net->assets.price[markets->asset[shock->target]];
    const size_t legs =
        accounts->count ? accounts->leg_start[accounts->count] : 0;
    double left = 0;

    for (size_t l = 0; l < legs; l++) {
        const double money = shock->value * (state->accounts.leg[l] * price);

        if (accounts->market[l] != shock->target || state->accounts.leg[l] == 0)
            continue;
        pay(state, shock, state->accounts.leg_account[l], money);
        left += money;
    }
    ctg__touch(state, venue);
    state->books.cash[venue] += left;
    ctg__post_loss(state, CTG_SHOCK, ctg__shock_actor(shock), venue, -left);
}

const ctg__shock_kind ctg__shock_funding = {
    .about = {.word = "funding",
              .examples = {"funding VENUE/ETH=1%"},
              .meaning = "longs pay a share of their notional there, shorts "
                         "get it"},
    .target = CTG__ON_MARKET,
    .brief = "funding",
    .spoken = "funding of",
    .take = take,
    .fit = fit,
    .apply = apply,
};
