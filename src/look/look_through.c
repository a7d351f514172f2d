/* Look-through by layers: what is held, what that holds, and so on. */
#include <contagraph/look_through.h>

#include <math.h>

#include "base/arena.h"
#include "base/assert.h"
#include "base/error.h"
#include "base/memory.h"
#include "data/network.h"
#include "data/venue.h"

/* Layers after which nodes are taken to own each other completely. */
enum { MOST_LAYERS = 20000 };

struct ctg_look_through {
    ctg__arena arena;
    const ctg_network *network;
    /* Node i has the share share[k] of node of[k], k from start[i] on. */
    size_t *start;
    ctg_node *of;
    double *share;
    ctg_double_count count;
};

static double price_of(const ctg_network *network, ctg_asset asset)
{
    return asset == CTG_NONE ? 1 : network->assets.price[asset];
}

/* Links being counted (no arrays yet) or filled. */
typedef struct links {
    ctg_look_through *look;
    size_t count;
    bool fill;
} links;

static void add_link(links *made, ctg_node issuer, double value)
{
    if (issuer == CTG_NONE || !(value > 0))
        return;
    if (made->fill) {
        made->look->of[made->count] = issuer;
        made->look->share[made->count] = value;
    }
    made->count++;
}

static void add_token(links *made, ctg_node holder, ctg_asset asset,
                      double quantity)
{
    const ctg__assets *const assets = &made->look->network->assets;

    if (asset != CTG_NONE && assets->issuer[asset] != holder)
        add_link(made, assets->issuer[asset], quantity * assets->price[asset]);
}

/*
 * The share of what an account has that its loans are: the venue's, as the
 * venue gets no more than that; the rest is the owner's.
 */
static double pledged(const ctg_network *network, size_t account)
{
    const ctg__accounts *const accounts = &network->accounts;
    double has = 0;
    double owes = 0;

    if (!ctg__venue_row_of(&network->venues, accounts->venue[account])->lends)
        return 0;
    for (size_t leg = accounts->leg_start[account];
         leg < accounts->leg_start[account + 1]; leg++) {
        const double value =
            accounts->quantity[leg] * price_of(network, accounts->asset[leg]);

        if (value > 0)
            has += value;
        else
            owes -= value;
    }
    return owes > 0 ? owes / fmax(has, owes) : 0;
}

/* Tokens of an owner's accounts, as far as they back no loan. */
static void add_own(links *made, ctg_node owner)
{
    const ctg__accounts *const accounts = &made->look->network->accounts;

    for (size_t a = accounts->owner_start[owner];
         a < accounts->owner_start[owner + 1]; a++) {
        const uint32_t account = accounts->by_owner[a];
        const double own = 1 - pledged(made->look->network, account);

        CTG__ASSERT(own >= 0 && own <= 1);
        for (size_t leg = accounts->leg_start[account];
             leg < accounts->leg_start[account + 1]; leg++)
            add_token(made, owner, accounts->asset[leg],
                      own * accounts->quantity[leg]);
    }
}

/* Tokens that back what a venue lent, its own ones included. */
static void add_backing(links *made, ctg_node node)
{
    const ctg_network *const network = made->look->network;
    const ctg__accounts *const accounts = &network->accounts;
    const uint32_t venue = network->venues.of_node[node];

    if (venue == CTG_NONE)
        return;
    for (size_t a = network->venues.account_start[venue];
         a < network->venues.account_start[venue + 1]; a++) {
        const uint32_t account = network->venues.accounts[a];
        const double share = pledged(network, account);

        for (size_t leg = accounts->leg_start[account];
             share > 0 && leg < accounts->leg_start[account + 1]; leg++) {
            const ctg_asset asset = accounts->asset[leg];

            if (asset != CTG_NONE &&
                accounts->owner[account] != network->assets.issuer[asset])
                add_link(made, network->assets.issuer[asset],
                         share * accounts->quantity[leg] *
                             network->assets.price[asset]);
        }
    }
}

