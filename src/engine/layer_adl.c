/*
 * Auto-deleveraging: what an account still lacks, as a share of its
 * shortfall, is closed against winners at its bankruptcy price.
 */
#include <math.h>
#include <stdlib.h>

#include "data/venue.h"
#include "engine/adl.h"
#include "engine/layers.h"

/* An open leg that may be closed against: profit, and its place in a queue. */
typedef struct winner {
    double score;
    uint32_t account;
    uint32_t leg;
    ctg_asset asset;
    bool is_short;
} winner;

struct ctg__adl {
    winner *winners; /* room for every leg */
    ctg__lack *losers;
};

static ctg_status start(ctg__state *state, ctg_error *error)
{
    const ctg__accounts *const accounts = &state->net->accounts;
    const size_t legs =
        accounts->count ? accounts->leg_start[accounts->count] : 0;

    if (!TAKE(state->arena, state->accounts.adl, 1) ||
        !TAKE(state->arena, state->accounts.adl->winners, legs) ||
        !TAKE(state->arena, state->accounts.adl->losers, accounts->count) ||
        !TAKE(state->arena, state->accounts.given_quantity, legs) ||
        !TAKE(state->arena, state->accounts.given_amount, legs) ||
        !TAKE(state->arena, state->accounts.given_layer, legs))
        return ctg__fail_memory(error);
    return CTG_OK;
}

static double profit_of(const ctg__state *state, size_t leg)
{
    const ctg__accounts *const accounts = &state->net->accounts;
    const ctg_asset asset = accounts->asset[leg];

    if (asset == CTG_NONE || isnan(accounts->entry_price[leg]))
        return 0;
    return state->accounts.leg[leg] *
           (state->books.book_price[asset] - accounts->entry_price[leg]);
}

/* The maintenance margin of an account: m |q| p over all its legs. */
static double maintenance_of(const ctg__state *state, size_t account)
{
    const ctg__accounts *const accounts = &state->net->accounts;
    double sum = 0;

    for (size_t l = accounts->leg_start[account];
         l < accounts->leg_start[account + 1]; l++)
        if (accounts->market[l] != CTG_NONE)
            sum += state->accounts.margin[accounts->market[l]] *
                   fabs(state->accounts.leg[l]) *
                   state->books.book_price[accounts->asset[l]];
    return sum;
}

/* The winners' legs of a venue, as they are when the layer is reached. */
static size_t list_winners(ctg__state *state, size_t layer, winner *winners)
{
    const ctg__accounts *const accounts = &state->net->accounts;
    const ctg__venues *const venues = &state->net->venues;
    const uint32_t venue = state->net->layers.venue[layer];
    const ctg__adl_rule *const rule =
        ctg__adl_rule_at(state->net->layers.rule[layer]);
    size_t count = 0;

    for (size_t k = venues->account_start[venue];
         k < venues->account_start[venue + 1]; k++) {
        const size_t account = venues->accounts[k];
        ctg__adl_position position = {.equity =
                                          ctg__account_equity(state, account)};
        double collateral;
        double debt;

        ctg__account_health(state, account, &collateral, &debt);
        if (!(position.equity > 0) || ctg__less(collateral, debt))
            continue;
        position.maintenance = maintenance_of(state, account);
        position.wallet = position.equity;
        for (size_t l = accounts->leg_start[account];
             l < accounts->leg_start[account + 1]; l++)
            position.wallet -= profit_of(state, l);
        for (size_t l = accounts->leg_start[account];
             l < accounts->leg_start[account + 1]; l++) {
            position.profit = profit_of(state, l);
            if (!(position.profit > 0))
                continue;
            position.quantity = state->accounts.leg[l];
            position.price = state->books.book_price[accounts->asset[l]];
            position.entry = accounts->entry_price[l];
            winners[count++] = (winner){.score = rule->score(&position),
                                        .account = (uint32_t)account,
                                        .leg = (uint32_t)l,
                                        .asset = accounts->asset[l],
                                        .is_short = position.quantity < 0};
        }
    }
    return count;
}

