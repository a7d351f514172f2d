/* Round 0: the shocks of the scenario, and the start from below. */
#include "engine/quiet.h"
#include "engine/shock_kind.h"
#include "engine/state.h"
#include "engine/valuation.h"
#include "engine/write_down.h"

/* The lowest value of a claim: R, or 0 where the rule knows no recovery. */
static double lowest(const ctg__state *state, ctg_node debtor,
                     const ctg__slot *slot)
{
    return ctg__valuation_at(state->books.rule[debtor])->recovers
               ? slot->recovery
               : 0;
}

static void write_down_all(ctg__state *state, ctg_node debtor)
{
    const ctg__exposures *const exposures = &state->net->exposures;

    for (uint32_t s = state->books.slot_start[debtor];
         s < state->books.slot_start[debtor + 1]; s++) {
        ctg__slot *const slot = &state->books.slots[s];

        slot->fall = slot->value - lowest(state, debtor, slot);
        slot->value -= slot->fall;
    }
    for (size_t k = exposures->debtor_start[debtor];
         k < exposures->debtor_start[debtor + 1]; k++) {
        const size_t e = exposures->by_debtor[k];
        const ctg_node creditor = exposures->debtor_creditor[k];
        const double loss =
            ctg__claim_lost(state, e, ctg__slot_of(state, e)->fall);

        ctg__touch(state, creditor);
        state->books.claims[creditor] -= loss;
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
        const uint32_t slot = state->books.token_slot[a];

        if (slot == CTG_NONE)
            continue;
        ctg__post_asset(state, CTG_TOKEN,
                        ctg__node_actor(state->net->assets.issuer[a]), a,
                        state->books.price[a] * state->books.slots[slot].fall *
                            state->books.quantity[a]);
        state->books.token_value[a] = state->books.slots[slot].value;
    }
}

/* Who is insolvent from the start is noticed without a shock. */
static void touch_the_weak(ctg__state *state)
{
    const ctg__quiet *const quiet = state->accounts.quiet;

    for (size_t k = 0; quiet && k < quiet->weak_count; k++)
        ctg__touch(state, quiet->weak[k]);
    if (quiet)
        return;
    for (ctg_node i = 0; i < state->net->nodes.count; i++)
        if (ctg__below_zero(state->plan, i, state->net->nodes.equity[i]))
            ctg__touch(state, i);
}

static void note_shocked(ctg__state *state, ctg_node node)
{
    /* In the least solution these failures stay. */
    state->books.failed_for_good[node] = state->books.failed[node];
    state->books.shocked_distress[node] =
        ctg__distress(&state->net->nodes, node, ctg__equity_now(state, node),
                      state->books.liabilities[node]);
}

/* Of the others it is known where accounts are quiet. */
static void note_all_shocked(ctg__state *state)
{
    const bool known = state->accounts.quiet != NULL;

    for (size_t k = 0; known && k < state->opening.touched_since_opening_count;
         k++)
        note_shocked(state, state->opening.touched_since_opening[k]);
    for (ctg_node i = 0; !known && i < state->net->nodes.count; i++)
        note_shocked(state, i);
}

void ctg__apply_shocks(ctg__state *state)
{
    const ctg__shock *const shocks = state->plan->shocks;

    touch_the_weak(state);
    for (size_t k = 0; k < state->plan->shock_count; k++)
        if (shocks[k].unit != CTG__BY_REST)
            ctg__shock_kind_of(&shocks[k])->apply(state, &shocks[k]);
    for (size_t k = 0; k < state->plan->shock_count; k++)
        if (shocks[k].unit == CTG__BY_REST)
            ctg__shock_kind_of(&shocks[k])->apply(state, &shocks[k]);
    ctg__test_failures(state);
    note_all_shocked(state);
    if (state->plan->from_below)
        start_from_below(state);
}
