/*
 * A synthetic DeFi: lending markets with lenders and borrowers, a perpetuals
 * exchange with longs and shorts, a stablecoin backed by cash and ether, a
 * staking token backed by ether.
 */
#include <math.h>
#include <stdbool.h>
#include <stdio.h>

#include "generate/growing.h"

enum { ETH, BTC, USDX, STETH, ALT, ASSET_COUNT };

static const struct {
    const char *id;
    double price;
    double threshold; /* of liquidation, as collateral */
    double bonus;
    const char *group;
} assets[ASSET_COUNT] = {
    [ETH] = {"ETH", 2000, 0.83, 0.05, "eth"},
    [BTC] = {"BTC", 40000, 0.78, 0.06, "btc"},
    [USDX] = {"USDX", 1, 0.78, 0.04, "stablecoins"},
    [STETH] = {"stETH", 2000, 0.8, 0.07, "eth"},
    [ALT] = {"ALT", 10, 0.65, 0.1, "others"},
};

typedef struct plan {
    size_t markets;  /* lending markets, rows 0 ... */
    size_t exchange; /* row */
    size_t stable;   /* row: issuer of USDX */
    size_t staker;   /* row: issuer of stETH */
    size_t lenders;  /* first row, and how many */
    size_t lender_count;
    size_t users; /* first row, and how many */
    size_t user_count;
    double *loans;                  /* per lending market */
    double supply[ASSET_COUNT];     /* money, of tokens in use */
    double collateral[ASSET_COUNT]; /* money, in accounts */
} plan;

static void add_nodes(ctg__growing *to, plan *p)
{
    const size_t nodes = to->options.nodes;

    p->markets = 1 + nodes / 50;
    p->lender_count = 2 + nodes / 10;
    p->lenders = p->markets + 3;
    p->users = p->lenders + p->lender_count;
    p->user_count = nodes - p->users;
    for (size_t i = 0; i < p->markets; i++)
        ctg__grow_node(to, 'M', i, p->markets, "lending");
    p->exchange = ctg__grow_node(to, 'X', 0, 1, "exchange");
    p->stable = ctg__grow_node(to, 'S', 0, 1, "stablecoin");
    p->staker = ctg__grow_node(to, 'K', 0, 1, "staking");
    for (size_t i = 0; i < p->lender_count; i++)
        ctg__grow_node(to, 'L', i, p->lender_count, "fund");
    for (size_t i = 0; i < p->user_count; i++)
        ctg__grow_node(to, 'U', i, p->user_count, "trader");
}

static void add_venues(ctg__growing *to, const plan *p)
{
    for (size_t i = 0; i <= p->markets; i++) {
        const bool lending = i < p->markets;
        const size_t venue = lending ? i : p->exchange;
        const size_t row = ctg__grow_row(to, CTG_VENUES);

        ctg__grow_text(to, CTG_VENUES, row, "node", ctg__grown_id(to, venue));
        ctg__grow_text(to, CTG_VENUES, row, "type",
                       lending ? "lending" : "margin");
        for (size_t a = 0; a < (lending ? ASSET_COUNT : 1); a++) {
            const size_t market = ctg__grow_row(to, CTG_MARKETS);

            ctg__grow_text(to, CTG_MARKETS, market, "venue",
                           ctg__grown_id(to, venue));
            ctg__grow_text(to, CTG_MARKETS, market, "asset", assets[a].id);
            ctg__grow_number(to, CTG_MARKETS, market, "maintenance",
                             lending ? ctg__round_money(1 - assets[a].threshold)
                                     : 0.03);
            ctg__grow_number(to, CTG_MARKETS, market, "bonus",
                             lending ? assets[a].bonus : 0.01);
        }
    }
}

static size_t add_leg(ctg__growing *to, const char *account, size_t owner,
                      size_t venue, const char *asset, double quantity)
{
    const size_t row = ctg__grow_row(to, CTG_POSITIONS);

    ctg__grow_text(to, CTG_POSITIONS, row, "account", account);
    ctg__grow_text(to, CTG_POSITIONS, row, "owner", ctg__grown_id(to, owner));
    ctg__grow_text(to, CTG_POSITIONS, row, "venue", ctg__grown_id(to, venue));
    ctg__grow_text(to, CTG_POSITIONS, row, "asset", asset);
    ctg__grow_number(to, CTG_POSITIONS, row, "quantity",
                     ctg__round_money(quantity));
    return row;
}

