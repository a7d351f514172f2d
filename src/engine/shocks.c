/* Round 0: the shocks of the scenario, and the start from below. */
#include <math.h>

#include "engine/direct.h"
#include "engine/impact.h"
#include "engine/state.h"
#include "engine/valuation.h"

static ctg_actor shock_actor(const ctg__shock *shock)
{
    return CTG_ACTOR(CTG_ACTOR_SHOCK, shock->number);
}

static void shock_asset(ctg__state *state, const ctg__shock *shock)
{
    const ctg_asset asset = shock->target;
    const double before = state->price[asset];
    const double after = shock->kind == CTG__SHOCK_ASSET_PRICE
                             ? shock->value
                             : before * shock->value;

    state->price[asset] = after;
    /* Arbitrage moves a pool along its curve to the new price. */
    if (state->net->assets.impact[asset] == CTG__IMPACT_amm && before > 0)
        state->depth[asset] *= sqrt(after / before);
    ctg__post_asset(state, CTG_SHOCK, shock_actor(shock), asset,
                    (before - after) * state->quantity[asset]);
}

static void lose(ctg__state *state, const ctg__shock *shock, double loss)
{
    state->other_assets[shock->target] -= loss;
    ctg__post_loss(state, CTG_SHOCK, shock_actor(shock), shock->target, loss);
}

/* What is left after the other shocks, which come first. */
static void default_node(ctg__state *state, const ctg__shock *shock)
{
    const ctg_node node = shock->target;
    const double lost =
        state->net->nodes.equity[node] - ctg__equity_now(state, node);

    lose(state, shock, fmax(0, ctg__shock_base(state->net, node) - lost));
    ctg__mark_failed(state, node);
}

static void shock_exposures(ctg__state *state, const ctg__shock *shock)
{
    const ctg__exposures *const exposures = &state->net->exposures;
    const ctg_node creditor = shock->other;

    for (size_t e = exposures->start[creditor];
         e < exposures->start[creditor + 1]; e++) {
        const ctg_asset asset =
            exposures->asset ? exposures->asset[e] : CTG_NONE;
        double loss;

        if (exposures->debtor[e] != shock->target)
            continue;
        loss = state->amount[e] * ctg__book_price(state, asset) *
               ctg__worth(state, e) * (1 - shock->value);
        state->write_off[e] *= shock->value;
        ctg__touch(state, creditor);
        state->claims[creditor] -= loss;
        ctg__post_loss(state, CTG_SHOCK, shock_actor(shock), creditor, loss);
    }
}

/* Whether m matters to a leg: debts on lending venues have none. */
static bool counts_margin(const ctg__state *state, size_t leg)
{
    const uint32_t venue = state->net->accounts.venue[state->leg_account[leg]];

    return state->leg[leg] > 0 ||
           (state->leg[leg] < 0 &&
            state->net->venues.type[venue] == (uint8_t)CTG__MARGIN);
}

static void shock_haircut(ctg__state *state, const ctg__shock *shock)
{
    const ctg__accounts *const accounts = &state->net->accounts;
    const size_t legs =
        accounts->count ? accounts->leg_start[accounts->count] : 0;

    state->margin[shock->target] =
        fmin(1, fmax(0, state->margin[shock->target] + shock->value));
    for (size_t l = 0; l < legs; l++)
        if (accounts->market[l] == shock->target && counts_margin(state, l))
            ctg__post_loss(state, CTG_SHOCK, shock_actor(shock),
                           accounts->owner[state->leg_account[l]], 0);
}

