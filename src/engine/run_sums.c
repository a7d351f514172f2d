/* What a run comes to. */
#include <math.h>

#include "base/error.h"
#include "engine/books.h"
#include "engine/direct.h"
#include "engine/quiet.h"
#include "engine/run.h"
#include "engine/spiral.h"
#include "engine/state.h"
#include "engine/valuation.h"

/* fmax() would be two calls for every node. */
static inline double above_zero(double equity)
{
    return equity > 0 ? equity : 0;
}

static double loss_outside(const ctg__state *state, ctg_node node)
{
    if (state->books.other_liabilities[node] == 0 ||
        !ctg__valuation_at(state->books.rule[node])->pays_outside)
        return 0;
    return state->books.other_liabilities[node] *
           (1 - state->books.slots[state->books.slot_start[node]].value);
}

static void sum_nodes(ctg_run *run, const ctg__state *state)
{
    const ctg__nodes *const nodes = &state->net->nodes;
    ctg_summary *const summary = &run->summary;
    /* Not in the summary, where each would wait for the one before. */
    double lost = 0;
    double weight = 0;
    double distress = 0;
    size_t failed = 0;

    for (ctg_node i = 0; i < nodes->count; i++) {
        const double equity = ctg__equity_now(state, i);

        run->equity[i] = equity;
        run->distress[i] =
            ctg__distress(nodes, i, equity, state->books.liabilities[i]);
        lost += above_zero(nodes->equity[i]) - above_zero(equity);
        failed += state->books.failed[i];
        weight += nodes->weight[i];
        distress += nodes->weight[i] *
                    (run->distress[i] - state->books.shocked_distress[i]);
        summary->outside_loss += loss_outside(state, i);
    }
    summary->equity_lost = lost;
    summary->failed = failed;
    summary->debtrank = weight > 0 ? distress / weight : 0;
}

void ctg__run_sum_apart(ctg_run *run, const ctg_node *list, size_t count,
                        double *lost, double *distress)
{
    const ctg__state *const state = run->books;
    const ctg__nodes *const nodes = &state->net->nodes;
    ctg_summary *const summary = &run->summary;

    for (size_t k = 0; k < count; k++) {
        const ctg_node i = list[k];
        const double equity = ctg__equity_now(state, i);

        lost[k] = above_zero(nodes->equity[i]) - above_zero(equity);
        distress[k] =
            nodes->weight[i] *
            (ctg__distress(nodes, i, equity, state->books.liabilities[i]) -
             state->books.shocked_distress[i]);
        summary->failed += state->books.failed[i];
        /* Nobody else owes anything. */
        summary->outside_loss += loss_outside(state, i);
    }
}

static void sum_accounts(ctg_run *run, const ctg__state *state)
{
    const ctg__layers *const layers = &state->net->layers;

    for (size_t l = 0; l < layers->count; l++)
        if (layers->kind[l] == CTG__ADL)
            run->summary.adl += state->accounts.layer_used[l];
    run->summary.venue_left = state->accounts.venues_left;
    run->summary.adl_reached = !isnan(state->accounts.adl_share);
    run->summary.adl_share =
        run->summary.adl_reached ? state->accounts.adl_share : 0;
    for (size_t account = ctg__quiet_next(state, 0);
         account < state->net->accounts.count;
         account = ctg__quiet_next(state, account + 1)) {
        run->summary.unhealthy += state->accounts.ever_unhealthy[account];
        run->summary.liquidated += state->accounts.liquidated[account];
    }
}

ctg_status ctg__run_check_sums(const ctg_summary *summary, ctg_error *error)
{
    const struct {
        const char *name;
        double value;
    } sums[] = {
        {"initial equity", summary->initial_equity},
        {"equity lost", summary->equity_lost},
        {"loss outside", summary->outside_loss},
        {"bonus paid outside", summary->bonus_outside},
        {"mean distress", summary->debtrank},
        {"sum of losses", summary->losses_booked},
        {"sum of gains", summary->gains_booked},
    };

    for (size_t i = 0; i < sizeof sums / sizeof *sums; i++)
        if (!isfinite(sums[i].value))
            return ctg__fail(error, CTG_NO_SOLUTION,
                             "the system's %s is no finite number",
                             sums[i].name);
    return CTG_OK;
}

ctg_status ctg__run_sum_up(ctg_run *run, ctg__state *state, bool spiral,
                           bool open, ctg_error *error)
{
    const ctg_network *const net = state->net;
    ctg_status status;

    if ((!open && (!TAKE(&run->arena, run->equity, net->nodes.count) ||
                   !TAKE(&run->arena, run->distress, net->nodes.count))) ||
        !TAKE(&run->arena, run->last_prices, net->assets.count))
        return ctg__fail_memory(error);
    run->books = state;
    run->shocked_distress = state->books.shocked_distress;
    run->failed_round = state->books.failed_round;
    run->layer_used = state->accounts.layer_used;
    run->venue_used = state->accounts.venue_used;
    for (ctg_asset a = 0; a < net->assets.count; a++)
        run->last_prices[a] = ctg__market_price(state, a);
    if (run->adl.failed)
        return ctg__fail_memory(error);
    ctg__events_forgone(state, run->last_prices);
    run->summary.initial_equity = state->system_equity;
    run->summary.bonus_outside = state->accounts.bonus_outside;
    if (!open)
        sum_nodes(run, state);
    sum_accounts(run, state);
    if (run->ledger) {
        ctg__ledger_sums(run->ledger, &run->summary.losses_booked,
                         &run->summary.gains_booked);
        run->summary.losses_booked += state->books.losses;
    }
    status = spiral ? ctg__spiral(state->plan, &run->scratch, NULL,
                                  &run->summary.spiral,
                                  &run->summary.spiral_defined, error)
                    : CTG_OK;
    return status || open ? status : ctg__run_check_sums(&run->summary, error);
}