/* One collateral, borrowed against up to 97 % of what its threshold allows. */
static void add_loan(ctg__growing *to, plan *p, size_t owner, size_t number)
{
    static const size_t kinds[] = {ETH, ETH, BTC, STETH, STETH, ALT};
    const size_t kind = kinds[ctg__grow_pick(to, 6)];
    const size_t venue = ctg__grow_pick(to, p->markets);
    const double value = 10000 * ctg__grow_size(to);
    const double quantity = ctg__round_money(value / assets[kind].price);
    const double collateral = quantity * assets[kind].price;
    const double debt = ctg__round_money(collateral * assets[kind].threshold *
                                         (0.3 + 0.67 * ctg__grow_share(to)));
    const bool in_stable = ctg__grow_share(to) < 0.5;
    char account[32];

    snprintf(account, sizeof account, "loan%zu", number + 1);
    add_leg(to, account, owner, venue, assets[kind].id, quantity);
    add_leg(to, account, owner, venue, in_stable ? assets[USDX].id : "", -debt);
    p->loans[venue] += debt;
    p->collateral[kind] += collateral;
    p->supply[USDX] += in_stable ? debt : 0;
    p->supply[STETH] += kind == STETH ? collateral : 0;
}

/* A long and a short of the same size, each with a margin of its own. */
static void add_perpetual(ctg__growing *to, const plan *p, size_t number,
                          double *notional)
{
    const double price = assets[ETH].price;
    const double quantity =
        ctg__round_money(5000 * ctg__grow_size(to) / price + 0.001);

    for (int side = 1; side >= -1; side -= 2) {
        const size_t owner = p->users + ctg__grow_pick(to, p->user_count);
        const double margin = ctg__round_money(
            quantity * price * (0.05 + 0.2 * ctg__grow_share(to)));
        char account[32];
        size_t row;

        snprintf(account, sizeof account, "perp%zu%c", number + 1,
                 side > 0 ? 'L' : 'S');
        row = add_leg(to, account, owner, p->exchange, assets[ETH].id,
                      side * quantity);
        ctg__grow_number(to, CTG_POSITIONS, row, "entry_price", price);
        add_leg(to, account, owner, p->exchange, "",
                margin - side * quantity * price);
        *notional += quantity * price;
    }
}

static void add_accounts(ctg__growing *to, plan *p)
{
    double notional = 0;
    const char *const exchange = ctg__grown_id(to, p->exchange);
    static const char *const kinds[] = {"fund", "adl", "socialise"};

    for (size_t i = 0; !to->status && i < p->user_count; i++)
        add_loan(to, p, p->users + i, i);
    for (size_t i = 0; !to->status && i < 1 + p->user_count / 5; i++)
        add_perpetual(to, p, i, &notional);
    for (size_t i = 0; !to->status && i < 3; i++) {
        const size_t row = ctg__grow_row(to, CTG_LAYERS);

        ctg__grow_text(to, CTG_LAYERS, row, "venue", exchange);
        ctg__grow_number(to, CTG_LAYERS, row, "order", (double)i + 1);
        ctg__grow_text(to, CTG_LAYERS, row, "kind", kinds[i]);
        if (i == 0)
            ctg__grow_number(to, CTG_LAYERS, row, "amount",
                             ctg__round_money(0.005 * notional));
        if (i == 1)
            ctg__grow_text(to, CTG_LAYERS, row, "rule", "pro-rata");
    }
    ctg__grow_number(to, CTG_NODES, p->exchange, "cash",
                     ctg__round_money(0.02 * notional));
}

static void hold(ctg__growing *to, size_t node, size_t asset, double value)
{
    const size_t row = ctg__grow_row(to, CTG_HOLDINGS);

    ctg__grow_text(to, CTG_HOLDINGS, row, "node", ctg__grown_id(to, node));
    ctg__grow_text(to, CTG_HOLDINGS, row, "asset", assets[asset].id);
    ctg__grow_number(to, CTG_HOLDINGS, row, "quantity",
                     ctg__round_money(value / assets[asset].price));
}

