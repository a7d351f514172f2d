#include "engine/direct.h"

#include <math.h>

#include "data/aid.h"
#include "data/matrix.h"
#include "engine/shock_kind.h"

double ctg__system_equity(const ctg__nodes *nodes)
{
    double equity = 0;
    double gross = 0;

    for (size_t i = 0; i < nodes->count; i++) {
        equity += fmax(0, ctg__unaided_equity(nodes, i));
        gross += ctg__unaided_assets(nodes, i);
    }
    return equity > 0 ? equity : gross;
}

static void add_shocks(const ctg_plan *plan, ctg__direct *direct)
{
    for (size_t k = 0; k < plan->shock_count; k++) {
        const ctg__shock *const shock = &plan->shocks[k];
        const ctg__shock_kind *const kind = ctg__shock_kind_of(shock);

        if (kind->add)
            kind->add(plan, shock, direct);
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
                     ctg__shock_rest(plan->network, i) -
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
    add_shocks(plan, direct);
    take_the_rest(plan, direct);
    return CTG_OK;
}

ctg_status ctg__direct_of(const ctg_plan *plan, ctg__arena *arena,
                          ctg__direct *direct, ctg_error *error)
{
    const size_t nodes = plan->network->nodes.count;
    const size_t exposures = plan->network->exposures.count;
    const ctg__assets *const assets = &plan->network->assets;

    *direct = (ctg__direct){0};
    if (!TAKE(arena, direct->lost, nodes + 1) ||
        !TAKE(arena, direct->defaulted, nodes + 1) ||
        !TAKE(arena, direct->write_off, exposures + 1) ||
        !TAKE(arena, direct->price, assets->count + 1) ||
        !TAKE(arena, direct->depth, assets->count + 1))
        return ctg__fail_memory(error);
    for (size_t e = 0; e < exposures; e++)
        direct->write_off[e] = 1;
    for (size_t a = 0; a < assets->count; a++) {
        direct->price[a] = assets->price[a];
        direct->depth[a] = assets->depth[a];
    }
    add_shocks(plan, direct);
    take_the_rest(plan, direct);
    return CTG_OK;
}
