/* Q of every asset: what all books hold of it, absolute. It is kept up by
 * differences, whose rounding stays while Q shrinks; so it is counted anew
 * where little is left of what was counted last. */
#include <math.h>
#include <string.h>

#include "engine/quantities.h"

/* Below this share of the last count, differences are no longer exact to
 * 1e-9 over a million changes. */
static const double worn = 1e-3;

static void count_exposures(ctg__state *state)
{
    const ctg__exposures *const exposures = &state->net->exposures;

    if (!exposures->asset)
        return;
    for (size_t e = 0; e < exposures->count; e++)
        if (exposures->asset[e] != CTG_NONE)
            state->books.quantity[exposures->asset[e]] +=
                state->books.amount[e];
}

static void count_legs(ctg__state *state)
{
    const ctg__accounts *const accounts = &state->net->accounts;
    const size_t legs =
        accounts->count ? accounts->leg_start[accounts->count] : 0;

    for (size_t l = 0; l < legs; l++)
        if (accounts->asset[l] != CTG_NONE)
            state->books.quantity[accounts->asset[l]] +=
                fabs(state->accounts.leg[l]);
}

static void count_holdings_and_funds(ctg__state *state)
{
    const ctg_network *const net = state->net;

    for (size_t k = 0; k < net->holdings.count; k++)
        state->books.quantity[net->holdings.asset[k]] +=
            fabs(state->books.held[k]);
    for (size_t layer = 0; layer < net->layers.count; layer++)
        if (net->layers.kind[layer] == CTG__FUND &&
            net->layers.asset[layer] != CTG_NONE)
            state->books.quantity[net->layers.asset[layer]] +=
                fabs(state->accounts.layer_left[layer]);
}

void ctg__count_quantities(ctg__state *state)
{
    const size_t assets = state->net->assets.count;

    if (!assets)
        return;
    memset(state->books.quantity, 0, assets * sizeof *state->books.quantity);
    count_holdings_and_funds(state);
    count_exposures(state);
    count_legs(state);
    memcpy(state->books.counted_quantity, state->books.quantity,
           assets * sizeof *state->books.quantity);
}

void ctg__refresh_quantities(ctg__state *state)
{
    for (size_t a = 0; a < state->net->assets.count; a++)
        if (state->books.quantity[a] <
            worn * state->books.counted_quantity[a]) {
            ctg__count_quantities(state);
            return;
        }
}
