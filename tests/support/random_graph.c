/* Makes the tables as CSV lines, shuffles them, reads them. */
#include "support/random_graph.h"

#include <stdio.h>
#include <stdlib.h>

#include "support/graph.h"
#include "text/text.h"

enum { MOST_LINES = 4000 };

typedef struct lines {
    char *line[MOST_LINES];
    size_t count;
} lines;

typedef struct maker {
    const random_graph *about;
    lines *tables; /* CTG_TABLE_COUNT */
    uint64_t stream;
    size_t assets;
} maker;

double random_next(uint64_t *stream)
{
    uint64_t z = *stream += UINT64_C(0x9e3779b97f4a7c15);

    z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
    return (double)((z ^ (z >> 31)) >> 11) * 0x1p-53;
}

static double between(maker *m, double low, double high)
{
    return low + (high - low) * random_next(&m->stream);
}

static bool chance(maker *m, double probability)
{
    return random_next(&m->stream) < probability;
}

static size_t pick(maker *m, size_t count)
{
    return (size_t)(random_next(&m->stream) * (double)count);
}

static bool has(const maker *m, unsigned feature)
{
    return (m->about->features & feature) != 0;
}

static void add_line(maker *m, ctg_table table, ctg__text *text)
{
    lines *const to = &m->tables[table];

    assert_true(to->count < MOST_LINES);
    to->line[to->count] = ctg__copy_text(ctg__text_string(text), text->length);
    assert_non_null(to->line[to->count]);
    to->count++;
    ctg__text_clear(text);
}

static void money(maker *m, ctg__text *text, double value)
{
    ctg__text_add_char(text, ',');
    ctg__text_add_number(text, value * m->about->unit);
}

static void plain(ctg__text *text, double value)
{
    ctg__text_add_char(text, ',');
    ctg__text_add_number(text, value);
}

static void maybe(maker *m, ctg__text *text, bool wanted, double low,
                  double high)
{
    if (wanted)
        plain(text, between(m, low, high));
    else
        ctg__text_add_char(text, ',');
}

static void name(const maker *m, ctg__text *text, char kind, size_t index)
{
    ctg__text_print(text, "%s%c%zu", m->about->prefix, kind, index);
}

/* The last nodes are venues, and before them pools. */
static size_t venue_count(const maker *m)
{
    return has(m, WITH_ACCOUNTS) ? 2 : 0;
}

static bool is_pool(const maker *m, size_t node)
{
    return has(m, WITH_POOLS) && node + venue_count(m) + 1 == m->about->nodes;
}

static void make_nodes(maker *m)
{
    static const char *const rules[] = {"threshold", "linear", "exponential",
                                        "clearing"};

    for (size_t i = 0; i < m->about->nodes; i++) {
        const bool pool = is_pool(m, i);
        ctg__text text = {0};

        name(m, &text, 'n', i);
        if (pool)
            ctg__text_add_char(&text, ',');
        else
            money(m, &text, between(m, 4, 25));
        money(m, &text, between(m, 0, 12)); /* cash */
        if (pool)
            money(m, &text, between(m, 20, 60)); /* other_assets */
        else
            ctg__text_add_char(&text, ',');
        maybe(m, &text, has(m, WITH_CLASSES) && chance(m, 0.3), 0, 0.6);
        ctg__text_add_char(&text, ',');
        if (has(m, WITH_CLASSES) && !pool && chance(m, 0.4))
            ctg__text_add(&text, rules[pick(m, 4)]);
        ctg__text_add(&text, pool ? ",true" : ",");
        ctg__text_add(&text, has(m, WITH_ASSETS) && !pool && chance(m, 0.5)
                                 ? ",initial"
                                 : ",");
        maybe(m, &text, has(m, WITH_CLASSES) && chance(m, 0.3), 0.05, 0.6);
        add_line(m, CTG_NODES, &text);
    }
}

static void make_assets(maker *m)
{
    static const char *const laws[] = {"linear", "exponential", "sqrt", "amm",
                                       "none"};
    static const char *const oracles[] = {"market", "fixed", "lag 2",
                                          "deviation 0.07"};

    for (size_t a = 0; a < m->assets; a++) {
        const bool issued = has(m, WITH_TOKENS) && a < 2;
        ctg__text text = {0};

        name(m, &text, 'a', a);
        money(m, &text, between(m, 0.5, 3));
        if (m->about->deep)
            ctg__text_add(&text, ",,");
        else {
            money(m, &text, between(m, 60, 400));
            ctg__text_print(&text, ",%s", laws[pick(m, 5)]);
        }
        plain(&text, between(m, 0.2, 1.1)); /* kappa */
        plain(&text, between(m, 0, 0.6));   /* floor */
        plain(&text, between(m, 0, 0.02));  /* fee */
        ctg__text_add_char(&text, ',');
        if (issued)
            name(m, &text, 'n', pick(m, m->about->nodes));
        ctg__text_print(&text, ",%s,g%zu",
                        has(m, WITH_ACCOUNTS) ? oracles[pick(m, 4)] : "",
                        a % 2);
        add_line(m, CTG_ASSETS, &text);
    }
}

