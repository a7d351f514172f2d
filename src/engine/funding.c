/*
 * Step 5: nodes that failed, face withdrawals or are over their leverage
 * limit put orders, capped together at what they hold.
 */
#include "engine/funding.h"

#include <math.h>
#include <stdlib.h>

#include "data/graph.h"
#include "engine/liquidation.h"
#include "engine/opened.h"
#include "engine/phase.h"

static double limit_of(const ctg__state *state, ctg_node node, double own,
                       double general)
{
    const double limit = isnan(own) ? general : own;

    return limit == CTG__INITIAL ? state->books.first_leverage[node] : limit;
}

/* NaN without a limit. */
static double leverage_max(const ctg__state *state, ctg_node node)
{
    return limit_of(state, node, state->net->nodes.leverage_max[node],
                    state->plan->leverage_max);
}

static double leverage_target(const ctg__state *state, ctg_node node)
{
    const double target =
        limit_of(state, node, state->net->nodes.leverage_target[node],
                 state->plan->leverage_target);

    return isnan(target) ? leverage_max(state, node) : target;
}

static bool matures(const ctg__state *state, size_t entry)
{
    const double *const maturity = state->net->exposures.maturity;

    return maturity && maturity[entry] <= state->plan->horizon_days;
}

static ctg_status start(ctg__state *state, ctg_error *error)
{
    const ctg__nodes *const nodes = &state->net->nodes;
    const bool runs_possible = !isnan(state->plan->horizon_days);
    struct ctg__funding *made;
    size_t longest = 0;
    size_t legs = 0;

    if (state->net->accounts.count)
        legs = state->net->accounts.leg_start[state->net->accounts.count];
    if (!TAKE(state->arena, made, 1) ||
        !TAKE_ROOM(state->arena, made->limited, nodes->count) ||
        !TAKE_ROOM(state->arena, made->runnable, nodes->count) ||
        !TAKE(state->arena, state->orders.needs, nodes->count) ||
        !TAKE_ROOM(state->arena, state->orders.sellers, nodes->count) ||
        !TAKE(state->arena, state->orders.unwound, nodes->count) ||
        !TAKE_ROOM(state->arena, state->orders.list,
                   CTG__MOST_ORDERS(state->net->holdings.count, legs)))
        return ctg__fail_memory(error);
    for (ctg_node i = 0; i < nodes->count; i++) {
        const size_t held =
            state->net->holdings.start[i + 1] - state->net->holdings.start[i];

        if (held > longest)
            longest = held;
        if (!nodes->pass_through[i] && held && !isnan(leverage_max(state, i)))
            made->limited[made->limited_count++] = i;
        if (runs_possible && state->net->exposures.debtor_start[i + 1] >
                                 state->net->exposures.debtor_start[i])
            made->runnable[made->runnable_count++] = i;
    }
    if (!TAKE(state->arena, made->by_depth, longest) ||
        !TAKE(state->arena, made->left, longest))
        return ctg__fail_memory(error);
    state->orders.funding = made;
    return CTG_OK;
}

void ctg__list_seller(ctg__state *state, ctg_node node)
{
    ctg__need *const need = &state->orders.needs[node];

    if (need->listed)
        return;
    ctg__reach(state, node);
    *need = (ctg__need){.listed = true};
    state->orders.sellers[state->orders.seller_count++] = node;
}

void ctg__put_order(ctg__state *state, const ctg__order *order)
{
    state->orders.list[state->orders.count++] = *order;
}

static void sell_holding(ctg__state *state, ctg_node node, size_t holding,
                         double quantity, ctg__purpose purpose)
{
    if (!(quantity > 0))
        return;
    ctg__put_order(state,
                   &(ctg__order){.quantity = quantity,
                                 .source = node,
                                 .asset = state->net->holdings.asset[holding],
                                 .item = (uint32_t)holding,
                                 .account = CTG_NONE,
                                 .kind = CTG__ORDER_HOLDING,
                                 .purpose = purpose});
}

