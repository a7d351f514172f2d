/* Opens the first books: all that the phases of a run share. */
#include <math.h>
#include <string.h>

#include "base/error.h"
#include "engine/direct.h"
#include "engine/loans.h"
#include "engine/quantities.h"
#include "engine/state.h"
#include "engine/valuation.h"

static double *copy(ctg__arena *arena, const double *from, size_t count)
{
    double *const made = ctg__arena_room(arena, count, sizeof *made);

    if (made && count)
        memcpy(made, from, count * sizeof *made);
    return made;
}

#define COPY(field, from, count)                                               \
    ((state->field = copy(state->arena, (from), (count))) != NULL)
#define ZERO(field, count) TAKE(state->arena, state->field, (count))
/* Of what is written before it is read. */
#define ROOM(field, count) TAKE_ROOM(state->arena, state->field, (count))

static bool take_nodes(ctg__state *state)
{
    const ctg__nodes *const nodes = &state->net->nodes;
    const size_t n = nodes->count;

    return ZERO(books.equity, n) &&
           COPY(books.liabilities, nodes->liabilities, n) &&
           ZERO(books.claims, n) && COPY(books.cash, nodes->cash, n) &&
           COPY(books.other_assets, nodes->other_assets, n) &&
           COPY(books.other_liabilities, nodes->other_liabilities, n) &&
           ZERO(books.pending, n) && ZERO(books.failed, n) &&
           ROOM(books.failed_round, n) && ZERO(books.failed_for_good, n) &&
           ZERO(books.shocked_distress, n) && ROOM(books.scale, n) &&
           ROOM(books.first_leverage, n) &&
           COPY(opening.equity, nodes->equity, n) &&
           COPY(opening.liabilities, nodes->liabilities, n) &&
           ROOM(opening.claims, n) && COPY(opening.cash, nodes->cash, n) &&
           ZERO(opening.pending, n) &&
           COPY(opening.closing_equity, nodes->equity, n) &&
           ZERO(opening.touched, n) && ROOM(opening.touched_since_opening, n) &&
           ROOM(opening.touched_this_round, n) && ROOM(opening.reopened, n) &&
           ROOM(opening.reached, n) && ROOM(books.rule, n) &&
           ROOM(books.frozen, n) && ZERO(orders.runs, n) &&
           ZERO(orders.illiquid, n) && ROOM(orders.fallen, n);
}

static bool take_assets(ctg__state *state)
{
    const ctg__assets *const assets = &state->net->assets;
    const size_t n = assets->count;

    return COPY(books.price, assets->price, n) && ROOM(books.token_value, n) &&
           COPY(books.book_price, assets->price, n) &&
           COPY(books.last_book_price, assets->price, n) &&
           COPY(books.depth, assets->depth, n) && ZERO(books.quantity, n) &&
           ZERO(books.counted_quantity, n) && ROOM(opening.quantity, n) &&
           ROOM(books.first_quantity, n) &&
           COPY(books.oracle, assets->price, n) &&
           COPY(books.pushed, assets->price, n) &&
           COPY(books.index, assets->price, n) && ZERO(opening.token_fall, n) &&
           ZERO(opening.price_fall, n) && ZERO(books.token_slot, n) &&
           ZERO(opening.moved, n) && ZERO(opening.seen_anew, n) &&
           ROOM(opening.moved_assets, n);
}

static bool take_accounts(ctg__state *state)
{
    const ctg_network *const net = state->net;
    const ctg__accounts *const accounts = &net->accounts;
    const size_t n = accounts->count;
    const size_t legs = n ? accounts->leg_start[n] : 0;
    const size_t tiers =
        net->markets.count ? net->markets.tier_start[net->markets.count] : 0;

    return COPY(books.held, net->holdings.quantity, net->holdings.count) &&
           ROOM(books.holding_node, net->holdings.count) &&
           COPY(accounts.leg, accounts->quantity, legs) &&
           ROOM(accounts.leg_account, legs) &&
           COPY(accounts.rate, net->markets.rate, tiers) &&
           COPY(accounts.deduction, net->markets.deduction, tiers) &&
           COPY(accounts.layer_left, net->layers.amount, net->layers.count) &&
           ZERO(accounts.layer_used, net->layers.count) &&
           ZERO(accounts.venue_used, net->venues.count) &&
           ZERO(accounts.passed, n) &&
           ZERO(accounts.layer_need, net->layers.count) &&
           ZERO(accounts.layer_past, net->layers.count) &&
           ROOM(accounts.shortfall, n) && ROOM(accounts.highest_shortfall, n) &&
           ZERO(accounts.collateral, n) && ZERO(accounts.debt, n) &&
           ZERO(accounts.equity, n) && ZERO(accounts.unhealthy, n) &&
           ZERO(accounts.ever_unhealthy, n) &&
           ROOM(accounts.has_shortfall, n) && ROOM(accounts.troubled, n) &&
           ZERO(accounts.quotes, net->markets.count + 1) &&
           ROOM(accounts.leg_quote, legs) &&
           ZERO(accounts.stirred, n) && ROOM(accounts.stirred_accounts, n) &&
           ROOM(accounts.unhealthy_accounts, n) && ZERO(accounts.missed, n) &&
           ZERO(accounts.first_gross, n) && ZERO(accounts.reduced, n) &&
           ZERO(accounts.liquidated, n);
}

