#include "engine/claims_lean.h"

#include <math.h>
#include <stdlib.h>

#include "engine/claims_alone.h"
#include "engine/direct.h"
#include "engine/lean.h"
#include "engine/shock_kind.h"
#include "engine/spiral.h"
#include "engine/stop.h"
#include "engine/valuation.h"

/* --- whether it applies --- */

static bool is_linear(const ctg_plan *plan)
{
    for (ctg_node i = 0; i < plan->network->nodes.count; i++)
        if (ctg__valuation_of(plan, i)->solver != CTG__SOLVER_LINEAR)
            return false;
    return true;
}

/* Oracles of another kind follow prices on their own, and a run waits. */
static bool prices_are_seen(const ctg__assets *assets)
{
    for (size_t a = 0; a < assets->count; a++)
        if (assets->oracle[a] != CTG__ORACLE_MARKET)
            return false;
    return true;
}

static bool shocks_are_of_nodes(const ctg_plan *plan)
{
    for (size_t k = 0; k < plan->shock_count; k++)
        if (ctg__shock_kind_of(&plan->shocks[k]) != &ctg__shock_node)
            return false;
    return true;
}

static bool applies(const ctg_plan *plan)
{
    const ctg_network *const net = plan->network;
    const ctg__exposures *const exposures = &net->exposures;

    return exposures->count >= CTG__LEAN_ENTRIES && !exposures->asset &&
           !exposures->recovery && !exposures->seniority && !plan->cap &&
           !net->nodes.unaided_equity && shocks_are_of_nodes(plan) &&
           prices_are_seen(&net->assets) &&
           ctg__claims_alone_possible(net, plan) && is_linear(plan);
}

/* --- round 0 --- */

static void apply(ctg__lean *l, const ctg__shock *shock)
{
    const double rest = ctg__shock_rest(l->net, shock->target);
    double loss = shock->value;

    if (shock->unit == CTG__BY_REST)
        loss = fmax(0, rest - (l->net->nodes.equity[shock->target] -
                               ctg__lean_equity(l, shock->target)));
    else if (shock->unit == CTG__BY_SHARE)
        loss *= ctg__shock_base(l->net, shock->target);
    ctg__add_exactly(&l->equity[shock->target], -loss);
    if (shock->unit == CTG__BY_REST)
        ctg__lean_set(l->failed, shock->target);
}

static int compare_shocked(const void *one, const void *other)
{
    const ctg_node a = ((const ctg__lean_shocked *)one)->node;
    const ctg_node b = ((const ctg__lean_shocked *)other)->node;

    return a < b ? -1 : a > b;
}

static double distress_of(const ctg__lean *l, ctg_node node)
{
    return ctg__distress(&l->net->nodes, node, ctg__lean_equity(l, node),
                         l->net->nodes.liabilities[node]);
}

static void apply_shocks(ctg__lean *l)
{
    const ctg_plan *const plan = l->plan;
    ctg__lean_outcome all = {.finite = true};

    for (int rest = 0; rest < 2; rest++)
        for (size_t k = 0; k < plan->shock_count; k++)
            if ((plan->shocks[k].unit == CTG__BY_REST) == rest)
                apply(l, &plan->shocks[k]);
    for (ctg_node i = 0; i < l->net->nodes.count; i++)
        if (ctg__below_zero(plan, i, l->net->nodes.equity[i]))
            ctg__lean_close(l, i, 0, &all);
    for (size_t k = 0; k < plan->shock_count; k++) {
        const ctg_node node = plan->shocks[k].target;

        ctg__lean_close(l, node, 0, &all);
        l->shocked[k] = (ctg__lean_shocked){node, distress_of(l, node)};
    }
    l->shocked_count = plan->shock_count;
    qsort(l->shocked, l->shocked_count, sizeof *l->shocked, compare_shocked);
    ctg__lean_take(l, &all);
    l->all_changed = true; /* all debts are valued in the first round */
}

/* --- all of it --- */

