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

/* From so many pairs on, what is charged is kept as a spread. */
enum { LEAST_PAIRS = 1 << 12 };

/* What an account bears of it, and whose it is. */
typedef struct charges {
    const ctg__lack *lacks;
    size_t count;
    double total;
    bool spread;
} charges;

/* One account's part, posted against each loser's. */
static void charge(ctg__state *state, size_t account, double money,
                   const charges *of)
{
    const ctg__accounts *const accounts = &state->net->accounts;
    const ctg_node owner = accounts->owner[account];

    take(state, account, money);
    if (of->spread) {
        ctg__bear_loss(state, owner, money);
        if (state->ledger)
            ctg__ledger_add_target(state->ledger,
                                   (ctg__spread_target){.weight = money,
                                                        .end = CTG_NONE,
                                                        .node = owner});
        return;
    }
    if (money != 0)
        ctg__bear_loss(state, owner, money);
    for (size_t k = 0; state->ledger && k < of->count; k++)
        ctg__post_part(state, CTG_SOCIALISE,
                       ctg__node_actor(accounts->owner[of->lacks[k].account]),
                       owner, money * (of->lacks[k].left / of->total));
}

static void begin_spread(ctg__state *state, const charges *of)
{
    if (!state->ledger || !of->spread)
        return;
    ctg__ledger_spread(state->ledger, CTG_SOCIALISE, false);
    for (size_t k = 0; k < of->count; k++)
        ctg__ledger_add_source(state->ledger,
                               state->net->accounts.owner[of->lacks[k].account],
                               of->lacks[k].left / of->total);
}

static void pay(ctg__state *state, size_t layer, ctg__lack *lacks, size_t count)
{
    const ctg__venues *const venues = &state->net->venues;
    const uint32_t venue = state->net->layers.venue[layer];
    const double total = ctg__lack_total(lacks, count);
    charges of = {.lacks = lacks, .count = count, .total = total};
    size_t bearers = 0;
    double equity = 0;
    double taken;

    for (size_t k = venues->account_start[venue];
         k < venues->account_start[venue + 1]; k++) {
        const double own = ctg__account_equity(state, venues->accounts[k]);

        equity += fmax(0, own);
        bearers += own > 0;
    }
    taken = fmin(total, equity);
    if (!(taken > 0))
        return;
    of.spread = count * bearers >= LEAST_PAIRS;
    begin_spread(state, &of);
    for (size_t k = venues->account_start[venue];
         k < venues->account_start[venue + 1]; k++) {
        const size_t account = venues->accounts[k];
        const double own = ctg__account_equity(state, account);

        if (own > 0)
            charge(state, account, own * (taken / equity), &of);
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
