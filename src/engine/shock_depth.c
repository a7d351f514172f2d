/* The depth of an asset's market changes. */
#include "engine/shock_kind.h"

static ctg_status take(const ctg__change *change, ctg__shock *shock,
                       ctg_error *error)
{
    if (change->fails || !change->percent ||
        (!change->sign && change->value != 0))
        return ctg__shock_refuse("a depth changes in per cent, with a sign: "
                                 "-60%",
                                 error);
    if (!(change->value > -1))
        return ctg__shock_refuse("a depth falls by less than 100%", error);
    shock->unit = CTG__BY_FACTOR;
    shock->value = 1 + change->value;
    return CTG_OK;
}

static void apply(ctg__state *state, const ctg__shock *shock)
{
    state->books.depth[shock->target] *= shock->value;
    ctg__post_asset(state, CTG_SHOCK, ctg__shock_actor(shock), shock->target,
                    0);
}

static void add(const ctg_plan *plan, const ctg__shock *shock,
                ctg__direct *direct)
{
    (void)plan;
    if (direct->depth)
        direct->depth[shock->target] *= shock->value;
}

const ctg__shock_kind ctg__shock_depth = {
    .about = {.word = "depth",
              .examples = {"depth ETH=-60%"},
              .meaning = "the depth of its market changes"},
    .target = CTG__ON_ASSET,
    .brief = "depth",
    .spoken = "depth of",
    .prices_only = true,
    .take = take,
    .apply = apply,
    .add = add,
};
