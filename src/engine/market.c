/*
 * Step 6: orders are netted by asset, executed at one price, and move the
 * market price.
 */
#include "engine/market.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/assert.h"
#include "engine/impact.h"
#include "engine/phase.h"

/* What the market does with an asset in a round. */
typedef struct trade {
    double net;     /* sale at opening prices, money */
    double gross;   /* of all orders, units */
    double price;   /* new price / opening price */
    double average; /* average price / opening price, as executed */
} trade;

/* Net order of one source in one asset. */
typedef struct part {
    ctg_asset asset;
    ctg_node source;
    double quantity;
    uint32_t order; /* ties: as they were put */
} part;

struct ctg__market {
    trade *trades; /* per asset */
    part *parts;   /* per order */
};

static ctg_status start(ctg__state *state, ctg_error *error)
{
    const size_t legs =
        state->net->accounts.count
            ? state->net->accounts.leg_start[state->net->accounts.count]
            : 0;
    struct ctg__market *made;

    if (!TAKE(state->arena, made, 1) ||
        !TAKE(state->arena, made->trades, state->net->assets.count))
        return ctg__fail_memory(error);
    if (state->ledger &&
        !TAKE_ROOM(state->arena, made->parts,
                   CTG__MOST_ORDERS(state->net->holdings.count, legs)))
        return ctg__fail_memory(error);
    state->orders.market = made;
    return CTG_OK;
}

static ctg__pool pool_of(const ctg__state *state, ctg_asset asset)
{
    const ctg__assets *const assets = &state->net->assets;
    const double least = assets->floor[asset] * assets->price[asset];
    const double opening = state->books.book_price[asset];
    ctg__pool pool = ctg__pool_at(assets, asset);

    pool.depth = state->books.depth[asset];
    pool.floor_now = opening > 0 ? fmin(1, least / opening) : 1;
    return pool;
}

/* New and average price for a net sale of `money`, impact scale included. */
static void quote(const ctg__state *state, ctg_asset asset, double money,
                  double *price, double *average)
{
    const ctg__impact *const law =
        ctg__impact_at(state->net->assets.impact[asset]);
    const ctg__pool pool = pool_of(state, asset);
    const double v = money * state->plan->impact_scale;
    const double most = -pool.depth / 2;

    CTG__ASSERT(pool.depth >= 0 && !isnan(v));
    *price = 1;
    *average = 1;
    if (v == 0 || isinf(pool.depth))
        return;
    if (v >= most) {
        *price = law->price(&pool, v);
        *average = law->average(&pool, v);
        return;
    }
    /* Purchases beyond half the depth trade at the last price. */
    if (most == 0)
        return;
    *price = law->price(&pool, most);
    *average = (most * law->average(&pool, most) + (v - most) * *price) / v;
}

static double executed(const ctg__state *state, double price, double average)
{
    const double share = state->plan->execution;

    return isnan(share) ? average : 1 - share * (1 - price);
}

double ctg__execution_price(const ctg__state *state, ctg_asset asset,
                            double money)
{
    double price;
    double average;

    quote(state, asset, money, &price, &average);
    return executed(state, price, average);
}

double ctg__average_price(const ctg__state *state, ctg_asset asset,
                          double money)
{
    double price;
    double average;

    quote(state, asset, money, &price, &average);
    return average;
}

static void net_orders(ctg__state *state)
{
    trade *const trades = state->orders.market->trades;

    for (ctg_asset a = 0; a < state->net->assets.count; a++)
        trades[a] = (trade){.price = 1, .average = 1};
    for (size_t k = 0; k < state->orders.count; k++) {
        const ctg__order *const order = &state->orders.list[k];
        trade *const t = &trades[order->asset];

        if (order->source != state->mute) {
            t->net += order->quantity * state->books.book_price[order->asset];
            t->gross += fabs(order->quantity);
        }
        if (fabs(order->quantity) >
            state->plan->tolerance * state->books.first_quantity[order->asset])
            state->stop.traded = true;
    }
    for (ctg_asset a = 0; a < state->net->assets.count; a++) {
        trade *const t = &trades[a];

        if (t->gross == 0)
            continue;
        /* Sales and purchases that cancel leave nothing but rounding. */
        if (fabs(t->net) <= CTG__EQUAL * t->gross * state->books.book_price[a])
            t->net = 0;
        quote(state, a, t->net, &t->price, &t->average);
        t->average = executed(state, t->price, t->average);
    }
}