static void add_links(links *made)
{
    const ctg_network *const network = made->look->network;
    const ctg__exposures *const exposures = &network->exposures;
    const ctg__holdings *const holdings = &network->holdings;

    made->count = 0;
    for (ctg_node i = 0; i < network->nodes.count; i++) {
        if (made->fill)
            made->look->start[i] = made->count;
        for (size_t e = exposures->start[i]; e < exposures->start[i + 1]; e++)
            add_link(made, exposures->debtor[e],
                     exposures->amount[e] *
                         price_of(network, exposures->asset
                                               ? exposures->asset[e]
                                               : CTG_NONE));
        for (size_t h = holdings->start[i]; h < holdings->start[i + 1]; h++)
            add_token(made, i, holdings->asset[h], holdings->quantity[h]);
        add_own(made, i);
        add_backing(made, i);
    }
    if (made->fill)
        made->look->start[network->nodes.count] = made->count;
}

/* From values to shares of what the issuer has; sums on the way. */
static void scale_links(ctg_look_through *look, double *owed)
{
    const ctg__nodes *const nodes = &look->network->nodes;
    double inside = 0;

    for (size_t i = 0; i < nodes->count; i++) {
        owed[i] = 0;
        look->count.gross += nodes->assets[i];
    }
    for (size_t k = 0; k < look->start[nodes->count]; k++) {
        owed[look->of[k]] += look->share[k];
        inside += look->share[k];
    }
    for (size_t k = 0; k < look->start[nodes->count]; k++)
        look->share[k] /= fmax(owed[look->of[k]], nodes->assets[look->of[k]]);
    look->count.net = fmax(0, look->count.gross - inside);
    look->count.ratio = look->count.net > 0
                            ? look->count.gross / look->count.net
                        : look->count.gross > 0 ? (double)INFINITY
                                                : 1;
}

ctg_status ctg_look_through_new(const ctg_network *network,
                                ctg_look_through **look, ctg_error *error)
{
    const size_t node_count = network->nodes.count;
    ctg_look_through *const made = ctg__allocate(sizeof *made);
    links adding = {.look = made};
    double *owed;

    if (!made)
        return ctg__fail_memory(error);
    *made = (ctg_look_through){.network = network};
    add_links(&adding);
    if (!TAKE(&made->arena, made->start, node_count + 1) ||
        !TAKE(&made->arena, made->of, adding.count + 1) ||
        !TAKE(&made->arena, made->share, adding.count + 1) ||
        !TAKE(&made->arena, owed, node_count + 1)) {
        ctg_look_through_free(made);
        return ctg__fail_memory(error);
    }
    adding.fill = true;
    add_links(&adding);
    scale_links(made, owed);
    *look = made;
    return CTG_OK;
}

void ctg_look_through_free(ctg_look_through *look)
{
    if (!look)
        return;
    ctg__arena_clear(&look->arena);
    ctg__release(look);
}

ctg_double_count ctg_look_through_double_count(const ctg_look_through *look)
{
    return look->count;
}

/* C x or, transposed, C' x. */
static void multiply(const ctg_look_through *look, const double *x,
                     bool transposed, double *product)
{
    const size_t node_count = look->network->nodes.count;

    for (size_t i = 0; i < node_count; i++)
        product[i] = 0;
    for (size_t i = 0; i < node_count; i++)
        for (size_t k = look->start[i]; k < look->start[i + 1]; k++) {
            if (transposed)
                product[look->of[k]] += look->share[k] * x[i];
            else
                product[i] += look->share[k] * x[look->of[k]];
        }
}

/* x + C x + C C x + ..., in place. */
static ctg_status add_layers(const ctg_look_through *look, double *x,
                             bool transposed, ctg_error *error)
{
    const size_t node_count = look->network->nodes.count;
    double *layer = ctg__allocate_array(node_count + 1, sizeof *layer);
    double *next = ctg__allocate_array(node_count + 1, sizeof *next);
    int left = MOST_LAYERS;
    bool more = layer && next;
    ctg_status status = CTG_OK;

    for (size_t i = 0; more && i < node_count; i++)
        layer[i] = x[i];
    while (more && left-- > 0) {
        double *const swapped = layer;
        double added = 0;
        double most = 0;

        multiply(look, layer, transposed, next);
        for (size_t i = 0; i < node_count; i++) {
            x[i] += next[i];
            added = fmax(added, fabs(next[i]));
            most = fmax(most, fabs(x[i]));
        }
        layer = next;
        next = swapped;
        /* What is left adds less than rounding does. */
        more = added > 1e-17 * most;
    }
    if (!layer || !next)
        status = ctg__fail_memory(error);
    else if (more)
        status = ctg__fail(error, CTG_NO_SOLUTION,
                           "no look-through: some nodes own each other "
                           "completely, nothing of them is anybody else's");
    ctg__release(layer);
    ctg__release(next);
    return status;
}