/* Markets owe their lenders all but a reserve of 3 % of loans and cash. */
static void add_lenders(ctg__growing *to, const plan *p)
{
    for (size_t m = 0; !to->status && m < p->markets; m++) {
        const double cash = ctg__round_money(0.2 * p->loans[m]);
        size_t count = (size_t)fmax(1, round(to->options.degree));
        const size_t first = ctg__grow_pick(to, p->lender_count);
        double left = ctg__round_money(0.97 * (p->loans[m] + cash));

        if (count > p->lender_count)
            count = p->lender_count;
        ctg__grow_number(to, CTG_NODES, m, "cash", cash);
        for (size_t k = 0; left > 0 && k < count; k++) {
            const size_t lender = p->lenders + (first + k) % p->lender_count;
            const double amount =
                k + 1 == count ? left
                               : ctg__round_money(
                                     left * (0.1 + 0.5 * ctg__grow_share(to)));

            ctg__grow_exposure(to, m, lender, amount);
            left -= amount;
        }
    }
    for (size_t i = 0; !to->status && i < p->lender_count; i++) {
        const size_t lender = p->lenders + i;
        const double own = 20000 * ctg__grow_size(to);
        const double wealth = own + to->claims[lender];

        hold(to, lender, ETH, 0.75 * own);
        ctg__grow_number(to, CTG_NODES, lender, "cash",
                         ctg__round_money(0.25 * own));
        ctg__grow_number(
            to, CTG_NODES, lender, "other_liabilities",
            ctg__round_money((0.5 + 0.35 * ctg__grow_share(to)) * wealth));
    }
}

/* Tokens are worth what stands behind them. */
static void add_issuers(ctg__growing *to, const plan *p)
{
    const double stable = fmax(p->supply[USDX], 1000);
    const double staked = fmax(p->supply[STETH], 1000);

    ctg__grow_number(to, CTG_NODES, p->stable, "cash",
                     ctg__round_money(0.7 * stable));
    hold(to, p->stable, ETH, 0.33 * stable);
    ctg__grow_number(to, CTG_NODES, p->stable, "other_liabilities",
                     ctg__round_money(stable));
    ctg__grow_text(to, CTG_NODES, p->stable, "valuation", "clearing");
    hold(to, p->staker, ETH, staked);
    ctg__grow_number(to, CTG_NODES, p->staker, "cash",
                     ctg__round_money(0.02 * staked));
    ctg__grow_text(to, CTG_NODES, p->staker, "valuation", "clearing");
    ctg__grow_number(to, CTG_NODES, p->staker, "other_liabilities",
                     ctg__round_money(staked));
}

static void add_assets(ctg__growing *to, const plan *p)
{
    for (size_t a = 0; !to->status && a < ASSET_COUNT; a++) {
        const size_t row = ctg__grow_row(to, CTG_ASSETS);
        const double use = fmax(p->collateral[a] + p->supply[a], 1000);

        ctg__grow_text(to, CTG_ASSETS, row, "id", assets[a].id);
        ctg__grow_number(to, CTG_ASSETS, row, "price", assets[a].price);
        ctg__grow_text(to, CTG_ASSETS, row, "group", assets[a].group);
        ctg__grow_number(to, CTG_ASSETS, row, "depth",
                         ctg__round_money((a == ALT ? 0.5 : 3) * use));
        if (a == USDX)
            ctg__grow_text(to, CTG_ASSETS, row, "issuer",
                           ctg__grown_id(to, p->stable));
        if (a == STETH)
            ctg__grow_text(to, CTG_ASSETS, row, "issuer",
                           ctg__grown_id(to, p->staker));
    }
}

void ctg__make_defi(ctg__growing *to)
{
    const size_t nodes = to->options.nodes;
    plan p = {.markets = 0};

    if (nodes < 10) {
        to->status = ctg__fail(to->error, CTG_BAD_ARGUMENT,
                               "a DeFi needs 10 nodes, not %zu", nodes);
        return;
    }
    if (!TAKE(&to->arena, p.loans, nodes)) {
        to->status = ctg__fail_memory(to->error);
        return;
    }
    add_nodes(to, &p);
    add_venues(to, &p);
    add_accounts(to, &p);
    add_lenders(to, &p);
    add_issuers(to, &p);
    for (size_t i = 0; !to->status && i < p.user_count; i++) {
        ctg__grow_ask(to);
        ctg__grow_number(to, CTG_NODES, p.users + i, "cash",
                         ctg__round_money(500 * ctg__grow_size(to)));
    }
    add_assets(to, &p);
}