/* By market side; the queue within; ties by row. */
static int compare_winners(const void *one, const void *other)
{
    const winner *const a = one;
    const winner *const b = other;

    if (a->asset != b->asset)
        return a->asset < b->asset ? -1 : 1;
    if (a->is_short != b->is_short)
        return a->is_short < b->is_short ? -1 : 1;
    if (a->score != b->score)
        return a->score > b->score ? -1 : 1;
    return a->leg < b->leg ? -1 : a->leg > b->leg;
}

static int compare_losers(const void *one, const void *other)
{
    const ctg__lack *const a = one;
    const ctg__lack *const b = other;

    if (a->left != b->left)
        return a->left > b->left ? -1 : 1;
    return a->account < b->account ? -1 : a->account > b->account;
}

/* A loser's leg that is being closed. */
typedef struct closing {
    size_t account;
    size_t leg;
    double side;  /* 1: long, -1: short */
    double price; /* in the books */
    double give;  /* g: what winners give up per unit */
    size_t layer;
    double left; /* units still to close */
    double closed;
} closing;

static bool overlaps(const ctg__state *state, const winner *w, const closing *c)
{
    const double quantity = fabs(state->accounts.leg[w->leg]);

    return quantity > 0 &&
           !ctg__less(ctg__account_equity(state, w->account) / quantity,
                      c->give);
}

static void shrink(ctg__state *state, size_t account, size_t leg,
                   double quantity, double price)
{
    const ctg__accounts *const accounts = &state->net->accounts;
    const double before = state->accounts.leg[leg];
    const double side = before < 0 ? -1 : 1;

    ctg__change_leg(state, leg, -side * quantity);
    ctg__change_leg(state, accounts->numeraire_leg[account],
                    side * quantity * price);
    state->books.quantity[accounts->asset[leg]] -=
        fabs(before) - fabs(state->accounts.leg[leg]);
    ctg__note_reduced(state, account, leg, quantity);
    ctg__stir(state, account);
}

/* Closes `quantity` of both legs at the loser's bankruptcy price. */
static void close_pair(ctg__state *state, closing *c, const winner *w,
                       double quantity)
{
    const ctg__accounts *const accounts = &state->net->accounts;
    const double price = c->price + c->side * c->give;

    shrink(state, c->account, c->leg, quantity, price);
    shrink(state, w->account, w->leg, quantity, price);
    c->left = ctg__remainder(c->left - quantity, c->left);
    c->closed += quantity;
    state->accounts.given_quantity[w->leg] += quantity;
    state->accounts.given_amount[w->leg] += quantity * c->give;
    state->accounts.given_layer[w->leg] = (uint32_t)c->layer;
    ctg__post_loss(state, CTG_ADL, ctg__node_actor(accounts->owner[c->account]),
                   accounts->owner[w->account], quantity * c->give);
}

static void close_by_queue(ctg__state *state, closing *c, const winner *winners,
                           size_t count)
{
    for (size_t k = 0; k < count && c->left > 0; k++)
        if (overlaps(state, &winners[k], c))
            close_pair(
                state, c, &winners[k],
                fmin(c->left, fabs(state->accounts.leg[winners[k].leg])));
}

/* Shares by score; what full ones cannot take is shared out again. */
static void close_by_shares(ctg__state *state, closing *c,
                            const winner *winners, size_t count)
{
    bool again = true;

    while (c->left > 0 && again) {
        const double wanted = c->left;
        double sum = 0;

        again = false;
        for (size_t k = 0; k < count; k++)
            if (overlaps(state, &winners[k], c))
                sum += winners[k].score;
        for (size_t k = 0; k < count && sum > 0; k++) {
            const double room = fabs(state->accounts.leg[winners[k].leg]);
            const double share = wanted * (winners[k].score / sum);

            if (!overlaps(state, &winners[k], c))
                continue;
            again |= share > room;
            close_pair(state, c, &winners[k], fmin(fmin(share, room), c->left));
        }
    }
}

/* The winners on the other side of a leg: a run of the sorted list. */
static const winner *other_side(const winner *winners, size_t count,
                                ctg_asset asset, bool is_short, size_t *found)
{
    size_t from = 0;
    size_t to;

    while (from < count &&
           (winners[from].asset != asset || winners[from].is_short != is_short))
        from++;
    for (to = from; to < count && winners[to].asset == asset &&
                    winners[to].is_short == is_short;)
        to++;
    *found = to - from;
    return winners + from;
}

