/*
 * Step 1: whatever is in an asset is revalued, due receivables arrive,
 * failures are tested, and the opening books are made.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "engine/books.h"
#include "engine/phase.h"
#include "engine/quantities.h"
#include "engine/receivables.h"

/* Fills an index by counting; `asset_of` is CTG_NONE for the numeraire. */
static bool make_index(ctg__arena *arena, ctg__asset_index *made,
                       size_t asset_count, const ctg_asset *asset_of,
                       size_t item_count)
{
    size_t *next;

    if (!TAKE(arena, made->start, asset_count + 2) ||
        !TAKE_ROOM(arena, made->items, item_count))
        return false;
    /* Counted one row up, so that filling moves the offsets into place. */
    next = made->start + 1;
    for (size_t i = 0; i < item_count; i++)
        if (asset_of[i] != CTG_NONE)
            next[asset_of[i] + 1]++;
    for (size_t a = 0; a < asset_count; a++)
        next[a + 1] += next[a];
    for (size_t i = 0; i < item_count; i++)
        if (asset_of[i] != CTG_NONE)
            made->items[next[asset_of[i]]++] = (uint32_t)i;
    return true;
}

static ctg_status start(ctg__state *state, ctg_error *error)
{
    const ctg_network *const net = state->net;
    const size_t assets = net->assets.count;
    const size_t legs =
        net->accounts.count ? net->accounts.leg_start[net->accounts.count] : 0;
    uint32_t longest = 0;

    if (!TAKE(state->arena, state->books.by_asset, 1))
        return ctg__fail_memory(error);
    if (!make_index(state->arena, &state->books.by_asset->holdings, assets,
                    net->holdings.asset, net->holdings.count) ||
        !make_index(state->arena, &state->books.by_asset->legs, assets,
                    net->accounts.asset, legs))
        return ctg__fail_memory(error);
    if (net->exposures.asset &&
        !make_index(state->arena, &state->books.by_asset->exposures, assets,
                    net->exposures.asset, net->exposures.count))
        return ctg__fail_memory(error);

    for (size_t a = 0; a < assets; a++)
        if (net->assets.oracle[a] == CTG__ORACLE_LAG &&
            net->assets.oracle_parameter[a] > longest)
            longest = (uint32_t)net->assets.oracle_parameter[a];
    /* Beyond the last round a lag shows the file's price anyway. */
    if (longest > state->plan->rounds)
        longest = state->plan->rounds;
    if (longest) {
        state->books.past_rounds = longest + 1;
        if (!TAKE(state->arena, state->books.past_prices,
                  state->books.past_rounds * assets))
            return ctg__fail_memory(error);
        for (uint32_t r = 0; r < state->books.past_rounds; r++)
            memcpy(state->books.past_prices + r * assets, net->assets.price,
                   assets * sizeof *state->books.past_prices);
    }
    return ctg__receivables_start(state, error);
}

/* The new book prices, and which of them differ from the last round's. */
static void price_assets(ctg__state *state)
{
    state->opening.moved_count = 0;
    for (ctg_asset a = 0; a < state->net->assets.count; a++) {
        const double price = ctg__market_price(state, a);

        state->books.last_book_price[a] = state->books.book_price[a];
        state->books.book_price[a] = price;
        state->opening.moved[a] = price != state->books.last_book_price[a];
        if (state->opening.moved[a])
            state->opening.moved_assets[state->opening.moved_count++] = a;
    }
}

static double fall_of(const ctg__state *state, ctg_asset asset)
{
    return state->books.last_book_price[asset] - state->books.book_price[asset];
}

/* `borne`: its node has borne all of its holdings at once. */
static void revalue_holding(ctg__state *state, size_t holding, bool borne)
{
    const ctg_asset asset = state->net->holdings.asset[holding];

    (borne ? ctg__post_part : ctg__post_loss)(
        state, CTG_PRICE, ctg__asset_actor(asset),
        state->books.holding_node[holding],
        state->books.held[holding] * fall_of(state, asset));
}

/* One sum per node, the same whether a ledger asks for its parts or not. */
static void revalue_node(ctg__state *state, ctg_node node)
{
    const ctg__holdings *const holdings = &state->net->holdings;
    double loss = 0;

    for (size_t k = holdings->start[node]; k < holdings->start[node + 1]; k++)
        loss += state->books.held[k] * fall_of(state, holdings->asset[k]);
    if (loss != 0)
        ctg__bear_loss(state, node, loss);
}

static void revalue_holdings(ctg__state *state)
{
    const ctg__asset_index *const by_asset = &state->books.by_asset->holdings;
    size_t affected = 0;
    bool by_node;

    for (size_t m = 0; m < state->opening.moved_count; m++) {
        const ctg_asset a = state->opening.moved_assets[m];

        affected += by_asset->start[a + 1] - by_asset->start[a];
    }
    by_node = 2 * affected > state->net->holdings.count;
    for (ctg_node i = 0; by_node && i < state->net->nodes.count; i++)
        revalue_node(state, i);
    if (by_node && !state->ledger)
        return;
    for (size_t m = 0; m < state->opening.moved_count; m++) {
        const ctg_asset a = state->opening.moved_assets[m];

        for (size_t k = by_asset->start[a]; k < by_asset->start[a + 1]; k++)
            revalue_holding(state, by_asset->items[k], by_node);
    }
}

