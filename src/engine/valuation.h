/*
 * What a valuation rule is to the engine. To add one, write valuation_NAME.c
 * that defines ctg__valuation_NAME and give it a row in valuations.def.
 */
#ifndef ENGINE_VALUATION_H
#define ENGINE_VALUATION_H

#include <stdbool.h>
#include <stdint.h>

#include <contagraph/variant.h>

#include "data/key.h"
#include "data/plan.h"

/* Index into valuations.def. */
enum {
#define VALUATION(id) CTG__RULE_##id,
#include "engine/valuations.def"
#undef VALUATION
    CTG__RULE_COUNT
};

/* Pools and vaults pay out what is there. */
enum { CTG__POOL_RULE = CTG__RULE_clearing };

/* What a rule may look at: the debtor's opening books. */
typedef struct ctg__debtor {
    double equity;      /* E */
    double assets;      /* A */
    double liabilities; /* L at face */
    double claims;      /* net: its claims at a p V w */
    double distress;    /* h at E */
    double frozen;      /* h at the first opening books where h > tolerance */
    bool failed;
    double eps;        /* |A - L| below which it is solvent */
    double volatility; /* of its assets, yearly; NaN: not known */
    /* clearing: liabilities due before this class, and in it */
    double senior;
    double face;
} ctg__debtor;

/* Which of the fast solvers knows a rule by heart. */
typedef enum ctg__solver {
    CTG__SOLVER_ANY,    /* it asks the rule for values */
    CTG__SOLVER_LINEAR, /* it looks at distress and at nothing else */
    CTG__SOLVER_THRESHOLD
} ctg__solver;

typedef struct ctg__valuation {
    ctg_variant about;
    bool recovers;     /* uses the recovery rate R; without, V does not */
    bool by_class;     /* looks at senior and face */
    bool relative;     /* divided by its value at the first books */
    bool by_round;     /* depends on the round in which a debtor weakened */
    bool pays_outside; /* so do other liabilities: what they lose counts */
    bool one_solution; /* from above and below alike, where no loop of claims
                          passes on more than it takes in */
    /* Nothing is lost before the debtor fails. */
    bool waits;
    /* Then, or from the first loss on, value falls in proportion to losses
     * until no more is lost. */
    bool straight;
    bool caps;          /* `cap` may limit what it passes on */
    bool by_volatility; /* looks at `volatility`, that of all its assets */
    bool libm;          /* uses libm, so bits may differ between systems */
    ctg__solver solver;
    const ctg__key *keys; /* of about.params, in a scenario */
    double (*value)(const ctg__debtor *debtor, const double *params,
                    double recovery);
    /* Whether it falls at once by a part when the debtor fails, however little
     * is lacking; NULL: never by its parameters. */
    bool (*jumps)(const double *params);
    /* Whether its debtor's larger losses never leave more, by its parameters;
     * NULL: nobody has shown it. */
    bool (*falls)(const double *params);
} ctg__valuation;

/*
 * For a rule's file. LIST(X) has a line X(name, type, standard, least, most,
 * range in words, whose, meaning) for each parameter, and defines params[] and
 * keys[]: rules that share a parameter share its line.
 */
#define CTG__RULE_PARAMETERS(LIST)                                             \
    static const ctg_param params[] = {LIST(CTG__AS_PARAM)};                   \
    static const ctg__key keys[] = {LIST(CTG__AS_KEY)};                        \
    _Static_assert(sizeof params / sizeof *params <= CTG__MOST_PARAMS,         \
                   "a plan has room for all parameters")
#define CTG__AS_PARAM(name, type, standard, least, most, range, whose,         \
                      meaning)                                                 \
    {#name, standard, least, most, meaning},
#define CTG__AS_KEY(name, type, standard, least, most, range, whose, meaning)  \
    {{#name, #standard, range, whose ": " meaning, false},                     \
     CTG__KEY_IS_##type,                                                       \
     least,                                                                    \
     most},

/* For `falls`: whatever the parameters are. */
bool ctg__rule_always_falls(const double *unused);

#define VALUATION(id) extern const ctg__valuation ctg__valuation_##id;
#include "engine/valuations.def"
#undef VALUATION

/* By index into valuations.def. */
const ctg__valuation *ctg__valuation_at(uint8_t rule);

/* By which rule claims on a node are valued. */
static inline uint8_t ctg__rule_of(const ctg_plan *plan, ctg_node node)
{
    const ctg__nodes *const nodes = &plan->network->nodes;

    if (nodes->pass_through[node])
        return CTG__POOL_RULE;
    return nodes->valuation[node] == CTG__NO_RULE ? plan->valuation
                                                  : nodes->valuation[node];
}

static inline const ctg__valuation *ctg__valuation_of(const ctg_plan *plan,
                                                      ctg_node node)
{
    return ctg__valuation_at(ctg__rule_of(plan, node));
}

/* Whether a rule that pays outside creditors too jumps in this plan. */
bool ctg__payments_jump(const ctg_plan *plan);

#endif
