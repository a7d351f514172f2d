/* A node is given money before round 0: aid. Its plan's network has it
 * (data/aid.h), so nothing is left to do, and nothing is lost. */
#include "engine/shock_kind.h"

static ctg_status take(const ctg__change *change, ctg__shock *shock,
                       ctg_error *error)
{
    if (change->fails || change->percent || change->sign == '-' ||
        !(change->value > 0))
        return ctg__shock_refuse("aid is money above 0: 5e6", error);
    shock->unit = CTG__BY_AID;
    shock->value = change->value;
    return CTG_OK;
}

static void apply(ctg__state *state, const ctg__shock *shock)
{
    (void)state;
    (void)shock;
}

const ctg__shock_kind ctg__shock_inject = {
    .about = {.word = "inject",
              .examples = {"inject A=5e6"},
              .meaning = "it is given money before round 0: aid"},
    .target = CTG__ON_NODE,
    .brief = "aid to",
    .spoken = "aid to",
    .claims_only = true,
    .take = take,
    .apply = apply,
};