static void revalue_exposures(ctg__state *state)
{
    const ctg__exposures *const exposures = &state->net->exposures;
    const ctg__asset_index *const by_asset = &state->books.by_asset->exposures;

    if (!exposures->asset)
        return;
    for (size_t m = 0; m < state->opening.moved_count; m++) {
        const ctg_asset a = state->opening.moved_assets[m];
        const ctg_actor source = ctg__asset_actor(a);

        for (size_t k = by_asset->start[a]; k < by_asset->start[a + 1]; k++) {
            const size_t e = by_asset->items[k];
            const double face = state->books.amount[e] * fall_of(state, a);
            const double loss = face * ctg__worth(state, e);
            const ctg_node creditor = state->books.entry_creditor[e];
            const ctg_node debtor = exposures->debtor[e];

            ctg__touch(state, creditor);
            ctg__touch(state, debtor);
            state->books.claims[creditor] -= loss;
            state->books.liabilities[debtor] -= face;
            ctg__post_loss(state, CTG_PRICE, source, creditor, loss);
            ctg__post_loss(state, CTG_PRICE, source, debtor, -face);
        }
    }
}

static void revalue_funds(ctg__state *state)
{
    const ctg__layers *const layers = &state->net->layers;

    for (size_t layer = 0; layer < layers->count; layer++) {
        const ctg_asset a = layers->asset[layer];

        if (layers->kind[layer] == CTG__FUND && a != CTG_NONE &&
            state->opening.moved[a])
            ctg__post_loss(
                state, CTG_PRICE, ctg__asset_actor(a), layers->provider[layer],
                state->accounts.layer_left[layer] * fall_of(state, a));
    }
}

static void see_prices(ctg__state *state)
{
    const ctg__assets *const assets = &state->net->assets;

    for (ctg_asset a = 0; a < assets->count; a++) {
        const double before = state->books.oracle[a];
        const double opening = state->books.book_price[a];
        const double parameter = assets->oracle_parameter[a];

        switch ((ctg__oracle_kind)assets->oracle[a]) {
        case CTG__ORACLE_MARKET:
            state->books.oracle[a] = opening;
            break;
        case CTG__ORACLE_FIXED:
            break;
        case CTG__ORACLE_LAG:
            if (state->books.past_rounds)
                state->books
                    .past_prices[state->round % state->books.past_rounds *
                                     assets->count +
                                 a] = opening;
            state->books.oracle[a] =
                parameter == 0 ? opening
                : state->round > parameter
                    ? state->books
                          .past_prices[(state->round - (uint32_t)parameter) %
                                           state->books.past_rounds *
                                           assets->count +
                                       a]
                    : assets->price[a];
            break;
        case CTG__ORACLE_DEVIATION:
            if (ctg__less(parameter * state->books.pushed[a],
                          fabs(opening - state->books.pushed[a])))
                state->books.pushed[a] = opening;
            state->books.oracle[a] = state->books.pushed[a];
            break;
        case CTG__ORACLE_BLEND:
            /* Sales of rounds come after the first opening. */
            if (state->round <= 1)
                state->books.index[a] = state->books.price[a];
            state->books.oracle[a] =
                (1 - parameter) *
                    (state->books.index[a] * state->books.token_value[a]) +
                parameter * opening;
            break;
        }
        state->opening.seen_anew[a] =
            state->opening.moved[a] || state->books.oracle[a] != before;
    }
}

static int compare_nodes(const void *one, const void *other)
{
    const ctg_node a = *(const ctg_node *)one;
    const ctg_node b = *(const ctg_node *)other;

    return a < b ? -1 : a > b;
}

/* By row, so that entries reach the ledger nearly in its order. */
static void sort_reopened(ctg__state *state)
{
    const size_t nodes = state->net->nodes.count;
    size_t count = 0;

    if (state->opening.reopened_count < nodes / 16) {
        if (state->opening.reopened_count)
            qsort(state->opening.reopened, state->opening.reopened_count,
                  sizeof *state->opening.reopened, compare_nodes);
        return;
    }
    for (ctg_node i = 0; i < nodes; i++)
        if (state->opening.touched[i] & CTG__TOUCHED_SINCE_OPENING)
            state->opening.reopened[count++] = i;
}

/* What the steps of this round decide on. */
static void open_books(ctg__state *state)
{
    ctg_node *const list = state->opening.reopened;

    state->opening.reopened = state->opening.touched_since_opening;
    state->opening.reopened_count = state->opening.touched_since_opening_count;
    state->opening.touched_since_opening = list;
    state->opening.touched_since_opening_count = 0;
    sort_reopened(state);
    for (size_t k = 0; k < state->opening.reopened_count; k++) {
        const ctg_node i = state->opening.reopened[k];

        const uint8_t touched = state->opening.touched[i];

        state->opening.touched[i] =
            touched & (CTG__TOUCHED_THIS_ROUND | CTG__TOUCHED_EVER);
        state->opening.equity[i] = ctg__equity_now(state, i);
        if (!(touched & CTG__TOUCHED_BOOKS))
            continue;
        state->opening.liabilities[i] = state->books.liabilities[i];
        state->opening.claims[i] = state->books.claims[i];
        state->opening.cash[i] = state->books.cash[i];
        state->opening.pending[i] = state->books.pending[i];
    }
    ctg__refresh_quantities(state);
    if (state->net->assets.count)
        memcpy(state->opening.quantity, state->books.quantity,
               state->net->assets.count * sizeof *state->books.quantity);
}

static void step(ctg__state *state)
{
    price_assets(state);
    if (state->opening.moved_count) {
        revalue_holdings(state);
        revalue_exposures(state);
        revalue_funds(state);
    }
    see_prices(state);
    ctg__survey_accounts(state);
    ctg__receive(state);
    ctg__test_failures(state);
    open_books(state);
}

const ctg__phase ctg__phase_opening = {
    .start = start,
    .step = step,
    .from_below = true,
};
