#include "engine/direct.h"

#include <math.h>

#include "data/matrix.h"

double ctg__shock_base(const ctg_network *network, size_t node)
{
    return fmax(0, network->nodes.pass_through[node]
                       ? network->nodes.assets[node]
                       : network->nodes.equity[node]);
}

double ctg__system_equity(const ctg__nodes *nodes)
{
    double equity = 0;
    double gross = 0;

    for (size_t i = 0; i < nodes->count; i++) {
        equity += fmax(0, nodes->equity[i]);
        gross += nodes->assets[i];
    }
    return equity > 0 ? equity : gross;
}

static void shock_nodes(const ctg_plan *plan, ctg__direct *direct)
{
    for (size_t k = 0; k < plan->shock_count; k++) {
        const ctg__shock *const shock = &plan->shocks[k];
        const uint32_t node = shock->target;

        if (shock->kind == CTG__SHOCK_NODE_SHARE)
            direct->lost[node] +=
                shock->value * ctg__shock_base(plan->network, node);
        else if (shock->kind == CTG__SHOCK_NODE_MONEY)
            direct->lost[node] += shock->value;
        else if (shock->kind == CTG__SHOCK_NODE_DEFAULT)
            direct->defaulted[node] = true;
    }
}

static void shock_exposures(const ctg_plan *plan, double *write_off)
{
    const ctg__exposures *const exposures = &plan->network->exposures;

    for (size_t e = 0; e < exposures->count; e++)
        write_off[e] = 1;
    for (size_t k = 0; k < plan->shock_count; k++) {
        const ctg__shock *const shock = &plan->shocks[k];

        if (shock->kind != CTG__SHOCK_EXPOSURE)
            continue;
        for (size_t e = exposures->start[shock->other];
             e < exposures->start[shock->other + 1]; e++)
            if (exposures->debtor[e] == shock->target)
                write_off[e] *= shock->value;
    }
}

/* What write-offs cost a node, money. */
static double written_off(const ctg_network *network, const double *write_off,
                          size_t node)
{
    const ctg__exposures *const exposures = &network->exposures;
    double lost = 0;

    for (size_t e = exposures->start[node];
         write_off && e < exposures->start[node + 1]; e++)
        lost += ctg__first_face(network, e) * (1 - write_off[e]);
    return lost;
}

/* A default takes what the other shocks leave, once. */
static void take_the_rest(const ctg_plan *plan, ctg__direct *direct)
{
    for (size_t i = 0; i < plan->network->nodes.count; i++)
        if (direct->defaulted[i])
            direct->lost[i] =
                fmax(direct->lost[i],
                     ctg__shock_base(plan->network, i) -
                         written_off(plan->network, direct->write_off, i));
}

ctg_status ctg__direct_nodes(const ctg_plan *plan, ctg__arena *arena,
                             ctg__direct *direct, ctg_error *error)
{
    const size_t nodes = plan->network->nodes.count;

    *direct = (ctg__direct){0};
    if (!TAKE(arena, direct->lost, nodes + 1) ||
        !TAKE(arena, direct->defaulted, nodes + 1))
        return ctg__fail_memory(error);
    shock_nodes(plan, direct);
    take_the_rest(plan, direct);
    return CTG_OK;
}

ctg_status ctg__direct_of(const ctg_plan *plan, ctg__arena *arena,
                          ctg__direct *direct, ctg_error *error)
{
    const size_t nodes = plan->network->nodes.count;

    *direct = (ctg__direct){0};
    if (!TAKE(arena, direct->lost, nodes + 1) ||
        !TAKE(arena, direct->defaulted, nodes + 1) ||
        !TAKE(arena, direct->write_off, plan->network->exposures.count + 1))
        return ctg__fail_memory(error);
    shock_nodes(plan, direct);
    shock_exposures(plan, direct->write_off);
    take_the_rest(plan, direct);
    return CTG_OK;
}
