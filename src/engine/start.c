/* Opens the first books: all that the phases of a run share. */
#include <math.h>
#include <string.h>

#include "base/error.h"
#include "engine/direct.h"
#include "engine/quantities.h"
#include "engine/state.h"
#include "engine/valuation.h"

static double *copy(ctg__arena *arena, const double *from, size_t count)
{
    double *const made = ctg__arena_take(arena, count, sizeof *made);

    if (made && count)
        memcpy(made, from, count * sizeof *made);
    return made;
}

#define COPY(field, from, count)                                               \
    ((state->field = copy(state->arena, (from), (count))) != NULL)
#define ROOM(field, count) TAKE(state->arena, state->field, (count))

static bool take_nodes(ctg__state *state)
{
    const ctg__nodes *const nodes = &state->net->nodes;
    const size_t n = nodes->count;

    return ROOM(equity, n) && COPY(liabilities, nodes->liabilities, n) &&
           ROOM(claims, n) && COPY(cash, nodes->cash, n) &&
           COPY(other_assets, nodes->other_assets, n) &&
           COPY(other_liabilities, nodes->other_liabilities, n) &&
           ROOM(pending, n) && ROOM(failed, n) && ROOM(failed_round, n) &&
           ROOM(failed_for_good, n) && ROOM(shocked_distress, n) &&
           ROOM(scale, n) && ROOM(first_leverage, n) &&
           COPY(open_equity, nodes->equity, n) &&
           COPY(open_liabilities, nodes->liabilities, n) &&
           ROOM(open_claims, n) && COPY(open_cash, nodes->cash, n) &&
           ROOM(open_pending, n) && COPY(closing_equity, nodes->equity, n) &&
           ROOM(touched, n) && ROOM(touched_since_opening, n) &&
           ROOM(touched_this_round, n) && ROOM(reopened, n) && ROOM(rule, n) &&
           ROOM(frozen, n) && ROOM(runs, n) && ROOM(illiquid, n) &&
           ROOM(fallen, n);
}

static bool take_assets(ctg__state *state)
{
    const ctg__assets *const assets = &state->net->assets;
    const size_t n = assets->count;

    return COPY(price, assets->price, n) && ROOM(token_value, n) &&
           COPY(book_price, assets->price, n) &&
           COPY(last_book_price, assets->price, n) &&
           COPY(depth, assets->depth, n) && ROOM(quantity, n) &&
           ROOM(counted_quantity, n) && ROOM(open_quantity, n) &&
           ROOM(first_quantity, n) && COPY(oracle, assets->price, n) &&
           COPY(pushed, assets->price, n) && ROOM(token_fall, n) &&
           ROOM(price_fall, n) && ROOM(token_slot, n) && ROOM(moved, n) &&
           ROOM(seen_anew, n) && ROOM(moved_assets, n);
}

static bool take_accounts(ctg__state *state)
{
    const ctg_network *const net = state->net;
    const ctg__accounts *const accounts = &net->accounts;
    const size_t n = accounts->count;
    const size_t legs = n ? accounts->leg_start[n] : 0;

    return COPY(held, net->holdings.quantity, net->holdings.count) &&
           ROOM(holding_node, net->holdings.count) &&
           COPY(leg, accounts->quantity, legs) && ROOM(leg_account, legs) &&
           COPY(margin, net->markets.maintenance, net->markets.count) &&
           COPY(layer_left, net->layers.amount, net->layers.count) &&
           ROOM(layer_used, net->layers.count) &&
           ROOM(venue_used, net->venues.count) && ROOM(shortfall, n) &&
           ROOM(highest_shortfall, n) && ROOM(open_collateral, n) &&
           ROOM(open_debt, n) && ROOM(open_account_equity, n) &&
           ROOM(unhealthy, n) && ROOM(ever_unhealthy, n) &&
           ROOM(has_shortfall, n) && ROOM(troubled, n) &&
           ROOM(quotes, net->markets.count + 1) && ROOM(leg_quote, legs) &&
           ROOM(loan_loss, net->markets.count + 1) && ROOM(stirred, n) &&
           ROOM(stirred_accounts, n) && ROOM(unhealthy_accounts, n) &&
           ROOM(missed, n) && ROOM(first_gross, n) && ROOM(reduced, n) &&
           ROOM(liquidated, n);
}