static void apply(ctg__state *state, const ctg__shock *shock)
{
    switch (shock->kind) {
    case CTG__SHOCK_ASSET_FACTOR:
    case CTG__SHOCK_ASSET_PRICE:
        shock_asset(state, shock);
        break;
    case CTG__SHOCK_NODE_SHARE:
        lose(state, shock,
             shock->value * ctg__shock_base(state->net, shock->target));
        break;
    case CTG__SHOCK_NODE_MONEY:
        lose(state, shock, shock->value);
        break;
    case CTG__SHOCK_NODE_DEFAULT:
        default_node(state, shock);
        break;
    case CTG__SHOCK_EXPOSURE:
        shock_exposures(state, shock);
        break;
    case CTG__SHOCK_DEPTH:
        state->depth[shock->target] *= shock->value;
        ctg__post_asset(state, CTG_SHOCK, shock_actor(shock), shock->target, 0);
        break;
    case CTG__SHOCK_HAIRCUT:
        shock_haircut(state, shock);
        break;
    case CTG__SHOCK_RUN:
        state->runs[shock->target] = true;
        ctg__post_loss(state, CTG_SHOCK, shock_actor(shock), shock->target, 0);
        break;
    }
}

/* The lowest value of a claim: R, or 0 where the rule knows no recovery. */
static double lowest(const ctg__state *state, ctg_node debtor,
                     const ctg__slot *slot)
{
    return ctg__valuation_at(state->rule[debtor])->recovers ? slot->recovery
                                                            : 0;
}

static void write_down_all(ctg__state *state, ctg_node debtor)
{
    const ctg__exposures *const exposures = &state->net->exposures;

    for (uint32_t s = state->slot_start[debtor];
         s < state->slot_start[debtor + 1]; s++) {
        ctg__slot *const slot = &state->slots[s];

        slot->fall = slot->value - lowest(state, debtor, slot);
        slot->value -= slot->fall;
    }
    for (size_t k = exposures->debtor_start[debtor];
         k < exposures->debtor_start[debtor + 1]; k++) {
        const size_t e = exposures->by_debtor[k];
        const ctg_node creditor = exposures->debtor_creditor[k];
        const ctg_asset asset =
            exposures->asset ? exposures->asset[e] : CTG_NONE;
        const double loss =
            state->amount[e] * ctg__book_price(state, asset) *
            ctg__worth_lost(state, e, ctg__slot_of(state, e)->fall);

        ctg__touch(state, creditor);
        state->claims[creditor] -= loss;
        ctg__post_loss(state, CTG_CLAIM, ctg__node_actor(debtor), creditor,
                       loss);
    }
}

/* Every node failed, every claim and token at its lowest. */
static void start_from_below(ctg__state *state)
{
    for (ctg_node i = 0; i < state->net->nodes.count; i++) {
        ctg__mark_failed(state, i);
        write_down_all(state, i);
    }
    for (ctg_asset a = 0; a < state->net->assets.count; a++) {
        const uint32_t slot = state->token_slot[a];

        if (slot == CTG_NONE)
            continue;
        ctg__post_asset(
            state, CTG_TOKEN, ctg__node_actor(state->net->assets.issuer[a]), a,
            state->price[a] * state->slots[slot].fall * state->quantity[a]);
        state->token_value[a] = state->slots[slot].value;
    }
}

/* Who is insolvent from the start is noticed without a shock. */
static void touch_the_weak(ctg__state *state)
{
    for (ctg_node i = 0; i < state->net->nodes.count; i++)
        if (ctg__below_zero(state->plan, i, state->net->nodes.equity[i]))
            ctg__touch(state, i);
}

void ctg__apply_shocks(ctg__state *state)
{
    const ctg__shock *const shocks = state->plan->shocks;

    touch_the_weak(state);
    for (size_t k = 0; k < state->plan->shock_count; k++)
        if (shocks[k].kind != CTG__SHOCK_NODE_DEFAULT)
            apply(state, &shocks[k]);
    for (size_t k = 0; k < state->plan->shock_count; k++)
        if (shocks[k].kind == CTG__SHOCK_NODE_DEFAULT)
            apply(state, &shocks[k]);
    ctg__test_failures(state);
    for (ctg_node i = 0; i < state->net->nodes.count; i++) {
        /* In the least solution these failures stay. */
        state->failed_for_good[i] = state->failed[i];
        state->shocked_distress[i] =
            ctg__distress(&state->net->nodes, i, ctg__equity_now(state, i),
                          state->liabilities[i]);
    }
    if (state->plan->from_below)
        start_from_below(state);
}
