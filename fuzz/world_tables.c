/* The tables of a world. Most bytes give what is valid, or little would run. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include <contagraph/variant.h>

#include "data/graph.h"
#include "world.h"

/* What is being made. */
typedef struct maker {
    fuzz_bytes *from;
    ctg_graph *graph;
    size_t wild; /* 0: numbers of everyday life; 1: wider; 2: anything */
    size_t nodes;
    size_t assets;
    size_t venues; /* the last of the nodes */
    ctg_table table;
    size_t row;
} maker;

static bool chance(maker *m, size_t of_eight)
{
    return fuzz_pick(m->from, 8) < of_eight;
}

static void add_row(maker *m, ctg_table table)
{
    ctg_error error = {0};

    m->table = table;
    REQUIRE(ctg__graph_add_row(m->graph, table, &m->row, &error) == CTG_OK);
}

static size_t need(maker *m, const char *column)
{
    ctg_error error = {0};
    size_t index;

    REQUIRE(ctg__graph_need_column(m->graph, m->table, column, strlen(column),
                                   &index, &error) == CTG_OK);
    return index;
}

static void put_text(maker *m, const char *column, const char *text)
{
    ctg_error error = {0};

    REQUIRE(ctg__graph_set_text(m->graph, m->table, m->row, need(m, column),
                                text, strlen(text), &error) == CTG_OK);
}

static void put_number(maker *m, const char *column, double value)
{
    ctg_error error = {0};

    REQUIRE(ctg__graph_set_number(m->graph, m->table, m->row, need(m, column),
                                  value, &error) == CTG_OK);
}

static void put_name(maker *m, const char *column, char kind, size_t index)
{
    char text[24];

    snprintf(text, sizeof text, "%c%zu", kind, index);
    put_text(m, column, text);
}

static double wide(maker *m)
{
    const double digit = 1 + (double)fuzz_pick(m->from, 256) / 32;

    return digit * pow(10, (double)fuzz_pick(m->from, 25) - 12);
}

static double anything(maker *m)
{
    static const double values[] = {1e300,    1e-300, 1.7e308, 5e-324,
                                    2.3e-308, 1e150,  1e-150,  1e16};
    const size_t kind = fuzz_pick(m->from, 16);

    if (kind < 8)
        return values[kind];
    return pow(10, 2.35 * (double)fuzz_pick(m->from, 256) - 300);
}

/* Above 0, or 0. */
static double amount(maker *m)
{
    static const double ties[] = {0, 1, 10, 100, 0.1, 1.0 / 3, 1e6, 50};
    const size_t kind = fuzz_pick(m->from, 8);
    const double byte = (double)fuzz_pick(m->from, 256);

    if (kind < 3)
        return ties[(size_t)byte % 8];
    if (kind < 6 || !m->wild)
        return byte * byte / 256;
    if (kind < 7 || m->wild == 1)
        return wide(m);
    return anything(m);
}

static double rate(maker *m)
{
    static const double rates[] = {0,    1,      0.5,       0.05,
                                   0.25, 1e-300, 1 - 1e-16, 1e-9};
    const size_t byte = fuzz_pick(m->from, 256);

    return byte < 64 ? rates[byte % 8] : (double)(byte - 64) / 256;
}

static void maybe_amount(maker *m, const char *column, size_t of_eight)
{
    if (chance(m, of_eight))
        put_number(m, column, amount(m));
}

static void maybe_rate(maker *m, const char *column, size_t of_eight)
{
    if (chance(m, of_eight))
        put_number(m, column, rate(m));
}

static void maybe_word(maker *m, const char *column, size_t of_eight,
                       const char *const *words, size_t count)
{
    if (chance(m, of_eight))
        put_text(m, column, words[fuzz_pick(m->from, count)]);
}

#define COUNT(list) (sizeof(list) / sizeof *(list))

