/*
 * What a kind of shock is to whoever reads, applies or tells it. To add one,
 * write shock_NAME.c that defines ctg__shock_NAME and give it a row in
 * data/shocks.def.
 */
#ifndef ENGINE_SHOCK_KIND_H
#define ENGINE_SHOCK_KIND_H

#include <contagraph/scenario.h>

#include "base/error.h"
#include "data/plan.h"
#include "engine/direct.h"
#include "engine/state.h"

/* What stands between the word and the change. */
typedef enum ctg__shock_target {
    CTG__ON_NODE,
    CTG__ON_ASSET, /* ETH, or @GROUP: all assets of a group */
    CTG__ON_PAIR,  /* DEBTOR>CREDITOR, with an exposure between them */
    CTG__ON_MARKET /* VENUE/ASSET */
} ctg__shock_target;

typedef struct ctg__shock_kind {
    ctg_shock_kind about;
    ctg__shock_target target;
    /* What people read in front of the target: beside numbers, in sentences.
     * NULL: the word says no more than the target does. */
    const char *brief;
    const char *spoken;
    bool claims_only; /* only nodes and claims lose by it: no price, margin or
                         withdrawal */
    bool prices_only; /* only prices and depths change by it */
    bool moves_price; /* of the asset it is aimed at */
    bool writes_off;  /* claims: w */
    /* What a change means: unit and value. NULL: names its target alone. */
    ctg_status (*take)(const ctg__change *change, ctg__shock *shock,
                       ctg_error *error);
    /* Whether it makes sense where it is aimed at; NULL: always. */
    ctg_status (*fit)(const ctg_network *network, const ctg__shock *shock,
                      ctg_error *error);
    /* At round 0, posted. */
    void (*apply)(ctg__state *state, const ctg__shock *shock);
    /* The same added up without a run; NULL: nothing of what is added up. */
    void (*add)(const ctg_plan *plan, const ctg__shock *shock,
                ctg__direct *direct);
} ctg__shock_kind;

#define SHOCK(id) extern const ctg__shock_kind ctg__shock_##id;
#include "data/shocks.def"
#undef SHOCK

const ctg__shock_kind *ctg__shock_kind_at(size_t kind);

static inline const ctg__shock_kind *ctg__shock_kind_of(const ctg__shock *shock)
{
    return ctg__shock_kind_at(shock->kind);
}

/* Whether a shock of the plan writes claims off. */
bool ctg__plan_writes_off(const ctg_plan *plan);

/* Whoever posts or refuses: its actor, and why a change makes no sense. */
static inline ctg_actor ctg__shock_actor(const ctg__shock *shock)
{
    return CTG_ACTOR(CTG_ACTOR_SHOCK, shock->number);
}

ctg_status ctg__shock_refuse(const char *why, ctg_error *error);

#endif
