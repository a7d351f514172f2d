/* The price of an asset, or of all assets of a group, changes. */
#include "engine/impact.h"
#include "engine/shock_kind.h"

static ctg_status take(const ctg__change *change, ctg__shock *shock,
                       ctg_error *error)
{
    if (change->fails)
        return ctg__shock_refuse("an asset does not default: give a price or a "
                                 "change in per cent",
                                 error);
    if (!change->percent) {
        if (change->sign)
            return ctg__shock_refuse(
                "a price has no sign, and a change ends in %", error);
        shock->unit = CTG__BY_LEVEL;
        shock->value = change->value;
        return CTG_OK;
    }
    if (!change->sign && change->value != 0)
        return ctg__shock_refuse("a change has a sign: -35% or +35%", error);
    if (!(change->value >= -1))
        return ctg__shock_refuse("a price falls by 100% at most", error);
    shock->unit = CTG__BY_FACTOR;
    shock->value = 1 + change->value;
    return CTG_OK;
}

static double price_after(const ctg__shock *shock, double before)
{
    return shock->unit == CTG__BY_LEVEL ? shock->value : before * shock->value;
}

static void apply(ctg__state *state, const ctg__shock *shock)
{
    const ctg_asset asset = shock->target;
    const double before = state->books.price[asset];
    const double after = price_after(shock, before);
    const ctg__impact *const law =
        ctg__impact_at(state->net->assets.impact[asset]);

    state->books.price[asset] = after;
    if (law->depth_moved && before > 0)
        state->books.depth[asset] *= law->depth_moved(after / before);
    ctg__post_asset(state, CTG_SHOCK, ctg__shock_actor(shock), asset,
                    (before - after) * state->books.quantity[asset]);
}

static void add(const ctg_plan *plan, const ctg__shock *shock,
                ctg__direct *direct)
{
    (void)plan;
    if (direct->price)
        direct->price[shock->target] =
            price_after(shock, direct->price[shock->target]);
}

const ctg__shock_kind ctg__shock_asset = {
    .about = {.word = "asset",
              .examples = {"asset ETH=-35%", "asset @GROUP=-35%"},
              .meaning = "its market price changes in per cent, or is given"},
    .target = CTG__ON_ASSET,
    .prices_only = true,
    .moves_price = true,
    .take = take,
    .apply = apply,
    .add = add,
};
