#include "data/aid.h"

#include <string.h>

static bool copy(ctg__arena *arena, double **made, const double *from,
                 size_t count)
{
    if (!TAKE(arena, *made, count + 1))
        return false;
    if (count)
        memcpy(*made, from, count * sizeof **made);
    return true;
}

/* What aid changes, in memory of its own. */
static bool part(ctg__arena *arena, ctg__nodes *nodes)
{
    return copy(arena, &nodes->equity, nodes->equity, nodes->count) &&
           copy(arena, &nodes->assets, nodes->assets, nodes->count) &&
           copy(arena, &nodes->cash, nodes->cash, nodes->count);
}

static ctg_network *copy_network(const ctg_network *network, ctg__arena *arena)
{
    ctg_network *made;

    if (!TAKE(arena, made, 1))
        return NULL;
    *made = *network;
    made->arena = (ctg__arena){0};
    made->owned = NULL;
    return part(arena, &made->nodes) ? made : NULL;
}

ctg_status ctg__network_aid(const ctg_network *network, const double *aid,
                            ctg__arena *arena, const ctg_network **aided,
                            ctg_error *error)
{
    ctg_network *const made = copy_network(network, arena);

    if (!made)
        return ctg__fail_memory(error);
    if (!made->nodes.unaided_equity) {
        made->nodes.unaided_equity = network->nodes.equity;
        made->nodes.unaided_assets = network->nodes.assets;
    }
    for (size_t i = 0; i < made->nodes.count; i++) {
        made->nodes.equity[i] += aid[i];
        made->nodes.assets[i] += aid[i];
        made->nodes.cash[i] += aid[i];
    }
    *aided = made;
    return CTG_OK;
}

ctg_status ctg__network_keep(const ctg_network *network, ctg__arena *arena,
                             const ctg_network **kept, ctg_error *error)
{
    ctg_network *made;

    *kept = network;
    if (!network->nodes.unaided_equity)
        return CTG_OK;
    made = copy_network(network, arena);
    if (!made)
        return ctg__fail_memory(error);
    *kept = made;
    return CTG_OK;
}
