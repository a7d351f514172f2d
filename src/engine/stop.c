#include "engine/stop.h"

#include <float.h>
#include <math.h>

#include "engine/books.h"
#include "engine/quiet.h"

void ctg__measure_changes(ctg__state *state)
{
    for (size_t k = 0; k < state->opening.touched_this_round_count; k++) {
        const ctg_node i = state->opening.touched_this_round[k];
        const double equity = ctg__equity_now(state, i);
        const double share = fabs(equity - state->opening.closing_equity[i]) /
                             state->books.scale[i];
        const double change = share < DBL_MAX ? share : DBL_MAX;

        state->opening.touched[i] &= (uint8_t)~CTG__TOUCHED_THIS_ROUND;
        state->opening.closing_equity[i] = equity;
        if (change > state->stop.largest_change)
            state->stop.largest_change = change;
    }
    state->opening.touched_this_round_count = 0;
}

/* Something is still on its way. */
static bool is_pending(const ctg__state *state)
{
    const ctg__assets *const assets = &state->net->assets;

    if (state->plan->settlement_lag)
        for (ctg_node i = 0; i < state->net->nodes.count; i++)
            if (state->books.pending[i] > 0)
                return true;
    for (ctg_asset a = 0; a < assets->count; a++) {
        const double market = ctg__market_price(state, a);

        if (assets->oracle[a] == CTG__ORACLE_LAG &&
            fabs(state->books.oracle[a] - market) >
                fmax(state->plan->tolerance, CTG__EQUAL) * market)
            return true;
    }
    return false;
}

bool ctg__is_settled(const ctg__state *state)
{
    return !state->stop.traded && !state->stop.price_moved &&
           !state->stop.account_acted && !state->stop.newly_failed &&
           state->stop.largest_change <= state->plan->tolerance &&
           !is_pending(state) && ctg__quiet_is_still(state);
}

void ctg__measure_last(ctg_summary *summary, const ctg__state *state,
                         double before)
{
    double last = ctg__quiet_change(state, state->round);

    if (last < summary->last_change)
        last = summary->last_change;
    summary->last_change = last;
    if (last > 0 && state->round > 1)
        before = fmax(before, ctg__quiet_change(state, state->round - 1));
    summary->error_estimate = ctg__estimate_left(before, last);
}
