/* Step 2: every claim is revalued at its debtor's opening books. */
#include "engine/claims.h"

#include <math.h>

#include "base/assert.h"
#include "data/matrix.h"
#include "engine/phase.h"
#include "engine/shock_kind.h"
#include "engine/slots.h"
#include "engine/valuation.h"
#include "engine/write_down.h"

/* Whether any claim follows the books of a node. */
static bool is_valued(const ctg__state *state, ctg_node node)
{
    const size_t *const start = state->net->exposures.debtor_start;

    return start[node + 1] > start[node] ||
           (ctg__valuation_at(state->books.rule[node])->pays_outside &&
            state->books.other_liabilities[node] > 0);
}

/*
 * c, the same for all claims of one creditor on one debtor: what they could
 * lose in the first books, before any write-off, is at most the creditor's
 * equity.
 */
static void fill_caps(ctg__state *state)
{
    const ctg__exposures *const exposures = &state->net->exposures;

    for (ctg_node i = 0; i < state->net->nodes.count; i++) {
        const double equity = fmax(0, state->net->nodes.equity[i]);

        for (size_t e = exposures->start[i]; e < exposures->start[i + 1];) {
            const ctg_node debtor = exposures->debtor[e];
            double at_risk = 0;
            size_t end = e;

            for (; end < exposures->start[i + 1] &&
                   exposures->debtor[end] == debtor;
                 end++)
                at_risk += ctg__first_face(state->net, end) *
                           (1 - ctg__slot_of(state, end)->recovery);
            for (; e < end; e++)
                state->books.capped[e] =
                    at_risk > equity ? equity / at_risk : 1;
        }
    }
}

static ctg_status start(ctg__state *state, ctg_error *error)
{
    const ctg_plan *const plan = state->plan;
    const size_t exposures = state->net->exposures.count;
    ctg_status status = ctg__make_slots(state, error);

    if (!status)
        status = ctg__write_down_start(state, error);
    if (status)
        return status;
    if (!TAKE(state->arena, state->books.valued, state->net->nodes.count))
        return ctg__fail_memory(error);
    for (ctg_asset a = 0; a < state->net->assets.count; a++)
        if (state->net->assets.issuer[a] != CTG_NONE)
            state->books.valued[state->net->assets.issuer[a]] = true;
    for (ctg_node i = 0; i < state->net->nodes.count; i++) {
        state->books.valued[i] |= is_valued(state, i);
        if (state->books.valued[i])
            ctg__touch(state, i); /* in round 1 whatever happens */
    }
    if (plan->cap) {
        if (!TAKE(state->arena, state->books.capped, exposures))
            return ctg__fail_memory(error);
        fill_caps(state);
    }
    if (ctg__plan_writes_off(plan)) {
        if (!TAKE_ROOM(state->arena, state->books.write_off, exposures))
            return ctg__fail_memory(error);
        for (size_t e = 0; e < exposures; e++)
            state->books.write_off[e] = 1;
    }
    return CTG_OK;
}

/* Single-hit: the distress at which a debtor is first seen weakened. */
static void freeze(ctg__state *state, ctg_node debtor)
{
    const double distress =
        ctg__distress(&state->net->nodes, debtor, state->opening.equity[debtor],
                      state->opening.liabilities[debtor]);

    if (state->books.frozen[debtor] < 0 && distress > state->plan->tolerance)
        state->books.frozen[debtor] = distress;
}

/* Books the new values of a debtor's slots; false: none changed. */
static bool value_slots(ctg__state *state, ctg_node debtor)
{
    bool changed = false;

    if (ctg__valuation_at(state->books.rule[debtor])->by_class)
        ctg__face_classes(state, debtor);
    for (uint32_t s = state->books.slot_start[debtor];
         s < state->books.slot_start[debtor + 1]; s++) {
        ctg__slot *const slot = &state->books.slots[s];
        const double value = ctg__slot_value(state, debtor, slot);
        const bool moves =
            state->plan->from_below ? value > slot->value : value < slot->value;
        const double booked = moves ? value : slot->value;

        CTG__ASSERT(booked >= 0 && booked <= 1);
        slot->fall = slot->value - booked;
        slot->value = booked;
        changed |= slot->fall != 0;
    }
    return changed;
}

bool ctg__value_debtor(ctg__state *state, ctg_node debtor)
{
    if (!state->books.valued[debtor])
        return false;
    if (ctg__valuation_at(state->books.rule[debtor])->by_round)
        freeze(state, debtor);
    return debtor != state->mute && value_slots(state, debtor);
}

static void step(ctg__state *state)
{
    size_t count = 0;

    for (size_t k = 0; k < state->opening.reopened_count; k++)
        if (ctg__value_debtor(state, state->opening.reopened[k]))
            state->books.fallen[count++] = state->opening.reopened[k];
    ctg__write_down(state, count);
}

const ctg__phase ctg__phase_claims = {
    .start = start,
    .step = step,
    .from_below = true,
};
