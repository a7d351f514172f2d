/* Shortfalls that the winners of a venue bear, by what they gained. */
#include <math.h>

#include "data/venue.h"
#include "engine/layers.h"

/* Takes `money` out of an account: a margin account's numeraire, a lending
 * account's collateral pro rata to value. */
static void take(ctg__state *state, size_t account, double money)
{
    const ctg__accounts *const accounts = &state->net->accounts;
    double collateral = 0;

    ctg__stir(state, account);
    if (!ctg__venue_row_of(&state->net->venues, accounts->venue[account])
             ->lends) {
        const size_t leg = accounts->numeraire_leg[account];

        ctg__change_leg(state, leg, -money);
        ctg__note_reduced(state, account, leg, money);
        return;
    }
    for (size_t l = accounts->leg_start[account];
         l < accounts->leg_start[account + 1]; l++)
        if (state->accounts.leg[l] > 0)
            collateral += state->accounts.leg[l] *
                          ctg__book_price(state, accounts->asset[l]);
    for (size_t l = accounts->leg_start[account];
         l < accounts->leg_start[account + 1]; l++) {
        const double before = state->accounts.leg[l];

        if (before <= 0)
            continue;
        ctg__change_leg(state, l, -before * (money / collateral));
        ctg__note_reduced(state, account, l, before - state->accounts.leg[l]);
        if (accounts->asset[l] != CTG_NONE)
            state->books.quantity[accounts->asset[l]] -=
                before - state->accounts.leg[l];
    }
}

/* One account's part, posted against each loser's. */
static void charge(ctg__state *state, size_t account, double money,
                   const ctg__lack *lacks, size_t count, double total)
{
    const ctg__accounts *const accounts = &state->net->accounts;
    const ctg_node owner = accounts->owner[account];

    take(state, account, money);
    if (!state->by_parts) {
        ctg__post_loss(state, CTG_SOCIALISE, 0, owner, money);
        return;
    }
    for (size_t k = 0; k < count; k++)
        ctg__post_loss(state, CTG_SOCIALISE,
                       ctg__node_actor(accounts->owner[lacks[k].account]),
                       owner, money * (lacks[k].left / total));
}

static void pay(ctg__state *state, size_t layer, ctg__lack *lacks, size_t count)
{
    const ctg__venues *const venues = &state->net->venues;
    const uint32_t venue = state->net->layers.venue[layer];
    const double total = ctg__lack_total(lacks, count);
    double equity = 0;
    double taken;

    for (size_t k = venues->account_start[venue];
         k < venues->account_start[venue + 1]; k++)
        equity += fmax(0, ctg__account_equity(state, venues->accounts[k]));
    taken = fmin(total, equity);
    if (!(taken > 0))
        return;
    for (size_t k = venues->account_start[venue];
         k < venues->account_start[venue + 1]; k++) {
        const size_t account = venues->accounts[k];
        const double own = ctg__account_equity(state, account);

        if (own > 0)
            charge(state, account, own * (taken / equity), lacks, count, total);
    }
    state->accounts.layer_used[layer] += taken;
    ctg__touch(state, venues->node[venue]);
    state->books.cash[venues->node[venue]] += taken;
    for (size_t k = 0; k < count; k++)
        lacks[k].left = ctg__remainder(
            lacks[k].left - lacks[k].left * (taken / total), lacks[k].left);
}

const ctg__layer ctg__layer_socialise = {
    .word = "socialise",
    .pay = pay,
};