/* A node's own sale. */
static void execute_sale(ctg__state *state, const ctg__order *order)
{
    const double average = state->orders.market->trades[order->asset].average;
    const double value =
        order->quantity * state->books.book_price[order->asset];
    const double before = state->books.held[order->item];

    state->books.held[order->item] =
        ctg__remainder(before - order->quantity, before);
    state->books.quantity[order->asset] -=
        before - state->books.held[order->item];
    state->orders.needs[order->source].proceeds[order->purpose] +=
        value * average;
    ctg__touch(state, order->source);
    ctg__post_loss(state, CTG_SALE, ctg__asset_actor(order->asset),
                   order->source, value * (1 - average));
}

/* The penalty of a close-out: at most what is left of the equity. */
static void charge_penalty(ctg__state *state, size_t account, double penalty)
{
    const ctg__accounts *const accounts = &state->net->accounts;
    const ctg_node owner = accounts->owner[account];
    const ctg_node receiver =
        state->net->venues.penalty_to[accounts->venue[account]];

    if (!(penalty > 0))
        return;
    ctg__change_leg(state, accounts->numeraire_leg[account], -penalty);
    ctg__post_loss(state, CTG_LIQUIDATION, ctg__node_actor(owner), owner,
                   penalty);
    if (receiver == CTG_NONE) {
        state->accounts.bonus_outside += penalty;
        return;
    }
    ctg__touch(state, receiver);
    state->books.cash[receiver] += penalty;
    ctg__post_loss(state, CTG_TRANSFER, ctg__node_actor(owner), receiver,
                   -penalty);
}

/* All close-out orders of one account, which follow each other. */
static size_t execute_close_out(ctg__state *state, size_t first)
{
    const ctg__accounts *const accounts = &state->net->accounts;
    const size_t account = state->orders.list[first].account;
    const ctg_node owner = accounts->owner[account];
    const double before = ctg__account_equity(state, account);
    const size_t numeraire = accounts->numeraire_leg[account];
    double loss = 0;
    double penalty = 0;
    double share;
    size_t end;

    for (end = first; end < state->orders.count &&
                      state->orders.list[end].kind == CTG__ORDER_CLOSE_OUT &&
                      state->orders.list[end].account == account;
         end++) {
        const ctg__order *const order = &state->orders.list[end];
        const double value =
            order->quantity * state->books.book_price[order->asset];

        loss +=
            value * (1 - state->orders.market->trades[order->asset].average);
        penalty += fabs(value) *
                   state->net->markets.bonus[accounts->market[order->item]];
    }
    share = ctg__owners_share(before, loss);
    for (size_t k = first; k < end; k++) {
        const ctg__order *const order = &state->orders.list[k];
        const double average =
            state->orders.market->trades[order->asset].average;
        const double value =
            order->quantity * state->books.book_price[order->asset];
        const double leg = state->accounts.leg[order->item];

        ctg__change_leg(state, order->item, -order->quantity);
        state->books.quantity[order->asset] -=
            fabs(leg) - fabs(state->accounts.leg[order->item]);
        ctg__change_leg(state, numeraire, value * average);
        ctg__post_loss(state, CTG_SALE, ctg__asset_actor(order->asset), owner,
                       share * value * (1 - average));
    }
    /* From the legs as they are now: nothing but zero is left of all. */
    charge_penalty(state, account,
                   fmin(penalty, fmax(0, ctg__account_equity(state, account))));
    ctg__stir(state, account);
    return end;
}

static void execute_orders(ctg__state *state)
{
    for (size_t k = 0; k < state->orders.count;) {
        switch (state->orders.list[k].kind) {
        case CTG__ORDER_HOLDING:
            execute_sale(state, &state->orders.list[k]);
            k++;
            break;
        case CTG__ORDER_CLOSE_OUT:
            k = execute_close_out(state, k);
            break;
        case CTG__ORDER_LIQUIDATOR: /* bears its own execution */
            k++;
            break;
        }
    }
}