/* The name of some row of a table. */
static const char *some_row(maker *m, const ctg_variant *(*at)(size_t index))
{
    size_t count = 0;

    while (at(count))
        count++;
    return at(fuzz_pick(m->from, count))->name;
}

static void maybe_row(maker *m, const char *column, size_t of_eight,
                      const ctg_variant *(*at)(size_t index))
{
    if (chance(m, of_eight))
        put_text(m, column, some_row(m, at));
}

static void make_nodes(maker *m)
{
    for (size_t i = 0; i < m->nodes; i++) {
        const bool pool = chance(m, 1);

        add_row(m, CTG_NODES);
        put_name(m, "id", 'n', i);
        if (!pool && chance(m, 6))
            put_number(m, "equity", chance(m, 1) ? -amount(m) : amount(m));
        maybe_amount(m, "cash", 4);
        maybe_amount(m, "other_assets", 2);
        maybe_amount(m, "other_liabilities", 1);
        maybe_amount(m, "weight", 2);
        maybe_rate(m, "recovery", 2);
        if (pool)
            put_text(m, "pass_through", "true");
        else
            maybe_row(m, "valuation", 3, ctg_rule_at);
        if (chance(m, 2))
            put_number(m, "leverage_max", 1 + amount(m));
        else if (chance(m, 1))
            put_text(m, "leverage_max", "initial");
        if (chance(m, 1))
            put_number(m, "leverage_target", 1 + rate(m));
        maybe_amount(m, "volatility", 2);
        if (chance(m, 3))
            put_name(m, "group", 'g', fuzz_pick(m->from, 3));
    }
}

static void make_exposures(maker *m)
{
    for (size_t k = fuzz_pick(m->from, 16); k; k--) {
        add_row(m, CTG_EXPOSURES);
        put_name(m, "debtor", 'n', fuzz_pick(m->from, m->nodes));
        put_name(m, "creditor", 'n', fuzz_pick(m->from, m->nodes));
        put_number(m, "amount", amount(m));
        if (m->assets && chance(m, 2))
            put_name(m, "asset", 'a', fuzz_pick(m->from, m->assets));
        maybe_rate(m, "recovery", 2);
        if (chance(m, 2))
            put_number(m, "seniority", (double)fuzz_pick(m->from, 3));
        if (chance(m, 3))
            put_number(m, "maturity_days", (double)fuzz_pick(m->from, 90));
    }
}

static void make_assets(maker *m)
{
    static const char *const oracles[] = {"market",         "fixed",
                                          "lag 2",          "lag 1000000000",
                                          "deviation 0.05", "deviation 0"};

    for (size_t a = 0; a < m->assets; a++) {
        add_row(m, CTG_ASSETS);
        put_name(m, "id", 'a', a);
        maybe_amount(m, "price", 6);
        if (chance(m, 6)) {
            const double depth = amount(m);

            put_number(m, "depth", depth > 0 ? depth : 1);
        }
        maybe_row(m, "impact", 6, ctg_impact_at);
        maybe_amount(m, "kappa", 2);
        maybe_rate(m, "floor", 2);
        maybe_rate(m, "fee", 2);
        if (chance(m, 2))
            put_name(m, "issuer", 'n', fuzz_pick(m->from, m->nodes));
        maybe_word(m, "oracle", 3, oracles, COUNT(oracles));
        if (chance(m, 3))
            put_name(m, "group", 'g', fuzz_pick(m->from, 2));
    }
}

static void make_holdings(maker *m)
{
    for (size_t k = m->assets ? fuzz_pick(m->from, 12) : 0; k; k--) {
        add_row(m, CTG_HOLDINGS);
        put_name(m, "node", 'n', fuzz_pick(m->from, m->nodes));
        put_name(m, "asset", 'a', fuzz_pick(m->from, m->assets));
        put_number(m, "quantity", chance(m, 1) ? -amount(m) : amount(m));
    }
}

