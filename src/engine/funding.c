/*
 * Step 5: nodes that failed, face withdrawals or are over their leverage
 * limit put orders, capped together at what they hold.
 */
#include "engine/funding.h"

#include <math.h>
#include <stdlib.h>

#include "data/graph.h"
#include "engine/liquidation.h"
#include "engine/phase.h"

struct ctg__funding {
    ctg_node *limited; /* nodes with a leverage limit */
    size_t limited_count;
    ctg_node *runnable; /* nodes that creditors may run on */
    size_t runnable_count;
    size_t *by_depth; /* scratch: holdings of one node, deepest first */
};

static double limit_of(const ctg__state *state, ctg_node node, double own,
                       double general)
{
    const double limit = isnan(own) ? general : own;

    return limit == CTG__INITIAL ? state->first_leverage[node] : limit;
}

double ctg__leverage_max(const ctg__state *state, ctg_node node)
{
    return limit_of(state, node, state->net->nodes.leverage_max[node],
                    state->plan->leverage_max);
}

double ctg__leverage_target(const ctg__state *state, ctg_node node)
{
    const double target =
        limit_of(state, node, state->net->nodes.leverage_target[node],
                 state->plan->leverage_target);

    return isnan(target) ? ctg__leverage_max(state, node) : target;
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
        !TAKE(state->arena, made->limited, nodes->count) ||
        !TAKE(state->arena, made->runnable, nodes->count) ||
        !TAKE(state->arena, state->needs, nodes->count) ||
        !TAKE(state->arena, state->sellers, nodes->count) ||
        !TAKE(state->arena, state->unwound, nodes->count) ||
        !TAKE(state->arena, state->orders,
              state->net->holdings.count + 2 * legs))
        return ctg__fail_memory(error);
    for (ctg_node i = 0; i < nodes->count; i++) {
        const size_t held =
            state->net->holdings.start[i + 1] - state->net->holdings.start[i];

        if (held > longest)
            longest = held;
        if (!nodes->pass_through[i] && held &&
            !isnan(ctg__leverage_max(state, i)))
            made->limited[made->limited_count++] = i;
        if (runs_possible && state->net->exposures.debtor_start[i + 1] >
                                 state->net->exposures.debtor_start[i])
            made->runnable[made->runnable_count++] = i;
    }
    if (!TAKE(state->arena, made->by_depth, longest))
        return ctg__fail_memory(error);
    state->funding = made;
    return CTG_OK;
}

void ctg__list_seller(ctg__state *state, ctg_node node)
{
    ctg__need *const need = &state->needs[node];

    if (need->listed)
        return;
    *need = (ctg__need){.listed = true};
    state->sellers[state->seller_count++] = node;
}

void ctg__put_order(ctg__state *state, const ctg__order *order)
{
    state->orders[state->order_count++] = *order;
}

/* Value of what a node can sell at the opening prices. */
static double saleable(const ctg__state *state, ctg_node node)
{
    const ctg__holdings *const holdings = &state->net->holdings;
    double value = 0;

    for (size_t k = holdings->start[node]; k < holdings->start[node + 1]; k++)
        if (state->held[k] > 0)
            value += state->held[k] * state->book_price[holdings->asset[k]];
    return value;
}

static void sell_holding(ctg__state *state, ctg_node node, size_t holding,
                         double quantity)
{
    if (!(quantity > 0))
        return;
    ctg__put_order(
        state, &(ctg__order){.quantity = quantity,
                             .source = node,
                             .asset = state->net->holdings.asset[holding],
                             .item = (uint32_t)holding,
                             .account = CTG_NONE,
                             .kind = CTG__ORDER_HOLDING});
}

static void sell_pro_rata(ctg__state *state, ctg_node node, double share)
{
    const ctg__holdings *const holdings = &state->net->holdings;

    for (size_t k = holdings->start[node]; k < holdings->start[node + 1]; k++)
        if (state->held[k] > 0 && state->book_price[holdings->asset[k]] > 0)
            sell_holding(state, node, k, share * state->held[k]);
}

