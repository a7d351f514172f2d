/*
 * The end of step 6: what the proceeds of sales pay. Withdrawals come first;
 * deleveraging repays other liabilities, then exposures pro rata to face;
 * all else stays cash. With a settlement lag proceeds are receivables.
 */
#include <math.h>

#include "engine/funding.h"
#include "engine/phase.h"
#include "engine/receivables.h"

static ctg_status start(ctg__state *state, ctg_error *error)
{
    (void)state;
    (void)error;
    return CTG_OK;
}

static void settle(ctg__state *state, ctg_node node)
{
    ctg__need *const need = &state->orders.needs[node];
    const double *const proceeds = need->proceeds;
    const double keep = proceeds[CTG__FOR_CALLS] + proceeds[CTG__FOR_CASH];
    double left = proceeds[CTG__FOR_WITHDRAWALS] + proceeds[CTG__FOR_LEVERAGE];
    double paid;

    if (state->plan->settlement_lag) {
        if (keep + left > 0)
            ctg__defer(state, node, proceeds[CTG__FOR_LEVERAGE],
                       keep + proceeds[CTG__FOR_WITHDRAWALS]);
        return;
    }
    state->books.cash[node] += keep + left;
    paid = fmin(need->due, left);
    ctg__pay_due(state, node, need->due, paid);
    need->due = ctg__remainder(need->due - paid, need->due);
    left -= paid;
    ctg__repay_debts(state, node, fmin(left, proceeds[CTG__FOR_LEVERAGE]));
}

/* Withdrawals unpaid although everything was sold. */
static bool is_out(const ctg__state *state, ctg_node node)
{
    const ctg__holdings *const holdings = &state->net->holdings;

    for (size_t k = holdings->start[node]; k < holdings->start[node + 1]; k++)
        if (state->books.held[k] > 0 &&
            state->books.book_price[holdings->asset[k]] > 0)
            return false;
    return true;
}

static void step(ctg__state *state)
{
    for (size_t k = 0; k < state->orders.seller_count; k++) {
        const ctg_node node = state->orders.sellers[k];

        settle(state, node);
        if (state->orders.needs[node].due > 0 && is_out(state, node))
            state->orders.illiquid[node] = true;
    }
}

const ctg__phase ctg__phase_settlement = {
    .start = start,
    .step = step,
};