/* What is left of the first, second, ... holding of a node, in money. */
static double left_value(const ctg__state *state, size_t first, size_t k)
{
    return state->orders.funding->left[k] *
           state->books.book_price[state->net->holdings.asset[first + k]];
}

/* Sells so much of the k-th holding of a node that is left. */
static void sell_part(ctg__state *state, ctg_node node, size_t k,
                      double quantity, ctg__purpose purpose)
{
    double *const left = &state->orders.funding->left[k];

    sell_holding(state, node, state->net->holdings.start[node] + k, quantity,
                 purpose);
    *left = ctg__remainder(*left - quantity, *left);
}

/* Deepest market first, infinite depth before all; ties by row. */
static void sell_liquid(ctg__state *state, ctg_node node, size_t count,
                        double money, ctg__purpose purpose)
{
    const size_t first = state->net->holdings.start[node];
    const ctg_asset *const asset = state->net->holdings.asset + first;
    size_t *const order = state->orders.funding->by_depth;

    for (size_t k = 0; k < count; k++) {
        size_t at = k;

        while (at > 0 && state->books.depth[asset[order[at - 1]]] <
                             state->books.depth[asset[k]]) {
            order[at] = order[at - 1];
            at--;
        }
        order[at] = k;
    }
    for (size_t i = 0; i < count && money > 0; i++) {
        const size_t k = order[i];
        const double value = left_value(state, first, k);
        const double left = state->orders.funding->left[k];

        if (!(value > 0))
            continue;
        sell_part(state, node, k,
                  money >= value ? left : left * (money / value), purpose);
        money = ctg__remainder(money - fmin(money, value), money);
    }
}

/* Sells holdings worth `money` of what is left, at most all. */
static void sell_for(ctg__state *state, ctg_node node, double money,
                     ctg__purpose purpose)
{
    const size_t first = state->net->holdings.start[node];
    const size_t count = state->net->holdings.start[node + 1] - first;
    double held = 0;

    for (size_t k = 0; k < count; k++)
        held += left_value(state, first, k);
    if (!(held > 0))
        return;
    if (ctg__less(money, held) && state->plan->sell == CTG__SELL_LIQUID) {
        sell_liquid(state, node, count, money, purpose);
        return;
    }
    for (size_t k = 0; k < count; k++)
        if (left_value(state, first, k) > 0)
            sell_part(state, node, k,
                      ctg__less(money, held)
                          ? state->orders.funding->left[k] * (money / held)
                          : state->orders.funding->left[k],
                      purpose);
}

/* A node's needs become orders, one after the other. */
static void sell(ctg__state *state, ctg_node node)
{
    const size_t first = state->net->holdings.start[node];
    const size_t count = state->net->holdings.start[node + 1] - first;
    const ctg__need *const need = &state->orders.needs[node];

    for (size_t k = 0; k < count; k++)
        state->orders.funding->left[k] = fmax(0, state->books.held[first + k]);
    for (int purpose = 0; purpose < CTG__FOR_CASH; purpose++)
        if (need->wanted[purpose] > 0)
            sell_for(state, node, need->wanted[purpose], (ctg__purpose)purpose);
}

/* Failed nodes sell what is left in equal parts. */
static void unwind(ctg__state *state)
{
    const ctg__holdings *const holdings = &state->net->holdings;
    size_t kept = 0;

    if (!state->plan->liquidate_failed)
        return;
    for (size_t f = 0; f < state->orders.fallen_count; f++) {
        const ctg_node node = state->orders.fallen[f];
        const uint32_t left =
            state->plan->unwind_rounds - state->orders.unwound[node];

        ctg__list_seller(state, node);
        for (size_t k = holdings->start[node]; k < holdings->start[node + 1];
             k++)
            sell_holding(state, node, k, state->books.held[k] / left,
                         CTG__FOR_CASH);
        state->orders.unwound[node]++;
        if (state->orders.unwound[node] < state->plan->unwind_rounds)
            state->orders.fallen[kept++] = node;
    }
    state->orders.fallen_count = kept;
}

