/* A fund that pays for shortfalls, until it is empty. */
#include <math.h>

#include "engine/layers.h"

static void pay(ctg__state *state, size_t layer, ctg__lack *lacks, size_t count)
{
    const ctg__layers *const layers = &state->net->layers;
    const ctg__accounts *const accounts = &state->net->accounts;
    const ctg_asset asset = layers->asset[layer];
    const double price = ctg__book_price(state, asset);
    const double before = state->accounts.layer_left[layer];
    const double total = ctg__lack_total(lacks, count);
    const double paid = fmin(before * price, total);
    const ctg_node provider = layers->provider[layer];
    const ctg_node venue = state->net->venues.node[layers->venue[layer]];

    if (!(paid > 0))
        return;
    state->accounts.layer_left[layer] =
        ctg__remainder(before - paid / price, before);
    if (asset != CTG_NONE)
        state->books.quantity[asset] -=
            before - state->accounts.layer_left[layer];
    state->accounts.layer_used[layer] += paid;
    ctg__touch(state, venue);
    state->books.cash[venue] += paid;
    for (size_t k = 0; k < count; k++) {
        const double part = paid * (lacks[k].left / total);
        const ctg_node owner = accounts->owner[lacks[k].account];

        ctg__post_loss(state, CTG_SHORTFALL, ctg__node_actor(owner), provider,
                       part);
        lacks[k].left = ctg__remainder(lacks[k].left - part, lacks[k].left);
    }
}

const ctg__layer ctg__layer_fund = {
    .word = "fund",
    .pay = pay,
};