ctg_status ctg_look_through_to_node(const ctg_look_through *look,
                                    ctg_node origin, double *shares,
                                    ctg_error *error)
{
    for (size_t i = 0; i < look->network->nodes.count; i++)
        shares[i] = i == origin;
    return add_layers(look, shares, false, error);
}

/*
 * Direct money: of every node in one asset (`weights` NULL: money[node]), or
 * of all nodes by weight in every asset (money[asset]).
 */
typedef struct purse {
    const double *price;
    ctg_asset asset;
    bool backing; /* with what backs a venue's loans, which is a layer */
    const double *weights;
    double *money;
} purse;

static void put(const purse *into, ctg_node node, ctg_asset asset,
                double quantity)
{
    if (asset == CTG_NONE)
        return;
    if (into->weights)
        into->money[asset] +=
            into->weights[node] * quantity * into->price[asset];
    else if (asset == into->asset)
        into->money[node] += quantity * into->price[asset];
}

static void add_money(const ctg_look_through *look, const purse *into)
{
    const ctg_network *const network = look->network;
    const ctg__exposures *const exposures = &network->exposures;
    const ctg__holdings *const holdings = &network->holdings;
    const ctg__accounts *const accounts = &network->accounts;

    for (ctg_node i = 0; i < network->nodes.count; i++) {
        for (size_t h = holdings->start[i]; h < holdings->start[i + 1]; h++)
            put(into, i, holdings->asset[h], holdings->quantity[h]);
        if (!exposures->asset)
            continue;
        for (size_t e = exposures->start[i]; e < exposures->start[i + 1]; e++) {
            put(into, i, exposures->asset[e], exposures->amount[e]);
            put(into, exposures->debtor[e], exposures->asset[e],
                -exposures->amount[e]);
        }
    }
    for (size_t a = 0; a < accounts->count; a++) {
        const uint32_t venue = accounts->venue[a];
        const ctg_node lender = network->venues.node[venue];
        const double share = into->backing ? pledged(network, a) : 0;

        for (size_t leg = accounts->leg_start[a];
             leg < accounts->leg_start[a + 1]; leg++) {
            const double quantity = accounts->quantity[leg];

            put(into, accounts->owner[a], accounts->asset[leg], quantity);
            /* What is owed to a lending venue is the venue's. */
            if (quantity < 0 &&
                ctg__venue_row_of(&network->venues, venue)->lends)
                put(into, lender, accounts->asset[leg], -quantity);
            if (share > 0)
                put(into, lender, accounts->asset[leg], share * quantity);
        }
    }
}

ctg_status ctg_look_through_to_asset(const ctg_look_through *look,
                                     ctg_asset asset, double *direct,
                                     double *total, ctg_error *error)
{
    const size_t node_count = look->network->nodes.count;
    double *const vectors[] = {direct, total};

    for (size_t v = 0; v < 2; v++) {
        if (!vectors[v])
            continue;
        for (size_t i = 0; i < node_count; i++)
            vectors[v][i] = 0;
        add_money(look, &(purse){.price = look->network->assets.price,
                                 .asset = asset,
                                 .backing = v == 1,
                                 .money = vectors[v]});
    }
    return total ? add_layers(look, total, false, error) : CTG_OK;
}

ctg_status ctg_look_through_of(const ctg_look_through *look, ctg_node node,
                               double *shares, double *assets, ctg_error *error)
{
    const size_t node_count = look->network->nodes.count;
    double *const weights =
        ctg__allocate_array(node_count + 1, sizeof *weights);
    ctg_status status;

    if (!weights)
        return ctg__fail_memory(error);
    for (size_t i = 0; i < node_count; i++)
        weights[i] = i == node;
    status = add_layers(look, weights, true, error);
    if (!status && assets) {
        for (size_t a = 0; a < look->network->assets.count; a++)
            assets[a] = 0;
        add_money(look, &(purse){.price = look->network->assets.price,
                                 .backing = true,
                                 .weights = weights,
                                 .money = assets});
    }
    for (size_t i = 0; !status && shares && i < node_count; i++)
        shares[i] = weights[i];
    ctg__release(weights);
    return status;
}