/* Face that matures within the horizon, money. */
static double due_of(const ctg__state *state, ctg_node node)
{
    const ctg__exposures *const exposures = &state->net->exposures;
    double due = 0;

    for (size_t k = exposures->debtor_start[node];
         k < exposures->debtor_start[node + 1]; k++) {
        const size_t e = exposures->by_debtor[k];
        const ctg_asset asset =
            exposures->asset ? exposures->asset[e] : CTG_NONE;

        if (matures(state, e))
            due += state->books.amount[e] * ctg__book_price(state, asset);
    }
    return due;
}

void ctg__pay_due(ctg__state *state, ctg_node node, double due, double money)
{
    const ctg__exposures *const exposures = &state->net->exposures;

    if (!(money > 0))
        return;
    for (size_t k = exposures->debtor_start[node];
         k < exposures->debtor_start[node + 1]; k++) {
        const size_t e = exposures->by_debtor[k];
        const ctg_asset asset =
            exposures->asset ? exposures->asset[e] : CTG_NONE;
        const double price = ctg__book_price(state, asset);

        if (matures(state, e) && state->books.amount[e] > 0 && price > 0)
            ctg__repay(state, node, e, exposures->debtor_creditor[k],
                       state->books.amount[e] * price * (money / due));
    }
}

static bool is_run_on(const ctg__state *state, ctg_node node)
{
    if (state->books.failed[node])
        return false;
    if (state->orders.runs[node])
        return true;
    return !state->net->nodes.pass_through[node] &&
           !isnan(state->plan->run_threshold) &&
           ctg__less(state->opening.equity[node],
                     state->plan->run_threshold *
                         state->net->nodes.equity[node]);
}

/* Cash first, after calls; what is missing is sold for. */
static void withdraw(ctg__state *state, ctg_node node)
{
    const double due = due_of(state, node);
    ctg__need *const need = &state->orders.needs[node];
    double paid;

    if (!(due > 0))
        return;
    ctg__list_seller(state, node);
    paid = fmin(due, fmax(0, state->opening.cash[node] - need->called_cash));
    ctg__pay_due(state, node, due, paid);
    need->due = ctg__remainder(due - paid, due);
    need->wanted[CTG__FOR_WITHDRAWALS] = need->due;
    if (need->due > 0 && state->plan->settlement_lag)
        state->orders.illiquid[node] = true; /* proceeds would come too late */
}

static void deleverage(ctg__state *state, ctg_node node)
{
    const double equity = state->opening.equity[node];
    const double assets =
        ctg__open_assets(state, node) - state->opening.pending[node];
    double excess;

    if (state->books.failed[node] ||
        equity <= ctg__zero(&state->net->nodes, node) ||
        !ctg__less(leverage_max(state, node) * equity, assets))
        return;
    /* At a target of `initial` what is left may be rounding, which a price that
     * falls as the root of a sale would take for one. */
    excess = ctg__remainder(assets - leverage_target(state, node) * equity,
                            assets);
    if (!(excess > 0))
        return;
    ctg__list_seller(state, node);
    state->orders.needs[node].wanted[CTG__FOR_LEVERAGE] = excess;
}

static void step(ctg__state *state)
{
    const struct ctg__funding *const funding = state->orders.funding;

    for (size_t k = 0; k < funding->runnable_count; k++)
        if (is_run_on(state, funding->runnable[k]))
            withdraw(state, funding->runnable[k]);
    for (size_t k = 0; k < funding->limited_count; k++)
        deleverage(state, funding->limited[k]);
    for (size_t k = 0; k < state->orders.seller_count; k++)
        sell(state, state->orders.sellers[k]);
    unwind(state);
}

const ctg__phase ctg__phase_funding = {
    .start = start,
    .step = step,
};