static bool take(ctg__lean *l, ctg__arena *arena)
{
    const ctg__nodes *const nodes = &l->net->nodes;

    if (!TAKE_ROOM(arena, l->equity, nodes->count) ||
        !TAKE_ROOM(arena, l->opened, nodes->count) ||
        !TAKE(arena, l->fall, nodes->count) ||
        !TAKE(arena, l->failed, nodes->count / CTG__LEAN_WORD + 1) ||
        !TAKE(arena, l->listed, nodes->count / CTG__LEAN_WORD + 1) ||
        !TAKE_ROOM(arena, l->changed, ctg__lean_most(l)) ||
        !TAKE_ROOM(arena, l->spare, ctg__lean_most(l)) ||
        !TAKE(arena, l->shocked, l->plan->shock_count + 1))
        return false;
    for (size_t i = 0; i < nodes->count; i++) {
        l->equity[i] = (ctg__sum){nodes->equity[i], 0};
        l->opened[i] = nodes->equity[i];
    }
    return true;
}

static ctg_status ask(const ctg__lean *l, ctg__asking *asking, ctg_error *error)
{
    return !asking || ctg__ask(asking, l->round, l->plan->rounds)
               ? CTG_OK
               : ctg__fail(error, CTG_CANCELLED, "stopped in round %u",
                           (unsigned)l->round);
}

static ctg_status run_rounds(ctg__lean *l, ctg__asking *asking,
                             ctg_summary *found, ctg_error *error)
{
    ctg_status status = ask(l, asking, error);

    while (!status && l->finite && !found->converged &&
           l->round < l->plan->rounds) {
        const double before = found->last_change;

        l->round++;
        ctg__lean_round(l);
        found->last_change = l->largest;
        found->error_estimate = ctg__estimate_left(before, l->largest);
        found->converged = !l->newly_failed && l->largest <= l->plan->tolerance;
        status = ask(l, asking, error);
    }
    found->rounds = l->round;
    found->by_rounds = true;
    return status;
}

static double above_zero(double equity)
{
    return equity > 0 ? equity : 0;
}

static void sum_up(const ctg__lean *l, ctg_summary *found)
{
    const ctg__nodes *const nodes = &l->net->nodes;
    const ctg__lean_shocked *next = l->shocked;
    const ctg__lean_shocked *const past = l->shocked + l->shocked_count;
    double weights = 0;
    double weighted = 0;

    for (ctg_node i = 0; i < nodes->count; i++) {
        const double equity = ctg__lean_equity(l, i);
        const bool was_shocked = next < past && next->node == i;
        const double at_first = was_shocked
                                    ? next->distress
                                    : ctg__distress(nodes, i, nodes->equity[i],
                                                    nodes->liabilities[i]);

        while (next < past && next->node == i)
            next++;
        found->equity_lost += above_zero(nodes->equity[i]) - above_zero(equity);
        found->failed += ctg__lean_has(l->failed, i);
        weights += nodes->weight[i];
        weighted += nodes->weight[i] * (distress_of(l, i) - at_first);
    }
    found->initial_equity = l->system_equity;
    found->debtrank = weights > 0 ? weighted / weights : 0;
}

ctg_status ctg__claims_lean(const ctg_plan *plan, ctg__arena *arena,
                            ctg__asking *asking, ctg_summary *summary,
                            bool *possible, ctg_error *error)
{
    ctg__lean l = {.net = plan->network, .plan = plan, .finite = true};
    ctg_summary found = {0};
    ctg_status status;

    *possible = applies(plan);
    if (!*possible)
        return CTG_OK;
    if (!take(&l, arena))
        return ctg__fail_memory(error);
    l.system_equity = ctg__system_equity(&l.net->nodes);
    apply_shocks(&l);
    status = run_rounds(&l, asking, &found, error);
    if (status)
        return status;
    sum_up(&l, &found);
    *possible = l.finite && isfinite(found.initial_equity) &&
                isfinite(found.equity_lost) && isfinite(found.debtrank);
    status = *possible ? ctg__spiral(plan, arena, NULL, &found.spiral,
                                     &found.spiral_defined, error)
                       : CTG_OK;
    if (!status && *possible)
        *summary = found;
    return status;
}
