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

/* Stably by debtor or by creditor; `starts` has room for the largest and 2. */
static void sort_links(const ctg_link *from, ctg_link *to, size_t count,
                       bool by_creditor, size_t most, size_t *starts)
{
    memset(starts, 0, (most + 2) * sizeof *starts);
    for (size_t k = 0; k < count; k++)
        starts[(by_creditor ? from[k].creditor : from[k].debtor) + 1]++;
    for (size_t n = 1; n < most + 2; n++)
        starts[n] += starts[n - 1];
    for (size_t k = 0; k < count; k++)
        to[starts[by_creditor ? from[k].creditor : from[k].debtor]++] = from[k];
}

/* By counting, as there are more links than nodes; false where there are not,
 * or no memory. */
static bool order_by_counting(ctg__claims *list)
{
    size_t most = 0;
    ctg_link *spare;
    size_t *starts;

    for (size_t k = 0; k < list->count; k++) {
        most = list->items[k].debtor > most ? list->items[k].debtor : most;
        most = list->items[k].creditor > most ? list->items[k].creditor : most;
    }
    if (most > 4 * list->count)
        return false;
    spare = ctg__allocate_array(list->count, sizeof *spare);
    starts = ctg__allocate_array(most + 2, sizeof *starts);
    if (spare && starts) {
        sort_links(list->items, spare, list->count, true, most, starts);
        sort_links(spare, list->items, list->count, false, most, starts);
    }
    ctg__release(spare);
    ctg__release(starts);
    return spare && starts;
}

void ctg__claims_order(ctg__claims *list)
{
    for (size_t k = 1; k < list->count; k++)
        if (by_debtor(&list->items[k - 1], &list->items[k]) > 0) {
            if (!order_by_counting(list))
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