static void open_nodes(ctg__state *state)
{
    const ctg__nodes *const nodes = &state->net->nodes;
    const double system = ctg__system_equity(nodes);

    /* The first touch of memory belongs to the start, not to a round. */
    if (nodes->count) {
        memset(state->touched_since_opening, 0xff,
               nodes->count * sizeof *state->touched_since_opening);
        memset(state->touched_this_round, 0xff,
               nodes->count * sizeof *state->touched_this_round);
    }

    for (ctg_node i = 0; i < nodes->count; i++) {
        const double equity = nodes->equity[i];

        state->equity[i].value = equity;
        state->failed_round[i] = CTG_NEVER;
        state->frozen[i] = -1;
        state->first_leverage[i] =
            equity > 0 ? nodes->assets[i] / equity : HUGE_VAL;
        state->scale[i] =
            fmax(fmax(fabs(equity),
                      1e-6 * nodes->assets[i] + 1e-6 * nodes->liabilities[i]),
                 1e-12 * system);
        if (!(state->scale[i] > 0))
            state->scale[i] = 1; /* nothing anywhere: nothing to measure by */
        state->rule[i] = ctg__rule_of(state->plan, i);
    }
}

static ctg_status open_exposures(ctg__state *state, ctg_error *error)
{
    const ctg__exposures *const exposures = &state->net->exposures;

    if (!COPY(amount, exposures->amount, exposures->count))
        return ctg__fail_memory(error);
    if (exposures->asset && !ROOM(entry_creditor, exposures->count))
        return ctg__fail_memory(error);
    for (ctg_node i = 0; i < state->net->nodes.count; i++)
        for (size_t e = exposures->start[i]; e < exposures->start[i + 1]; e++) {
            const ctg_asset asset =
                exposures->asset ? exposures->asset[e] : CTG_NONE;

            if (state->entry_creditor)
                state->entry_creditor[e] = i;
            state->claims[i] +=
                exposures->amount[e] * ctg__book_price(state, asset);
        }
    if (state->net->nodes.count)
        memcpy(state->open_claims, state->claims,
               state->net->nodes.count * sizeof *state->claims);
    return CTG_OK;
}

static void open_accounts(ctg__state *state)
{
    const ctg_network *const net = state->net;

    for (size_t account = 0; account < net->accounts.count; account++) {
        for (size_t l = net->accounts.leg_start[account];
             l < net->accounts.leg_start[account + 1]; l++) {
            const ctg_asset asset = net->accounts.asset[l];

            state->leg_account[l] = (uint32_t)account;
            state->leg_quote[l] = asset == CTG_NONE
                                      ? (uint32_t)net->markets.count
                                      : net->accounts.market[l];
            state->first_gross[account] +=
                fabs(state->leg[l]) * ctg__book_price(state, asset);
        }
        state->shortfall[account] =
            fmax(0, -ctg__account_equity(state, account));
        state->highest_shortfall[account] = state->shortfall[account];
        state->has_shortfall[account] = state->shortfall[account] > 0;
        ctg__stir(state, account);
    }
}

static void open_assets(ctg__state *state)
{
    const ctg_network *const net = state->net;

    for (size_t a = 0; a < net->assets.count; a++)
        state->token_value[a] = 1;
    for (ctg_node i = 0; i < net->nodes.count; i++)
        for (size_t k = net->holdings.start[i]; k < net->holdings.start[i + 1];
             k++)
            state->holding_node[k] = i;
}

/* What in the ledger is rounding: 1e-12 of the target's gross first books. */
static ctg_status measure_ledger(ctg__state *state, ctg_error *error)
{
    const ctg__nodes *const nodes = &state->net->nodes;
    const size_t assets = state->net->assets.count;
    double *of_nodes;
    double *of_assets;

    if (!TAKE(state->arena, of_nodes, nodes->count) ||
        !TAKE(state->arena, of_assets, assets))
        return ctg__fail_memory(error);
    for (size_t i = 0; i < nodes->count; i++)
        of_nodes[i] = CTG__EQUAL * (nodes->assets[i] + nodes->liabilities[i]);
    for (size_t a = 0; a < assets; a++)
        of_assets[a] = CTG__EQUAL *
                       (state->net->assets.price[a] * state->first_quantity[a]);
    return ctg__ledger_set_rounding(state->ledger, of_nodes, nodes->count,
                                    of_assets, assets, error);
}

ctg_status ctg__state_start(ctg__state *state, ctg_error *error)
{
    ctg_status status;

    if (!take_nodes(state) || !take_assets(state) || !take_accounts(state))
        return ctg__fail_memory(error);
    open_nodes(state);
    open_assets(state);
    status = open_exposures(state, error);
    if (status)
        return status;
    open_accounts(state);
    ctg__count_quantities(state);
    if (state->net->assets.count) {
        memcpy(state->open_quantity, state->quantity,
               state->net->assets.count * sizeof *state->quantity);
        memcpy(state->first_quantity, state->quantity,
               state->net->assets.count * sizeof *state->quantity);
    }
    return state->ledger ? measure_ledger(state, error) : CTG_OK;
}