static size_t some_venue(maker *m)
{
    return m->nodes - 1 - fuzz_pick(m->from, m->venues);
}

static void make_venues(maker *m)
{
    static const char *const types[] = {"lending", "margin"};
    static const char *const liquidators[] = {"always", "rational"};

    for (size_t v = 0; v < m->venues; v++) {
        add_row(m, CTG_VENUES);
        put_name(m, "node", 'n', m->nodes - 1 - v);
        put_text(m, "type", types[fuzz_pick(m->from, 2)]);
        maybe_rate(m, "close_factor", 4);
        maybe_rate(m, "full_close_health", 4);
        maybe_word(m, "liquidators", 4, liquidators, COUNT(liquidators));
        if (chance(m, 3))
            put_number(m, "grace_rounds", (double)fuzz_pick(m->from, 4));
        if (chance(m, 2))
            put_name(m, "penalty_to", 'n', fuzz_pick(m->from, m->nodes));
        for (size_t a = 0; a < m->assets; a++) {
            if (!chance(m, 6))
                continue;
            add_row(m, CTG_MARKETS);
            put_name(m, "venue", 'n', m->nodes - 1 - v);
            put_name(m, "asset", 'a', a);
            maybe_rate(m, "maintenance", 7);
            maybe_rate(m, "bonus", 6);
        }
    }
}

static void make_leg(maker *m, size_t account, size_t owner, size_t venue,
                     bool debt)
{
    add_row(m, CTG_POSITIONS);
    put_name(m, "account", 'k', account);
    put_name(m, "owner", 'n', owner);
    put_name(m, "venue", 'n', venue);
    if (m->assets && chance(m, 5))
        put_name(m, "asset", 'a', fuzz_pick(m->from, m->assets));
    put_number(m, "quantity", debt ? -amount(m) : amount(m));
    maybe_amount(m, "entry_price", 4);
}

static void make_positions(maker *m)
{
    for (size_t k = m->venues ? fuzz_pick(m->from, 8) : 0; k; k--) {
        const size_t owner = fuzz_pick(m->from, m->nodes);
        const size_t venue = some_venue(m);

        make_leg(m, k, owner, venue, false);
        if (chance(m, 7))
            make_leg(m, k, owner, venue, true);
        if (chance(m, 2))
            make_leg(m, k, owner, venue, chance(m, 4));
    }
}

static void make_layers(maker *m)
{
    static const char *const kinds[] = {"fund", "adl", "socialise"};

    for (size_t k = m->venues ? fuzz_pick(m->from, 6) : 0; k; k--) {
        const size_t kind = fuzz_pick(m->from, 3);

        add_row(m, CTG_LAYERS);
        put_name(m, "venue", 'n', some_venue(m));
        put_number(m, "order", (double)fuzz_pick(m->from, 3));
        put_text(m, "kind", kinds[kind]);
        if (kind == 1)
            put_text(m, "rule", some_row(m, ctg_adl_rule_at));
        if (kind != 0)
            continue;
        put_number(m, "amount", amount(m));
        if (chance(m, 4))
            put_name(m, "provider", 'n', fuzz_pick(m->from, m->nodes));
        if (m->assets && chance(m, 3))
            put_name(m, "asset", 'a', fuzz_pick(m->from, m->assets));
    }
}

void fuzz_world_tables(fuzz_bytes *from, ctg_graph *graph)
{
    maker m = {.from = from, .graph = graph, .wild = fuzz_pick(from, 3)};

    m.nodes = 1 + fuzz_pick(from, from->nodes ? from->nodes : 8);
    m.assets = fuzz_pick(from, 5);
    m.venues = fuzz_pick(from, 3);
    if (m.venues > m.nodes)
        m.venues = m.nodes;
    make_nodes(&m);
    make_assets(&m);
    make_exposures(&m);
    make_holdings(&m);
    make_venues(&m);
    make_positions(&m);
    make_layers(&m);
}
