/* Failures: who has nothing left, or cannot pay. */
#include "base/assert.h"
#include "engine/phase.h"

void ctg__mark_failed(ctg__state *state, ctg_node node)
{
    if (state->books.failed[node] || state->net->nodes.pass_through[node])
        return;
    state->books.failed[node] = true;
    if (state->books.failed_round[node] == CTG_NEVER)
        state->books.failed_round[node] = state->round;
    state->stop.newly_failed = true;
    ctg__touch(state, node); /* its claims and holdings are looked at anew */
    CTG__ASSERT(state->orders.fallen_count < state->net->nodes.count);
    state->orders.fallen[state->orders.fallen_count++] = node;
}

/* In the least solution failures are tested anew each time. */
static void test_anew(ctg__state *state, ctg_node node, bool below)
{
    if (state->books.failed_for_good[node] ||
        below == state->books.failed[node])
        return;
    state->books.failed[node] = below;
    state->books.failed_round[node] = below ? state->round : CTG_NEVER;
    state->stop.newly_failed |= below;
    ctg__touch(state, node);
}

void ctg__test_failures(ctg__state *state)
{
    const bool *const pass_through = state->net->nodes.pass_through;

    /* Marking touches nodes that are on the list already. */
    for (size_t k = 0; k < state->opening.touched_since_opening_count; k++) {
        const ctg_node node = state->opening.touched_since_opening[k];
        const bool below =
            ctg__below_zero(state->plan, node, ctg__equity_now(state, node));

        if (pass_through[node])
            continue;
        if (state->plan->from_below && state->round > 0)
            test_anew(state, node, below);
        else if (below)
            ctg__mark_failed(state, node);
    }
}

static ctg_status start(ctg__state *state, ctg_error *error)
{
    (void)state;
    (void)error;
    return CTG_OK;
}

static void step(ctg__state *state)
{
    ctg__test_failures(state);
    for (size_t k = 0; k < state->orders.seller_count; k++) {
        const ctg_node node = state->orders.sellers[k];

        if (state->orders.illiquid[node])
            ctg__mark_failed(state, node);
        state->orders.illiquid[node] = false;
    }
}

const ctg__phase ctg__phase_failures = {
    .start = start,
    .step = step,
    .from_below = true,
};
