/* Lists of claims: what a network is made of. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "reconstruct/reconstruction.h"

ctg_status ctg__claims_add(ctg__claims *list, size_t debtor, size_t creditor,
                           double amount, ctg_error *error)
{
    ctg_link *grown;

    if (!(amount > 0))
        return CTG_OK;
    grown = ctg__grow_array(list->items, list->count, &list->room, 256,
                            sizeof *grown);
    if (!grown)
        return ctg__fail_memory(error);
    list->items = grown;
    list->items[list->count++] =
        (ctg_link){(ctg_node)debtor, (ctg_node)creditor, amount};
    return CTG_OK;
}

void ctg__claims_clear(ctg__claims *list)
{
    ctg__release(list->items);
    *list = (ctg__claims){0};
}

static int by_debtor(const void *one, const void *other)
{
    const ctg_link *const a = one;
    const ctg_link *const b = other;

    if (a->debtor != b->debtor)
        return a->debtor < b->debtor ? -1 : 1;
    return (a->creditor > b->creditor) - (a->creditor < b->creditor);
}

void ctg__claims_order(ctg__claims *list)
{
    for (size_t k = 1; k < list->count; k++)
        if (by_debtor(&list->items[k - 1], &list->items[k]) > 0) {
            qsort(list->items, list->count, sizeof *list->items, by_debtor);
            return;
        }
}

double ctg__claims_residual(const ctg__claims *list, const ctg_totals *totals,
                            double *scratch)
{
    double *const claims = scratch;
    double *const debts = scratch + totals->count;
    double worst = 0;

    memset(scratch, 0, 2 * totals->count * sizeof *scratch);
    for (size_t k = 0; k < list->count; k++) {
        claims[list->items[k].creditor] += list->items[k].amount;
        debts[list->items[k].debtor] += list->items[k].amount;
    }
    for (size_t i = 0; i < totals->count; i++) {
        worst = fmax(worst, fabs(claims[i] - totals->whole_claims[i]));
        worst = fmax(worst, fabs(debts[i] - totals->whole_debts[i]));
    }
    return totals->whole > 0 ? worst / totals->whole : 0;
}
