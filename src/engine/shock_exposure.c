/* All claims of one node on another are written off in part. */
#include "engine/shock_kind.h"

static ctg_status take(const ctg__change *change, ctg__shock *shock,
                       ctg_error *error)
{
    if (change->fails || !change->percent ||
        !(change->value <= 0 && change->value >= -1))
        return ctg__shock_refuse("an exposure is written off by 0% to -100%",
                                 error);
    shock->unit = CTG__BY_FACTOR;
    shock->value = 1 + change->value;
    return CTG_OK;
}

static void apply(ctg__state *state, const ctg__shock *shock)
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
        loss = state->books.amount[e] * ctg__book_price(state, asset) *
               ctg__worth(state, e) * (1 - shock->value);
        state->books.write_off[e] *= shock->value;
        ctg__touch(state, creditor);
        state->books.claims[creditor] -= loss;
        ctg__post_loss(state, CTG_SHOCK, ctg__shock_actor(shock), creditor,
                       loss);
    }
}

static void add(const ctg_plan *plan, const ctg__shock *shock,
                ctg__direct *direct)
{
    const ctg__exposures *const exposures = &plan->network->exposures;

    for (size_t e = exposures->start[shock->other];
         direct->write_off && e < exposures->start[shock->other + 1]; e++)
        if (exposures->debtor[e] == shock->target)
            direct->write_off[e] *= shock->value;
}

const ctg__shock_kind ctg__shock_exposure = {
    .about = {.word = "exposure",
              .examples = {"exposure A>B=-50%"},
              .meaning = "B's claims on A are written off in part; A still "
                         "owes them"},
    .target = CTG__ON_PAIR,
    .brief = "exposure",
    .spoken = "claims",
    .claims_only = true,
    .writes_off = true,
    .take = take,
    .apply = apply,
    .add = add,
};
