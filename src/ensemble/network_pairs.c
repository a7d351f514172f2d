#include "ensemble/network_pairs.h"

#include <stdlib.h>
#include <string.h>

#include "base/assert.h"
#include "base/memory.h"
#include "data/network.h"

int ctg__cell_order(const ctg_link *one, const ctg_link *other)
{
    if (one->debtor != other->debtor)
        return one->debtor < other->debtor ? -1 : 1;
    return (one->creditor > other->creditor) -
           (one->creditor < other->creditor);
}

static int by_pair(const void *one, const void *other)
{
    return ctg__cell_order(one, other);
}

/* Room for so many, whatever was in it. */
static ctg_status make_room(ctg__cells *cells, size_t count, ctg_error *error)
{
    ctg_link *grown;

    if (count < cells->room)
        return CTG_OK;
    grown = ctg__reallocate_array(cells->items, count + 1, sizeof *grown);
    if (!grown)
        return ctg__fail_memory(error);
    cells->items = grown;
    cells->room = count + 1;
    return CTG_OK;
}

static double money_of(const ctg_network *network, size_t entry)
{
    const ctg__exposures *const exposures = &network->exposures;
    const ctg_asset asset =
        exposures->asset ? exposures->asset[entry] : CTG_NONE;

    return exposures->amount[entry] *
           (asset == CTG_NONE ? 1 : network->assets.price[asset]);
}

/* Those of one pair are neighbours. */
static void add_up(ctg__cells *cells)
{
    size_t kept = 0;

    for (size_t k = 0; k < cells->count; k++) {
        CTG__ASSERT(!k || by_pair(&cells->items[k - 1], &cells->items[k]) <= 0);
        if (!(cells->items[k].amount > 0))
            continue;
        if (kept && by_pair(&cells->items[kept - 1], &cells->items[k]) == 0)
            cells->items[kept - 1].amount += cells->items[k].amount;
        else
            cells->items[kept++] = cells->items[k];
    }
    cells->count = kept;
}

ctg_status ctg__cells_take(ctg__cells *cells, const ctg_network *network,
                           const ctg_node *row_of, ctg_error *error)
{
    const ctg__exposures *const exposures = &network->exposures;
    const ctg_status status = make_room(cells, exposures->count, error);

    if (status)
        return status;
    cells->count = 0;
    for (size_t i = 0; i < network->nodes.count; i++)
        for (size_t k = exposures->start[i]; k < exposures->start[i + 1]; k++) {
            const ctg_node debtor = exposures->debtor[k];

            cells->items[cells->count++] =
                (ctg_link){.debtor = row_of ? row_of[debtor] : debtor,
                           .creditor = row_of ? row_of[i] : (ctg_node)i,
                           .amount = money_of(network, k)};
        }
    qsort(cells->items, cells->count, sizeof *cells->items, by_pair);
    add_up(cells);
    return CTG_OK;
}

ctg_status ctg__cells_add(ctg__cells *cells, const ctg__cells *more,
                          ctg_error *error)
{
    ctg__cells both = {0};
    ctg_status status = make_room(&both, cells->count + more->count, error);

    if (status)
        return status;
    for (size_t a = 0, b = 0; a < cells->count || b < more->count;) {
        const int order = a == cells->count  ? 1
                          : b == more->count ? -1
                                             : ctg__cell_order(&cells->items[a],
                                                               &more->items[b]);
        ctg_link *const sum = &both.items[both.count++];

        *sum = order <= 0 ? cells->items[a++] : more->items[b];
        if (order == 0)
            sum->amount += more->items[b].amount;
        b += order >= 0;
    }
    ctg__cells_clear(cells);
    *cells = both;
    return CTG_OK;
}

void ctg__cells_clear(ctg__cells *cells)
{
    ctg__release(cells->items);
    *cells = (ctg__cells){0};
}