static void open_nodes(ctg__state *state)
{
    const ctg__nodes *const nodes = &state->net->nodes;
    const double system = ctg__system_equity(nodes);

    state->system_equity = system;
    /* The first touch of memory belongs to the start, not to a round. */
    if (nodes->count) {
        memset(state->opening.touched_since_opening, 0xff,
               nodes->count * sizeof *state->opening.touched_since_opening);
        memset(state->opening.touched_this_round, 0xff,
               nodes->count * sizeof *state->opening.touched_this_round);
    }

    for (ctg_node i = 0; i < nodes->count; i++) {
        const double equity = nodes->equity[i];

        state->books.equity[i].value = equity;
        state->books.failed_round[i] = CTG_NEVER;
        state->books.frozen[i] = -1;
        state->books.first_leverage[i] =
            equity > 0 ? nodes->assets[i] / equity : HUGE_VAL;
        state->books.scale[i] = ctg__scale_of(nodes, i, system);
        state->books.rule[i] = ctg__rule_of(state->plan, i);
    }
}

static ctg_status open_exposures(ctg__state *state, ctg_error *error)
{
    const ctg__exposures *const exposures = &state->net->exposures;

    if (!COPY(books.amount, exposures->amount, exposures->count))
        return ctg__fail_memory(error);
    if (exposures->asset && !ROOM(books.entry_creditor, exposures->count))
        return ctg__fail_memory(error);
    for (ctg_node i = 0; i < state->net->nodes.count; i++)
        for (size_t e = exposures->start[i]; e < exposures->start[i + 1]; e++) {
            const ctg_asset asset =
                exposures->asset ? exposures->asset[e] : CTG_NONE;

            if (state->books.entry_creditor)
                state->books.entry_creditor[e] = i;
            state->books.claims[i] +=
                exposures->amount[e] * ctg__book_price(state, asset);
        }
    if (state->net->nodes.count)
        memcpy(state->opening.claims, state->books.claims,
               state->net->nodes.count * sizeof *state->books.claims);
    return CTG_OK;
}

static void open_accounts(ctg__state *state)
{
    const ctg_network *const net = state->net;

    for (size_t account = 0; account < net->accounts.count; account++) {
        for (size_t l = net->accounts.leg_start[account];
             l < net->accounts.leg_start[account + 1]; l++) {
            const ctg_asset asset = net->accounts.asset[l];

            state->accounts.leg_account[l] = (uint32_t)account;
            state->accounts.leg_quote[l] = asset == CTG_NONE
                                               ? (uint32_t)net->markets.count
                                               : net->accounts.market[l];
            state->accounts.first_gross[account] +=
                fabs(state->accounts.leg[l]) * ctg__book_price(state, asset);
        }
        state->accounts.shortfall[account] =
            fmax(0, -ctg__account_equity(state, account));
        state->accounts.highest_shortfall[account] =
            state->accounts.shortfall[account];
        state->accounts.has_shortfall[account] =
            state->accounts.shortfall[account] > 0;
        ctg__stir(state, account);
    }
}

static void open_assets(ctg__state *state)
{
    const ctg_network *const net = state->net;

    for (size_t a = 0; a < net->assets.count; a++)
        state->books.token_value[a] = 1;
    for (ctg_node i = 0; i < net->nodes.count; i++)
        for (size_t k = net->holdings.start[i]; k < net->holdings.start[i + 1];
             k++)
            state->books.holding_node[k] = i;
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
        of_assets[a] = CTG__EQUAL * (state->net->assets.price[a] *
                                     state->books.first_quantity[a]);
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
    status = ctg__loans_start(state, error);
    if (status)
        return status;
    state->accounts.adl_share = NAN;
    ctg__count_quantities(state);
    if (state->net->assets.count) {
        memcpy(state->opening.quantity, state->books.quantity,
               state->net->assets.count * sizeof *state->books.quantity);
        memcpy(state->books.first_quantity, state->books.quantity,
               state->net->assets.count * sizeof *state->books.quantity);
    }
    return state->ledger ? measure_ledger(state, error) : CTG_OK;
}
