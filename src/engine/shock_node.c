/* A node loses a share of its equity, money, or all that is left of it. */
#include <math.h>

#include "engine/shock_kind.h"

static ctg_status take(const ctg__change *change, ctg__shock *shock,
                       ctg_error *error)
{
    if (change->fails) {
        shock->unit = CTG__BY_REST;
        return CTG_OK;
    }
    if (!(change->value <= 0))
        return ctg__shock_refuse("a node's loss is written with a minus: -20%, "
                                 "-5e6 or default",
                                 error);
    shock->unit = change->percent ? CTG__BY_SHARE : CTG__BY_MONEY;
    shock->value = 0 - change->value;
    return CTG_OK;
}

static double loss_of(const ctg_network *network, const ctg__shock *shock)
{
    return shock->unit == CTG__BY_SHARE
               ? shock->value * ctg__shock_base(network, shock->target)
               : shock->value;
}

static void apply(ctg__state *state, const ctg__shock *shock)
{
    const ctg_node node = shock->target;
    double loss;

    if (shock->unit == CTG__BY_REST)
        loss = fmax(0, ctg__shock_rest(state->net, node) -
                           (state->net->nodes.equity[node] -
                            ctg__equity_now(state, node)));
    else
        loss = loss_of(state->net, shock);
    state->books.other_assets[node] -= loss;
    ctg__post_loss(state, CTG_SHOCK, ctg__shock_actor(shock), node, loss);
    if (shock->unit == CTG__BY_REST)
        ctg__mark_failed(state, node);
}

static void add(const ctg_plan *plan, const ctg__shock *shock,
                ctg__direct *direct)
{
    if (shock->unit == CTG__BY_REST)
        direct->defaulted[shock->target] = true;
    else
        direct->lost[shock->target] += loss_of(plan->network, shock);
}

const ctg__shock_kind ctg__shock_node = {
    .about = {.word = "node",
              .examples = {"node A=default", "node A=-20%"},
              .meaning = "it loses a share of its equity, an amount of money, "
                         "or all it has left"},
    .target = CTG__ON_NODE,
    .claims_only = true,
    .take = take,
    .apply = apply,
    .add = add,
};
