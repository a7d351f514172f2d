/* The creditors of a node withdraw what matures. */
#include "engine/shock_kind.h"

static void apply(ctg__state *state, const ctg__shock *shock)
{
    state->orders.runs[shock->target] = true;
    ctg__post_loss(state, CTG_SHOCK, ctg__shock_actor(shock), shock->target, 0);
}

const ctg__shock_kind ctg__shock_run = {
    .about = {.word = "run",
              .examples = {"run A"},
              .meaning = "its creditors withdraw what matures"},
    .target = CTG__ON_NODE,
    .brief = "run",
    .spoken = "run on",
    .apply = apply,
};
