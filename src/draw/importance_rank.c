/* What bars of importance show: impact, or what tells nodes apart where that
 * does not. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "data/network.h"
#include "data/plan.h"
#include "draw/importance_bars.h"

enum { BINS = 12 };

#define NEAR_MOST 0.9 /* of the largest impact */

/* Creditors lose what they do not recover of their claims, at most their
 * equity: what a default costs at once. */
static ctg_status first_damage(ctg__bars *b, ctg_error *error)
{
    const ctg__exposures *const x = &b->network->exposures;
    const ctg_scenario *const given = b->t->sketch->options->scenario;
    ctg_scenario *const plain = ctg_scenario_new();
    ctg_plan *plan = NULL;
    ctg_status status =
        plain ? ctg_plan_new(b->network, given ? given : plain, &plan, error)
              : ctg__fail_memory(error);

    for (size_t i = 0; !status && i < b->network->nodes.count; i++) {
        const double equity = fmax(0, b->network->nodes.equity[i]);
        double lost = 0;

        for (size_t e = x->start[i]; e < x->start[i + 1]; e++) {
            const ctg_node debtor = x->debtor[e];
            double recovery = b->network->nodes.recovery[debtor];

            if (x->recovery && !isnan(x->recovery[e]))
                recovery = x->recovery[e];
            if (isnan(recovery))
                recovery = plan->recovery;
            lost += x->amount[e] * (1 - recovery) *
                    (x->asset && x->asset[e] != CTG_NONE
                         ? b->network->assets.price[x->asset[e]]
                         : 1);
            if (e + 1 == x->start[i + 1] || x->debtor[e + 1] != debtor) {
                b->value[b->t->cast.actors.of_node[debtor]] +=
                    fmin(equity, lost);
                lost = 0;
            }
        }
    }
    ctg_plan_free(plan);
    ctg_scenario_free(plain);
    return status;
}

/* Where most defaults cost about the same, impact only says how little equity
 * of its own a node has. */
static void look_for_saturation(ctg__bars *b)
{
    for (size_t a = 0; a < b->t->count; a++)
        if (!b->failed[a])
            b->most = fmax(b->most, b->impact[a]);
    b->least = b->most;
    for (size_t a = 0; a < b->t->count; a++)
        if (!b->failed[a] && b->impact[a] >= NEAR_MOST * b->most) {
            b->least = fmin(b->least, b->impact[a]);
            b->near_most++;
        }
    b->saturated =
        b->most > 0 && 2 * b->near_most > b->count && !ctg__is_banded(b->t);
}

/* How far whiskers go, those of the bars among them. */
static void look_for_widest(ctg__bars *b)
{
    const ctg__importance *const t = b->t;

    for (size_t a = 0; ctg__is_banded(t) && a < t->count; a++)
        b->widest =
            fmax(b->widest, fmax(ctg__impact_of(t, a),
                                 t->sketch->options->impact_high[t->node[a]]));
    if (!(b->widest > 0))
        b->widest = 1;
}

ctg_status ctg__bars_rank(ctg__bars *b, ctg_error *error)
{
    ctg__importance *const t = b->t;
    ctg__arena *const arena = &t->sketch->arena;
    const ctg_run *const run = t->sketch->options->run;
    ctg_status status;

    if (!TAKE(arena, b->impact, t->count + 1) ||
        !TAKE(arena, b->value, t->count + 1) ||
        !TAKE(arena, b->failed, t->count + 1) ||
        !TAKE(arena, b->list, t->count + 1))
        return ctg__fail_memory(error);
    for (size_t i = 0; i < t->facts.node_count; i++)
        b->system += fmax(0, t->facts.initial_equity[i]);
    for (size_t a = 0; a < t->count; a++) {
        b->impact[a] = ctg__impact_of(t, a) * b->system;
        b->failed[a] =
            run && ctg_run_failed_round(run)[t->node[a]] != CTG_NEVER;
        b->count += !b->failed[a];
    }
    look_for_saturation(b);
    look_for_widest(b);
    if (b->saturated) {
        status = first_damage(b, error);
        if (status)
            return status;
    } else {
        memcpy(b->value, b->impact, t->count * sizeof *b->value);
    }
    b->count = 0;
    for (size_t a = 0; a < t->count; a++)
        if (!b->failed[a])
            b->list[b->count++] = (ctg__ranked){b->value[a], (uint32_t)a};
    qsort(b->list, b->count, sizeof *b->list, ctg__ranked_compare);
    /* Of those that are ranked, as the bars are. */
    for (size_t i = 0; i < b->count; i++)
        b->value[i] = fmax(0, b->impact[b->list[i].actor]);
    return ctg__histogram_fill(&b->bins, b->value, b->count, BINS, false,
                               error);
}
