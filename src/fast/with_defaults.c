/* A plan with defaults added, without compiling it anew. */
#include <string.h>

#include "fast/mixed.h"

static ctg_status pin(const ctg_node *nodes, size_t count, ctg__arena *arena,
                      ctg__fast *with, ctg_error *error)
{
    double *shocked;

    if (!TAKE(arena, shocked, with->count + 1))
        return ctg__fail_memory(error);
    memcpy(shocked, with->shocked, with->count * sizeof *shocked);
    for (size_t k = 0; k < count; k++)
        shocked[nodes[k]] = 1;
    with->shocked = shocked;
    return CTG_OK;
}

static ctg_status charge(const ctg_node *nodes, size_t count, ctg__arena *arena,
                         ctg__fast *with, ctg_error *error)
{
    struct ctg__mixed *mixed;

    if (!TAKE(arena, mixed, 1))
        return ctg__fail_memory(error);
    *mixed = *with->mixed;
    if (!TAKE(arena, mixed->debtors, with->count + 1))
        return ctg__fail_memory(error);
    memcpy(mixed->debtors, with->mixed->debtors,
           with->count * sizeof *mixed->debtors);
    for (size_t k = 0; k < count; k++) {
        ctg__mixed_debtor *const debtor = &mixed->debtors[nodes[k]];

        debtor->books.equity -= debtor->at_stake;
        debtor->at_stake = 0;
    }
    with->mixed = mixed;
    return CTG_OK;
}

ctg_status ctg__fast_with_defaults(const ctg__fast *fast, const ctg_node *nodes,
                                   size_t count, ctg__arena *arena,
                                   ctg__fast *with, ctg_error *error)
{
    *with = *fast;
    return fast->method == CTG__FAST_MIXED
               ? charge(nodes, count, arena, with, error)
               : pin(nodes, count, arena, with, error);
}