static void make_exposures(maker *m)
{
    const size_t n = m->about->nodes;

    for (size_t k = 0; k < 3 * n; k++) {
        const size_t debtor = pick(m, n);
        const size_t creditor = (debtor + 1 + pick(m, n - 1)) % n;
        const bool in_asset = has(m, WITH_TOKENS) && chance(m, 0.2);
        ctg__text text = {0};

        name(m, &text, 'n', debtor);
        ctg__text_add_char(&text, ',');
        name(m, &text, 'n', creditor);
        if (in_asset) {
            plain(&text, between(m, 0.5, 4));
            ctg__text_add_char(&text, ',');
            name(m, &text, 'a', pick(m, m->assets));
        } else {
            money(m, &text, between(m, 0.5, 8));
            ctg__text_add_char(&text, ',');
        }
        maybe(m, &text, has(m, WITH_CLASSES) && chance(m, 0.2), 0, 0.7);
        ctg__text_print(&text, ",%d",
                        has(m, WITH_CLASSES) ? (int)pick(m, 3) : 0);
        ctg__text_add_char(&text, ',');
        if (has(m, WITH_RUNS) && chance(m, 0.5))
            ctg__text_print(&text, "%d", (int)pick(m, 60));
        add_line(m, CTG_EXPOSURES, &text);
    }
}

static void make_holdings(maker *m)
{
    for (size_t i = 0; i < m->about->nodes; i++)
        for (size_t a = 0; a < m->assets; a++) {
            ctg__text text = {0};

            if (!chance(m, 0.5))
                continue;
            name(m, &text, 'n', i);
            ctg__text_add_char(&text, ',');
            name(m, &text, 'a', a);
            plain(&text, has(m, WITH_SHORTS) && chance(m, 0.15)
                             ? between(m, -2, -0.2)
                             : between(m, 1, 14));
            add_line(m, CTG_HOLDINGS, &text);
        }
}

static void make_venues(maker *m)
{
    for (size_t v = 0; v < venue_count(m); v++) {
        const size_t node = m->about->nodes - 1 - v;
        ctg__text text = {0};

        name(m, &text, 'n', node);
        ctg__text_add(&text, v ? ",margin" : ",lending");
        plain(&text, chance(m, 0.5) ? between(m, 0.3, 0.9) : 1);
        plain(&text, between(m, 0.85, 1));
        ctg__text_print(&text, ",%s,%d,",
                        chance(m, 0.4) ? "rational" : "always",
                        (int)pick(m, 3));
        if (v && chance(m, 0.5))
            name(m, &text, 'n', pick(m, m->about->nodes));
        add_line(m, CTG_VENUES, &text);
        for (size_t a = 0; a < m->assets; a++) {
            name(m, &text, 'n', node);
            ctg__text_add_char(&text, ',');
            name(m, &text, 'a', a);
            plain(&text, between(m, 0.05, 0.3));
            plain(&text, between(m, 0, 0.1));
            add_line(m, CTG_MARKETS, &text);
        }
    }
}

static void add_leg(maker *m, size_t account, size_t owner, size_t venue,
                    size_t asset, double quantity, double entry)
{
    ctg__text text = {0};

    name(m, &text, 'k', account);
    ctg__text_add_char(&text, ',');
    name(m, &text, 'n', owner);
    ctg__text_add_char(&text, ',');
    name(m, &text, 'n', venue);
    ctg__text_add_char(&text, ',');
    if (asset == SIZE_MAX) {
        money(m, &text, quantity);
        ctg__text_add_char(&text, ',');
    } else {
        name(m, &text, 'a', asset);
        plain(&text, quantity);
        money(m, &text, entry);
    }
    add_line(m, CTG_POSITIONS, &text);
}