/* By what a shortfall is spread over an account's legs: the book prices, or
 * the file's where all legs are worth nothing. `notional` is their sum. */
static const double *spread_by(const ctg__state *state, size_t account,
                               double *notional)
{
    const ctg__accounts *const accounts = &state->net->accounts;
    const double *const prices[] = {state->books.book_price,
                                    state->net->assets.price};

    for (size_t k = 0; k < sizeof prices / sizeof *prices; k++) {
        *notional = 0;
        for (size_t l = accounts->leg_start[account];
             l < accounts->leg_start[account + 1]; l++)
            if (accounts->asset[l] != CTG_NONE)
                *notional += fabs(state->accounts.leg[l]) *
                             prices[k][accounts->asset[l]];
        if (*notional > 0)
            return prices[k];
    }
    return NULL;
}

static double deleverage(ctg__state *state, size_t layer, const ctg__lack *lack,
                         const winner *winners, size_t count)
{
    const ctg__accounts *const accounts = &state->net->accounts;
    const bool shares =
        ctg__adl_rule_at(state->net->layers.rule[layer])->shares;
    const double shortfall = state->accounts.shortfall[lack->account];
    const double share = fmin(1, lack->left / shortfall);
    double notional;
    const double *const weight = spread_by(state, lack->account, &notional);
    double paid = 0;

    if (!weight)
        return 0;
    for (size_t l = accounts->leg_start[lack->account];
         l < accounts->leg_start[lack->account + 1]; l++) {
        const ctg_asset asset = accounts->asset[l];
        closing c = {.account = lack->account, .leg = l, .layer = layer};
        const winner *side;
        size_t found;

        if (asset == CTG_NONE || state->accounts.leg[l] == 0)
            continue;
        c.side = state->accounts.leg[l] < 0 ? -1 : 1;
        c.price = state->books.book_price[asset];
        c.give = shortfall * (weight[asset] / notional);
        c.left = share * fabs(state->accounts.leg[l]);
        side = other_side(winners, count, asset, c.side > 0, &found);
        if (shares)
            close_by_shares(state, &c, side, found);
        else
            close_by_queue(state, &c, side, found);
        paid += c.closed * c.give;
    }
    return paid;
}

static void pay(ctg__state *state, size_t layer, ctg__lack *lacks, size_t count)
{
    const uint32_t venue = state->net->layers.venue[layer];
    const ctg_node node = state->net->venues.node[venue];
    winner *const winners = state->accounts.adl->winners;
    ctg__lack *const losers = state->accounts.adl->losers;
    const size_t winner_count = list_winners(state, layer, winners);

    if (!winner_count ||
        !ctg__venue_row_of(&state->net->venues, venue)->has_winners)
        return;
    qsort(winners, winner_count, sizeof *winners, compare_winners);
    for (size_t k = 0; k < count; k++)
        losers[k] = lacks[k];
    qsort(losers, count, sizeof *losers, compare_losers);
    for (size_t k = 0; k < count; k++) {
        const uint32_t account = losers[k].account;
        double paid;

        if (!(losers[k].left > 0))
            continue;
        paid = deleverage(state, layer, &losers[k], winners, winner_count);
        if (!(paid > 0))
            continue;
        state->accounts.layer_used[layer] += paid;
        state->accounts.shortfall[account] =
            ctg__remainder(state->accounts.shortfall[account] - paid,
                           state->accounts.shortfall[account]);
        state->accounts.highest_shortfall[account] =
            fmax(state->accounts.shortfall[account],
                 state->accounts.highest_shortfall[account] - paid);
        ctg__touch(state, node);
        state->books.liabilities[node] -=
            paid; /* a margin venue's shortfalls */
        for (size_t i = 0; i < count; i++)
            if (lacks[i].account == account)
                lacks[i].left =
                    ctg__remainder(lacks[i].left - paid, lacks[i].left);
    }
}

const ctg__layer ctg__layer_adl = {
    .word = "adl",
    .start = start,
    .pay = pay,
};
