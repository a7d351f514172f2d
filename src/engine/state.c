#include "engine/state.h"

#include <math.h>

#include "base/assert.h"
#include "engine/opened.h"
#include "engine/valuation.h"

void ctg__reach(ctg__state *state, ctg_node node)
{
    if (state->opening.touched[node] & CTG__TOUCHED_EVER)
        return;
    state->opening.touched[node] |= CTG__TOUCHED_EVER;
    state->opening.reached[state->opening.reached_count++] = node;
}

static void note_change(ctg__state *state, ctg_node node, uint8_t bits)
{
    const uint8_t before = state->opening.touched[node];

    if ((before & bits) == bits)
        return;
    if (!(before & CTG__TOUCHED_SINCE_OPENING))
        state->opening.touched_since_opening
            [state->opening.touched_since_opening_count++] = node;
    if (!(before & CTG__TOUCHED_THIS_ROUND))
        state->opening
            .touched_this_round[state->opening.touched_this_round_count++] =
            node;
    state->opening.touched[node] = before | bits;
    ctg__reach(state, node);
}

void ctg__touch(ctg__state *state, ctg_node node)
{
    CTG__ASSERT(node < state->net->nodes.count);
    note_change(state, node,
                CTG__TOUCHED_SINCE_OPENING | CTG__TOUCHED_THIS_ROUND |
                    CTG__TOUCHED_BOOKS);
}

void ctg__bear_loss(ctg__state *state, ctg_node target, double amount)
{
    note_change(state, target,
                CTG__TOUCHED_SINCE_OPENING | CTG__TOUCHED_THIS_ROUND);
    ctg__add_exactly(&state->books.equity[target], -amount);
}

void ctg__post_loss(ctg__state *state, ctg_channel channel, ctg_actor source,
                    ctg_node target, double amount)
{
    if (amount == 0 && channel != CTG_SHOCK)
        return;
    ctg__bear_loss(state, target, amount);
    if (state->ledger)
        ctg__ledger_post(state->ledger, channel, source,
                         ctg__node_actor(target), amount);
}

void ctg__post_part(ctg__state *state, ctg_channel channel, ctg_actor source,
                    ctg_node target, double amount)
{
    if (state->ledger && amount != 0)
        ctg__ledger_post(state->ledger, channel, source,
                         ctg__node_actor(target), amount);
}

void ctg__post_asset(ctg__state *state, ctg_channel channel, ctg_actor source,
                     ctg_asset target, double amount)
{
    if (!state->ledger || (amount == 0 && channel != CTG_SHOCK))
        return;
    ctg__ledger_post(state->ledger, channel, source, ctg__asset_actor(target),
                     amount);
}

void ctg__repay(ctg__state *state, ctg_node debtor, size_t entry,
                ctg_node creditor, double money)
{
    const ctg__exposures *const exposures = &state->net->exposures;
    const ctg_asset asset =
        exposures->asset ? exposures->asset[entry] : CTG_NONE;
    const double price = ctg__book_price(state, asset);
    const double worth = ctg__worth(state, entry);
    const double before = state->books.amount[entry];
    const double units = money / price;

    state->books.amount[entry] = ctg__remainder(before - units, before);
    if (asset != CTG_NONE)
        state->books.quantity[asset] -= before - state->books.amount[entry];
    ctg__touch(state, debtor);
    ctg__touch(state, creditor);
    state->books.cash[debtor] -= money;
    state->books.liabilities[debtor] -= money;
    state->books.claims[creditor] -= money * worth;
    state->books.cash[creditor] += money;
    ctg__post_loss(state, CTG_TRANSFER, ctg__node_actor(debtor), creditor,
                   -money * (1 - worth));
}