/* Deepest market first, infinite depth before all; ties by row. */
static void sell_liquid(ctg__state *state, ctg_node node, double money)
{
    const ctg__holdings *const holdings = &state->net->holdings;
    size_t *const order = state->funding->by_depth;
    size_t count = 0;

    for (size_t k = holdings->start[node]; k < holdings->start[node + 1];
         k++) {
        size_t at = count++;

        while (at > 0 && state->depth[holdings->asset[order[at - 1]]] <
                             state->depth[holdings->asset[k]]) {
            order[at] = order[at - 1];
            at--;
        }
        order[at] = k;
    }
    for (size_t i = 0; i < count && money > 0; i++) {
        const size_t k = order[i];
        const double value =
            fmax(0, state->held[k]) * state->book_price[holdings->asset[k]];

        if (!(value > 0))
            continue;
        sell_holding(state, node, k,
                     money >= value ? state->held[k]
                                    : state->held[k] * (money / value));
        money -= fmin(money, value);
    }
}

/* Failed nodes sell what is left in equal parts. */
static void unwind(ctg__state *state)
{
    const ctg__holdings *const holdings = &state->net->holdings;
    size_t kept = 0;

    if (!state->plan->liquidate_failed)
        return;
    for (size_t f = 0; f < state->fallen_count; f++) {
        const ctg_node node = state->fallen[f];
        const uint32_t left =
            state->plan->unwind_rounds - state->unwound[node];

        ctg__list_seller(state, node);
        for (size_t k = holdings->start[node]; k < holdings->start[node + 1];
             k++)
            sell_holding(state, node, k, state->held[k] / left);
        state->unwound[node]++;
        if (state->unwound[node] < state->plan->unwind_rounds)
            state->fallen[kept++] = node;
    }
    state->fallen_count = kept;
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
            due += state->amount[e] * ctg__book_price(state, asset);
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

        if (matures(state, e) && state->amount[e] > 0 && price > 0)
            ctg__repay(state, node, e, exposures->debtor_creditor[k],
                       state->amount[e] * price * (money / due));
    }
}

static bool is_run_on(const ctg__state *state, ctg_node node)
{
    if (state->failed[node])
        return false;
    if (state->runs[node])
        return true;
    return !state->net->nodes.pass_through[node] &&
           !isnan(state->plan->run_threshold) &&
           ctg__less(state->open_equity[node],
                     state->plan->run_threshold *
                         state->net->nodes.equity[node]);
}

/* Cash first, after calls; what is missing is sold for. */
static void withdraw(ctg__state *state, ctg_node node)
{
    const double due = due_of(state, node);
    ctg__need *const need = &state->needs[node];
    double paid;

    if (!(due > 0))
        return;
    ctg__list_seller(state, node);
    paid = fmin(due, fmax(0, state->open_cash[node] - need->called_cash));
    ctg__pay_due(state, node, due, paid);
    need->due = ctg__remainder(due - paid, due);
    need->withdrawal = need->due;
    if (need->due > 0 && state->plan->settlement_lag)
        state->illiquid[node] = true; /* proceeds would come too late */
}

static void deleverage(ctg__state *state, ctg_node node)
{
    const double equity = state->open_equity[node];
    const double assets =
        ctg__open_assets(state, node) - state->open_pending[node];
    double excess;

    if (state->failed[node] || !(equity > 0) ||
        !ctg__less(ctg__leverage_max(state, node) * equity, assets))
        return;
    excess = assets - ctg__leverage_target(state, node) * equity;
    if (!(excess > 0))
        return;
    ctg__list_seller(state, node);
    state->needs[node].deleverage = excess;
}

/* The three needs, capped together, become orders. */
static void sell(ctg__state *state, ctg_node node)
{
    ctg__need *const need = &state->needs[node];
    const double held = saleable(state, node);
    double left = held;
    double money;

    need->call = fmin(need->call, left);
    left -= need->call;
    need->withdrawal = fmin(need->withdrawal, left);
    left -= need->withdrawal;
    need->deleverage = fmin(need->deleverage, left);
    money = need->call + need->withdrawal + need->deleverage;
    need->sold = money;
    if (!(money > 0))
        return;
    if (state->plan->sell == CTG__SELL_LIQUID)
        sell_liquid(state, node, money);
    else
        sell_pro_rata(state, node, money >= held ? 1 : money / held);
}

static void step(ctg__state *state)
{
    const struct ctg__funding *const funding = state->funding;

    for (size_t k = 0; k < funding->runnable_count; k++)
        if (is_run_on(state, funding->runnable[k]))
            withdraw(state, funding->runnable[k]);
    for (size_t k = 0; k < funding->limited_count; k++)
        deleverage(state, funding->limited[k]);
    for (size_t k = 0; k < state->seller_count; k++)
        sell(state, state->sellers[k]);
    unwind(state);
}

const ctg__phase ctg__phase_funding = {
    .start = start,
    .step = step,
};
