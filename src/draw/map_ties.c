#include "draw/map_ties.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/radix.h"
#include "data/network.h"
#include "data/venue.h"

typedef struct list {
    ctg__ties *ties;
    const ctg__actors *actors;
} list;

static void add(list *l, ctg_node from, ctg_node to, ctg__code code,
                double amount)
{
    const uint32_t a = l->actors->of_node[from];
    const uint32_t b = l->actors->of_node[to];

    if (!(amount > 0) || from == to)
        return;
    l->ties->rows[code]++;
    if (a == b)
        l->ties->inside += amount;
    else
        l->ties->ties[l->ties->count++] = (ctg__tie){a, b, code, amount};
}

static double price_of(const ctg_network *network, ctg_asset asset)
{
    return asset == CTG_NONE ? 1 : network->assets.price[asset];
}

static void add_exposures(list *l, const ctg_network *network)
{
    const ctg__exposures *const x = &network->exposures;

    for (size_t i = 0; i < network->nodes.count; i++)
        for (size_t e = x->start[i]; e < x->start[i + 1]; e++)
            add(l, x->debtor[e], (ctg_node)i, CTG__CD,
                x->amount[e] *
                    price_of(network, x->asset ? x->asset[e] : CTG_NONE));
}

/* A token's holders lose with its issuer, also those who pledged it. */
static void add_token(list *l, const ctg_network *network, ctg_node holder,
                      ctg_asset asset, double quantity)
{
    if (asset != CTG_NONE && network->assets.issuer[asset] != CTG_NONE)
        add(l, network->assets.issuer[asset], holder, CTG__XH,
            quantity * network->assets.price[asset]);
}

static void add_holdings(list *l, const ctg_network *network)
{
    const ctg__holdings *const h = &network->holdings;

    for (size_t i = 0; i < network->nodes.count; i++)
        for (size_t k = h->start[i]; k < h->start[i + 1]; k++)
            add_token(l, network, (ctg_node)i, h->asset[k], h->quantity[k]);
}

/* What the venue is owed (lending) or has to close out (margin). */
static void add_accounts(list *l, const ctg_network *network)
{
    const ctg__accounts *const a = &network->accounts;

    for (size_t k = 0; k < a->count; k++) {
        const bool lending =
            ctg__venue_row_of(&network->venues, a->venue[k])->lends;
        double owed = 0;

        for (size_t leg = a->leg_start[k]; leg < a->leg_start[k + 1]; leg++) {
            const double value =
                a->quantity[leg] * price_of(network, a->asset[leg]);

            if (lending && value < 0)
                owed -= value;
            else if (!lending && a->asset[leg] != CTG_NONE)
                owed += fabs(value);
            add_token(l, network, a->owner[k], a->asset[leg], a->quantity[leg]);
        }
        add(l, a->owner[k], network->venues.node[a->venue[k]], CTG__LQ, owed);
    }
}

static void add_layers(list *l, const ctg_network *network)
{
    const ctg__layers *const layers = &network->layers;

    for (size_t i = 0; i < layers->count; i++)
        if (layers->kind[i] == CTG__FUND && layers->provider[i] != CTG_NONE)
            add(l, network->venues.node[layers->venue[i]], layers->provider[i],
                CTG__SL,
                layers->amount[i] * price_of(network, layers->asset[i]));
}

static uint64_t pair_of(const ctg__tie *tie)
{
    return (uint64_t)tie->from << 32 | tie->to;
}

/* Of one pair. */
static int compare(const void *one, const void *other)
{
    const ctg__tie *const a = one;
    const ctg__tie *const b = other;

    if (a->code != b->code)
        return a->code < b->code ? -1 : 1;
    /* Sums must not depend on the order of rows. */
    return a->amount < b->amount ? -1 : a->amount > b->amount;
}

/* By pair without comparing, then, as few are of one pair, inside it. */
static bool sort(ctg__ties *ties)
{
    const size_t count = ties->count;
    ctg__keyed *const keys = ctg__allocate_array(2 * count + 1, sizeof *keys);
    ctg__tie *const sorted = ctg__allocate_array(count + 1, sizeof *sorted);
    const bool ready = keys && sorted;

    for (size_t i = 0; ready && i < count; i++)
        keys[i] = (ctg__keyed){pair_of(&ties->ties[i]), i};
    if (ready)
        ctg__sort_keyed(keys, keys + count, count);
    for (size_t i = 0; ready && i < count; i++)
        sorted[i] = ties->ties[keys[i].index];
    for (size_t i = 0, end; ready && i < count; i = end) {
        for (end = i + 1; end < count && keys[end].key == keys[i].key;)
            end++;
        if (end - i > 1)
            qsort(&sorted[i], end - i, sizeof *sorted, compare);
    }
    if (ready && count)
        memcpy(ties->ties, sorted, count * sizeof *sorted);
    ctg__release(keys);
    ctg__release(sorted);
    return ready;
}

static void merge(ctg__ties *ties)
{
    size_t kept = 0;

    for (size_t i = 0; i < ties->count; i++) {
        const ctg__tie *const tie = &ties->ties[i];
        ctg__tie *const last = kept ? &ties->ties[kept - 1] : NULL;

        ties->total += tie->amount;
        if (last && last->from == tie->from && last->to == tie->to &&
            last->code == tie->code)
            last->amount += tie->amount;
        else
            ties->ties[kept++] = *tie;
    }
    ties->count = kept;
}

ctg_status ctg__ties_init(ctg__ties *ties, const ctg_network *network,
                          const ctg__actors *actors, ctg__arena *arena,
                          ctg_error *error)
{
    const size_t legs =
        network->accounts.count
            ? network->accounts.leg_start[network->accounts.count]
            : 0;
    const size_t most = network->exposures.count + network->holdings.count +
                        network->accounts.count + legs + network->layers.count;
    list l = {ties, actors};

    *ties = (ctg__ties){0};
    if (!TAKE(arena, ties->ties, most + 1))
        return ctg__fail_memory(error);
    add_exposures(&l, network);
    add_holdings(&l, network);
    add_accounts(&l, network);
    add_layers(&l, network);
    if (!sort(ties))
        return ctg__fail_memory(error);
    merge(ties);
    return CTG_OK;
}
