/*
 * Step 3: an issued token follows its issuer's opening books. The books see
 * the new value at the next opening; the market posts it, at its new price.
 */
#include "engine/phase.h"

static ctg_status start(ctg__state *state, ctg_error *error)
{
    (void)state;
    (void)error;
    return CTG_OK;
}

static void step(ctg__state *state)
{
    for (ctg_asset a = 0; a < state->net->assets.count; a++) {
        const uint32_t slot = state->books.token_slot[a];

        if (slot == CTG_NONE)
            continue;
        state->opening.token_fall[a] =
            state->books.token_value[a] - state->books.slots[slot].value;
        state->books.token_value[a] = state->books.slots[slot].value;
    }
}

const ctg__phase ctg__phase_tokens = {
    .start = start,
    .step = step,
    .from_below = true,
};