static int compare_parts(const void *one, const void *other)
{
    const part *const a = one;
    const part *const b = other;

    if (a->asset != b->asset)
        return a->asset < b->asset ? -1 : 1;
    if (a->source != b->source)
        return a->source < b->source ? -1 : 1;
    return a->order < b->order ? -1 : a->order > b->order;
}

/* One asset's price fall, shared by those on the side of the net order. */
static void post_impact(ctg__state *state, const part *parts, size_t count,
                        double fall)
{
    const ctg_asset asset = parts->asset;
    const bool sale = state->orders.market->trades[asset].net > 0;
    double total = 0;

    for (size_t k = 0; k < count; k++)
        if ((parts[k].quantity > 0) == sale && parts[k].source != state->mute)
            total += parts[k].quantity;
    CTG__ASSERT((total > 0) == sale); /* somebody is on the net order's side */
    for (size_t k = 0; k < count; k++)
        if ((parts[k].quantity > 0) == sale && parts[k].quantity != 0 &&
            parts[k].source != state->mute)
            ctg__post_asset(state, CTG_IMPACT, ctg__node_actor(parts[k].source),
                            asset, fall * (parts[k].quantity / total));
}

/* Net orders by source, then the entries of each asset. */
static void explain_prices(ctg__state *state, const double *falls)
{
    part *const parts = state->orders.market->parts;
    size_t count = 0;

    for (size_t k = 0; k < state->orders.count; k++)
        parts[k] =
            (part){state->orders.list[k].asset, state->orders.list[k].source,
                   state->orders.list[k].quantity, (uint32_t)k};
    if (state->orders.count)
        qsort(parts, state->orders.count, sizeof *parts, compare_parts);
    for (size_t k = 0; k < state->orders.count; k++) {
        if (count && parts[count - 1].asset == parts[k].asset &&
            parts[count - 1].source == parts[k].source)
            parts[count - 1].quantity += parts[k].quantity;
        else
            parts[count++] = parts[k];
    }
    for (size_t from = 0, to; from < count; from = to) {
        for (to = from; to < count && parts[to].asset == parts[from].asset;)
            to++;
        if (falls[parts[from].asset] != 0)
            post_impact(state, parts + from, to - from,
                        falls[parts[from].asset]);
    }
}

/* After a net sale of `money`, impact scale included. */
static void move_depth(ctg__state *state, ctg_asset asset, double money)
{
    const ctg__impact *const law =
        ctg__impact_at(state->net->assets.impact[asset]);
    const ctg__pool pool = pool_of(state, asset);

    if (law->depth_after && pool.depth > 0 && !isinf(pool.depth))
        state->books.depth[asset] =
            law->depth_after(&pool, fmax(money, -pool.depth / 2));
}

/* Prices move; what moved them goes into the ledger. */
static void move_prices(ctg__state *state)
{
    const ctg__assets *const assets = &state->net->assets;
    double *const falls = state->opening.price_fall;

    for (ctg_asset a = 0; a < assets->count; a++) {
        const trade *const t = &state->orders.market->trades[a];
        const double before = state->books.price[a];
        const double old_value =
            state->books.token_value[a] + state->opening.token_fall[a];
        const double after = before * t->price;

        falls[a] = (before - after) * old_value * state->opening.quantity[a];
        state->books.price[a] = after;
        if (t->net != 0)
            move_depth(state, a, t->net * state->plan->impact_scale);
        if (state->opening.token_fall[a] != 0)
            ctg__post_asset(state, CTG_TOKEN,
                            ctg__node_actor(assets->issuer[a]), a,
                            after * state->opening.token_fall[a] *
                                state->opening.quantity[a]);
        if (fabs(before * old_value - after * state->books.token_value[a]) >
            state->plan->tolerance * before * old_value)
            state->stop.price_moved = true;
        state->opening.token_fall[a] = 0;
    }
}

static void step(ctg__state *state)
{
    net_orders(state);
    execute_orders(state);
    move_prices(state);
    if (state->ledger && state->orders.count)
        explain_prices(state, state->opening.price_fall);
}

const ctg__phase ctg__phase_market = {
    .start = start,
    .step = step,
    .from_below = true, /* no orders, but tokens are posted here */
};