/* Collateral of a little more than the debt; longs and shorts with margin. */
static void make_positions(maker *m)
{
    const size_t n = m->about->nodes;

    for (size_t k = 0; k < 4 * n && venue_count(m); k++) {
        const size_t v = k % 2;
        const size_t venue = n - 1 - v;
        const size_t owner = pick(m, n - 2);
        const size_t asset = pick(m, m->assets);
        const double size = between(m, 1, 6);

        if (v) {
            const double side = chance(m, 0.5) ? 1 : -1;
            const double entry = between(m, 0.5, 3);

            add_leg(m, k, owner, venue, asset, side * size, entry);
            add_leg(m, k, owner, venue, SIZE_MAX,
                    (side > 0 ? -0.2 : 3.6) * size, 0);
            if (chance(m, 0.3))
                add_leg(m, k, owner, venue, pick(m, m->assets), 0.4 * side,
                        entry);
            continue;
        }
        add_leg(m, k, owner, venue, asset, size, 1);
        if (chance(m, 0.4))
            add_leg(m, k, owner, venue, pick(m, m->assets), size / 2, 1);
        if (chance(m, 0.3))
            add_leg(m, k, owner, venue, pick(m, m->assets), -0.2 * size, 1);
        add_leg(m, k, owner, venue, SIZE_MAX, -between(m, 0.2, 0.7) * size, 0);
    }
}

static void make_layers(maker *m)
{
    static const char *const rules[] = {"bitmex", "hyperliquid", "pro-rata"};

    for (size_t v = 0; v < venue_count(m); v++)
        for (int order = 1; order <= 3; order++) {
            const size_t kind =
                v && order == 1 && chance(m, 0.6) ? 2 : pick(m, v ? 3 : 2);
            ctg__text text = {0};

            name(m, &text, 'n', m->about->nodes - 1 - v);
            if (kind == 0) {
                ctg__text_print(&text, ",%d,fund,", order);
                name(m, &text, 'n', pick(m, m->about->nodes));
                if (chance(m, 0.4)) {
                    plain(&text, between(m, 0.2, 2));
                    ctg__text_add_char(&text, ',');
                    name(m, &text, 'a', pick(m, m->assets));
                } else {
                    money(m, &text, between(m, 0.2, 2));
                    ctg__text_add_char(&text, ',');
                }
                ctg__text_add_char(&text, ',');
            } else if (kind == 1) {
                ctg__text_print(&text, ",%d,socialise,,,,", order);
            } else {
                ctg__text_print(&text, ",%d,adl,,,,%s", order,
                                rules[pick(m, 3)]);
            }
            add_line(m, CTG_LAYERS, &text);
        }
}

static void make_part(const random_graph *about, lines *tables)
{
    maker m = {.about = about,
               .tables = tables,
               .stream = about->seed * 7919 + 17,
               .assets = about->features & (WITH_ASSETS | WITH_TOKENS |
                                            WITH_ACCOUNTS | WITH_SHORTS)
                             ? 4
                             : 0};

    make_nodes(&m);
    make_assets(&m);
    make_exposures(&m);
    if (m.assets)
        make_holdings(&m);
    make_venues(&m);
    make_positions(&m);
    if (has(&m, WITH_LAYERS))
        make_layers(&m);
}

static void shuffle(lines *table, uint64_t seed)
{
    uint64_t stream = seed;

    for (size_t k = table->count; k > 1; k--) {
        const size_t other = (size_t)(random_next(&stream) * (double)k);
        char *const line = table->line[other];

        table->line[other] = table->line[k - 1];
        table->line[k - 1] = line;
    }
}

ctg_graph *random_graph_new(const random_graph *parts, size_t part_count)
{
    static const char *const heads[CTG_TABLE_COUNT] = {
        "id,equity,cash,other_assets,recovery,valuation,pass_through,"
        "leverage_max,volatility\n",
        "debtor,creditor,amount,asset,recovery,seniority,maturity_days\n",
        "id,price,depth,impact,kappa,floor,fee,issuer,oracle,group\n",
        "node,asset,quantity\n",
        "node,type,close_factor,full_close_health,liquidators,grace_rounds,"
        "penalty_to\n",
        "venue,asset,maintenance,bonus\n",
        "account,owner,venue,asset,quantity,entry_price\n",
        "venue,order,kind,provider,amount,asset,rule\n"};
    lines *const tables = calloc(CTG_TABLE_COUNT, sizeof *tables);
    ctg_graph *graph = NULL;
    ctg_error error;

    assert_non_null(tables);
    assert_int_equal(ctg__graph_new(&graph, &error), CTG_OK);
    for (size_t p = 0; p < part_count; p++)
        make_part(&parts[p], tables);
    for (int t = 0; t < CTG_TABLE_COUNT; t++) {
        ctg__text csv = {0};

        if (parts->shuffle)
            shuffle(&tables[t], parts->shuffle + (uint64_t)t);
        ctg__text_add(&csv, heads[t]);
        for (size_t k = 0; k < tables[t].count; k++) {
            ctg__text_print(&csv, "%s\n", tables[t].line[k]);
            ctg__release(tables[t].line[k]);
        }
        if (tables[t].count)
            graph_add(graph, ctg_table_name((ctg_table)t),
                      ctg__text_string(&csv));
        ctg__text_clear(&csv);
    }
    free(tables);
    return graph;
}
