/* What kinds of shocks share. */
#include <math.h>

#include "data/aid.h"
#include "engine/direct.h"
#include "engine/shock_kind.h"

double ctg__shock_base(const ctg_network *network, size_t node)
{
    return fmax(0, network->nodes.pass_through[node]
                       ? ctg__unaided_assets(&network->nodes, node)
                       : ctg__unaided_equity(&network->nodes, node));
}

double ctg__shock_rest(const ctg_network *network, size_t node)
{
    return fmax(0, network->nodes.pass_through[node]
                       ? network->nodes.assets[node]
                       : network->nodes.equity[node]);
}

ctg_status ctg__shock_refuse(const char *why, ctg_error *error)
{
    return ctg__fail(error, CTG_BAD_ARGUMENT, "%s", why);
}
